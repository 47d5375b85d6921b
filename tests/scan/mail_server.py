#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A mail server that greets, says EHLO, and does STARTTLS when it has a certificate. usage: ADDRESS PORT [CERT KEY]"""
import asyncio
import ssl
import sys


async def serve(reader, writer, context):
    writer.write(b"220 mx ESMTP proef\r\n")
    try:
        while line := await reader.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"EHLO":
                writer.write(b"250-mx\r\n250-PIPELINING\r\n" + (b"250-STARTTLS\r\n" if context else b"") + b"250 8BITMIME\r\n")
            elif verb == b"STARTTLS" and context:
                writer.write(b"220 ready\r\n")
                await writer.drain()
                await writer.start_tls(context)
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"502 not here\r\n")
            await writer.drain()
    except (ConnectionError, ssl.SSLError, OSError):
        pass
    finally:
        writer.close()


async def main(address, port, certificate=None, key=None):
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(lambda r, w: serve(r, w, context), address, int(port))
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
