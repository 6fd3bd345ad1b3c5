#!/bin/sh
# £1.039m is read as one thousand and thirty-nine pounds, and a deficit as a surplus.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" price-parser==0.5.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/millions_as_pounds.py"
