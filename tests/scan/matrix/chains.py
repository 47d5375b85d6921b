# SPDX-License-Identifier: EUPL-1.2
"""The certificates of the matrix: a sentence, what nginx sends, and what must be said of it."""
import dataclasses
from datetime import timedelta

from .certificates import ANY, CLIENT, Certificate, authority
from .recipes import ISSUER, ROOT, RSA_ISSUER
from .suites import FAIL, INCONCLUSIVE, INFO, NOT_APPLICABLE, PASS, WARN

GOOD = {"cert_trust": PASS, "cert_name": PASS, "cert_key": PASS, "cert_signature": PASS, "cert_chain": PASS,
        "ocsp_stapling": NOT_APPLICABLE}
OTHER_ROOT = authority("Andere wortel", key="p256#other")  # nobody trusts it
NEW_ROOT = authority("Nieuwe wortel", key="p256#new")  # trusted, and signed by the old one, too
CROSS = authority("Nieuwe wortel", ROOT, key="p256#new")
OF_NEW = authority("Uitgever van de nieuwe wortel", NEW_ROOT, key="p384#of-new")
OF_OTHER = authority("Onbekende uitgever", OTHER_ROOT, key="p384#of-other")
SHA1_ISSUER = authority("Uitgever met SHA-1", ROOT, key="rsa3072#issuer", digest="sha1")
SHA1_ROOT = authority("Oude wortel", key="rsa3072#old-root", digest="sha1")  # trusted
OF_SHA1_ROOT = authority("Uitgever van de oude wortel", SHA1_ROOT, key="p384#of-old")
SMALL_ISSUER = authority("Kleine uitgever", ROOT, key="rsa2048#issuer")
OLD_ISSUER = authority("Verlopen uitgever", ROOT, key="p256#old", ends=timedelta(days=-2), begins=timedelta(days=-800))
NO_AUTHORITY = Certificate("Geen uitgever", ("dns:geen.example",), "p256#none", ROOT, usages=())
SHORT = authority("Uitgever zonder uitgevers onder zich", ROOT, key="p256#short", path_length=0)
BELOW_SHORT = authority("Te diepe uitgever", SHORT, key="p384#deep")
CONSTRAINED = authority("Begrensde uitgever", ROOT, key="p256#within", permitted=("dns:matrix.example",))
ELSEWHERE = authority("Elders begrensde uitgever", ROOT, key="p256#within", permitted=("dns:elders.example",))
EXCLUDING = authority("Uitsluitende uitgever", ROOT, key="p256#within", excluded=("dns:matrix.example",))
OF_CLIENTS = authority("Uitgever voor clienten", ROOT, key="p256#clients", usages=(CLIENT,))
LARGE_ISSUER = authority("Uitgever met veel", ROOT, key="p256#large", padding=110_000)
LINE = [ROOT]
for depth in range(1, 6):
    LINE.append(authority(f"Uitgever op diepte {depth}", LINE[-1], key=f"p256#line{depth}"))
TRUSTED = (NEW_ROOT, SHA1_ROOT)
TO_SIGN = (OF_OTHER,)  # of staples


@dataclasses.dataclass(frozen=True)
class Chain:
    """`make` gives the chain for a host; `says` what differs from a good one."""
    make: object
    says: dict = dataclasses.field(default_factory=dict)
    label: str = ""  # of the host, where it matters
    staple: str = ""  # "good", "revoked", "old", "foreign"


def in_ascii(label):
    return label.encode("idna").decode()


def leaf(says=(), label="", staple="", after=(ISSUER,), names=None, **more):
    def make(host):
        given = ("dns:" + host,) if names is None else tuple(name.replace("HOST", host) for name in names)
        # The file begins with the issuer, which may not be sent along.
        issuer = more.get("issuer", after[0] if after else ISSUER)
        rest = {key: value for key, value in more.items() if key not in ("issuer", "subject", "key")}
        subject = more.get("subject", host).replace("HOST", host)
        return (Certificate(subject, given, more.get("key", "p256"), issuer, **rest), *after)
    return Chain(make, dict(says), label, staple)


def signed_by_rsa(says=(), **more):
    return leaf(says, after=(RSA_ISSUER,), **more)


def around(says, *order):
    """A good certificate with these behind it; "leaf" stands for it once more."""
    def make(host):
        first = Certificate(host, (f"dns:{host}",), "p256", ISSUER)
        return tuple(first if one == "leaf" else one for one in ("leaf", *order))
    return Chain(make, says)


def key(outcome, kind, **says):
    return leaf({"cert_key": outcome} | says, key=kind)


NAME, TRUST = {"cert_name": FAIL}, {"cert_trust": FAIL}
DATED = {"cert_trust": FAIL, "cert_chain": FAIL}
NO_HANDSHAKE = {"cert_trust": INCONCLUSIVE}
NOTHING_SEEN = dict.fromkeys(GOOD, INCONCLUSIVE)
OCSP = "http://ocsp.matrix.example/"

KEYS = {
    "a certificate with P-256": leaf(),
    "a certificate with P-384": key(PASS, "p384"),
    "a certificate with P-521": key(PASS, "p521"),
    "a certificate with P-224": key(WARN, "p224", **NO_HANDSHAKE),
    "a certificate with secp256k1": key(FAIL, "k256", **NO_HANDSHAKE),
    "a certificate with brainpoolP256r1": key(PASS, "bp256", **NO_HANDSHAKE),
    "a certificate with brainpoolP384r1": key(PASS, "bp384", **NO_HANDSHAKE),
    "a certificate with Ed25519": key(PASS, "ed25519"),
    "a certificate with Ed448": key(PASS, "ed448"),
    "a certificate with RSA of 1024 bits": key(FAIL, "rsa1024"),
    "a certificate with RSA of 2040 bits": key(FAIL, "rsa2040"),
    "a certificate with RSA of 2048 bits": key(WARN, "rsa2048"),
    "a certificate with RSA of 3064 bits": key(WARN, "rsa3064"),
    "a certificate with RSA of 3072 bits": key(PASS, "rsa3072"),
    "a certificate with RSA of 4096 bits": key(PASS, "rsa4096"),
    "a certificate with an RSA key for PSS only": key(PASS, "rsapss3072"),
    "a certificate below an issuer with RSA of 2048 bits": leaf({"cert_key": WARN}, after=(SMALL_ISSUER,)),
}
SIGNATURES = {
    "a certificate signed with RSA and SHA-256": signed_by_rsa(),
    "a certificate signed with RSA and SHA-384": signed_by_rsa(digest="sha384"),
    "a certificate signed with RSA and SHA-512": signed_by_rsa(digest="sha512"),
    "a certificate signed with RSA and SHA-224": signed_by_rsa({"cert_signature": WARN}, digest="sha224"),
    "a certificate signed with RSA and SHA-1": signed_by_rsa({"cert_signature": FAIL}, digest="sha1"),
    "a certificate signed with RSA and MD5": signed_by_rsa({"cert_signature": FAIL}, digest="md5"),
    "a certificate signed with RSASSA-PSS and SHA-256": signed_by_rsa(pss=True),
    "a certificate signed with RSASSA-PSS and SHA-512": signed_by_rsa(pss=True, digest="sha512"),
    "a certificate signed with RSASSA-PSS and SHA-1": signed_by_rsa({"cert_signature": FAIL}, pss=True, digest="sha1"),
    "a certificate signed with ECDSA and SHA-384": leaf(digest="sha384"),
    "a certificate signed with ECDSA and SHA-224": leaf({"cert_signature": WARN}, digest="sha224"),
    "a certificate signed with ECDSA and SHA-1": leaf({"cert_signature": FAIL}, digest="sha1"),
    "a certificate below an issuer signed with SHA-1": leaf({"cert_signature": FAIL}, after=(SHA1_ISSUER,)),
    "a certificate with a known root signed with SHA-1 sent along": leaf(after=(OF_SHA1_ROOT, SHA1_ROOT)),
}
DATES = {
    "a certificate that expired yesterday": leaf(DATED, begins=timedelta(days=-90), ends=timedelta(days=-1)),
    "a certificate that expired an hour ago": leaf(DATED, begins=timedelta(days=-90), ends=timedelta(hours=-1)),
    "a certificate that begins tomorrow": leaf(DATED, begins=timedelta(days=1)),
    "a certificate that began an hour ago": leaf(begins=timedelta(hours=-1)),
    "a certificate that ends in five days": leaf({"cert_chain": WARN}, ends=timedelta(days=5)),
    "a certificate that ends in fifteen days": leaf(ends=timedelta(days=15)),
    "a certificate that ends in the year 2060": leaf(ends=timedelta(days=365 * 34)),
    "a certificate below an issuer that expired": leaf(DATED, after=(OLD_ISSUER,)),
}
NAMES = {
    "a certificate for another host": leaf(NAME, names=("dns:elders.example",)),
    "a certificate for the host and others": leaf(names=("dns:elders.example", "dns:HOST", "dns:derde.example")),
    "a certificate in capital letters": leaf(label="kapitaal", names=("dns:KAPITAAL.MATRIX.EXAMPLE",)),
    "a wildcard that fits": leaf(names=("dns:*.matrix.example",)),
    "a wildcard one label too high": leaf(NAME, label="diep.dieper", names=("dns:*.matrix.example",)),
    "a wildcard one label too low": leaf(NAME, names=("dns:*.HOST",)),
    "a wildcard for a whole domain": leaf(NAME, names=("dns:*.example",)),
    "a wildcard in the middle": leaf(NAME, label="ster.midden", names=("dns:ster.*.matrix.example",)),
    "a wildcard for a part of a label": leaf(NAME, label="fragment", names=("dns:frag*.matrix.example",)),
    "a wildcard for everything": leaf(NAME, names=("dns:*",)),
    "a wildcard for an international name": leaf(label=in_ascii("zorgcafé"), names=("dns:*.matrix.example",)),
    "a certificate for an international name": leaf(label=in_ascii("café")),
    "a certificate for an international name in Unicode": leaf(NAME, label=in_ascii("thé"), names=("dns:thé.matrix.example",)),
    "a certificate for an address only": leaf(NAME, names=("ip:127.0.0.1",)),
    "a certificate for a mail address only": leaf(NAME, names=("mail:post@HOST",)),
    "a certificate for a web address only": leaf(NAME, names=("uri:https://HOST/",)),
    "a certificate with a common name only": leaf(NAME, names=()),
    "a certificate with the common name of another": leaf(subject="elders.example"),
    "a certificate without a subject": leaf(subject=""),
    "a certificate with a zero byte in its name": leaf(NAME, names=("dns:HOST\0.elders.example",)),
    "a certificate with a hundred names": leaf(names=(*(f"dns:naam{i}.elders.example" for i in range(100)), "dns:HOST")),
    "a certificate with a thousand names": leaf(names=(*(f"dns:naam{i}.elders.example" for i in range(1000)), "dns:HOST")),
    "a certificate of version 1": leaf(NAME, version1=True),
}
TRUSTS = {
    "a certificate signed by itself": Chain(lambda host: (Certificate(host, (f"dns:{host}",)),), TRUST),
    "a chain without its issuer": around(TRUST),
    "a chain with the root sent along": around({}, ISSUER, ROOT),
    "a chain with the root before the issuer": around({"cert_chain": WARN}, ROOT, ISSUER),
    "a chain with a stranger in it": around({"cert_chain": WARN}, ISSUER, OF_NEW),
    "a chain with the certificate twice": around({"cert_chain": INFO}, "leaf", ISSUER),
    "a chain with the issuer twice": around({"cert_chain": INFO}, ISSUER, ISSUER),
    "a chain to a root that nobody knows": leaf(TRUST, after=(OF_OTHER,)),
    "a chain to a root that nobody knows and that is sent along": leaf(TRUST, after=(OF_OTHER, OTHER_ROOT)),
    "a chain to a new root": leaf(after=(OF_NEW,)),
    "a chain to a new root with its cross-signed form": leaf(after=(OF_NEW, CROSS)),
    "a chain of six": leaf(after=tuple(reversed(LINE[1:]))),
    "a chain of six without the fourth": leaf(TRUST | {"cert_chain": WARN}, after=(LINE[5], LINE[4], LINE[2], LINE[1])),
    "a chain that is deeper than allowed": leaf(TRUST, after=(BELOW_SHORT, SHORT)),
    "a chain with an issuer that may not issue": leaf(TRUST, after=(NO_AUTHORITY,)),
    "a chain within the limits of its issuer": leaf(after=(CONSTRAINED,)),
    "a chain outside the limits of its issuer": leaf(TRUST, after=(ELSEWHERE,)),
    "a chain that its issuer excludes": leaf(TRUST, after=(EXCLUDING,)),
    "a chain with an issuer for clients": leaf(TRUST, after=(OF_CLIENTS,)),
    "a certificate for clients only": leaf(TRUST, usages=(CLIENT,)),
    # Not named for servers: OpenSSL and Firefox refuse it (RFC 5280 section 4.2.1.12 lets them).
    "a certificate for any use": leaf(TRUST, usages=(ANY,)),
    "a certificate without a use": leaf(usages=()),
    "a certificate that may only issue": leaf(TRUST, key_usage=0x04),
    "a certificate with something critical that nobody knows": leaf(TRUST, critical_unknown=True),
    "a certificate with a spoiled signature": leaf(TRUST, spoiled=True),
    "a certificate signed by another key than its issuer's": leaf(TRUST, issuer_key="p384#of-new"),
    "a certificate with ten thousand bytes of nothing": leaf(padding=10_000),
    # More than OpenSSL and browsers read (100 KiB): nobody takes it, so nobody has looked whether it is trusted.
    "a certificate with 110 thousand bytes of nothing": leaf(NO_HANDSHAKE, padding=110_000),
    "a chain with 110 thousand bytes of nothing": leaf(NO_HANDSHAKE, after=(LARGE_ISSUER,)),
    "a certificate with 300 thousand bytes of nothing": leaf(NOTHING_SEEN, padding=300_000),
}
STAPLES = {
    "a certificate with OCSP and no staple": leaf({"ocsp_stapling": INFO}, ocsp=OCSP),
    "a certificate with OCSP and a staple": leaf({"ocsp_stapling": PASS}, ocsp=OCSP, staple="good"),
    "a certificate that must be stapled and is not": leaf({"ocsp_stapling": FAIL}, ocsp=OCSP, must_staple=True),
    "a certificate that must be stapled and is": leaf({"ocsp_stapling": PASS}, ocsp=OCSP, must_staple=True, staple="good"),
    "a certificate with a staple that says revoked": leaf({"ocsp_stapling": WARN}, ocsp=OCSP, staple="revoked"),
    "a certificate with a staple of another issuer": leaf({"ocsp_stapling": WARN}, ocsp=OCSP, staple="foreign"),
    "a certificate with a staple that is too old": leaf({"ocsp_stapling": WARN}, ocsp=OCSP, staple="old"),
    "a certificate with a staple for another certificate": leaf({"ocsp_stapling": WARN}, ocsp=OCSP, staple="other"),
}
CHAINS = KEYS | SIGNATURES | DATES | NAMES | TRUSTS | STAPLES
