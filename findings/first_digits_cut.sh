#!/bin/sh
# A printed ledger's amount of 12,345 is read as 345.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/first_digits_cut.py"
