#!/bin/sh
# Measures 1.1 and 1.10 are both printed as 1.1, and 12E4 as 120000.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1 tabulate==0.10.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/two_measures_one_code.py"
