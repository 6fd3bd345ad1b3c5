#!/bin/sh
# A row whose first cell is #N/A is not read, and its amount not added.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" duckdb==2.0.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/row_of_an_error.py"
