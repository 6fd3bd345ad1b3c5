#!/bin/sh
# The mark of a hidden figure, [c], and of a provisional one, [p], is not printed.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" rich==15.0.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/marks_in_brackets.py"
