# SPDX-License-Identifier: EUPL-1.2
"""One run of the scanner over the network, and what came of it."""
import json
import os
import resource
import struct
import subprocess
import time

# All at once, on a busy machine, is more than one name server answers in time; the resolver then gives it up for a while.
TOGETHER = 128


class Scanned:
    def __init__(self, outcomes, facts, seconds, memory):
        self.outcomes = outcomes  # name -> {"web.hsts": "pass"}
        self.facts = facts  # name -> DomainFacts
        self.seconds = seconds
        self.memory = memory  # bytes at most


def scan(waarborg, network, targets, options=(), name="matrix"):
    """Scans host or host:port of each sentence."""
    folder = network.folder
    listed = folder / f"{name}.csv"
    listed.write_text("naam;organisatie\n" + "".join(f"{target};{sentence}\n" for sentence, target in targets.items()))
    env = {key: value for key, value in os.environ.items() if key != "OPENSSL_CONF"}
    began = time.time()
    done = subprocess.run(
        [waarborg, "scan", "--input", listed, "--run", name, "--data", folder / "data", "--json", "--allow-loopback",
         "--root-hints", folder / "root.hints", "--trust-anchors", folder / "root.anchors", "--roots",
         folder / "roots.pem", "--per-second", "0", "--deep-mail", "--together", str(TOGETHER), *options],
        env=env, capture_output=True, text=True)
    seconds = time.time() - began
    if done.returncode != 0:
        raise SystemExit(f"the scan ended with {done.returncode}: {done.stdout}{done.stderr}")
    if not json.loads(done.stdout)["whole"]:
        raise SystemExit(f"the scan is not whole: {done.stdout}{done.stderr}")
    told = subprocess.run([waarborg, "scan", "report", name, "--data", folder / "data", "--format", "json"], env=env,
                          capture_output=True, text=True, check=True)
    outcomes = {line["name"]: line["outcomes"] for line in json.loads(told.stdout)["lines"]}
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return Scanned(outcomes, read_log(folder / "data" / "scans" / f"{name}.log"), seconds, memory)


def read_log(path):
    content, at, facts = path.read_bytes(), 7, {}
    while at < len(content):
        length, = struct.unpack_from("<I", content, at)
        one = json.loads(content[at + 8:at + 8 + length])
        facts[one["name"]] = one
        at += 8 + length
    return facts


def answers(facts, part="web"):
    """The hellos to the servers of a web site, or of its mail, that were answered."""
    return [hello for server in facts[part] for hello in server["tls"]["hellos"] if hello["outcome"] in ("server_hello", "retry_request")]
