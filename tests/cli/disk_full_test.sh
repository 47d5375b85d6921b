#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A full disk: a clear refusal, nothing half-saved, reading goes on, and with room again everything works.
# The disk is a small tmpfs where the kernel lets us make one, else a limit on the size of files.
# usage: disk_full_test.sh <waarborg>
set -euo pipefail
waarborg=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${WAARBORG_SMALL_DISK:-}" ]; then
  if unshare -rm true 2>/dev/null; then
    WAARBORG_SMALL_DISK=tmpfs exec unshare -rm "$0" "$waarborg"
  fi
  export WAARBORG_SMALL_DISK=limit
fi
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; umount "$work/disk" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/disk"
[ $WAARBORG_SMALL_DISK = limit ] || mount -t tmpfs -o size=64m tmpfs "$work/disk"
echo "# small disk: $WAARBORG_SMALL_DISK"
data=$work/disk/data
"$waarborg" init --data "$data" >/dev/null
"$waarborg" demo --data "$data" >/dev/null
"$waarborg" serve --data "$data" --plain-http --port 0 > "$work/log" 2> "$work/errors" &
server=$!
for _ in $(seq 1 400); do
  grep -q uitnodiging "$work/log" && break
  kill -0 $server
  sleep 0.05
done
PYTHONPATH=$here python3 - "$work" "$WAARBORG_SMALL_DISK" "$server" <<'P'
import os, resource, re, sys
from client import Client

work, mode, server = sys.argv[1], sys.argv[2], int(sys.argv[3])
log = open(f"{work}/log").read()
link = re.search(r"http://\S*uitnodiging/\S+", log).group()
client = Client(int(re.search(r":(\d+)/uit", link).group(1))).sign_in(link)
measure = client.ask("GET", "measures")[1]["items"][0]["id"]
ballast = f"{work}/disk/ballast"


def squeeze():
    if mode == "tmpfs":
        free = os.statvfs(f"{work}/disk")
        with open(ballast, "wb") as out:
            out.write(b"x" * max(0, free.f_bavail * free.f_frsize - 1_500_000))
    else:
        size = max(os.path.getsize(f"{work}/disk/data/{name}") for name in os.listdir(f"{work}/disk/data"))
        resource.prlimit(server, resource.RLIMIT_FSIZE, (size + 200_000, resource.RLIM_INFINITY))


def relax():
    if mode == "tmpfs":
        os.remove(ballast)
    else:
        resource.prlimit(server, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


kept, refused = {}, []


def hand_in(number):
    """One piece of evidence with a file; what was acknowledged is remembered."""
    body = {"title": f"Bewijs {number}", "kind": "inspection", "aspect": "existence", "measure": measure,
            "covers_from": "2026-01-01", "covers_to": "2026-01-02", "result": "supports", "note": "n" * 9000}
    status, value = client.ask("POST", "evidence", body)
    if status != 200:
        return status, value
    kept[value["id"]] = ""
    identity = value["id"]
    status, value = client.ask("PUT", f"evidence/{identity}/file", os.urandom(60_000).hex().encode(),
                               {"content-type": "text/plain", "x-file-name": "bewijs.txt"})
    if status == 200:
        kept[identity] = value["sha256"]
    return status, value


assert hand_in(0)[0] == 200
squeeze()
for number in range(1, 400):
    status, value = hand_in(number)
    if status != 200:
        refused.append((status, value))
        if len(refused) == 5:
            break
assert len(refused) == 5, "the disk never filled"
for status, value in refused:
    assert status == 507, (status, value)
    assert value["type"].endswith("disk_full") and "schijf van de server is vol" in value["detail"], value
print(f"# {len(kept)} kept, then refused as {sorted({v['type'] for _, v in refused})}")
assert client.ask("GET", "evidence?limit=5")[0] == 200, "reading stops on a full disk"
relax()
assert hand_in(1000)[0] == 200, "with room again it does not work without a restart"
for identity, sha256 in kept.items():
    status, value = client.ask("GET", f"evidence/{identity}")
    assert status == 200 and value["sha256"] == sha256, (identity, status)
P
echo "# a back-up that does not fit says so and leaves nothing"
export WAARBORG_PASSPHRASE="een lange wachtzin voor de test"
got=0
(ulimit -f 100; exec "$waarborg" backup -o "$work/back-up" --data "$data" --lang nl) 2> "$work/said" || got=$?
[ $got = 5 ] || { cat "$work/said"; echo "FAILED: back-up on a full disk gives exit $got"; exit 1; }
[ -z "$(ls "$work" | grep back-up)" ] && [ -z "$(ls "$data" | grep backup-)" ] || { echo "FAILED: a half back-up stays"; exit 1; }
kill $server; wait $server 2>/dev/null || true
"$waarborg" verify --data "$data" > "$work/verify" || { cat "$work/verify"; echo "FAILED: verify"; exit 1; }
echo "all good"
