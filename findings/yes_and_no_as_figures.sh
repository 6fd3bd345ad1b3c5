#!/bin/sh
# A column of TRUE and FALSE with one blank is read as 1.0 and 0.0 from a workbook, and as True and False from a CSV.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1 openpyxl==3.1.5
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/yes_and_no_as_figures.py"
