#!/bin/sh
# A budget of 1.5m is one and a half minutes.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" agate==1.14.2
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/millions_as_minutes.py"
