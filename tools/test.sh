#!/usr/bin/env bash
# Builds, runs every test project, and sums what the runners themselves report. Exit code 0 only when everything built and nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_TieredPGO=0
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is not installed."; echo "0 passed, 1 failed"; exit 1; }
passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

echo "== build"
if ! dotnet build Ats.slnx -c Release -v quiet -nologo; then
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi

for name in Core Edge Acceptance; do
  echo "== Ats.$name.Tests"
  dotnet "tests/Ats.$name.Tests/bin/Release/net10.0/Ats.$name.Tests.dll" --no-progress 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  p=$(sed -nE 's/^ *succeeded: ([0-9]+).*/\1/p' "$log" | tail -n 1)
  f=$(sed -nE 's/^ *failed: ([0-9]+).*/\1/p' "$log" | tail -n 1)
  s=$(sed -nE 's/^ *skipped: ([0-9]+).*/\1/p' "$log" | tail -n 1)
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  # A runner that died, or ran nothing, counts as a failure even where it reported none.
  if [ "$code" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then failed=$((failed + 1)); echo "Ats.$name.Tests ended with code $code"; fi
  if [ "${p:-0}" -eq 0 ] && [ "${f:-0}" -eq 0 ] && [ "$code" -eq 0 ]; then failed=$((failed + 1)); echo "Ats.$name.Tests ran no test"; fi
done

if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
