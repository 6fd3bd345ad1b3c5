#!/bin/sh
# The first three months of a year are April alone.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/april_alone.py"
