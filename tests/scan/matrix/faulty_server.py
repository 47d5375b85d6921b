#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Servers that misbehave. Most stand before one that is right and spoil what it says.

usage: faulty_server.py FAULTS     a JSON file: a list of {address, port, how, …}; each `how` is a function below
"""
import asyncio
import gzip
import json
import random
import socket
import ssl
import struct
import sys

HELLO_LENGTH = struct.Struct(">H")
GOOD_HEADERS = (b"Strict-Transport-Security: max-age=63072000\r\nX-Frame-Options: DENY\r\nX-Content-Type-Options: nosniff\r\n"
                b"Referrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'; base-uri 'none';"
                b" form-action 'none'; frame-ancestors 'none'\r\n")


def reset(writer):
    plain = writer.get_extra_info("socket")
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def end(writer, manner, reader=None):
    """close, reset or silence."""
    if manner == "reset":
        reset(writer)
    elif manner == "close":
        writer.close()
    else:
        await asyncio.sleep(300)


async def pump(reader, writer, piece=65536, pause=0.0, most=None, manner="close"):
    """Passes on what comes; after `most` bytes it ends in that manner."""
    passed = 0
    try:
        while data := await reader.read(piece if most is None else min(piece, most - passed)):
            writer.write(data)
            await writer.drain()
            passed += len(data)
            if pause:
                await asyncio.sleep(pause)
            if most is not None and passed >= most:
                return await end(writer, manner)
    except (ConnectionError, OSError):
        pass
    finally:
        writer.close()


async def before(fault, reader, writer, first=b"", **how):
    """Stands before the good server: passes on, and spoils only the way back."""
    back_reader, back_writer = await asyncio.open_connection(*fault["behind"])
    try:
        back_writer.write(first)
        there = asyncio.create_task(pump(reader, back_writer))
        await pump(back_reader, writer, **how)
        there.cancel()
    finally:
        back_writer.close()


# --- at the connection
async def right(fault, reader, writer):
    await before(fault, reader, writer)


async def at_once(fault, reader, writer):
    await end(writer, fault["manner"])


async def after_bytes_of_client(fault, reader, writer):
    await reader.readexactly(fault["bytes"])
    await end(writer, fault["manner"])


async def after_bytes_of_server(fault, reader, writer):
    await before(fault, reader, writer, most=fault["bytes"], manner=fault["manner"])


async def slowly(fault, reader, writer):
    await before(fault, reader, writer, piece=fault["piece"], pause=fault["pause"])


async def sometimes(fault, reader, writer):
    """A share of the connections, by a seed that the run prints."""
    if fault["dice"].random() < fault["share"]:
        return await end(writer, fault["manner"])
    await before(fault, reader, writer)


async def only_at_first(fault, reader, writer):
    fault["served"] = fault.get("served", 0) + 1
    if fault["served"] > fault["count"]:
        return await end(writer, fault["manner"])
    await before(fault, reader, writer)


async def not_at_first(fault, reader, writer):
    fault["served"] = fault.get("served", 0) + 1
    if fault["served"] <= fault["count"]:
        return await end(writer, fault["manner"])
    await before(fault, reader, writer)


async def alerts(fault, reader, writer):
    if fault["dice"].random() < fault["share"]:
        await reader.read(4096)
        writer.write(bytes([21, 3, 1, 0, 2, 2, fault["alert"]]))
        await writer.drain()
        return writer.close()
    await before(fault, reader, writer)


async def dislikes_hellos(fault, reader, writer):
    """Boxes that cannot bear hellos of some kind (RFC 7685 section 1 has one)."""
    head = await reader.readexactly(5)
    body = await reader.readexactly(HELLO_LENGTH.unpack(head[3:])[0])
    length, kind = len(body), fault["kind"]
    bad = {"long": length >= 512, "between": 256 <= length < 512, "not small": length >= 256, "small": length < 256,
           "TLS 1.3": b"\x00\x2b\x00\x03\x02\x03\x04" in body}[kind]
    if bad:
        return await end(writer, fault["manner"])
    await before(fault, reader, writer, first=head + body)


async def says(fault, reader, writer):
    """Something that is not TLS, whatever is asked."""
    if fault.get("waits"):
        await reader.read(1)
    writer.write(bytes.fromhex(fault["text"]) * fault.get("times", 1))
    await writer.drain()
    await end(writer, fault.get("manner", "close"))


async def chatters(fault, reader, writer):
    """Random bytes without end."""
    while True:
        writer.write(fault["dice"].randbytes(4096))
        await writer.drain()
        await asyncio.sleep(0.01)  # the other servers of this process must get their turn


# --- HTTP within TLS
async def answers(fault, reader, writer):
    while await reader.readline():
        while (await reader.readline()).strip():
            pass
        await ANSWERS[fault["kind"]](writer)
        await writer.drain()


def page(status=b"200 OK", headers=GOOD_HEADERS, body=b"<title>Zorg</title>", close=False):
    return (b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html\r\n" + headers + (b"Connection: close\r\n" if close else b"")
            + b"Content-Length: %d\r\n\r\n" % len(body) + body)


async def in_full(writer, content=page()):
    writer.write(content)


async def without_end(writer, part, head=b"HTTP/1.1 200 OK\r\n", pause=0.01):
    writer.write(head)
    while True:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(pause)  # at least the turn of the others


BOMB = gzip.compress(gzip.compress(bytes(200 << 20), 1), 1)  # small, and 200 MiB in the end


async def bomb(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n" + GOOD_HEADERS + b"Content-Length: %d\r\n\r\n" % len(BOMB))
    writer.write(BOMB)


ANSWERS = {
    "right": in_full,
    "right, closing": lambda w: in_full(w, page(close=True)),
    "endless headers": lambda w: without_end(w, b"X-Filler: " + b"a" * 1000 + b"\r\n"),
    "one endless header": lambda w: without_end(w, b"a" * 4096, b"HTTP/1.1 200 OK\r\nX-Filler: "),
    "an endless body": lambda w: without_end(w, b"a" * 65536, b"HTTP/1.1 200 OK\r\n" + GOOD_HEADERS + b"\r\n"),
    "endless chunks": lambda w: without_end(w, b"1\r\na\r\n" * 999, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + GOOD_HEADERS + b"\r\n"),
    "endless patience": lambda w: without_end(w, b"HTTP/1.1 100 Continue\r\n\r\n", b"", 0.2),
    "early hints before it": lambda w: in_full(w, b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + page()),
    "slow headers": lambda w: without_end(w, b"a", b"HTTP/1.1 200 OK\r\nX-Slow: ", 0.5),
    "a bomb": bomb,
    "nothing": lambda w: asyncio.sleep(300),
    "a redirect to itself": lambda w: in_full(w, page(b"301 Moved", GOOD_HEADERS + b"Location: /\r\n")),
    "no HTTP": lambda w: in_full(w, b"\x00\x01\x02 what\r\n\r\n"),
    "half a header": lambda w: half(w),
    "a length that is wrong": lambda w: in_full(w, page().replace(b"Length: 19", b"Length: 99999999999999999999")),
    "two lengths": lambda w: in_full(w, page(headers=GOOD_HEADERS + b"Content-Length: 5\r\n")),
    "429": lambda w: in_full(w, page(b"429 Too Many Requests", b"")),
    "421": lambda w: in_full(w, page(b"421 Misdirected Request", b"")),
    "403": lambda w: in_full(w, page(b"403 Forbidden", b"Server: cloudflare\r\n")),
    "503": lambda w: in_full(w, page(b"503 Service Unavailable", b"Retry-After: 60\r\n")),
}


async def half(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nStrict-Tra")
    await writer.drain()
    writer.close()


# --- mail
async def mail_right(fault, reader, writer):
    """As a mail server does, up to STARTTLS; TLS is that of the good server."""
    writer.write(b"220 mx ESMTP\r\n")
    while line := (await reader.readline()).upper().split():
        if line[0] == b"STARTTLS":
            writer.write(b"220 ready\r\n")
            return await before(fault, reader, writer)
        writer.write({b"EHLO": b"250-mx\r\n250-STARTTLS\r\n250 8BITMIME\r\n", b"QUIT": b"221 bye\r\n"}.get(line[0], b"502 no\r\n"))
        await writer.drain()


async def mail_says(fault, reader, writer):
    """Spoils one of the answers of the server: 0 is the banner, 1 that to EHLO, 2 that to STARTTLS, 3 what is in TLS."""
    if fault["dice"].random() >= fault.get("share", 1):
        return await before(fault, reader, writer)
    back_reader, back_writer = await asyncio.open_connection(*fault["behind"])
    for stage in range(3):
        if stage:
            back_writer.write(await reader.readline())
        reply = await back_reader.readline()
        while reply and reply.splitlines()[-1][3:4] == b"-":
            reply += await back_reader.readline()
        if stage == fault["stage"]:
            if "text" in fault:
                writer.write(bytes.fromhex(fault["text"]) * fault.get("times", 1))
                await writer.drain()
            return await end(writer, fault["manner"])
        writer.write(reply)
        await writer.drain()
    await reader.read(1)
    await end(writer, fault["manner"])


async def deaf(address, port):
    """Takes no connection: its queue is full, so that a SYN gets no answer."""
    listener = socket.socket()
    listener.bind((address, port))
    listener.listen(0)
    kept = []
    for _ in range(4):
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex((address, port))
        kept.append(one)
    await asyncio.sleep(3600)
    return listener, kept


async def guarded(fault, reader, writer):
    try:
        await globals()[fault["how"]](fault, reader, writer)
    except (ConnectionError, OSError, asyncio.IncompleteReadError, ssl.SSLError):
        pass
    finally:
        writer.close()


async def main(faults):
    tasks = []
    for fault in json.load(open(faults)):
        if fault["how"] == "deaf":
            tasks.append(deaf(fault["address"], fault["port"]))
            continue
        fault["dice"] = random.Random(fault.get("seed"))
        context = None
        if "certificate" in fault:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.set_ciphers("ECDHE+AESGCM")
            context.load_cert_chain(*fault["certificate"])
        server = await asyncio.start_server(lambda r, w, f=fault: guarded(f, r, w), fault["address"], fault["port"],
                                            ssl=context, backlog=64)
        tasks.append(server.serve_forever())
    await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
