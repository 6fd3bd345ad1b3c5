#!/bin/sh
# A month after 31 January is 3 March.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pycel==1.0b30 openpyxl==3.1.5
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/month_after_january.py"
