#!/bin/sh
# A budget of £1,039,000 in words is ten thousand, three hundred and ninety pounds.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" num2words==0.5.6
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/pounds_as_pence.py"
