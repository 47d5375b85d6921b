# SPDX-License-Identifier: EUPL-1.2
"""OCSP responses (RFC 6960 section 4.2.1) for a certificate, right and wrong."""
import hashlib
from datetime import timedelta

from . import der
from .certificates import NOW, Certificate, distinguished
from .chains import OF_OTHER

SHA1 = der.sequence(der.oid("1.3.14.3.2.26"), der.null())
BASIC = der.oid("1.3.6.1.5.5.7.48.1.1")


def moment(when):
    return der.encoded(0x18, when.strftime("%Y%m%d%H%M%SZ").encode())


def key_bits(spki):
    """What a BIT STRING in the end of a SubjectPublicKeyInfo holds."""
    def inside(content):
        length, at = content[1], 2
        if length & 0x80:
            at += length & 0x7F
            length = int.from_bytes(content[2:at], "big")
        return content[at:at + length], content[at + length:]
    both, _ = inside(spki)
    _, bits = inside(both)
    return inside(bits)[0][1:]


def response(shelf, kind, chain):
    """@param kind  "good", "revoked", "old", "other" (about another certificate) or "foreign" (by another issuer)."""
    leaf, issuer = chain[0], chain[1]
    about = Certificate("een ander", ("dns:ander.example",), "p256", issuer) if kind == "other" else leaf
    signer = OF_OTHER if kind == "foreign" else issuer
    begins = NOW - timedelta(days=30 if kind == "old" else 1)
    identity = der.sequence(SHA1, der.octets(hashlib.sha1(distinguished(issuer.subject)).digest()),
                            der.octets(hashlib.sha1(key_bits(shelf.spki[issuer.key])).digest()), der.integer(shelf.serial(about)))
    status = der.encoded(0xA1, moment(begins)) if kind == "revoked" else der.implicit(0, b"")
    single = der.sequence(identity, status, moment(begins), der.explicit(0, moment(begins + timedelta(days=7))))
    data = der.sequence(der.explicit(1, distinguished(signer.subject)), moment(begins), der.sequence(single))
    algorithm, signature = shelf.sign(data, signer.key)
    basic = der.sequence(data, algorithm, der.bits(signature))
    return der.sequence(der.encoded(0x0A, b"\0"), der.explicit(0, der.sequence(BASIC, der.octets(basic))))
