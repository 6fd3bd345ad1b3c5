#!/bin/sh
# A note that begins with `internal:` loses its first word on the way into a workbook.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1 xlsxwriter==3.3.1 openpyxl==3.1.5
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/first_word_of_a_note.py"
