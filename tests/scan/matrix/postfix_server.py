#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs the smtpd of Postfix without its master, which wants to be root and several users: in this namespace everybody is
one user, its mail_owner. Says to smtpd what master says (a queue folder, and sockets at numbers that both know), and gives
it the random numbers that the tlsmgr of Postfix gives, which wants to be root, too.

usage: unshare --user --map-user=<postfix> --map-group=<postfix> postfix_server.py FOLDER SERVERS
       a JSON file: for each address what its smtpd is told beside main.cf
"""
import asyncio
import base64
import fcntl
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys

PROGRAMS = "/usr/lib/postfix/sbin"
FLOW_IN, FLOW_OUT, STATUS, LISTENING = 3, 4, 5, 6  # src/master/master_proto.h of Postfix
EACH = 3  # processes on one address: each has one connection at a time
MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
inet_protocols = ipv4
inet_interfaces = loopback-only
alias_maps =
local_recipient_maps =
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
max_use = 100000
smtpd_tls_security_level = may
"""


def attributes(**pairs):
    """As Postfix writes them between its programs (src/util/attr_print0.c)."""
    return b"".join(f"{name}\0{value}\0".encode() for name, value in pairs.items()) + b"\0"


async def give_random(reader, writer):
    """The tlsmgr that smtpd asks: seeds, and no cache of sessions."""
    try:
        writer.write(attributes(protocol="tlsmgr_protocol"))
        while asked := await reader.readuntil(b"\0\0"):
            words = asked[:-2].decode().split("\0")
            wanted = dict(zip(words[::2], words[1::2]))
            if wanted["request"] == "seed":
                writer.write(attributes(status=0, seed=base64.b64encode(os.urandom(int(wanted["size"]))).decode()))
            else:
                writer.write(attributes(status=0, cachable=0, timeout=0))
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


def start(folder, address, options):
    listener = socket.create_server((address, 25), backlog=64)
    listener.setblocking(False)
    told, tells = os.pipe()  # of how many are idle; nobody counts, and it may not fill up
    asyncio.get_running_loop().add_reader(told, os.read, told, 4096)
    nothing = os.open("/dev/null", os.O_RDWR)

    def place():
        high = [fcntl.fcntl(one, fcntl.F_DUPFD, 100) for one in (nothing, nothing, tells, listener.fileno())]
        for number, one in zip((FLOW_IN, FLOW_OUT, STATUS, LISTENING), high):
            os.dup2(one, number)
            os.close(one)

    words = [f"{PROGRAMS}/smtpd", "-n", address, "-t", "inet"]
    for name, value in options.items():
        words += ["-o", f"{name}={value}"]
    return [subprocess.Popen(words, preexec_fn=place, close_fds=False, cwd=folder / "queue",
                             env={"MAIL_CONFIG": str(folder), "GENERATION": "1", "OPENSSL_CONF": os.environ["OPENSSL_CONF"]})
            for _ in range(EACH)]


async def main(folder, servers):
    folder = pathlib.Path(folder).resolve()
    for name in ("queue/pid", "queue/private", "queue/public", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "main.cf").write_text(MAIN.format(folder=folder))
    (folder / "master.cf").touch()
    given = await asyncio.start_unix_server(give_random, folder / "queue/private/tlsmgr", backlog=256)
    running = [process for address, options in json.loads(pathlib.Path(servers).read_text()).items()
               for process in start(folder, address, options)]
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with given:
        await ended.wait()
        for process in running:
            process.kill()
            process.wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
