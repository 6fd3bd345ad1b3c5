#!/usr/bin/env bash
# The long form of the publishing tests: 50 kills each of a publisher of 70 reports to a folder and of 5 to each server,
# while a reader reads on, 10,000 times and more. moto's server is named by MOTO_SERVER where it is not on the path.
# One target alone: tests/faults/publish.sh -k folder, or sftp, smb, s3.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PPRR_FAULT_RUNS="${PPRR_FAULT_RUNS:-50}" PPRR_FAULT_REPORTS="${PPRR_FAULT_REPORTS:-70}"
export PPRR_FAULT_SERVER_REPORTS="${PPRR_FAULT_SERVER_REPORTS:-5}" PPRR_FAULT_READS="${PPRR_FAULT_READS:-10000}"
.venv/bin/python -m pytest -q -s --timeout=0 tests/faults/test_publishing.py "$@"
