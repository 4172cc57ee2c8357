#!/usr/bin/env bash
# Builds, runs every test project, and sums what the runners themselves report. Exit code 0 only when everything built and nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_TieredPGO=0
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is not installed."; echo "0 passed, 1 failed"; exit 1; }
passed=0 failed=0 skipped=0
log=$(mktemp)
mongo_log=$(mktemp) mongo_pid=
trap 'stop_mongo; rm -f "$log" "$mongo_log"' EXIT

# A MongoDB server for the journal's tests, made ready while the rest builds (first use: a minute or three); only where one is at hand.
start_mongo() {
  local up=../shared/tools/mongo/up port free=
  if [ -n "${ATS_MONGO_URL:-}" ] || [ ! -x "$up" ]; then return; fi
  if [ "$(id -u)" -ne 0 ]; then echo "MongoDB: $up needs root; its tests are skipped"; return; fi
  for port in $(seq 27117 27126); do   # its PostgreSQL listens 21599 below
    if ! listens "$port" && ! listens $((port - 21599)); then free=$port; break; fi
  done
  if [ -z "$free" ]; then echo "MongoDB: no free port from 27117 to 27126; its tests are skipped"; return; fi
  # The script reads apt's sources with cat under pipefail; where sources.list is missing it would end there.
  (cat() { command cat "$@" || true; }; export -f cat; exec setsid "$up" "$free") >"$mongo_log" 2>&1 &
  mongo_pid=$!
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Waits until it answers, at most ATS_MONGO_WAIT seconds (240) after the start of this script.
await_mongo() {
  [ -n "$mongo_pid" ] || return
  until grep -q '^gateway on' "$mongo_log"; do
    if ! kill -0 "$mongo_pid" 2>/dev/null || [ "$SECONDS" -ge "${ATS_MONGO_WAIT:-240}" ]; then
      echo "MongoDB: not started after $SECONDS s, its tests are skipped; its last words: $(tail -n 1 "$mongo_log")"
      return
    fi
    sleep 0.5
  done
  ATS_MONGO_URL=$(grep -o '^mongodb://.*' "$mongo_log" | tail -n 1)
  export ATS_MONGO_URL
  echo "MongoDB: $ATS_MONGO_URL"
}

stop_mongo() {
  [ -n "$mongo_pid" ] || return
  kill -- "-$mongo_pid" 2>/dev/null || kill "$mongo_pid" 2>/dev/null
  for _ in $(seq 40); do kill -0 "$mongo_pid" 2>/dev/null || break; sleep 0.25; done
  mongo_pid=
}
start_mongo

echo "== build"
if ! dotnet build Ats.slnx -c Release -v quiet -nologo; then
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi

for name in Core Edge Acceptance; do
  [ "$name" = Edge ] && await_mongo
  echo "== Ats.$name.Tests"
  # A bound far beyond what they take: a hang is a failure, not a wait.
  timeout 900 dotnet "tests/Ats.$name.Tests/bin/Release/net10.0/Ats.$name.Tests.dll" --no-progress 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  p=$(sed -nE 's/^ *succeeded: ([0-9]+).*/\1/p' "$log" | tail -n 1)
  f=$(sed -nE 's/^ *failed: ([0-9]+).*/\1/p' "$log" | tail -n 1)
  s=$(sed -nE 's/^ *skipped: ([0-9]+).*/\1/p' "$log" | tail -n 1)
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  # A runner that died, or ran nothing, counts as a failure even where it reported none.
  if [ "$code" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then failed=$((failed + 1)); echo "Ats.$name.Tests ended with code $code"; fi
  if [ "${p:-0}" -eq 0 ] && [ "${f:-0}" -eq 0 ] && [ "$code" -eq 0 ]; then failed=$((failed + 1)); echo "Ats.$name.Tests ran no test"; fi
done

# The site: its unit tests, then the page in a browser against the sample contest on the real server.
sum() { # name, exit code, passed, failed, skipped: as its runner reported them
  passed=$((passed + ${3:-0})) failed=$((failed + ${4:-0})) skipped=$((skipped + ${5:-0}))
  if [ "$2" -ne 0 ] && [ "${4:-0}" -eq 0 ]; then failed=$((failed + 1)); echo "$1 ended with code $2"; fi
  if [ "$2" -eq 0 ] && [ "$((${3:-0} + ${4:-0} + ${5:-0}))" -eq 0 ]; then failed=$((failed + 1)); echo "$1 ran no test"; fi
}

chromium_at_hand() {
  if [ -n "${ATS_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then return; fi
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then return; fi
  echo "Installing Chromium for the browser tests (apt-get install chromium) ..."
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 || echo "Chromium could not be installed; the browser tests are skipped"
}

echo "== web"
web=0
bash tools/web.sh || web=$?
if [ "$web" -eq 3 ]; then
  echo "The site's tests are skipped: they need Node.js"
  skipped=$((skipped + 1))
elif [ "$web" -ne 0 ]; then
  failed=$((failed + 1))
else
  (cd web && NO_COLOR=1 npm --silent test) 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  line=$(grep -E '^ *Tests  ' "$log" | tail -n 1)
  of() { sed -nE "s/.*[^0-9]([0-9]+) $1.*/\1/p" <<<"$line"; }
  sum "The site's unit tests" "$code" "$(of passed)" "$(of failed)" "$(of skipped)"
  echo "== web in a browser"
  chromium_at_hand
  (cd web && node e2e/run.mjs) 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  line=$(grep -E '^e2e: ' "$log" | tail -n 1)
  sum "The browser tests" "$code" "$(of passed)" "$(of failed)" "$(of skipped)"
fi

echo "== stock clients on the exchange"
if command -v node >/dev/null && command -v npm >/dev/null; then
  bash tests/stock-clients/run </dev/null 2>&1 | tee "$log" | sed -E "s/^([0-9]+ passed, [0-9]+ failed.*)/stock clients: \1/"
  code=${PIPESTATUS[0]}
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
  # Their own closing line is one of several: only the last line of this script counts.
  sum "The stock clients' tests" "$code" "$(sed -nE 's/^([0-9]+) passed.*/\1/p' <<<"$line")" "$(sed -nE 's/.* ([0-9]+) failed.*/\1/p' <<<"$line")" 0
else
  echo "The stock clients' tests are skipped: they need Node.js"
  skipped=$((skipped + 1))
fi

if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
