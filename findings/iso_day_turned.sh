#!/bin/sh
# The day 2025-04-01 is 4 January where days are said to stand first.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" python-dateutil==4.0.0 pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/iso_day_turned.py"
