#!/bin/sh
# The year 2024/25 is the 25th of the month in which it is read.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" dateparser==1.5.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/year_as_a_day_of_this_month.py"
