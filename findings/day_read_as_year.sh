#!/bin/sh
# A day with a year of two digits is read year first: 01/10/25 is 25 October 2001.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" duckdb==2.0.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/day_read_as_year.py"
