#!/bin/sh
# A raised footnote digit is read as part of the figure.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" openpyxl==3.1.5 python-calamine==0.9.1 xlsxwriter==3.3.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/raised_footnote_digit.py"
