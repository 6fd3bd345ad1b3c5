#!/bin/sh
# A figure with a comma is inferred to be a place on the earth.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" frictionless==5.21.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/decimal_comma_a_place.py"
