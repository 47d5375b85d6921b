#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Answers hellos as servers do that no library speaks for any more: SSL 2 and 3, export suites, odd groups. It has no
cryptography: keys and signatures are made of zeros, and whoever goes on after ServerHelloDone is left alone.

usage: replay_server.py SCRIPTS     a JSON file: for each address what its server can (see Script)
"""
import asyncio
import base64
import dataclasses
import json
import sys

ALERT_VERSION, ALERT_HANDSHAKE = 70, 40
RETRY_RANDOM = bytes.fromhex("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C")
X25519 = 29
RSA_SIGNATURE, DSS_SIGNATURE = 256, 46


@dataclasses.dataclass
class Script:
    versions: list  # numbers: 2 for SSL 2, 0x0300 …
    suites: list  # [number, exchange, signed by], the favourite first; exchange: "rsa", "ecdh", "dhe", "export", "none"
    suites2: list = dataclasses.field(default_factory=list)  # of SSL 2
    groups: list = dataclasses.field(default_factory=lambda: [23])
    prime: str = ""  # of DHE, in hexadecimal digits; the generator is 2
    signatures: list = dataclasses.field(default_factory=lambda: [0x0401, 0x0403, 0x0201])
    compression: int = 0
    extended_master_secret: bool = True
    renegotiation_info: bool = True
    chain: list = dataclasses.field(default_factory=list)  # DER in base64
    unasked: int = 0  # a suite that it chooses whatever was offered


class Reader:
    def __init__(self, content):
        self.content, self.at = content, 0

    def take(self, count):
        part = self.content[self.at:self.at + count]
        if len(part) < count:
            raise ValueError("too short")
        self.at += count
        return part

    def number(self, count):
        return int.from_bytes(self.take(count), "big")

    def vector(self, count):
        return self.take(self.number(count))

    def left(self):
        return len(self.content) - self.at


def numbers(content):
    return [int.from_bytes(content[i:i + 2], "big") for i in range(0, len(content) - 1, 2)]


def vector(size, content):
    return len(content).to_bytes(size, "big") + content


def u16(number):
    return number.to_bytes(2, "big")


class Hello:
    def __init__(self, body):
        wire = Reader(body)
        self.version = wire.number(2)
        wire.take(32)
        self.session = wire.vector(1)
        self.suites = numbers(wire.vector(2))
        self.compressions = list(wire.vector(1))
        self.extensions = {}
        if wire.left():
            block = Reader(wire.vector(2))
            while block.left():
                kind = block.number(2)
                self.extensions[kind] = block.vector(2)

    def list_of(self, kind):
        return numbers(self.extensions[kind][2:]) if kind in self.extensions else []

    def versions(self):
        if 43 in self.extensions:
            return numbers(self.extensions[43][1:])
        return list(range(0x0300, self.version + 1))

    def has_renegotiation_info(self):
        return 0xFF01 in self.extensions or 0x00FF in self.suites

    def shares(self):
        if 51 not in self.extensions:
            return []
        wire, out = Reader(self.extensions[51][2:]), []
        while wire.left():
            out.append(wire.number(2))
            wire.vector(2)
        return out


class Refused(Exception):
    pass


def record(version, kind, content):
    return bytes([kind]) + u16(version) + vector(2, content)


def message(kind, body):
    return bytes([kind]) + vector(3, body)


class Replay:
    def __init__(self, script, hello):
        self.script, self.hello = script, hello
        version = max((v for v in script.versions if v >= 0x0300 and v in hello.versions()), default=None)
        if version is None:
            raise Refused(ALERT_VERSION)
        self.version = version
        self.curve = next((g for g in script.groups if g >= 0xFF00 or g in hello.list_of(10) or not hello.list_of(10)), None)
        self.scheme = self._scheme()
        self.suite = [script.unasked, "rsa", "rsa"] if script.unasked else self._suite()

    def _scheme(self):
        offered = self.hello.list_of(13)
        if self.version != 0x0303 or not offered:
            return 0x0201
        return next((s for s in self.script.signatures if s in offered), None)

    def _suite(self):
        for suite in self.script.suites:
            number, exchange, signer = suite
            if number not in self.hello.suites or (number >> 8 == 0x13) != (self.version == 0x0304):
                continue
            if exchange == "ecdh" and self.curve is None:
                continue
            if exchange in ("ecdh", "dhe") and signer != "none" and self.scheme is None:
                continue
            return suite
        raise Refused(ALERT_HANDSHAKE)

    def answer(self):
        return self._answer13() if self.version == 0x0304 else self._answer()

    def _server_hello(self, random, legacy, compression, extensions):
        body = u16(legacy) + random + vector(1, self.hello.session) + u16(self.suite[0]) + bytes([compression])
        if extensions or legacy >= 0x0303:
            body += vector(2, b"".join(u16(kind) + vector(2, content) for kind, content in extensions))
        return message(2, body)

    def _answer13(self):
        group = self.script.groups[0]
        if group not in self.hello.list_of(10):
            raise Refused(ALERT_HANDSHAKE)
        version = (43, u16(0x0304))
        if group in self.hello.shares():
            hello = self._server_hello(bytes(32), 0x0303, 0, [version, (51, u16(group) + vector(2, bytes(range(1, 33))))])
        else:
            hello = self._server_hello(RETRY_RANDOM, 0x0303, 0, [version, (51, u16(group))])
        return record(0x0303, 22, hello)

    def _answer(self):
        extensions = []
        if self.script.renegotiation_info and self.hello.has_renegotiation_info():
            extensions.append((0xFF01, b"\0"))
        if self.script.extended_master_secret and 23 in self.hello.extensions and self.version > 0x0300:
            extensions.append((23, b""))
        compression = self.script.compression if self.script.compression in self.hello.compressions else 0
        out = self._server_hello(bytes(32), self.version, compression, extensions)
        if self.suite[2] != "none":
            chain = b"".join(vector(3, base64.b64decode(one)) for one in self.script.chain)
            out += message(11, vector(3, chain))
        key = self._key()
        if key:
            out += message(12, key)
        return record(self.version, 22, out + message(14, b""))

    def _key(self):
        _, exchange, signer = self.suite
        signature = b""
        if signer != "none":
            size = DSS_SIGNATURE if signer == "dss" else RSA_SIGNATURE
            signature = (u16(self.scheme) if self.version == 0x0303 else b"") + vector(2, bytes(size))
        if exchange == "ecdh":
            if self.curve == 0xFF01:  # written out: a prime of 17, for instance
                one = vector(1, b"\x11")
                return b"\x01" + one * 3 + one + one + one + vector(1, b"\x04\x01\x01") + signature
            return b"\x03" + u16(self.curve) + vector(1, b"\x04" + bytes(64)) + signature
        if exchange == "dhe":
            return vector(2, bytes.fromhex(self.script.prime)) + vector(2, b"\x02") + vector(2, b"\x05") + signature
        if exchange == "export":
            return vector(2, b"\xc1" + bytes(62) + b"\x01") + vector(2, b"\x01\x00\x01") + signature
        return b""


def ssl2_answer(script):
    certificate = base64.b64decode(script.chain[0])
    kinds = b"".join(kind.to_bytes(3, "big") for kind in script.suites2)
    body = (b"\x04\x00\x01\x00\x02" + u16(len(certificate)) + u16(len(kinds)) + u16(16) + certificate + kinds + bytes(16))
    return u16(0x8000 | len(body)) + body


async def read_hello(reader):
    """The body of a ClientHello, or None for one of SSL 2."""
    content = b""
    while True:
        head = await reader.readexactly(2)
        if head[0] & 0x80:
            await reader.readexactly((head[0] & 0x7F) << 8 | head[1])
            return None
        head += await reader.readexactly(3)
        content += await reader.readexactly(int.from_bytes(head[3:5], "big"))
        if len(content) >= 4 and len(content) >= 4 + int.from_bytes(content[1:4], "big"):
            return content[4:]


async def serve(script, reader, writer):
    try:
        body = await read_hello(reader)
        if body is None:
            if 2 not in script.versions:
                return
            answer = ssl2_answer(script)
        else:
            try:
                answer = Replay(script, Hello(body)).answer()
            except Refused as refused:
                answer = record(0x0301, 21, bytes([2, refused.args[0]]))
        writer.write(answer)
        await writer.drain()
        await reader.read(64)
    except (ConnectionError, asyncio.IncompleteReadError, ValueError):
        pass
    finally:
        writer.close()


async def main(scripts):
    servers = []
    for address, script in json.load(open(scripts)).items():
        script = Script(**script)
        servers.append(await asyncio.start_server(lambda r, w, s=script: serve(s, r, w), address, 443, backlog=128))
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
