#!/bin/sh
# Dropping invalid rows drops valid ones of the same label.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1 pandera==0.35.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/valid_row_dropped.py"
