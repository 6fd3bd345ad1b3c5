#!/bin/sh
# A year's label, 2024_25, reaches the notebook as the number 202425.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" papermill==2.7.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/year_as_a_number.py"
