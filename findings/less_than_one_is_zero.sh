#!/bin/sh
# 9.9 days are nine, 0.5 of a day is zero, and 10.5 days are 10.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" humanize==4.17.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/less_than_one_is_zero.py"
