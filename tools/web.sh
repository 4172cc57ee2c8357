#!/usr/bin/env bash
# Makes web/dist, the site's built files, where something is newer than they are. Without Node.js the API works and the page is left out.
# tools/web.sh [--deps]: with --deps only the packages (for tests).
set -euo pipefail
cd "$(dirname "$0")/../web"

say() { echo "web: $*" >&2; }
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  say "Node.js is not installed (Debian: apt-get install nodejs npm): the page is left out, the API works without it."
  exit 3
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)'; then
  say "Node.js $(node --version) is too old, 20.19 or 22.12 and newer are needed: the page is left out, the API works without it."
  exit 3
fi

if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say "installing packages ..."
  if ! npm ci --no-fund --no-audit --loglevel=error >npm.log 2>&1; then
    tail -n 15 npm.log >&2
    say "the packages could not be installed (no network?): the page is left out, the API works without it."
    exit 1
  fi
  rm -f npm.log
  touch node_modules/.package-lock.json
fi
if [ "${1:-}" = --deps ]; then exit 0; fi

if [ ! -f dist/index.html ] || [ -n "$(find src public index.html package-lock.json vite.config.ts tsconfig.json -type f -newer dist/index.html -print -quit)" ]; then
  say "building the page ..."
  if ! npm run --silent build >build.log 2>&1; then
    tail -n 30 build.log >&2
    say "the page could not be built."
    exit 1
  fi
  rm -f build.log
fi
