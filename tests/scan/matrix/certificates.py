# SPDX-License-Identifier: EUPL-1.2
"""Certificates made to measure: whatever a server may send, right or wrong. OpenSSL makes the keys and the signatures;
the rest is written here, because no tool makes all that is wrong in the world."""
import base64
import dataclasses
import datetime
import hashlib
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from . import der

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from bed import run  # noqa: E402

NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
SERVER, CLIENT, ANY = "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "2.5.29.37.0"
DIGEST_OIDS = {"md5": "1.2.840.113549.2.5", "sha1": "1.3.14.3.2.26", "sha224": "2.16.840.1.101.3.4.2.4",
               "sha256": "2.16.840.1.101.3.4.2.1", "sha384": "2.16.840.1.101.3.4.2.2", "sha512": "2.16.840.1.101.3.4.2.3"}
RSA_OIDS = {"md5": 4, "sha1": 5, "sha256": 11, "sha384": 12, "sha512": 13, "sha224": 14}
ECDSA_OIDS = {"sha1": "1.2.840.10045.4.1", "sha224": "1.2.840.10045.4.3.1", "sha256": "1.2.840.10045.4.3.2",
              "sha384": "1.2.840.10045.4.3.3", "sha512": "1.2.840.10045.4.3.4"}
EDDSA_OIDS = {"ed25519": "1.3.101.112", "ed448": "1.3.101.113"}
CURVES = {"p224": "secp224r1", "p256": "P-256", "p384": "P-384", "p521": "P-521", "k256": "secp256k1",
          "bp256": "brainpoolP256r1", "bp384": "brainpoolP384r1", "bp512": "brainpoolP512r1"}


@dataclasses.dataclass(frozen=True)
class Certificate:
    """What one certificate says. `names` holds entries of the subject alternative name: "dns:a", "ip:127.0.0.1",
    "mail:a@b", "uri:https://a"; without any there is no such extension."""
    subject: str
    names: tuple = ()
    key: str = "p256"
    issuer: "Certificate | None" = None  # None: signs itself
    issuer_key: str = ""  # another key than the issuer's: the signature does not fit
    digest: str = "sha256"
    pss: bool = False
    begins: datetime.timedelta = datetime.timedelta(days=-1)
    ends: datetime.timedelta = datetime.timedelta(days=90)
    authority: bool = False
    path_length: int | None = None
    usages: tuple = (SERVER,)
    key_usage: int | None = None  # the bits of RFC 5280 section 4.2.1.3, the first is 0x80
    ocsp: str = ""
    must_staple: bool = False
    permitted: tuple = ()  # name constraints: DNS names
    excluded: tuple = ()
    padding: int = 0  # bytes of an extension that nobody knows
    critical_unknown: bool = False
    version1: bool = False
    spoiled: bool = False  # one bit of the signature is wrong


def authority(subject, issuer=None, **more):
    return Certificate(subject, issuer=issuer, authority=True, usages=more.pop("usages", ()),
                       ends=more.pop("ends", datetime.timedelta(days=3000)), **more)


def general_name(text):
    kind, value = text.split(":", 1)
    if kind == "ip":
        return der.implicit(7, bytes(int(part) for part in value.split(".")))
    return der.implicit({"mail": 1, "dns": 2, "uri": 6}[kind], value.encode())


def distinguished(common_name):
    if not common_name:
        return der.sequence()
    return der.sequence(der.set_of(der.sequence(der.oid("2.5.4.3"), der.utf8(common_name))))


def extension(dotted, content, critical=False):
    return der.sequence(der.oid(dotted), *([der.boolean(True)] if critical else []), der.octets(content))


def keys_of(*certificates):
    """The kinds of keys that these and their issuers need."""
    out = set()
    for certificate in certificates:
        out |= {certificate.key} | ({certificate.issuer_key} if certificate.issuer_key else set())
        out |= keys_of(certificate.issuer) if certificate.issuer else set()
    return out


class Shelf:
    """Keys and certificates in one folder, each made once."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.made = {}
        self.spki = {}

    def make_keys(self, kinds):
        with ThreadPoolExecutor(2) as workers:
            list(workers.map(self._make_key, sorted(kinds - self.spki.keys())))

    def _make_key(self, kind):
        file = self.key_file(kind)
        base = kind.split("#")[0]  # "p256#other" is a second key of the same kind
        if base.startswith("rsapss"):
            options = ["-algorithm", "RSA-PSS", "-pkeyopt", f"rsa_keygen_bits:{base[6:]}"]
        elif base.startswith("rsa"):
            options = ["-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{base[3:]}"]
        elif base in EDDSA_OIDS:
            options = ["-algorithm", base]
        elif base.startswith("dsa"):
            parameters = self.folder / f"{base}.parameters"
            run("openssl", "genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", f"dsa_paramgen_bits:{base[3:]}", "-out",
                parameters)
            options = ["-paramfile", parameters]
        else:
            options = ["-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{CURVES[base]}"]
        run("openssl", "genpkey", *options, "-out", file)
        self.spki[kind] = subprocess.run(["openssl", "pkey", "-in", file, "-pubout", "-outform", "DER"],
                                         capture_output=True, check=True).stdout

    def key_file(self, kind):
        return self.folder / f"{kind.replace('#', '-')}.key"

    def key_id(self, kind):
        return hashlib.sha1(self.spki[kind]).digest()

    def der(self, certificate):
        if certificate not in self.made:
            self.made[certificate] = self._make(certificate)
        return self.made[certificate]

    def pem(self, *chain):
        lines = []
        for certificate in chain:
            lines.append("-----BEGIN CERTIFICATE-----")
            text = base64.b64encode(self.der(certificate)).decode()
            lines += [text[i:i + 64] for i in range(0, len(text), 64)]
            lines.append("-----END CERTIFICATE-----")
        return "\n".join(lines) + "\n"

    def write(self, name, *chain):
        file = self.folder / f"{name}.pem"
        file.write_text(self.pem(*chain))
        return file

    def serial(self, certificate):
        return int.from_bytes(hashlib.sha256(repr(certificate).encode()).digest()[:16], "big") >> 1

    def sign(self, body, key, digest="sha256", pss=False):
        """The algorithm as a certificate names it, and the signature."""
        algorithm, command = self._algorithm(key.split("#")[0], digest, pss)
        file = self.folder / f"{hashlib.sha256(body).hexdigest()}.tbs"
        file.write_bytes(body)
        words = [*command, self.key_file(key), *(["-in"] if "pkeyutl" in command else []), file]
        return algorithm, subprocess.run(words, capture_output=True, check=True).stdout

    def _make(self, certificate):
        issuer = certificate.issuer or certificate
        key = certificate.issuer_key or issuer.key
        algorithm, _ = self._algorithm(key.split("#")[0], certificate.digest, certificate.pss)
        body = der.sequence(
            *([] if certificate.version1 else [der.explicit(0, der.integer(2))]),
            der.integer(self.serial(certificate)), algorithm, distinguished(issuer.subject),
            der.sequence(der.time(NOW + certificate.begins), der.time(NOW + certificate.ends)),
            distinguished(certificate.subject), self.spki[certificate.key],
            *([] if certificate.version1 else [der.explicit(3, der.sequence(*self._extensions(certificate, issuer)))]))
        _, signature = self.sign(body, key, certificate.digest, certificate.pss)
        if certificate.spoiled:
            signature = signature[:-1] + bytes([signature[-1] ^ 1])
        return der.sequence(body, algorithm, der.bits(signature))

    @staticmethod
    def _algorithm(key, digest, pss):
        if key in EDDSA_OIDS:
            return der.sequence(der.oid(EDDSA_OIDS[key])), ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey"]
        if key in CURVES:
            return der.sequence(der.oid(ECDSA_OIDS[digest])), ["openssl", "dgst", f"-{digest}", "-sign"]
        if pss:
            hashed = der.sequence(der.oid(DIGEST_OIDS[digest]), der.null())
            length = hashlib.new(digest).digest_size
            parameters = der.sequence(der.explicit(0, hashed),
                                      der.explicit(1, der.sequence(der.oid("1.2.840.113549.1.1.8"), hashed)),
                                      der.explicit(2, der.integer(length)))
            return (der.sequence(der.oid("1.2.840.113549.1.1.10"), parameters),
                    ["openssl", "dgst", f"-{digest}", "-sigopt", "rsa_padding_mode:pss", "-sigopt",
                     f"rsa_pss_saltlen:{length}", "-sign"])
        return (der.sequence(der.oid(f"1.2.840.113549.1.1.{RSA_OIDS[digest]}"), der.null()),
                ["openssl", "dgst", f"-{digest}", "-sign"])

    def _extensions(self, certificate, issuer):
        yield extension("2.5.29.14", der.octets(self.key_id(certificate.key)))
        yield extension("2.5.29.35", der.sequence(der.implicit(0, self.key_id(issuer.key))))
        path = [] if certificate.path_length is None else [der.integer(certificate.path_length)]
        yield extension("2.5.29.19", der.sequence(*([der.boolean(True), *path] if certificate.authority else [])), True)
        usage = certificate.key_usage or (0x06 if certificate.authority else 0xA0)
        if certificate.key_usage != 0:
            yield extension("2.5.29.15", der.bits(bytes([usage]), (usage & -usage).bit_length() - 1), True)
        if certificate.usages:
            yield extension("2.5.29.37", der.sequence(*map(der.oid, certificate.usages)))
        if certificate.names:
            yield extension("2.5.29.17", der.sequence(*map(general_name, certificate.names)), not certificate.subject)
        if certificate.permitted or certificate.excluded:
            trees = [der.encoded(0xA0 | number, b"".join(der.sequence(general_name(name)) for name in names))
                     for number, names in ((0, certificate.permitted), (1, certificate.excluded)) if names]
            yield extension("2.5.29.30", der.sequence(*trees), True)
        if certificate.ocsp:
            yield extension("1.3.6.1.5.5.7.1.1", der.sequence(der.sequence(
                der.oid("1.3.6.1.5.5.7.48.1"), general_name("uri:" + certificate.ocsp))))
        if certificate.must_staple:
            yield extension("1.3.6.1.5.5.7.1.24", der.sequence(der.integer(5)))
        if certificate.padding:
            yield extension("1.3.6.1.4.1.55555.1", der.octets(bytes(certificate.padding)))
        if certificate.critical_unknown:
            yield extension("1.3.6.1.4.1.55555.2", der.null(), True)
