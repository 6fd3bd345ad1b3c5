#!/bin/sh
# The months Apr-25 and Mar-26 are two days of the year 1, and March stands first.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/month_of_the_year_1.py"
