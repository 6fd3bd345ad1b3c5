#!/bin/sh
# Of five ends of quarters one library gives two, and two give 30 December.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" python-dateutil==4.0.0 pandas==3.1.1 duckdb==2.0.1 polars==2.1.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/quarter_ends_missed.py"
