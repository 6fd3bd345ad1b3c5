#!/bin/sh
# A promise for the end of March is due on 1 March.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" parsedatetime==2.6
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/promised_a_month_early.py"
