#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Takes connections and never says a word. usage: ADDRESS PORT…"""
import socket
import sys
import threading


def hold(address, port):
    listener = socket.create_server((address, port), backlog=512)
    kept = []
    while True:
        kept.append(listener.accept())


for number in sys.argv[2:]:
    threading.Thread(target=hold, args=(sys.argv[1], int(number))).start()
