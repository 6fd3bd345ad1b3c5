#!/bin/sh
# A notebook that leaves half-way is done for papermill, and an error for nbclient.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" papermill==2.7.0 nbclient==0.11.0 ipykernel==7.4.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/half_a_notebook_done.py"
