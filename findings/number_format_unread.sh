#!/bin/sh
# A figure shown in thousands is read as a thousand times what is shown.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" openpyxl==3.1.5 pandas==3.1.1 python-calamine==0.9.1 xlsxwriter==3.3.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/number_format_unread.py"
