#!/bin/sh
# The day 20250401 of a ledger is a moment in August 1970.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pydantic==2.14.4
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/day_as_a_moment_of_1970.py"
