#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A mail server for the tests (python3-aiosmtpd), on a free port of this computer.

usage: smtp_server.py MODE FOLDER

Prints the port. Keeps each letter in FOLDER as <number>.eml with its envelope in <number>.json, and its own
certificate in FOLDER/server.pem. Ends when its standard input ends.

  good        STARTTLS and signing in are required (user "waarborg", password "geheim van de post")
  tls         TLS from the first byte, signing in required
  plain       neither
  wrong_name  as good, with a certificate for another name
  later       refuses the first two letters for now (451), then takes them
  refuse      refuses every recipient (550)
  full        refuses every letter after reading it (452)
  hang        takes the connection and says nothing
  hang_data   stays silent after DATA
  drop        hangs up in the middle of a letter
"""
import asyncio
import json
import logging
import pathlib
import ssl
import subprocess
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

MODE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
SIGNED = MODE in ("good", "tls", "wrong_name")


def context():
    name = "elders.example" if MODE == "wrong_name" else "localhost"
    key, certificate = FOLDER / "server.key", FOLDER / "server.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
                    "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate, key)
    return made


def sign_in(server, session, envelope, mechanism, given):
    right = (isinstance(given, LoginPassword) and given.login == b"waarborg"
             and given.password == b"geheim van de post")
    return AuthResult(success=right, handled=False)


class Keeper:
    def __init__(self):
        self.kept = 0
        self.refused = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if MODE == "refuse":
            return "550 5.1.1 no such mailbox"
        if MODE == "later" and self.refused < 2:
            self.refused += 1
            return "451 4.7.1 greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if MODE == "full":
            return "452 4.3.1 mailbox full"
        self.kept += 1
        facts = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None or MODE == "tls",
                 "signed_in": bool(session.authenticated), "helo": session.host_name}
        (FOLDER / f"{self.kept}.json").write_text(json.dumps(facts))
        part = FOLDER / f"{self.kept}.part"
        part.write_bytes(envelope.content)
        part.rename(FOLDER / f"{self.kept}.eml")
        return "250 OK"


async def rude(reader, writer):
    """A server that keeps to the conversation until it does not."""
    if MODE == "hang":
        await reader.read()
        return
    writer.write(b"220 rude\r\n")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"DATA":
            if MODE == "hang_data":
                await reader.read()
                break
            writer.write(b"354 go on\r\n")
            await reader.readline()
            break
        writer.write(b"250 OK\r\n")
        await writer.drain()
    writer.transport.abort()


async def main():
    loop = asyncio.get_running_loop()
    if MODE in ("hang", "hang_data", "drop"):
        server = await asyncio.start_server(rude, "127.0.0.1", 0)
    else:
        keeper = Keeper()
        tls = context() if SIGNED else None
        start_tls = tls if MODE != "tls" else None
        server = await loop.create_server(
            lambda: SMTP(keeper, tls_context=start_tls, require_starttls=start_tls is not None,
                         authenticator=sign_in if SIGNED else None, auth_required=SIGNED,
                         auth_require_tls=MODE != "tls", loop=loop),
            "127.0.0.1", 0, ssl=tls if MODE == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
