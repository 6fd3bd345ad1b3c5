#!/bin/sh
# Easter Monday and the August bank holiday are working days in the United Kingdom.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" holidays==0.109
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/no_easter_monday.py"
