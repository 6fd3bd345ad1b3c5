#!/bin/sh
# The total of a table leaves out the budget of a portfolio whose spending is missing.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/total_of_other_rows.py"
