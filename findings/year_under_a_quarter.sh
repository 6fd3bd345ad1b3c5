#!/bin/sh
# A year's figure is read as the second quarter's, and added to it.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/year_under_a_quarter.py"
