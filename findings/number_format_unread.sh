#!/bin/sh
# A count hidden as `<5` by its number format is read as the 3 that it hides, and 5,210 as 5210000.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" openpyxl==3.1.5 pandas==3.1.1 python-calamine==0.9.1 xlsxwriter==3.3.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/number_format_unread.py"
