#!/bin/sh
# A cell that shows #DIV/0! is read as an empty one.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.3.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/error_as_blank.py"
