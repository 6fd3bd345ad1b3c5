#!/bin/sh
# A table appended to a TOML file that ends in a comment becomes a part of the comment.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" tomlkit==0.15.2
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/row_behind_a_comment.py"
