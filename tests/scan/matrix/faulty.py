# SPDX-License-Identifier: EUPL-1.2
"""Starts the servers of faults.py, and holds what is said of them against what is said of those that behave."""
import json
import pathlib
import sys
import zlib
from datetime import timedelta

from .certificates import Certificate
from .faults import CONTROLS, FAULTS, GOOD, HTTP, MAIL, NO_TLS, OF_SOME_VERSIONS, WEAK
from .network import HERE, ZONE
from .recipes import ISSUER, Nginx
from .suites import FAIL, INCONCLUSIVE, NOT_APPLICABLE, PASS

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from bed import GOOD_HEADERS, PAGE  # noqa: E402

BEHIND = {GOOD: "127.3.0.1", WEAK: "127.3.0.2", MAIL: "127.3.0.3"}
READY = {"controls": "127.4.0.1", "faults": "127.4.0.2"}
# Without these the rest says nothing.
CONTROLLED = {GOOD: {"web.https_offered": PASS, "web.tls_version": PASS, "web.tls_suites": PASS, "web.cert_trust": PASS,
                     "web.hsts": PASS, "web.tls_kex_hash": PASS, "web.https_enforced": PASS},
              WEAK: {"web.https_offered": PASS, "web.tls_version": FAIL, "web.tls_suites": FAIL, "web.cert_trust": FAIL,
                     "web.cert_name": FAIL, "web.cert_key": FAIL, "web.hsts": FAIL, "web.tls_kex_hash": FAIL,
                     "web.tls_key_exchange": FAIL, "web.tls_extended_master_secret": FAIL, "web.tls_early_data": FAIL,
                     "web.tls_suite_order": FAIL, "web.https_enforced": FAIL},
              HTTP: {"web.https_offered": PASS, "web.hsts": PASS, "web.csp": PASS},
              MAIL: {"mail.starttls": PASS, "mail.cert_trust": PASS, "mail.tls_version": PASS, "mail.tls_suites": PASS}}
ANY_HOST = Certificate("elk", (f"dns:*.{ZONE}",), "p256", ISSUER)
WEAK_HOST = Certificate("zwak", (f"dns:*.elders.example",), "rsa1024", ends=timedelta(days=-1), begins=timedelta(days=-90))


class Behind:
    """A server that behaves, behind those that do not; as nginx blocks want it."""

    def __init__(self, network, address, certificate, key):
        self.address, self.host = address, address
        self.file = network.shelf.write(address, *certificate)
        self.key = network.shelf.key_file(key)

    def chain_file(self, key):
        return self.file

    def key_file(self, key):
        return self.key


def seed_of(sentence, seed):
    return zlib.crc32(f"{seed} {sentence}".encode())


def add_faults(network, only, seed):
    chosen = {sentence: fault for sentence, fault in FAULTS.items() if only in sentence}
    if not chosen:
        return {}
    network.shelf.make_keys({"p256", "p384", "rsa1024"})
    start_behind(network)
    # Those that behave have a process of their own, which the others cannot hold up.
    start_faulty(network, "controls", CONTROLS, seed)
    start_faulty(network, "faults", chosen, seed)
    return chosen


def start_faulty(network, name, faults, seed):
    scripts = []
    if name == "controls":
        scripts.append({"address": BEHIND[MAIL], "port": 25, "how": "mail_right", "behind": [BEHIND[GOOD], 443]})
    for sentence, fault in faults.items():
        server = network.add(sentence)
        script = {"address": server.address, "port": fault.port, "how": fault.how, "seed": seed_of(sentence, seed)} | fault.more
        if fault.like == MAIL:
            script["behind"] = [BEHIND[MAIL], 25]
            server.port = 25
            network.add_records(server, f"{server.host}. MX 10 {server.host}.\n")
        elif fault.like == HTTP:
            script["certificate"] = [str(network.shelf.write("any", ANY_HOST, ISSUER)), str(network.shelf.key_file("p256"))]
        else:
            script["behind"] = [BEHIND[fault.like], fault.port]
            other = 80 if fault.port == 443 else 443
            scripts.append({"address": server.address, "port": other, "how": "right", "behind": [BEHIND[fault.like], other]})
        scripts.append(script)
    # They listen in this order, and a probe of theirs might count as a connection: the last one says that all are there.
    ready = READY[name]
    scripts.append({"address": ready, "port": 443, "how": "at_once", "manner": "close"})
    network.must_answer.append((ready, 443))
    file = network.folder / f"{name}.json"
    file.write_text(json.dumps(scripts))
    network.start(sys.executable, HERE / "faulty_server.py", file)


def start_behind(network):
    good = Behind(network, BEHIND[GOOD], (ANY_HOST, ISSUER), "p256")
    Nginx(signatures="ECDSA+SHA256").start_with(network, good, f"{GOOD_HEADERS} {PAGE}")
    network.nginx_blocks.append(f"server {{ listen {good.address}:80; return 301 https://$host/; }}\n")
    weak = Behind(network, BEHIND[WEAK], (WEAK_HOST,), "rsa1024")
    Nginx(versions=("tls10", "tls11", "tls12", "tls13"), ciphers="ALL", level=0, keys=("rsa1024",), dh="ffdhe2048",
          extended_master_secret=False, early_data=True, server_order=False).start_with(network, weak, PAGE)
    network.nginx_blocks.append(f"server {{ listen {weak.address}:80; {PAGE} }}\n")


def may_be(check, outcome, control, fault):
    if outcome == fault.truly.get(check):
        return True
    if outcome == FAIL:
        return control == FAIL
    if outcome in (PASS, NOT_APPLICABLE) and check.split(".")[1].startswith(("tls_", "cert_", "starttls")):
        word = check.split(".")[1]
        if outcome == NOT_APPLICABLE and (fault.truly == NO_TLS or (fault.may_pass and word in OF_SOME_VERSIONS)):
            return True
        return outcome == control or word in fault.may_pass
    return True


def compare_faults(report, network, chosen, scanned):
    known = 0
    for sentence, expected in CONTROLLED.items() if chosen else ():
        for check, outcome in expected.items():
            report.expect(sentence, check, scanned.outcomes[network.servers[sentence].host].get(check), outcome)
    for sentence, fault in chosen.items():
        right = scanned.outcomes[network.servers[fault.like].host]
        for check, outcome in scanned.outcomes[network.servers[sentence].host].items():
            control = right[check]
            report.compared += 1
            known += outcome == control != INCONCLUSIVE
            if (fault.same and outcome != control) or not may_be(check, outcome, control, fault):
                report.wrong(sentence, check, outcome, f"inconclusive or {control}")
    return known
