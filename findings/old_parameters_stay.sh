#!/bin/sh
# A second run without parameters keeps those of the first.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" ipykernel==7.4.0 nbformat==5.11.1 papermill==2.7.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/old_parameters_stay.py"
