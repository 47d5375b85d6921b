# SPDX-License-Identifier: EUPL-1.2
"""Outcomes beside the truth."""
from .chains import GOOD
from .configurations import OTHERWISE
from .scanning import answers
from .suites import FAIL, NOT_APPLICABLE, PASS
from .truth import VERSION_NUMBERS


MOST_SECONDS = 120  # a web address has 45 s and a mail server 60 s (probe.h)
MOST_MEBIBYTES = 300


class Report:
    def __init__(self):
        self.wrongs = []
        self.compared = 0

    def wrong(self, sentence, what, found, expected):
        self.wrongs.append((sentence, what, found, expected))

    def expect(self, sentence, what, found, expected):
        self.compared += 1
        if found != expected:
            self.wrong(sentence, what, found, expected)

    def bounded(self, scanned):
        """Whatever servers do, a scan ends and stays small."""
        for what, found, most in (("seconds", scanned.seconds, MOST_SECONDS), ("MiB", scanned.memory / 2**20, MOST_MEBIBYTES)):
            self.compared += 1
            if found > most:
                self.wrong("the whole scan", what, f"{found:.0f}", f"at most {most}")

    def print(self, scanned):
        for sentence, what, found, expected in self.wrongs:
            print(f"WRONG  {sentence}: {what} is {found}, expected {expected}")
        share = 100 * (1 - len(self.wrongs) / max(self.compared, 1))
        print(f"{len(scanned.facts)} servers, {self.compared} comparisons, {len(self.wrongs)} wrong ({share:.2f} % agree),"
              f" {scanned.seconds:.1f} s, at most {scanned.memory / 2**20:.0f} MiB")


def named(numbers):
    return " ".join(f"{number:04X}" for number in sorted(numbers))


def compare_configurations(report, network, chosen, scanned):
    for sentence, recipe in chosen.items():
        host = network.servers[sentence].host
        truth, outcomes, facts = recipe.truth(), scanned.outcomes[host], scanned.facts[host]
        part = part_of(recipe)
        expected = truth.expected() | {"versions": " ".join(sorted(truth.versions)), "suites": named_suites(truth)}
        if part == "mail":
            expected = in_mail(recipe, expected)
        expected |= OTHERWISE.get(sentence, {})
        found = {check: outcomes.get(f"{part}.{check}") for check in expected} | seen_in(facts, truth.classic(), part)
        for what, outcome in expected.items():
            report.expect(sentence, what, found[what], outcome)


def compare_chains(report, network, chains, scanned):
    for sentence, chain in chains.items():
        outcomes = scanned.outcomes[network.servers[sentence].host]
        for check, outcome in (GOOD | chain.says).items():
            report.expect(sentence, check, outcomes.get(f"web.{check}"), outcome)


def named_suites(truth):
    return named(truth.suites[truth.classic()]) if truth.classic() not in (None, "ssl2") else ""


def part_of(recipe):
    """Of the facts and outcomes of a domain, those that this server is about."""
    return "mail" if recipe.program == "Postfix" else "web"


def in_mail(recipe, expected):
    """The same of a mail server. Without STARTTLS there is nothing to be said of its TLS."""
    expected = {check: outcome for check, outcome in expected.items() if check != "https_offered"}
    if not recipe.starttls:
        expected = dict.fromkeys(expected, NOT_APPLICABLE) | {"versions": "", "suites": ""}
    return expected | {"starttls": PASS if recipe.starttls else FAIL, "dane": recipe.dane()}


def seen_in(facts, classic, part="web"):
    """The versions that it took, and the suites of the best one below TLS 1.3."""
    seen = answers(facts, part)
    versions = {hello["version"] for hello in seen} | {server["tls"]["handshake"]["version"] for server in facts[part]}
    names = sorted(name for name, number in VERSION_NUMBERS.items() if number in versions)
    suites = set()
    if classic not in (None, "ssl2"):
        suites = {hello["suite"] for hello in seen if hello["version"] == VERSION_NUMBERS[classic]}
    return {"versions": " ".join(names), "suites": named(suites)}
