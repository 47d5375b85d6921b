#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A run in PostgreSQL on which several processes work, of which some are killed: each domain is measured, and stands in
# the picture once.
set -euo pipefail
waarborg=$1
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${BED:-}" ]; then
  work=$(mktemp -d)
  eval "$("$here/../../tools/test_postgres" start)"
  trap 'rm -rf "$work"; "$here/../../tools/test_postgres" stop "$POSTGRES_FOLDER"' EXIT
  # The network namespace of the bed has a loopback of its own; a socket is a file, and files are seen from there.
  chmod 711 "$POSTGRES_FOLDER"
  port=${WAARBORG_TEST_POSTGRES#*127.0.0.1:}
  export DATABASE="postgresql://waarborg@/postgres?host=$POSTGRES_FOLDER&port=${port%%/*}"
  unshare --user --map-root-user --net "$here/../scan/bed.py" "$work/bed" "$0" "$waarborg"
  exit
fi
fail() { echo "FAILED: $*" >&2; exit 1; }
bed=(--database "$DATABASE" --allow-loopback --root-hints "$BED/root.hints" --trust-anchors "$BED/root.anchors"
     --roots "$BED/ca.pem" --per-second 0 --shared)
value() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$1" "$2"; }
measured() { "$waarborg" scan report sector --shared --database "$DATABASE" --format json 2>/dev/null |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["groups"][0]["measured"])'; }

"$waarborg" scan --run sector "${bed[@]}" 2> "$BED/none" && fail "a run that nobody made is joined"
grep -q "bestaat niet" "$BED/none" || fail "no word of it: $(cat "$BED/none")"
"$waarborg" scan --run sector --shared --data "$BED/lite" 2> "$BED/lite.err" && fail "shared without PostgreSQL"
grep -q "PostgreSQL" "$BED/lite.err" || fail "no word of PostgreSQL"

names=(goed slecht eigen naam leeg)
for i in $(seq 1 115); do names+=("weg$i"); done
printf '%s.example;P;gp\n' "${names[@]}" > "$BED/list.csv"

# The first makes the run and is killed in the middle; what it had comes free when its lease is over.
"$waarborg" scan --input "$BED/list.csv" --run sector "${bed[@]}" --together 8 --cores 2 --lease 3 > /dev/null 2> "$BED/first" &
first=$!
for _ in $(seq 1 600); do [ "$(measured || echo 0)" -ge 5 ] && break; sleep 0.05; done
kill -9 "$first" 2>/dev/null || true
wait "$first" 2>/dev/null || true
[ "$(measured)" -ge 5 ] || fail "the first kept nothing: $(cat "$BED/first")"

# Two others join, without the list; one of them is asked to end, and gives back what it did not begin.
before=$(measured)
workers=()
for i in 1 2 3; do
  "$waarborg" scan --run sector "${bed[@]}" --together 4 --cores 1 --lease 3 --json > "$BED/worker$i.json" 2> "$BED/worker$i" &
  workers+=($!)
done
for _ in $(seq 1 600); do [ "$(measured || echo 0)" -gt "$before" ] && break; sleep 0.05; done
kill -TERM "${workers[0]}" 2>/dev/null || true
for i in 1 2 3; do wait "${workers[$((i - 1))]}" || fail "worker $i: $(cat "$BED/worker$i")"; done
[ "$(value "$BED/worker2.json" whole)" = True ] && [ "$(value "$BED/worker3.json" whole)" = True ] || fail "not whole"
[ "$(value "$BED/worker3.json" total)" = 120 ] || fail "not all of them"

"$waarborg" scan report sector --shared --database "$DATABASE" --format json > "$BED/picture.json"
python3 - "$BED/picture.json" <<'P' || fail "the picture does not add up"
import json, sys
picture = json.load(open(sys.argv[1]))
assert picture["groups"][0]["domains"] == 120 and picture["groups"][0]["measured"] == 120, picture["groups"][0]
names = [line["name"] for line in picture["lines"]]
assert len(names) == len(set(names)) == 120, len(names)
assert picture["lines"][0]["name"] == "goed.example", picture["lines"][0]
P
# The same list goes on with it, and there is nothing left; another one is refused.
"$waarborg" scan --input "$BED/list.csv" --run sector "${bed[@]}" --json > "$BED/again.json" 2>/dev/null || fail "again"
[ "$(value "$BED/again.json" done_here)" = 0 ] || fail "measured twice"
echo "nog.example" >> "$BED/list.csv"
"$waarborg" scan --input "$BED/list.csv" --run sector "${bed[@]}" 2> "$BED/other" && fail "another list under the same name"
grep -q "andere lijst" "$BED/other" || fail "no word of the other list: $(cat "$BED/other")"
echo "scan of several workers: all good"
