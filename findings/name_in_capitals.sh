#!/bin/sh
# FINANCE is matched to Adult Social Care, although Finance is on the list.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" rapidfuzz==3.14.6
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/name_in_capitals.py"
