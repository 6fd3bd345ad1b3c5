#!/usr/bin/env bash
# The long form of the publishing tests: 50 kills of a publisher of 70 reports, while a reader reads on.
set -euo pipefail
cd "$(dirname "$0")/../.."
PPRR_FAULT_RUNS="${PPRR_FAULT_RUNS:-50}" PPRR_FAULT_REPORTS="${PPRR_FAULT_REPORTS:-70}" \
	.venv/bin/python -m pytest -q -s tests/faults/test_publishing.py "$@"
