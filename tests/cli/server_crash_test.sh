#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# kill -9 of the server while several people hand in evidence with files, again and again: after each start `verify`
# holds and nothing that was acknowledged is lost. Also on PostgreSQL when WAARBORG_TEST_POSTGRES holds an address.
# usage: server_crash_test.sh <waarborg>
set -euo pipefail
waarborg=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WAARBORG_SEED=${WAARBORG_SEED:-$RANDOM}
echo "# seed $WAARBORG_SEED"
PYTHONPATH=$here exec python3 - "$waarborg" "$work" <<'P'
import hashlib, os, random, re, signal, subprocess, sys, threading, time
from client import Client

waarborg, work = sys.argv[1], sys.argv[2]
random.seed(int(os.environ["WAARBORG_SEED"]))
ROUNDS, PEOPLE = 5, 4


def run(*words):
    return subprocess.run([waarborg, *words], capture_output=True, text=True)


def serve(options):
    server = subprocess.Popen([waarborg, "serve", *options, "--plain-http", "--port", "0"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    lines = server.stdout.readline()
    assert "http://" in lines, lines
    return server, int(re.search(r":(\d+)", lines.split("http://")[1]).group(1))


def person(client, measure, kept, number):
    """Hands in evidence with a file until the server is gone; notes down only what was acknowledged."""
    for turn in range(10_000):
        body = {"title": f"Bewijs {number}-{turn}", "kind": "inspection", "aspect": "existence", "measure": measure,
                "covers_from": "2026-01-01", "covers_to": "2026-01-02", "result": "supports"}
        status, value = client.ask("POST", "evidence", body)
        if status == 0:
            return
        assert status == 200, (status, value)
        kept[value["id"]] = None
        identity, content = value["id"], random.randbytes(30_000).hex().encode()
        status, value = client.ask("PUT", f"evidence/{identity}/file", content,
                                   {"content-type": "text/plain", "x-file-name": "bewijs.txt"})
        if status == 0:
            return
        assert status == 200, (status, value)
        kept[identity] = hashlib.sha256(content).hexdigest()


def loop(name, options):
    assert run("init", *options).returncode == 0
    assert run("demo", *options).returncode == 0
    server, port = serve(options)
    link = next(line for line in iter(server.stdout.readline, "") if "uitnodiging" in line).strip()
    first = Client(port).sign_in(link)
    measure = first.ask("GET", "measures")[1]["items"][0]["id"]
    kept = {}
    for turn in range(ROUNDS):
        people = []
        for number in range(PEOPLE):
            client = Client(port)
            client.cookie, client.csrf = first.cookie, first.csrf
            people.append(threading.Thread(target=person, args=(client, measure, kept, f"{turn}-{number}")))
        before = len(kept)
        for one in people:
            one.start()
        wanted = before + random.randint(5, 40)
        deadline = time.time() + 60
        while len(kept) < wanted and time.time() < deadline and any(one.is_alive() for one in people):
            time.sleep(0.002)
        server.send_signal(signal.SIGKILL)
        server.wait()
        for one in people:
            one.join()
        verified = run("verify", *options)
        assert verified.returncode == 0, f"verify after kill in round {turn}:\n{verified.stdout}{verified.stderr}"
        server, port = serve(options)
        first.port = port
        for identity, sha256 in kept.items():
            status, value = first.ask("GET", f"evidence/{identity}")
            assert status == 200, f"lost {identity} in round {turn}: {status} {value}"
            if sha256:
                assert value["sha256"] == sha256, identity
                status, bytes_ = first.ask("GET", f"evidence/{identity}/file")
                assert status == 200 and hashlib.sha256(bytes_).hexdigest() == sha256, f"file of {identity} lost"
        assert len(kept) > before, "nothing was acknowledged before the kill"
    server.terminate()
    server.wait()
    print(f"# {name}: {len(kept)} acknowledged in {ROUNDS} rounds, 0 lost")


loop("sqlite", ["--data", f"{work}/sqlite"])
address = os.environ.get("WAARBORG_TEST_POSTGRES")
if address:
    name = f"waarborg_crash_{os.getpid()}"
    subprocess.run(["psql", "-q", address, "-c", f"CREATE DATABASE {name}"], check=True)
    try:
        base, _, query = address.partition("?")
        slash = base.find("/", len("postgresql://"))
        loop("postgresql", ["--data", f"{work}/postgres", "--database",
                            (base[:slash] if slash > 0 else base) + f"/{name}" + (f"?{query}" if query else "")])
    finally:
        subprocess.run(["psql", "-q", address, "-c", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"], check=True)
print("all good")
P
