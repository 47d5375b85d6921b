#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# kill -9 of the server while it makes an audit package: after the restart the job is done or says why not, and
# verify holds. usage: job_crash_test.sh <waarborg>
set -euo pipefail
waarborg=$1
work=$(mktemp -d)
server=
trap 'status=$?; [ $status = 0 ] || { echo "FAILED ($status); the server said:"; tail -n 20 "$work/errors"; }; [ -z "$server" ] || kill -9 $server 2>/dev/null || true; rm -rf "$work"' EXIT
data=$work/data
"$waarborg" init --data "$data" >/dev/null
"$waarborg" demo --data "$data" >/dev/null
echo 'vier paarden lezen rustig' | "$waarborg" user add --data "$data" alice 'Alice de Vries' >/dev/null
"$waarborg" user member --data "$data" alice --role security_officer >/dev/null

start() {
  "$waarborg" serve --data "$data" --port 0 --plain-http > "$work/log" 2>>"$work/errors" &
  server=$!
  for _ in $(seq 1 600); do
    address=$(grep -o 'http://[0-9.a-z]*:[0-9]*' "$work/log" | head -1) && [ -n "$address" ] && return
    kill -0 $server 2>/dev/null || { cat "$work/log" "$work/errors"; exit 1; }
    sleep 0.05
  done
  cat "$work/log" "$work/errors"; exit 1
}

cat > "$work/client.py" <<'P'
import base64, hashlib, hmac, http.cookiejar, json, struct, sys, time, urllib.error, urllib.request
address, what, memory = sys.argv[1:4]
jar = http.cookiejar.MozillaCookieJar(memory + ".cookies")
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
csrf = "none"

def ask(method, path, body=None, raw=False):
    request = urllib.request.Request(address + path, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("content-type", "application/json")
    request.add_header("x-waarborg-csrf", csrf)
    request.add_header("if-match", "*")
    with opener.open(request, timeout=60) as answer:
        text = answer.read()
        return text if raw else json.loads(text)

def code(secret):
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time() // 30)), hashlib.sha1).digest()
    at = digest[19] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"

if what == "begin":
    csrf = ask("POST", "/api/v1/session", {"login": "alice", "password": "vier paarden lezen rustig"})["csrf"]
    secret = ask("POST", "/api/v1/account/totp", {})["secret"]
    ask("PUT", "/api/v1/account/totp", {"code": code(secret)})
    jar.save(ignore_discard=True)
else:
    jar.load(ignore_discard=True)
csrf = ask("GET", "/api/v1/session")["csrf"]
if what == "begin":
    job = ask("POST", "/api/v1/package", {})
    open(memory + ".job", "w").write(job["id"])
    # Until the work itself is under way: then the server is killed in the middle of it.
    while ask("GET", "/api/v1/jobs/" + job["id"])["state"] == "queued":
        time.sleep(0.01)
else:
    job = open(memory + ".job").read()
    end = time.time() + 240
    while True:
        now = ask("GET", "/api/v1/jobs/" + job)
        if now["state"] not in ("queued", "running"):
            break
        assert time.time() < end, now
        time.sleep(0.2)
    print(now["state"], now["error"])
    assert now["state"] == "done" or (now["state"] == "failed" and now["error"]), now
    if now["state"] == "done":
        open(memory + ".zip", "wb").write(ask("GET", f"/api/v1/jobs/{job}/result", raw=True))
P

start
python3 "$work/client.py" "$address" begin "$work/memory"
kill -9 $server
wait $server 2>/dev/null || true
start
python3 "$work/client.py" "$address" watch "$work/memory"
if [ -f "$work/memory.zip" ]; then
  "$waarborg" verify-package "$work/memory.zip" >/dev/null || { echo "the package made after a restart does not check"; exit 1; }
fi
kill $server
wait $server || { echo "the server does not stop in order"; exit 1; }
server=
"$waarborg" verify --data "$data" > "$work/verify" || { cat "$work/verify"; exit 1; }
echo "the job was ended after kill -9, and verify holds"
