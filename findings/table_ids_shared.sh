#!/bin/sh
# Two tables of a page share the ids of their headings.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" great-tables==1.1.0 pandas==3.1.1
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/table_ids_shared.py"
