#!/bin/sh
# A footer with commas in it makes the whole table that one row, without an error.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" duckdb==2.0.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/last_row_is_the_table.py"
