#!/bin/sh
# Words behind an ampersand or a less-than sign are not in the document.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" docxtpl==0.20.2 python-docx==1.2.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/words_after_ampersand.py"
