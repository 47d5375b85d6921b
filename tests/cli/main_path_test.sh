#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The main path on the command line, as an operator walks it. usage: main_path_test.sh <waarborg>
set -euo pipefail
waarborg=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/data
fail() { echo "FAILED: $*" >&2; exit 1; }
expect_exit() { # expect_exit CODE COMMAND…
  local code=$1 got=0
  shift
  "$@" >"$work/out" 2>"$work/err" || got=$?
  [ "$got" = "$code" ] || { cat "$work/out" "$work/err" >&2; fail "exit $got instead of $code: $*"; }
}
json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }

echo "# an installation is made once, and never over another"
expect_exit 4 "$waarborg" verify --data "$data"
expect_exit 0 "$waarborg" init --data "$data" --json
[ "$(json "d['folder']" < "$work/out")" = "$data" ] || fail "init does not say its folder in JSON"
expect_exit 5 "$waarborg" init --data "$data"
[ "$(stat -c %a "$data/keys/signing.pem")" = 600 ] || fail "the signing key is readable by others"
expect_exit 0 "$waarborg" config check --data "$data"
expect_exit 2 "$waarborg" nonsense
grep -q 'nonsense bestaat niet' "$work/err" || fail "an unknown command is not named in Dutch"
expect_exit 2 "$waarborg" verify --nonsense --lang en
grep -q -- '--nonsense was not expected' "$work/err" || fail "an unknown option is not named in English"
expect_exit 0 "$waarborg" verify --help --lang en
grep -q '^Usage: ' "$work/out" || fail "no help in English"
expect_exit 0 "$waarborg" verify --help
grep -q '^Gebruik: ' "$work/out" || fail "no help in Dutch"
expect_exit 0 "$waarborg" --version

echo "# a port that another program holds is named, with what to do"
python3 -c 'import socket, time; s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(); print(s.getsockname()[1], flush=True); time.sleep(60)' > "$work/port" &
holder=$!
for _ in $(seq 1 200); do [ -s "$work/port" ] && break; sleep 0.05; done
expect_exit 5 "$waarborg" serve --plain-http --port "$(cat "$work/port")" --data "$data" --lang en
kill "$holder"
for word in "port $(cat "$work/port")" --port ss; do
  grep -qF -- "$word" "$work/err" || fail "a taken port does not say: $word"
done

echo "# the demo organisation has the norm, measures and verdicts"
expect_exit 0 "$waarborg" demo --data "$data" --json
organisation=$(json "d['organisation']" < "$work/out")
"$waarborg" organisation list --data "$data" --json | json "[o['id'] for o in d['items']]" | grep -q "$organisation" || fail "demo tells another id than organisation list"
"$waarborg" framework list --data "$data" --json | json "d['items'][0]['requirements']" | grep -qx 131 || fail "NEN 7510 has not 131 items"
measure=$("$waarborg" measure list --data "$data" --json | json "d['items'][0]['id']")
"$waarborg" verdict --data "$data" --json > "$work/now.json"
json "d['requirements']" < "$work/now.json" | grep -qx 131 || fail "the verdict does not speak of 131 requirements"
"$waarborg" verdict --data "$data" --measure "$measure" | grep -q "\[" || fail "a verdict without a reason"

for command in "measure list" "framework show" verdict; do
  expect_exit 0 "$waarborg" $command --data "$data"
  grep -q "afwijkend vastgesteld" "$work/out" || fail "$command does not say which verdicts people set"
done

echo "# the verdict of one framework, one requirement, one measure in one place: each with its reasons"
framework=$("$waarborg" framework list --data "$data" --json | json "d['items'][0]['urn']")
expect_exit 0 "$waarborg" verdict --data "$data" --framework "$framework" --json
[ "$(json "d['requirements']" < "$work/out")" = 131 ] || fail "the chosen framework has not 131 requirements"
expect_exit 4 "$waarborg" verdict --data "$data" --framework nonsense
for requirement in 8.13 '§7.1' c7.1; do
  "$waarborg" verdict --data "$data" --requirement "$requirement" | grep -q "\[" || fail "no reason for requirement $requirement"
done
expect_exit 4 "$waarborg" verdict --data "$data" --requirement 99.99
expect_exit 2 "$waarborg" verdict --data "$data" --requirement 8.13 --measure "$measure"
expect_exit 2 "$waarborg" verdict --data "$data" --place organisation
expect_exit 4 "$waarborg" verdict --data "$data" --measure "$measure" --place system/nonsense
python3 - "$data/waarborg.sqlite" > "$work/place" <<'P'
import json, sqlite3, sys
for id, body in sqlite3.connect(sys.argv[1]).execute("SELECT id, body FROM measure"):
    for place in json.loads(body)["places"]:
        if place["kind"] != "organisation":
            print(id, f"{place['kind']}/{place['id']}")
            sys.exit()
P
read -r placed place < "$work/place"
"$waarborg" verdict --data "$data" --measure "$placed" --place "$place" | grep -q "\[" || fail "no reason in $place"

echo "# as known on an earlier day: less was known"
"$waarborg" verdict --data "$data" --json --as-of "$(date -d '-330 days' +%F)" > "$work/then.json"
python3 - "$work" <<'P' || fail "as known a year ago is not worse than now"
import json, sys
then, now = (json.load(open(f"{sys.argv[1]}/{n}.json"))["aspects"]["design"]["shown"] for n in ("then", "now"))
sys.exit(0 if then < now else 1)
P
expect_exit 3 "$waarborg" verdict --data "$data" --as-of 2999-01-01
expect_exit 3 "$waarborg" verdict --data "$data" --period tomorrow
expect_exit 3 "$waarborg" verdict --data "$data" --period 2010-01-01..2026-01-01

echo "# a genuine Lynis report becomes evidence; a wrong file is refused and keeps nothing"
report=$here/../../src/features/evidence/importers/lynis/fixtures/$(ls "$here/../../src/features/evidence/importers/lynis/fixtures" | head -1)
before=$("$waarborg" verify --data "$data" --json | json "sum(i['entries'] for i in d['items'])")
expect_exit 0 "$waarborg" evidence import --kind lynis --measure "$measure" --dry-run --data "$data" "$report"
[ "$before" = "$("$waarborg" verify --data "$data" --json | json "sum(i['entries'] for i in d['items'])")" ] || fail "a dry run wrote something"
expect_exit 0 "$waarborg" evidence import --kind lynis --measure "$measure" --data "$data" --json "$report"
expect_exit 2 "$waarborg" evidence import --kind lynis --measure "$measure" --aspect design --data "$data" "$report"
expect_exit 3 "$waarborg" evidence import --kind lynis --measure "$measure" --place here --data "$data" "$report"
expect_exit 3 "$waarborg" evidence import --kind lynis --measure "$measure" --place system/nonsense --data "$data" "$report"
expect_exit 0 "$waarborg" evidence import --kind lynis --measure "$placed" --aspect existence --place "$place" --data "$data" --json "$report"
expect_exit 3 "$waarborg" evidence import --kind openscap --measure "$measure" --data "$data" "$report"
expect_exit 3 "$waarborg" evidence import --kind lynis --measure nonsense --data "$data" "$report"

echo "# documents"
for format in pdf xlsx json html; do
  expect_exit 0 "$waarborg" report vvt --format $format -o "$work/vvt.$format" --data "$data"
  [ -s "$work/vvt.$format" ] || fail "empty vvt.$format"
done
head -c 5 "$work/vvt.pdf" | grep -q '%PDF-' || fail "vvt.pdf is no PDF"
expect_exit 0 "$waarborg" report board --format pdf -o "$work/board.pdf" --data "$data" --json
[ "$(json "d['file'], d['bytes'], d['sha256'], d['organisation']" < "$work/out")" = \
  "$work/board.pdf $(stat -c %s "$work/board.pdf") $(sha256sum "$work/board.pdf" | cut -d' ' -f1) $organisation" ] \
  || fail "report tells in JSON another file than it made"

echo "# the audit package proves itself, and shows tampering"
expect_exit 0 "$waarborg" package -o "$work/package.zip" --data "$data" --json
[ "$(json "d['bytes']" < "$work/out")" = "$(stat -c %s "$work/package.zip")" ] || fail "package tells another size in JSON"
expect_exit 0 "$waarborg" verify-package "$work/package.zip"
python3 - "$work/package.zip" "$work/altered.zip" <<'P'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w") as new:
    for item in old.infolist():
        data = old.read(item)
        if item.filename == "measures.json":
            data = data.replace(b"refuted", b"shown__", 1) if b"refuted" in data else data.replace(b"shown", b"Shown", 1)
        new.writestr(item.filename, data)
P
expect_exit 1 "$waarborg" verify-package "$work/altered.zip"

echo "# verify finds what was changed behind the program's back"
expect_exit 0 "$waarborg" verify --data "$data"
cp -r "$data" "$work/tampered"
python3 - "$work/tampered/waarborg.sqlite" <<'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE evidence SET result = 'supports', review = 'accepted' WHERE id = (SELECT max(id) FROM evidence)")
db.execute("UPDATE evidence SET title = title || '.' WHERE id = (SELECT max(id) FROM evidence)")
db.commit()
P
expect_exit 1 "$waarborg" verify --data "$work/tampered"
file=$(find "$data/files" -type f -print -quit)
cp -r "$data" "$work/damaged"
printf x >> "$work/damaged/${file#"$data"/}"
expect_exit 1 "$waarborg" verify --data "$work/damaged"

echo "# back-up and restore"
expect_exit 3 "$waarborg" backup -o "$work/backup" --data "$data"
export WAARBORG_PASSPHRASE="een lange wachtzin voor de test"
expect_exit 0 "$waarborg" backup -o "$work/backup" --data "$data" --json
[ "$(json "d['file'], d['bytes'], d['files'] > 2" < "$work/out")" = "$work/backup $(stat -c %s "$work/backup") True" ] || fail "backup does not say in JSON what it made"
WAARBORG_PASSPHRASE="een andere lange wachtzin" expect_exit 3 "$waarborg" restore "$work/backup" --data "$work/wrong"
[ ! -e "$work/wrong" ] || fail "a refused restore left something"
expect_exit 0 "$waarborg" restore "$work/backup" --data "$work/restored" --json
[ "$(json "d['folder']" < "$work/out")" = "$work/restored" ] || fail "restore does not say its folder in JSON"
expect_exit 0 "$waarborg" verify --data "$work/restored"
[ "$("$waarborg" verify --data "$data" --json)" = "$("$waarborg" verify --data "$work/restored" --json)" ] || fail "the restored log differs"

echo "# a framework of somebody else"
library() { # library VERSION NODE…   a node is "number:name"
  printf 'urn: urn:test:risk:library:demo\nlocale: en\nref_id: DEMO\nname: Demo\ndescription: Demo\nversion: %s\n' "$1"
  printf 'objects:\n  framework:\n    urn: urn:test:risk:framework:demo\n    ref_id: DEMO\n    name: Demo framework\n    requirement_nodes:\n'
  shift
  for node in "$@"; do
    printf '      - {urn: "urn:test:risk:req_node:demo:%s", assessable: true, depth: 1, ref_id: "%s", name: "%s"}\n' "${node%%:*}" "${node%%:*}" "${node#*:}"
  done
}
library 1 1:First 2:Second 3:Third 4:Fourth > "$work/library.yaml"
expect_exit 0 "$waarborg" framework import --dry-run --data "$data" "$work/library.yaml"
grep -q 'Dit was een proef' "$work/out" || fail "a dry run does not say so"
expect_exit 0 "$waarborg" framework import --data "$data" "$work/library.yaml"
"$waarborg" framework list --data "$data" --json | json "len(d['items'])" | grep -qx 2 || fail "the second framework is not there"

echo "# its next version: the whole difference, in the language that is asked"
library 2 "1:First again" 3:Third 2:Second 5:Fifth > "$work/library.yaml"
expect_exit 0 "$waarborg" framework import --dry-run --lang en --data "$data" "$work/library.yaml"
for line in 'version 2: 4 requirements' 'new: 5' 'disappears: 4' 'changed: 1 (title)' 'moved: ' 'This was a trial'; do
  grep -qF "$line" "$work/out" || { cat "$work/out" >&2; fail "the difference does not say: $line"; }
done
expect_exit 0 "$waarborg" framework import --data "$data" "$work/library.yaml"
for line in 'versie 2: 4 eisen' 'nieuw: 5' 'verdwijnt: 4' 'gewijzigd: 1 (titel)' 'verplaatst: ' 'De norm is ingelezen.'; do
  grep -qF "$line" "$work/out" || { cat "$work/out" >&2; fail "the difference does not say: $line"; }
done
expect_exit 3 "$waarborg" framework import --data "$data" "$report"
expect_exit 0 "$waarborg" verify --data "$data"

echo "# of two organisations none is taken without a word"
expect_exit 0 "$waarborg" demo --data "$data"
mapfile -t organisations < <("$waarborg" organisation list --data "$data" --json | json "'\n'.join(i['id'] for i in d['items'])")
[ "${#organisations[@]}" = 2 ] || fail "not two organisations"
before=$("$waarborg" verify --data "$data" --json | json "sum(i['entries'] for i in d['items'])")
for command in "evidence import --kind lynis --measure $measure $report" "verdict" "package -o $work/which.zip"; do
  # shellcheck disable=SC2086
  expect_exit 3 "$waarborg" $command --data "$data"
  for id in "${organisations[@]}"; do grep -qF "$id" "$work/err" || fail "$id is not named by: $command"; done
done
[ ! -e "$work/which.zip" ] || fail "a package of some organisation"
[ "$before" = "$("$waarborg" verify --data "$data" --json | json "sum(i['entries'] for i in d['items'])")" ] || fail "a refused command wrote something"
expect_exit 0 "$waarborg" verdict --organisation "${organisations[1]}" --data "$data"
echo "all good"
