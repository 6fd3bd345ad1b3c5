#!/bin/sh
# The amount 1,234 typed as text is 85469.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" formulas==1.3.4
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/typed_amount_as_a_day.py"
