#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# kill -9 while writing, again and again: what was acknowledged is there, and verify holds.
# usage: crash_test.sh <waarborg>
set -euo pipefail
waarborg=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/data
"$waarborg" init --data "$data" >/dev/null
"$waarborg" demo --data "$data" >/dev/null
report=$(dirname "$0")/../../src/features/evidence/importers/lynis/fixtures/$(ls "$(dirname "$0")/../../src/features/evidence/importers/lynis/fixtures" | head -1)
measures=($("$waarborg" measure list --data "$data" --json | python3 -c "import json,sys; print(*[m['id'] for m in json.load(sys.stdin)['items']])"))
: > "$work/acknowledged"
seed=${WAARBORG_SEED:-$RANDOM}
echo "seed $seed"
RANDOM=$seed
for round in $(seq 1 8); do
  (
    i=0
    while [ $i -lt 40 ]; do
      m=${measures[$(( (round * 40 + i) % ${#measures[@]} ))]}
      "$waarborg" evidence import --kind lynis --measure "$m" --data "$data" --json "$report" 2>/dev/null |
        python3 -c "import json,sys; print(json.load(sys.stdin)['evidence'])" >> "$work/acknowledged" 2>/dev/null || true
      i=$((i + 1))
    done
  ) &
  writer=$!
  # A moment that differs each round, measured in CPU work rather than in sleep; in most rounds something was acknowledged.
  wanted=$(($(wc -l < "$work/acknowledged") + RANDOM % 3))
  for _ in $(seq 1 400); do
    [ "$(wc -l < "$work/acknowledged")" -lt "$wanted" ] || break
    "$waarborg" framework list --data "$data" >/dev/null
  done
  for _ in $(seq 1 $((RANDOM % 6 + 1))); do "$waarborg" framework list --data "$data" >/dev/null; done
  pkill -9 -P $writer 2>/dev/null || true
  pkill -9 -f "evidence import --kind lynis --measure .* --data $data" 2>/dev/null || true
  kill -9 $writer 2>/dev/null || true
  wait $writer 2>/dev/null || true
  "$waarborg" verify --data "$data" > "$work/verify" || { cat "$work/verify"; echo "FAILED: verify after kill in round $round (seed $seed)"; exit 1; }
done
python3 - "$data/waarborg.sqlite" "$work/acknowledged" <<'P'
import sqlite3, sys
known = {row[0] for row in sqlite3.connect(sys.argv[1]).execute("SELECT id FROM evidence")}
acknowledged = [line.strip() for line in open(sys.argv[2]) if line.strip()]
lost = [one for one in acknowledged if one not in known]
print(f"{len(acknowledged)} acknowledged, {len(lost)} lost")
sys.exit(1 if lost or not acknowledged else 0)
P
