#!/bin/sh
# The second quarter is 2nd/4, and the first half 1st/2.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" numerizer==0.2.4
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/second_quarter_a_share.py"
