# SPDX-License-Identifier: EUPL-1.2
"""Servers that misbehave, each beside the same server that behaves. Whatever goes wrong on the way, no check may say more
of the server than it says of the one that behaves: `fail` only what is wrong there, too, and `pass` only what is right."""
import dataclasses

from .suites import FAIL

GOOD, WEAK, HTTP, MAIL = "a good server", "a weak server", "a good server of pages", "a good mail server"
SSH = b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"
PLAIN = b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno"
# Said of a server without the fault, and true of one with it: there is no TLS on its port.
NO_TLS = {"web.https_offered": FAIL}
# Checks that are good when something is refused. An alert about the offer (handshake_failure) is believed at once; after
# another one the scanner asks again, so that what needs a row of refusals does not come of it.
BY_REFUSAL = frozenset({"tls_version", "tls_suite_order", "tls_key_exchange", "tls_kex_hash", "tls_early_data"})
ONCE = frozenset({"tls_version", "tls_suite_order"})
# And these are about some versions only: when those are refused, they do not apply.
OF_SOME_VERSIONS = frozenset({"tls_kex_hash", "tls_suite_order", "tls_early_data", "tls_extended_master_secret",
                              "tls_compression", "tls_secure_renegotiation", "tls_client_renegotiation"})


@dataclasses.dataclass(frozen=True)
class Fault:
    how: str  # a function of faulty_server.py
    more: dict = dataclasses.field(default_factory=dict)
    like: str = GOOD  # the server that behaves
    port: int = 443
    truly: dict = dataclasses.field(default_factory=dict)  # what is true of it because of the fault
    same: bool = False  # this is no reason to know less: every outcome is the same
    may_pass: frozenset = frozenset()  # checks that may say `pass`: it refuses in words, though it does not mean it


def stops(how, manner, **more):
    return Fault(how, {"manner": manner} | more)


# Between a client and a server, whichever it is.
ON_THE_WAY = {
    "closes at once": stops("at_once", "close"),
    "resets at once": stops("at_once", "reset"),
    "never says a word": stops("at_once", "silence"),
    "takes no connection": Fault("deaf"),
    "resets after the first byte": stops("after_bytes_of_client", "reset", bytes=1),
    "closes after the hello": stops("after_bytes_of_client", "close", bytes=100),
    "resets after the hello": stops("after_bytes_of_client", "reset", bytes=100),
    "closes after one byte": stops("after_bytes_of_server", "close", bytes=1),
    "resets after five bytes": stops("after_bytes_of_server", "reset", bytes=5),
    "closes within its hello": stops("after_bytes_of_server", "close", bytes=60),
    "closes within its certificate": stops("after_bytes_of_server", "close", bytes=400),
    "falls silent within its hello": stops("after_bytes_of_server", "silence", bytes=60),
    "falls silent within its certificate": stops("after_bytes_of_server", "silence", bytes=400),
    "resets after two thousand bytes": stops("after_bytes_of_server", "reset", bytes=2000),
    "speaks byte by byte": Fault("slowly", {"piece": 1, "pause": 0}, same=True),
    "speaks slowly": Fault("slowly", {"piece": 7, "pause": 0.05}),
    "pauses at every word": Fault("slowly", {"piece": 65536, "pause": 0.4}),
    "closes half of the connections": stops("sometimes", "close", share=0.5),
    "resets half of the connections": stops("sometimes", "reset", share=0.5),
    "ignores half of the connections": stops("sometimes", "silence", share=0.5),
    "resets one in ten connections": stops("sometimes", "reset", share=0.1),
    "ignores one in ten connections": stops("sometimes", "silence", share=0.1),
    "resets after three connections": stops("only_at_first", "reset", count=3),
    "closes after six connections": stops("only_at_first", "close", count=6),
    "ignores after five connections": stops("only_at_first", "silence", count=5),
    "resets after twelve connections": stops("only_at_first", "reset", count=12),
    "closes the first connection": stops("not_at_first", "close", count=1),
    "resets the first four connections": stops("not_at_first", "reset", count=4),
    "answers a third with internal error": Fault("alerts", {"share": 0.33, "alert": 80}, may_pass=BY_REFUSAL - ONCE),
    "answers a third with handshake failure": Fault("alerts", {"share": 0.33, "alert": 40}, may_pass=BY_REFUSAL),
    "closes on long hellos": stops("dislikes_hellos", "close", kind="long"),
    "ignores long hellos": stops("dislikes_hellos", "silence", kind="long"),
    "closes on hellos of a size between": stops("dislikes_hellos", "close", kind="between"),
    "ignores hellos that are not small": stops("dislikes_hellos", "silence", kind="not small"),
    "resets on small hellos": stops("dislikes_hellos", "reset", kind="small"),
    "resets on hellos for TLS 1.3": stops("dislikes_hellos", "reset", kind="TLS 1.3"),
}
NOT_TLS = {
    "says plain HTTP": Fault("says", {"text": PLAIN.hex(), "waits": True}, truly=NO_TLS),
    "says SSH": Fault("says", {"text": SSH.hex()}, truly=NO_TLS),
    "says SSH and waits": Fault("says", {"text": SSH.hex(), "manner": "silence"}, truly=NO_TLS),
    "says zeros": Fault("says", {"text": "00", "times": 5000}, truly=NO_TLS),
    "says random bytes without end": Fault("chatters", truly=NO_TLS),
    "says the head of an endless record": Fault("says", {"text": "1603034000" + "0b003ffc", "manner": "silence"}),
    "says a record that is too large": Fault("says", {"text": "160303ffff" + "02" * 70000}),
    "says warnings without end": Fault("says", {"text": "15030100020170", "times": 5000}, truly=NO_TLS),
    "says an alert that nobody knows": Fault("says", {"text": "1503010002" + "02c8", "waits": True}, truly=NO_TLS),
    "says goodbye at once": Fault("says", {"text": "15030100020100", "waits": True}),
}
PLAIN_PORT = {
    "ignores port 80": Fault("at_once", {"manner": "silence"}, port=80),
    "resets port 80": Fault("at_once", {"manner": "reset"}, port=80),
    "says SSH on port 80": Fault("says", {"text": SSH.hex()}, port=80),
    "says random bytes on port 80 without end": Fault("chatters", port=80),
    "says 429 on port 80": Fault("says", {"text": b"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n".hex(), "waits": True}, port=80),
    "says half a header on port 80": Fault("says", {"text": b"HTTP/1.1 301 Mo".hex(), "waits": True}, port=80),
}
PAGES = {f"answers with {kind}": Fault("answers", {"kind": kind}, HTTP) for kind in (
    "endless headers", "one endless header", "an endless body", "endless chunks", "endless patience", "slow headers", "a bomb",
    "nothing", "a redirect to itself", "no HTTP", "half a header", "a length that is wrong", "two lengths", "429", "421", "403",
    "503")}
PAGES["answers and closes"] = Fault("answers", {"kind": "right, closing"}, HTTP, same=True)
PAGES["answers with early hints before it"] = Fault("answers", {"kind": "early hints before it"}, HTTP, same=True)
# A bomb is compressed content, which is a remark of its own.
PAGES["answers with a bomb"] = dataclasses.replace(PAGES["answers with a bomb"], truly={"web.http_compression": FAIL})


def mail(stage, manner="close", text="", **more):
    told = {"text": text.encode().hex()} if text else {}
    return Fault("mail_says", {"stage": stage, "manner": manner} | told | more, MAIL, 25)


MAILS = {
    "mail that closes at once": mail(0),
    "mail that resets at once": mail(0, "reset"),
    "mail that never greets": mail(0, "silence"),
    "mail that takes no connection": Fault("deaf", {}, MAIL, 25),
    "mail that greets with 421": mail(0, "close", "421 too many connections\r\n"),
    "mail that greets with 554": mail(0, "close", "554 go away\r\n"),
    "mail that greets without end": mail(0, "silence", "220-mx wait\r\n", times=20000),
    "mail that greets half": mail(0, "silence", "220 m"),
    "mail that says 450 to EHLO": mail(1, "close", "450 later\r\n"),
    "mail that closes at EHLO": mail(1),
    "mail that never answers EHLO": mail(1, "silence"),
    "mail that says garbage to EHLO": mail(1, "close", "\x01\x02\x03\r\n"),
    "mail that says 454 to STARTTLS": mail(2, "close", "454 not now\r\n"),
    "mail that closes at STARTTLS": mail(2),
    "mail that never answers STARTTLS": mail(2, "silence"),
    "mail that adds a command to its answer": mail(2, "silence", "220 ready\r\n250 injected\r\n"),
    "mail that closes at the hello": mail(3),
    "mail that resets at the hello": mail(3, "reset"),
    "mail that says garbage for a hello": mail(3, "close"),
    "mail that closes half of the connections": mail(0, share=0.5),
    "mail that says 421 to half of the connections": mail(0, "close", "421 busy\r\n", share=0.5),
    "mail that resets half of the hellos": mail(3, "reset", share=0.5),
}
FAULTS = {}
for kind, fault in ON_THE_WAY.items():
    FAULTS[f"a good server that {kind}"] = fault
    FAULTS[f"a weak server that {kind}"] = dataclasses.replace(fault, like=WEAK)
for kind, fault in (NOT_TLS | PLAIN_PORT).items():
    FAULTS[f"a good server that {kind}"] = fault
for kind, fault in PAGES.items():
    FAULTS[f"a server that {kind}"] = fault
FAULTS |= MAILS
CONTROLS = {GOOD: Fault("right"), WEAK: Fault("right", like=WEAK), HTTP: Fault("answers", {"kind": "right"}, HTTP),
            MAIL: Fault("right", {}, MAIL, 25)}
