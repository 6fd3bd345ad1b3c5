#!/bin/sh
# The quarter without a figure is not on the axis of a bar chart.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" altair==6.3.0 vl-convert-python==1.9.0.post1 pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/quarter_off_the_axis.py"
