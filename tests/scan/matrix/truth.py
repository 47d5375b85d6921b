# SPDX-License-Identifier: EUPL-1.2
"""What is known of a server because we set it up, and what every check must then say of it."""
import dataclasses

from .suites import FAIL, INCONCLUSIVE, INFO, NOT_APPLICABLE, PASS, WARN, level_of_group, level_of_suite, worst

OLD = ("ssl2", "ssl3", "tls10", "tls11")
CLASSIC = ("tls12", "tls11", "tls10", "ssl3", "ssl2")
VERSION_NUMBERS = {"ssl2": 0x0002, "ssl3": 0x0300, "tls10": 0x0301, "tls11": 0x0302, "tls12": 0x0303, "tls13": 0x0304}
# What the whole handshake of the scanner (OpenSSL 3) can take part in.
HANDSHAKE_GROUPS = {"x25519", "secp256r1", "x448", "secp521r1", "secp384r1", "ffdhe2048", "ffdhe3072", "ffdhe4096",
                    "ffdhe6144", "ffdhe8192", "secp224r1", "secp256k1", "brainpoolP256r1", "brainpoolP384r1",
                    "brainpoolP512r1"}


@dataclasses.dataclass
class Truth:
    versions: frozenset = frozenset({"tls12", "tls13"})
    suites: dict = dataclasses.field(default_factory=dict)  # version -> the suites it takes, its favourite first
    server_order: bool = True  # it goes by its own order; otherwise by that of the client
    groups: tuple = ("x25519", "secp256r1")  # of elliptic curves, and in TLS 1.3 of all; its favourite first
    dh: str = ""  # group of DHE below TLS 1.3: "ffdhe3072", "own"; empty without DHE
    dhe_suites: frozenset = frozenset()
    ecdhe_suites: frozenset = frozenset()
    anonymous_suites: frozenset = frozenset()
    signs: frozenset = frozenset({"sha256", "sha224"})  # hashes that it signs its key with, in TLS 1.2
    extended_master_secret: bool = True
    renegotiation_info: bool = True
    compression: bool = False
    early_data: bool = False
    client_renegotiations: int | None = 0  # of the eleven that the scanner asks for; None: it cannot know
    shakes_hands: bool = True  # with the OpenSSL of the scanner; then its certificate is judged whole
    shows_certificate: bool = True

    def classic(self):
        return next((version for version in CLASSIC if version in self.versions), None)

    def all_suites(self):
        return {suite for version, suites in self.suites.items() if version != "ssl2" for suite in suites}

    def expected(self):
        """Outcome by check, of our own reading."""
        out = {"https_offered": PASS, "tls_version": FAIL if self.versions & set(OLD) else PASS}
        out["tls_suites"] = worst(map(level_of_suite, self.all_suites()))
        out["tls_suite_order"] = self._order()
        out["tls_key_exchange"] = self._key_exchange()
        tls12 = "tls12" in self.versions
        signed = tls12 and set(self.suites["tls12"]) & (self.dhe_suites | self.ecdhe_suites) - self.anonymous_suites
        out["tls_kex_hash"] = NOT_APPLICABLE if not tls12 else PASS
        if signed:
            out["tls_kex_hash"] = FAIL if self.signs & {"sha1", "md5"} else WARN if "sha224" in self.signs else PASS
        out["tls_extended_master_secret"] = (
            NOT_APPLICABLE if not tls12 else PASS if self.extended_master_secret else FAIL)
        only13 = self.classic() is None
        out["tls_compression"] = NOT_APPLICABLE if only13 else FAIL if self.compression else PASS
        out["tls_secure_renegotiation"] = NOT_APPLICABLE if only13 else PASS if self.renegotiation_info else FAIL
        out["tls_client_renegotiation"] = NOT_APPLICABLE if only13 else self._client_renegotiation()
        out["tls_early_data"] = NOT_APPLICABLE if "tls13" not in self.versions else FAIL if self.early_data else PASS
        if "tls13" in self.versions and not self.shakes_hands:
            out["tls_early_data"] = INCONCLUSIVE
        out |= dict.fromkeys(("cert_name", "cert_key", "cert_signature", "cert_chain"), PASS)
        out["cert_trust"] = PASS if self.shakes_hands else INCONCLUSIVE
        if not self.shows_certificate:
            for check in ("cert_trust", "cert_name", "cert_key", "cert_signature", "cert_chain"):
                out[check] = INCONCLUSIVE
        if self.classic() == "ssl2":  # which has none of what these are about
            out |= dict.fromkeys(("tls_suites", "tls_suite_order", "tls_key_exchange", "tls_compression",
                                  "tls_secure_renegotiation"), INCONCLUSIVE)
        return out

    def _client_renegotiation(self):
        # It can only be tried within a handshake, and one of TLS 1.0 to 1.2.
        if self.client_renegotiations is None or not self.shakes_hands or not self.versions & {"tls10", "tls11", "tls12"}:
            return INCONCLUSIVE
        return PASS if self.client_renegotiations == 0 else INFO if self.client_renegotiations <= 10 else WARN

    def _order(self):
        if self.classic() is None:
            return NOT_APPLICABLE
        suites = self.suites.get(self.classic(), ())
        levels = [level_of_suite(suite) for suite in suites]
        if PASS not in levels or set(levels) == {PASS}:
            return NOT_APPLICABLE
        if not self.server_order:
            return FAIL
        return PASS if levels[0] == PASS else FAIL

    def _key_exchange(self):
        suites = self.all_suites()
        uses_groups = "tls13" in self.versions or suites & self.ecdhe_suites
        levels = [level_of_group(group) for group in self.groups] if uses_groups else []
        if suites & self.dhe_suites:
            levels.append(level_of_group(self.dh))
        return worst(levels) if levels else NOT_APPLICABLE
