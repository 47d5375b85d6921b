# SPDX-License-Identifier: EUPL-1.2
"""Distinguished encoding of ASN.1 (X.690): as much as certificates and Diffie-Hellman parameters need."""
import datetime


def encoded(tag, content):
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def sequence(*parts):
    return encoded(0x30, b"".join(parts))


def set_of(*parts):
    return encoded(0x31, b"".join(parts))


def integer(number):
    return encoded(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def boolean(value):
    return encoded(0x01, b"\xff" if value else b"\x00")


def null():
    return encoded(0x05, b"")


def octets(content):
    return encoded(0x04, content)


def bits(content, unused=0):
    return encoded(0x03, bytes([unused]) + content)


def utf8(text):
    return encoded(0x0C, text.encode())


def explicit(number, content):
    return encoded(0xA0 | number, content)


def implicit(number, content):
    return encoded(0x80 | number, content)


def oid(dotted):
    numbers = [int(part) for part in dotted.split(".")]
    out = bytearray([numbers[0] * 40 + numbers[1]])
    for number in numbers[2:]:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(0x80 | number & 0x7F)
        out += bytes(reversed(groups))
    return encoded(0x06, bytes(out))


def time(moment):
    """UTCTime up to 2049, GeneralizedTime after it (RFC 5280 section 4.1.2.5)."""
    moment = moment.astimezone(datetime.timezone.utc)
    if moment.year < 2050:
        return encoded(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())
    return encoded(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())
