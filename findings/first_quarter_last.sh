#!/bin/sh
# The first quarter is drawn behind the fourth, and one of two bars of a name stands behind the other.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" matplotlib==3.11.2
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/first_quarter_last.py"
