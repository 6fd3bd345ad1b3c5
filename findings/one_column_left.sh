#!/bin/sh
# The figures of a service's second row stand one column to the left.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" markdownify==1.2.3 pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/one_column_left.py"
