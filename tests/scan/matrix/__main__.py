# SPDX-License-Identifier: EUPL-1.2
"""Servers of which the truth is known, scanned in one run, and every outcome compared with it.

usage: unshare --user --map-root-user --net python3 -m matrix WAARBORG FOLDER [--only WORD] [--keep-facts]
"""
import argparse
import pathlib
import sys

from .certificates import keys_of
from .chains import CHAINS, TO_SIGN, TRUSTED
from .compare import Report, compare_chains, compare_configurations
from .configurations import CONFIGURATIONS
from .faulty import add_faults, compare_faults
from .network import SIGNED_ZONE, ZONE, Network, label_of
from .postfix_server import PROGRAMS
from .recipes import Nginx
from .scanning import scan
from .staples import response


def add_configurations(network, only):
    chosen = {sentence: recipe for sentence, recipe in CONFIGURATIONS.items() if only in sentence}
    if not pathlib.Path(PROGRAMS).exists():  # tools/install leaves it out where there is another mail server
        print("Postfix is not here, and is left out")
        chosen = {sentence: recipe for sentence, recipe in chosen.items() if recipe.program != "Postfix"}
    network.shelf.make_keys({"p384", "p256"} | {key for recipe in chosen.values() for key in recipe.keys})
    for at, (sentence, recipe) in enumerate(chosen.items()):
        port = {"gnutls-serv": 20000 + at, "Postfix": 25}.get(recipe.program, 443)
        zone = SIGNED_ZONE if recipe.program == "Postfix" and recipe.signed_zone else ZONE
        recipe.start(network, network.add(sentence, f"{label_of(sentence)}.{zone}", port))
    return chosen


def add_chains(network, only):
    chosen = {sentence: chain for sentence, chain in CHAINS.items() if only in sentence}
    made = {}
    for sentence, chain in chosen.items():
        server = network.add(sentence, f"{chain.label}.{ZONE}" if chain.label else "")
        made[sentence] = server, chain.make(server.host)
    network.shelf.make_keys({key for _, sent in made.values() for key in keys_of(*sent)} | keys_of(*TRUSTED, *TO_SIGN))
    for sentence, (server, sent) in made.items():
        key = sent[0].key
        server.own_chains[key] = sent
        staple = b""
        if chosen[sentence].staple:
            staple = response(network.shelf, chosen[sentence].staple, sent)
        Nginx(keys=(key,), curves="X25519:P-256:secp224r1:secp256k1:P-384:brainpoolP256r1:brainpoolP384r1:P-521", level=0,
              staple=staple).start(network, server)
    return chosen


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("waarborg")
    arguments.add_argument("folder")
    arguments.add_argument("--only", default="", help="only sentences with this in them")
    arguments.add_argument("--seed", type=int, default=20261130, help="of the faults that come at random")
    options = arguments.parse_args()
    network = Network(options.folder)
    report = Report()
    try:
        chosen = add_configurations(network, options.only)
        chains = add_chains(network, options.only)
        faults = add_faults(network, options.only, options.seed)
        network.trust(*TRUSTED)
        network.start_dns()
        network.start_shared()
        for server in network.wait_for_all(network.servers[sentence] for sentence in [*chosen, *chains]):
            report.wrong(server.sentence, "the server of the test", "silent", "started")
            chosen.pop(server.sentence, chains.pop(server.sentence, None))
        scanned = scan(options.waarborg, network, {s: server.target() for s, server in network.servers.items()})
        compare_configurations(report, network, chosen, scanned)
        compare_chains(report, network, chains, scanned)
        known = compare_faults(report, network, faults, scanned)
    finally:
        network.stop()
    report.bounded(scanned)
    report.print(scanned)
    print(f"{len(chosen)} configurations, {len(chains)} certificates, {len(faults)} faults (seed {options.seed};"
          f" {known} outcomes known in spite of them)")
    return 1 if report.wrongs else 0


if __name__ == "__main__":
    sys.exit(main())
