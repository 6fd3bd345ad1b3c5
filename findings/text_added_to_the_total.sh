#!/bin/sh
# A total counts a figure that is kept as text, which Excel leaves out.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" formulas==1.3.4 openpyxl==3.1.5
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/text_added_to_the_total.py"
