#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The servers of the matrix, asked by others: sslscan and nmap, and testssl where one has an hour. Facts are held beside
ours; where two of three agree against us, that counts against us. Not a part of ./test: it takes minutes.

usage: unshare --user --map-root-user --net tests/scan/oracles.py WAARBORG FOLDER [--only WORD] [--testssl]
"""
import argparse
import collections
import csv
import io
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from matrix.__main__ import add_configurations  # noqa: E402
from matrix.compare import part_of, seen_in  # noqa: E402
from matrix.configurations import OTHERWISE  # noqa: E402
from matrix.network import Network  # noqa: E402
from matrix.scanning import answers, scan  # noqa: E402

VERSIONS = ("ssl2", "ssl3", "tls10", "tls11", "tls12", "tls13")
PEER_WORDS = {"SSLv3": "ssl3", "TLSv1.0": "tls10", "TLSv1.1": "tls11", "TLSv1.2": "tls12", "TLSv1.3": "tls13"}
# Errors of the peers that were looked into, by peer and beginning of a fact; others are printed without a reason.
KNOWN = {("sslscan", "suites 0301"): "the sslscan of Debian leaves out suites of TLS 1.0 (domain/scanning.md section 3)"}


def ours(facts, part):
    seen = seen_in(facts, None, part)["versions"].split()
    out = {f"version {version}": version in seen for version in VERSIONS}
    for suite in {(hello["version"], hello["suite"]) for hello in answers(facts, part) if hello["suite"]}:
        out[f"suites {suite[0]:04X} {suite[1]:04X}"] = True
    return out


def by_sslscan(server):
    text = subprocess.run(["sslscan", "--xml=-", "--no-colour", "--no-heartbleed", f"--sni-name={server.host}",
                           *(["--starttls-smtp"] if server.port == 25 else []), f"{server.address}:{server.port}"],
                          capture_output=True, text=True, timeout=120).stdout
    test = xml.fromstring(text).find("ssltest")
    if test is None:
        return {}
    out = {}
    for one in test.iter("protocol"):
        version = one.get("type") + one.get("version").replace(".", "")
        word = {"ssl2": "ssl2", "ssl3": "ssl3", "tls10": "tls10", "tls11": "tls11", "tls12": "tls12", "tls13": "tls13"}.get(version)
        if word:
            out[f"version {word}"] = one.get("enabled") == "1"
    for one in test.iter("cipher"):
        number = {"SSLv3": 0x300, "TLSv1.0": 0x301, "TLSv1.1": 0x302, "TLSv1.2": 0x303, "TLSv1.3": 0x304}.get(one.get("sslversion"))
        if number:
            out[f"suites {number:04X} {int(one.get('id'), 16):04X}"] = True
    return out


def suite_numbers():
    """IANA names as nmap prints them, from the registry of the product."""
    source = pathlib.Path(__file__).resolve().parents[2] / "src/features/scan/tls/registry_suites.cpp"
    return {name: int(number, 16) for number, name in re.findall(r'\{(0x[0-9A-F]{4}), "(\w+)"\}', source.read_text())}


def by_nmap(server, numbers):
    text = subprocess.run(["nmap", "-Pn", "-n", "-p", str(server.port), "--script", "+ssl-enum-ciphers", "--script-args",
                           f"tls.servername={server.host}", "-oX", "-", server.address], capture_output=True, text=True,
                          timeout=180).stdout
    script = xml.fromstring(text).find(".//script[@id='ssl-enum-ciphers']")
    out = {f"version {word}": False for word in PEER_WORDS.values()}
    if script is None:
        return {}
    for table in script.findall("table"):
        word = PEER_WORDS.get(table.get("key"))
        if not word:
            continue
        out[f"version {word}"] = True
        for one in table.findall("table[@key='ciphers']/table/elem[@key='name']"):
            name = one.text.replace("TLS_AKE_WITH_", "TLS_")
            if name in numbers:
                version = {"ssl3": 0x300, "tls10": 0x301, "tls11": 0x302, "tls12": 0x303, "tls13": 0x304}[word]
                out[f"suites {version:04X} {numbers[name]:04X}"] = True
    return out


def by_testssl(server, _):
    file = f"/tmp/testssl-{server.address}-{server.port}.csv"
    pathlib.Path(file).unlink(missing_ok=True)
    starttls = ["--starttls", "smtp"] if server.port == 25 else []
    subprocess.run(["testssl", "--quiet", "--ip", server.address, "-p", "--csvfile", file, *starttls,
                    f"{server.host}:{server.port}"], capture_output=True, timeout=600)
    words = {"SSLv2": "ssl2", "SSLv3": "ssl3", "TLS1": "tls10", "TLS1_1": "tls11", "TLS1_2": "tls12", "TLS1_3": "tls13"}
    text = pathlib.Path(file).read_text() if pathlib.Path(file).exists() else ""
    rows = {row["id"]: row["finding"] for row in csv.DictReader(io.StringIO(text))}
    return {f"version {word}": rows[name].startswith("offered") for name, word in words.items() if name in rows}


def comparable(fact, told):
    """Suites are compared only where all say something of that version, and only the version of our elimination."""
    return fact.startswith("version") or any(other.startswith(fact[:11]) for other in told)


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("waarborg")
    arguments.add_argument("folder")
    arguments.add_argument("--only", default="")
    arguments.add_argument("--testssl", action="store_true")
    options = arguments.parse_args()
    network, numbers = Network(options.folder), suite_numbers()
    asks = {"sslscan": lambda server: by_sslscan(server), "nmap": lambda server: by_nmap(server, numbers)}
    if options.testssl:
        asks["testssl"] = lambda server: by_testssl(server, numbers)
    try:
        chosen = add_configurations(network, options.only)
        network.trust()
        network.start_dns()
        network.start_shared()
        network.wait_for_all(network.servers.values())
        scanned = scan(options.waarborg, network, {s: server.target() for s, server in network.servers.items()})
        with ThreadPoolExecutor(4) as workers:
            told = {peer: dict(zip(chosen, workers.map(lambda s, a=ask: a(network.servers[s]), chosen))) for peer, ask in asks.items()}
        return compare(network, chosen, scanned, told)
    finally:
        network.stop()


def compare(network, chosen, scanned, told):
    agree, disagree, explained = collections.Counter(), collections.Counter(), []
    against, total = [], 0
    for sentence, recipe in chosen.items():
        if sentence in OTHERWISE:  # it breaks the rules, and nobody is right about it
            continue
        truth = recipe.truth()
        mine = ours(scanned.facts[network.servers[sentence].host], part_of(recipe))
        classic = truth.classic()
        best = {"tls12": "0303", "tls11": "0302", "tls10": "0301"}.get(classic)
        facts = set(mine) | {fact for peer in told for fact in told[peer][sentence]}
        for fact in sorted(facts):
            if fact.startswith("suites") and (best is None or not fact.startswith(f"suites {best}")):
                continue
            votes = {peer: told[peer][sentence].get(fact, False) for peer in told if told[peer][sentence]
                     and comparable(fact, told[peer][sentence])}
            votes = {peer: vote for peer, vote in votes.items() if fact in told[peer][sentence] or fact.startswith("suites")}
            our = mine.get(fact, False)
            for peer, vote in votes.items():
                (agree if vote == our else disagree)[peer] += 1
                if vote != our:
                    right = is_true(truth, fact, best)
                    explained.append((peer, sentence, fact, our, vote, "we are right" if our == right else "WE ARE WRONG"))
            if votes:
                total += 1
                others = collections.Counter(votes.values())
                if others[not our] > others[our] + 1 or (len(votes) == 1 and others[not our]):
                    against.append((sentence, fact, our, is_true(truth, fact, best)))
    for peer, sentence, fact, our, vote, verdict in explained:
        reason = next((why for (who, what), why in KNOWN.items() if who == peer and fact.startswith(what)), "")
        print(f"{peer}: {sentence}: {fact}: we say {our}, it says {vote}; by its configuration {verdict}. {reason}")
    for peer in told:
        both = agree[peer] + disagree[peer]
        print(f"{peer}: {agree[peer]} of {both} facts agree ({100 * agree[peer] / max(both, 1):.2f} %)")
    wrong = [one for one in against if one[2] != one[3]]
    print(f"majority: {total - len(against)} of {total} facts agree ({100 * (1 - len(against) / max(total, 1)):.2f} %);"
          f" of the others we are wrong in {len(wrong)} by the configuration")
    for one in wrong:
        print("WRONG", *one)
    return 1 if wrong else 0


def is_true(truth, fact, best):
    if fact.startswith("version"):
        return fact.split()[1] in truth.versions
    return int(fact.split()[2], 16) in truth.suites[truth.classic()]


if __name__ == "__main__":
    sys.exit(main())
