#!/usr/bin/env bash
# Tests the hub against a real ERP: a Tryton that is installed here if it is not, on a database of the run's own.
# Arguments go to vitest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

. scripts/debian-packages.sh
mapfile -t missing < <(missing_tryton)
need_packages "${missing[@]}"

# With everything there, nothing may be skipped unnoticed.
CI=true exec npx vitest run --project erp --reporter=verbose "$@"
