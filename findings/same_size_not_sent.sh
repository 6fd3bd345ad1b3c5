#!/bin/sh
# A page corrected from 64% to 61% is not copied again: its size is the same.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" fsspec==2026.9.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/same_size_not_sent.py"
