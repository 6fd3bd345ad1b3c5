#!/bin/sh
# Words that are hidden in a Word document are read as its words.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" mammoth==1.13.0 docx2python==3.7.1 python-docx==1.2.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/hidden_words_shown.py"
