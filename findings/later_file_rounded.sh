#!/bin/sh
# Reading two Parquet files together rounds the figures of the second.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" duckdb==2.0.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/later_file_rounded.py"
