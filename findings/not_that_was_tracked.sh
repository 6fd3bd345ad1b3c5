#!/bin/sh
# `not` and 61% are not read from a Word document: one was a tracked change, one a field of its template.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" python-docx==1.2.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/not_that_was_tracked.py"
