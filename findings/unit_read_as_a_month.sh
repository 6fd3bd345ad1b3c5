#!/bin/sh
# A cell that shows 5.2m is 0.001 in the CSV, and one that shows 12 days is `0 "11ays"`.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" xlsx2csv==0.8.6 openpyxl==3.1.5
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/unit_read_as_a_month.py"
