#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Behind a proxy every visitor has the address of the proxy; one who asks too often must not shut the others out.
# usage: proxy_test.sh <waarborg>
set -euo pipefail
waarborg=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
data=$work/data
"$waarborg" init --data "$data" >/dev/null
echo 'behind_proxy = true' >> "$data/waarborg.toml"
"$waarborg" serve --data "$data" --plain-http --port 0 > "$work/log" 2> "$work/errors" &
server=$!
for _ in $(seq 1 400); do
  grep -q uitnodiging "$work/log" && break
  kill -0 $server
  sleep 0.05
done
PYTHONPATH=$here python3 - "$work" <<'P'
import re, sys
from client import Client

port = int(re.search(r":(\d+)/uit", open(f"{sys.argv[1]}/log").read()).group(1))
client = Client(port)


def from_address(address, method, path, body=None):
    return client.ask(method, path, body, {"x-forwarded-for": "192.0.2.99, " + address})[0]


def guess_calendars(most):
    """How many made-up calendar addresses one visitor may try; a new minute may begin meanwhile."""
    for number in range(most):
        if from_address("198.51.100.7", "GET", f"calendar/gok-{number}.ics") == 429:
            return number
    return most


assert guess_calendars(700) < 700, "one visitor may guess without end"
assert from_address("198.51.100.8", "GET", "calendar/gok.ics") == 404, "another visitor is shut out of the calendar"

for number in range(60):
    login = {"login": f"iemand{number}", "password": "een verkeerd wachtwoord"}
    if from_address("198.51.100.7", "POST", "session", login) == 429:
        break
else:
    raise AssertionError("one visitor may try names without end")
login = {"login": "nog-iemand", "password": "een verkeerd wachtwoord"}
assert from_address("198.51.100.8", "POST", "session", login) == 422, "another visitor is shut out of signing in"
P
echo "all good"
