#!/bin/sh
# A third of the budget is 33.00%, and an eighth 12.00%.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" polars==2.1.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/third_without_a_fraction.py"
