#!/bin/sh
# Two figures of one cell, 45 and 52 with a tab between them, are the figure 4552.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" python-calamine==0.9.1 odfpy==1.4.1 pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/figures_side_by_side.py"
