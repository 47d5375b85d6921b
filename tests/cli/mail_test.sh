#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Mail from settings to mailbox: config check, a test letter, and a forgotten password against a real mail server with
# TLS and a password; and that no secret stands in the logs or on a command line.
# usage: mail_test.sh <waarborg>
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
waarborg=$(realpath "$1")
work=$(mktemp -d)
server= post=
trap 'kill ${server:-} ${post:-} 2>/dev/null || true; rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; cat "$work/errors" 2>/dev/null >&2; exit 1; }

data=$work/data
"$waarborg" init --data "$data" >/dev/null
settings() { printf '%s\n' "$@" > "$data/waarborg.toml"; }
refuses() { "$waarborg" config check --data "$data" 2>"$work/said" && fail "config check accepts: $1"; grep -q "$1" "$work/said" || fail "no word of $1: $(cat "$work/said")"; }

settings 'mail_host = "smtp://x"' 'mail_from = "w@zorg.example"' 'public_url = "https://w.example"'; refuses mail_host
settings 'mail_host = "mail.example"' 'mail_from = "geen adres"' 'public_url = "https://w.example"'; refuses mail_from
settings 'mail_host = "mail.example"' 'mail_from = "w@zorg.example"'; refuses public_url
settings 'mail_host = "mail.example"' 'mail_from = "w@zorg.example"' 'public_url = "https://w.example"' 'mail_security = "none"'; refuses mail_security
settings 'mail_from = "w@zorg.example"'; refuses mail_host
settings 'mail_host = "mail.example"' 'mail_from = "w@zorg.example"' 'public_url = "https://w.example"' 'mail_user = "u"'; refuses mail_password_file

mkdir "$work/mail"
mkfifo "$work/hold"
"$here/../smtp_server.py" good "$work/mail" < "$work/hold" > "$work/mail_port" &
post=$!
exec 9> "$work/hold"
for _ in $(seq 1 200); do [ -s "$work/mail_port" ] && break; sleep 0.05; done
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
echo 'geheim van de post' > "$work/password"
settings "port = $port" "public_url = \"https://localhost:$port\"" 'mail_host = "localhost"' "mail_port = $(cat "$work/mail_port")" \
  'mail_user = "waarborg"' "mail_password_file = \"$work/password\"" 'mail_from = "waarborg@zorg.example"' "mail_ca = \"$work/mail/server.pem\""
chmod 644 "$work/password"; refuses password
chmod 600 "$work/password"
"$waarborg" config check --data "$data" >/dev/null || fail "config check refuses good settings"
"$waarborg" config mail-test --to nina@zorg.example --json --data "$data" | grep -q '"ok": *true' || fail "mail-test"
"$waarborg" config check --json --data "$data" | grep -q '"ok": *true' || fail "config check --json"
grep -q "Subject: Proefbrief van Waarborg" "$work/mail/1.eml" || fail "no test letter"
if "$waarborg" config mail-test --to 'nina@zorg.example>,<b@c.nl' --data "$data" 2>/dev/null; then fail "a wrong address goes through"; fi
echo 'een ander wachtwoord' > "$work/password"
status=0; "$waarborg" config mail-test --to nina@zorg.example --data "$data" 2>"$work/said" || status=$?
[ $status = 5 ] || fail "exit $status for a wrong password"
grep -q "ander wachtwoord" "$work/said" && fail "the password is printed"
echo 'geheim van de post' > "$work/password"

echo 'vier paarden lezen rustig' | "$waarborg" user add nina@zorg.example Nina --data "$data" >/dev/null
"$waarborg" serve --data "$data" > "$work/log" 2> "$work/errors" &
server=$!
url=https://localhost:$port
for _ in $(seq 1 200); do curl -ksf "$url/health" >/dev/null && break; kill -0 $server || fail "no server"; sleep 0.05; done
tr '\0' ' ' < /proc/$server/cmdline | grep -q geheim && fail "the password stands on the command line"
ask() { curl -ks -H 'x-waarborg-csrf: anonymous' -H 'content-type: application/json' "$@"; }
ask -d '{"login":"nina@zorg.example"}' -H 'host: boef.example' "$url/api/v1/session/forgotten" > "$work/known"
ask -d '{"login":"niemand@zorg.example"}' "$url/api/v1/session/forgotten" > "$work/unknown"
cmp -s "$work/known" "$work/unknown" || fail "the answer tells who exists"
for _ in $(seq 1 300); do [ -e "$work/mail/2.eml" ] && break; sleep 0.1; done
token=$(python3 - "$work/mail/2.eml" <<'P'
import email, email.policy, re, sys
letter = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
print(re.search(r"https://localhost:\d+/wachtwoord/(\S+)", letter.get_content())[1])
P
) || fail "no letter with a link to public_url"
ask "$url/api/v1/resets/$token" | grep -q '"login":"nina@zorg.example"' || fail "the link does not open"
ask -d '{"password":"acht blauwe stoelen aan zee"}' "$url/api/v1/resets/$token" | grep -q '"state":"enrol"' || fail "the new password is refused"
ask "$url/api/v1/resets/$token" | grep -q auth.reset.gone || fail "the link works twice"
for _ in $(seq 1 300); do [ -e "$work/mail/3.eml" ] && break; sleep 0.1; done
grep -q "Uw wachtwoord voor Waarborg is gewijzigd" "$work/mail/3.eml" || fail "no warning of the change"
[ ! -e "$work/mail/4.eml" ] || fail "a letter too many"
ask "$url/api/v1/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics" -o /dev/null
grep -qE "$token|geheim|AAAAAAAA" "$work/log" "$work/errors" && fail "a secret stands in a log"
grep -aqE "$token" "$data/waarborg.sqlite" "$data/waarborg.sqlite-wal" && fail "a link lies open in the database"
curl -ks "$url/metrics" | grep -q '^waarborg_letters_failed 0' || fail "no figures"
kill $server; wait $server || fail "the server does not stop well"
"$waarborg" verify --data "$data" >/dev/null || fail "verify"
echo "mail: good"
