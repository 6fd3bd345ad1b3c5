#!/bin/sh
# 37 hours 30 of an old workbook are half past one on 1 January 1900.
set -eu
here=$(dirname "$0")
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --target "$packages" pandas==3.1.1 xlrd==2.0.2 python-calamine==0.9.1 xlwt==1.3.0
PYTHONPATH="$packages" "${PYTHON:-python3}" "$here/hours_as_a_day_of_1900.py"
