# SPDX-License-Identifier: EUPL-1.2
"""How a server is started, and what is true of it then. One recipe is one server on an address of its own."""
import base64
import dataclasses
import hashlib

from .certificates import Certificate, authority
from .openssl_truth import gnutls_list, openssl_suites
from .suites import FAIL, GROUP_NUMBERS, NOT_APPLICABLE, PASS, WARN
from .truth import HANDSHAKE_GROUPS, VERSION_NUMBERS, Truth

ROOT = authority("Proefwortel", key="p384")
ISSUER = authority("Proefuitgever", ROOT)
RSA_ISSUER = authority("Proefuitgever RSA", ROOT, key="rsa3072#issuer")
OTHER_KEY = "p384"  # of the root, which is not the server's
BELOW_13 = ("tls12", "tls11", "tls10")
SUITES_13 = {"TLS_AES_256_GCM_SHA384": 0x1302, "TLS_CHACHA20_POLY1305_SHA256": 0x1303, "TLS_AES_128_GCM_SHA256": 0x1301,
             "TLS_AES_128_CCM_SHA256": 0x1304, "TLS_AES_128_CCM_8_SHA256": 0x1305}
USUAL_13 = ("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256")
GROUP_WORDS = {"X25519": "x25519", "X448": "x448", "P-256": "secp256r1", "P-384": "secp384r1", "P-521": "secp521r1"}
KEY_KINDS = {"p256": "ECDSA", "p384": "ECDSA", "rsa3072": "RSA", "dsa2048": "DSS"}


def usual_leaf(name, key):
    """A good certificate for this host."""
    return Certificate(name, (f"dns:{name}",), key, ISSUER)


@dataclasses.dataclass(frozen=True)
class OpensslFamily:
    """What servers on OpenSSL have in common."""
    versions: tuple = ("tls12", "tls13")
    ciphers: str = "ECDHE+AESGCM:ECDHE+CHACHA20"
    suites13: tuple = USUAL_13
    level: int = 2  # of security, as OpenSSL counts
    curves: str = "X25519:P-256"
    keys: tuple = ("p256",)
    dh: str = ""  # as Truth.dh
    signatures: str = ""  # as OpenSSL writes them; its own list when empty
    server_order: bool = True
    extended_master_secret: bool = True
    early_data: bool = False
    client_renegotiations: int = 0  # OpenSSL 3 refuses them unless told otherwise

    def cipher_string(self):
        return f"{self.ciphers}:@SECLEVEL={self.level}"

    def signed_hashes(self):
        if self.signatures:
            return frozenset(one.lower().split("+")[-1].split("_")[-1] for one in self.signatures.split(":"))
        return frozenset({"sha256", "sha224"} | ({"sha1"} if self.level == 0 else set()))

    def truth(self):
        kinds = {KEY_KINDS[key] for key in self.keys}
        suites, dhe, ecdhe, anonymous = {}, set(), set(), set()
        for version in self.versions:
            if version == "tls13":
                suites[version] = [SUITES_13[name] for name in self.suites13]
                continue
            found, dhe_here, ecdhe_here, anonymous_here = openssl_suites(version, self.cipher_string(), kinds, bool(self.dh))
            suites[version] = found
            dhe |= dhe_here
            ecdhe |= ecdhe_here
            anonymous |= anonymous_here
        groups = tuple(GROUP_WORDS.get(curve, curve) for curve in self.curves.split(":"))
        shakes = bool(set(groups) & HANDSHAKE_GROUPS) or not (set().union(*suites.values()) & ecdhe)
        return Truth(frozenset(self.versions), suites, self.server_order, groups, self.dh, frozenset(dhe),
                     frozenset(ecdhe), frozenset(anonymous), self.signed_hashes(), self.extended_master_secret, early_data=self.early_data,
                     client_renegotiations=self.client_renegotiations, shakes_hands=shakes)


@dataclasses.dataclass(frozen=True)
class Sserver(OpensslFamily):
    """openssl s_server. It goes by the order of the client unless told otherwise."""
    options: tuple = ()
    program = "openssl s_server"

    def start(self, start, server):
        words = ["openssl", "s_server", "-accept", f"{server.address}:443", "-www", "-cipher", self.cipher_string()]
        words += ["-curves", self.curves]
        for version, flag in (("tls10", "-no_tls1"), ("tls11", "-no_tls1_1"), ("tls12", "-no_tls1_2"), ("tls13", "-no_tls1_3")):
            if version not in self.versions:
                words.append(flag)
        if "tls13" in self.versions:
            words += ["-ciphersuites", ":".join(self.suites13)]
        for at, key in enumerate(self.keys):
            d = "d" if at else ""
            words += [f"-{d}cert", server.chain_file(key), f"-{d}key", server.key_file(key), f"-{d}cert_chain", server.rest_file(key)]
        words += ["-dhparam", start.dh_file(self.dh)] if self.dh else ["-no_dhe"]
        if self.signatures:
            words += ["-sigalgs", self.signatures]
        if self.server_order:
            words.append("-serverpref")
        if self.early_data:
            words += ["-max_early_data", "16384"]
        if self.client_renegotiations:
            words.append("-client_renegotiation")
        start.process(*words, *self.options, openssl_options="" if self.extended_master_secret else "-ExtendedMasterSecret")


NGINX_VERSIONS = {"tls10": "TLSv1", "tls11": "TLSv1.1", "tls12": "TLSv1.2", "tls13": "TLSv1.3"}


@dataclasses.dataclass(frozen=True)
class Nginx(OpensslFamily):
    staple: bytes = b""
    program = "nginx"

    def start(self, start, server):
        self.start_with(start, server, "return 200 ok;")

    def start_with(self, start, server, content):
        tls = f"ssl_protocols {' '.join(NGINX_VERSIONS[version] for version in self.versions)};"
        tls += f" ssl_ciphers '{self.cipher_string()}'; ssl_ecdh_curve {self.curves};"
        tls += f" ssl_conf_command Ciphersuites {':'.join(self.suites13)};"
        tls += " ssl_prefer_server_ciphers on;" if self.server_order else " ssl_prefer_server_ciphers off;"
        tls += " ssl_early_data on;" if self.early_data else ""
        tls += f" ssl_dhparam {start.dh_file(self.dh)};" if self.dh else ""
        tls += f" ssl_conf_command SignatureAlgorithms {self.signatures};" if self.signatures else ""
        tls += "" if self.extended_master_secret else " ssl_conf_command Options -ExtendedMasterSecret;"
        for key in self.keys:
            tls += f" ssl_certificate {server.chain_file(key)}; ssl_certificate_key {server.key_file(key)};"
        if self.staple:
            file = start.folder / f"{server.host}.staple"
            file.write_bytes(self.staple)
            tls += f" ssl_stapling on; ssl_stapling_file {file};"
        start.nginx_server(server, tls, content)


APACHE_VERSIONS = {"tls10": "+TLSv1", "tls11": "+TLSv1.1", "tls12": "+TLSv1.2", "tls13": "+TLSv1.3"}


@dataclasses.dataclass(frozen=True)
class Apache(OpensslFamily):
    """It picks a group for DHE by itself, one of RFC 3526."""
    program = "Apache"

    def start(self, start, server):
        lines = [f"SSLProtocol -all {' '.join(APACHE_VERSIONS[version] for version in self.versions)}",
                 f"SSLCipherSuite {self.cipher_string()}", f"SSLCipherSuite TLSv1.3 {':'.join(self.suites13)}",
                 f"SSLHonorCipherOrder {'on' if self.server_order else 'off'}", f"SSLOpenSSLConfCmd Curves {self.curves}"]
        if self.signatures:
            lines.append(f"SSLOpenSSLConfCmd SignatureAlgorithms {self.signatures}")
        if not self.extended_master_secret:
            lines.append("SSLOpenSSLConfCmd Options -ExtendedMasterSecret")
        for key in self.keys:
            lines += [f"SSLCertificateFile {server.chain_file(key)}", f"SSLCertificateKeyFile {server.key_file(key)}"]
        start.apache_server(server, lines)


POSTFIX_VERSIONS = {"tls10": "TLSv1", "tls11": "TLSv1.1", "tls12": "TLSv1.2", "tls13": "TLSv1.3"}
CURVES = {"P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1"}


@dataclasses.dataclass(frozen=True)
class Postfix(OpensslFamily):
    """A mail server on port 25 (postfix_server.py)."""
    tlsa: str = "key"  # whose key its zone names: its own ("key"), that of its "issuer", an "other" one; empty: no record
    signed_zone: bool = True
    starttls: bool = True
    program = "Postfix"

    def records(self, server):
        keys = {"key": (3, self.keys[0]), "issuer": (2, ISSUER.key), "other": (3, OTHER_KEY)}
        out = f"{server.host}. MX 10 {server.host}.\n"
        if self.tlsa:
            usage, key = keys[self.tlsa]
            out += f"_25._tcp.{server.host}. TLSA {usage} 1 1 {hashlib.sha256(server.shelf.spki[key]).hexdigest()}\n"
        return out

    def dane(self):
        if not self.tlsa and not self.starttls:
            return NOT_APPLICABLE
        if not self.tlsa or not self.signed_zone:  # nobody can rely on it
            return WARN
        return FAIL if self.tlsa == "other" or not self.starttls else PASS

    def start(self, start, server):
        options = {"myhostname": server.host, "smtpd_tls_security_level": "may" if self.starttls else "none",
                   "smtpd_tls_protocols": " ".join(POSTFIX_VERSIONS[version] for version in self.versions),
                   "tls_medium_cipherlist": self.cipher_string(),
                   "tls_preempt_cipherlist": "yes" if self.server_order else "no",
                   "tls_eecdh_auto_curves": " ".join(CURVES.get(curve, curve) for curve in self.curves.split(":"))}
        if self.starttls:
            files = [str(file) for key in self.keys for file in (server.key_file(key), server.chain_file(key))]
            options["smtpd_tls_chain_files"] = ", ".join(files)
        if self.dh:
            options["smtpd_tls_dh1024_param_file"] = str(start.dh_file(self.dh))
        if self.client_renegotiations:
            options["tls_ssl_options"] = "0x100"  # SSL_OP_ALLOW_CLIENT_RENEGOTIATION, for which Postfix has no name
        start.postfixes[server.address] = options
        start.add_records(server, self.records(server))


@dataclasses.dataclass(frozen=True)
class Gnutls:
    """gnutls-serv: the only one in Debian that still has RC4, 3DES and no encryption at all."""
    priority: str
    keys: tuple = ("rsa3072",)
    dh: str = "ffdhe2048"  # its own choice
    early_data: bool = False
    client_renegotiations: int = 11  # gnutls-serv does not count
    program = "gnutls-serv"
    NOT_IN_OPENSSL = {"ARCFOUR-128", "3DES-CBC", "CAMELLIA-256-GCM", "CAMELLIA-128-GCM"}
    EXCHANGES = {"ECDHE_ECDSA": "ECDSA", "ECDHE_RSA": "RSA", "DHE_RSA": "RSA", "RSA": "RSA", "ECDH_ANON": "", "DH_ANON": ""}

    def truth(self):
        listed, fields = gnutls_list(self.priority)
        versions = frozenset("tls1" + one[-1] for one in fields["Protocols"] if one.startswith("VERS-TLS1."))
        groups = tuple(one[6:].lower() for one in fields.get("Groups", ()) if "FFDHE" not in one)
        suites, dhe, ecdhe, anonymous = {}, set(), set(), set()
        kinds = {KEY_KINDS[key] for key in self.keys}
        for version in versions:
            suites[version] = []
            for name, number, least in listed:
                is_13 = least == "TLS1.3"
                if is_13 != (version == "tls13") or (least == "TLS1.2" and version in ("tls10", "tls11")):
                    continue
                exchange = "" if is_13 else next(e for e in ("ECDHE_ECDSA", "ECDHE_RSA", "ECDH_ANON", "DHE_RSA", "DH_ANON", "RSA", "")
                                                 if name.startswith("TLS_" + e))
                if not is_13 and (exchange == "" or self.EXCHANGES[exchange] not in kinds | {""}):
                    continue
                suites[version].append(number)
                if "ANON" in exchange:
                    anonymous.add(number)
                if exchange.startswith("DH"):
                    dhe.add(number)
                if exchange.startswith("ECDH"):
                    ecdhe.add(number)
        signs = frozenset(one.rsplit("-", 1)[-1].lower() for one in fields.get("PK-signatures", ())
                          if any(f"-{kind}-" in one for kind in kinds))
        suites = {version: found for version, found in suites.items() if found}
        versions = frozenset(suites)
        shakes = not set(fields["Ciphers"]) <= self.NOT_IN_OPENSSL
        shows = "tls13" in versions or not set().union(*suites.values()) <= anonymous
        return Truth(versions, suites, "%SERVER_PRECEDENCE" in self.priority, groups, self.dh, frozenset(dhe),
                     frozenset(ecdhe), frozenset(anonymous), signs,
                     "%NO_SESSION_HASH" not in self.priority, "DISABLE_SAFE_RENEGOTIATION" not in self.priority,
                     early_data=self.early_data, client_renegotiations=self.client_renegotiations, shakes_hands=shakes, shows_certificate=shows)

    def start(self, start, server):
        words = ["gnutls-serv", "--http", "-q", "-p", str(server.port), "--priority", self.priority]
        for key in self.keys:
            words += ["--x509certfile", server.chain_file(key), "--x509keyfile", server.key_file(key)]
        if self.dh != "ffdhe2048":
            words += ["--dhparams", start.dh_file(self.dh)]
        if self.early_data:
            words += ["--earlydata", "--maxearlydata=16384"]
        start.process(*words)


@dataclasses.dataclass(frozen=True)
class Replay:
    """Our own replayer (replay_server.py)."""
    versions: tuple
    suites: tuple  # (number, exchange, signed by)
    suites2: tuple = ()
    groups: tuple = ("secp256r1",)
    dh: str = ""
    prime: str = ""
    signatures: tuple = (0x0401, 0x0403)
    compression: int = 0
    extended_master_secret: bool = True
    renegotiation_info: bool = True
    key: str = "rsa3072"
    unasked: int = 0
    is_reversed: bool = False  # the chain, which no library sends that way
    program = "replayer"
    HASHES = {1: "md5", 2: "sha1", 3: "sha224"}

    @property
    def keys(self):
        return (self.key,)

    def truth(self):
        suites = {}
        for version in self.versions:
            suites[version] = [number for number, *_ in self.suites if (number >> 8 == 0x13) == (version == "tls13")]
        of = lambda kind: frozenset(number for number, exchange, _ in self.suites if exchange == kind)
        signs = frozenset(self.HASHES.get(one >> 8, "sha256") for one in self.signatures)
        has_certificate = any(signer != "none" and number >> 8 != 0x13 for number, _, signer in self.suites) or bool(self.suites2)
        is_ancient = not {"tls10", "tls11", "tls12"} & set(self.versions)
        anonymous = frozenset(number for number, exchange, signer in self.suites if signer == "none")
        return Truth(frozenset(self.versions), suites, True, self.groups, self.dh, of("dhe"), of("ecdh"), anonymous, signs,
                     self.extended_master_secret and not is_ancient, self.renegotiation_info, self.compression != 0,
                     shakes_hands=False, shows_certificate=has_certificate)

    def script(self, server, shelf):
        chain = server.chain(self.key)[::-1 if self.is_reversed else 1]
        return {"versions": [VERSION_NUMBERS[version] for version in self.versions], "suites": self.suites,
                "suites2": self.suites2, "groups": [GROUP_NUMBERS[group] for group in self.groups], "prime": self.prime,
                "signatures": self.signatures, "compression": self.compression,
                "extended_master_secret": self.extended_master_secret, "renegotiation_info": self.renegotiation_info,
                "chain": [base64.b64encode(shelf.der(one)).decode() for one in chain],
                "unasked": self.unasked}

    def start(self, start, server):
        start.replays[server.address] = self.script(server, start.shelf)
