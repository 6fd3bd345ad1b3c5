#!/bin/sh
# Rows that do not fit the range of an Excel table are left out, without a word.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" XlsxWriter==3.3.1 openpyxl==3.1.5
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/rows_beyond_a_table.py"
