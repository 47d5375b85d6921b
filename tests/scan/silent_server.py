#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Takes connections and datagrams and never says a word. usage: ADDRESS PORT…"""
import socket
import sys
import threading


def hold(address, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    datagrams = socket.socket(family, socket.SOCK_DGRAM)
    datagrams.bind((address, port))
    listener = socket.create_server((address, port), family=family, backlog=512)
    kept = [datagrams]
    while True:
        kept.append(listener.accept())


for number in sys.argv[2:]:
    threading.Thread(target=hold, args=(sys.argv[1], int(number))).start()
