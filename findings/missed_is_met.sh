#!/bin/sh
# A milestone that was not met is met once its column is made of the right type.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandera==0.35.0 pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/missed_is_met.py"
