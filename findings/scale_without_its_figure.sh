#!/bin/sh
# Turning the numbers of a text into digits makes of £1.5 million two figures: £1.5 and 1000000.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" text2num==3.1.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/scale_without_its_figure.py"
