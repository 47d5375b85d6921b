# SPDX-License-Identifier: EUPL-1.2
"""Which suites a server of OpenSSL or GnuTLS takes, asked of those libraries themselves."""
import functools
import re
import subprocess

FLAGS = {"tls10": "-tls1", "tls11": "-tls1_1", "tls12": "-tls1_2"}


@functools.cache
def openssl_list(version, ciphers):
    """(number, key exchange, authentication) in the order of the list."""
    lines = subprocess.run(["openssl", "ciphers", "-V", "-s", FLAGS[version], ciphers], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    out = []
    for line in lines:
        found = re.match(r"\s*0x(..),0x(..) - \S+\s+\S+\s+Kx=(\S+)\s+Au=(\S+)", line)
        if found and not found[1].startswith("13"):
            out.append((int(found[1] + found[2], 16), found[3], found[4]))
    return tuple(out)


def openssl_suites(version, ciphers, certificate_kinds, has_dh, has_curves=True):
    """What a server with these certificates ("RSA", "ECDSA") can use of it: suites, and of those the ones
    with DHE, with ECDHE, and without a certificate."""
    suites, dhe, ecdhe, anonymous = [], set(), set(), set()
    for number, exchange, authentication in openssl_list(version, ciphers):
        is_anonymous = authentication == "None"
        if exchange not in ("RSA", "DH", "ECDH") or not (is_anonymous or authentication in certificate_kinds):
            continue
        if exchange == "DH" and not has_dh or exchange == "ECDH" and not has_curves:
            continue
        suites.append(number)
        if is_anonymous:
            anonymous.add(number)
        if exchange == "DH":
            dhe.add(number)
        if exchange == "ECDH":
            ecdhe.add(number)
    return suites, dhe, ecdhe, anonymous


@functools.cache
def gnutls_list(priority):
    text = subprocess.run(["gnutls-cli", "-l", "--priority", priority], capture_output=True, text=True, check=True).stdout
    suites = []
    for line in text.splitlines():
        found = re.match(r"(TLS_\S+)\s+0x(..), 0x(..)\s+(\S+)", line)
        if found:
            suites.append((found[1], int(found[2] + found[3], 16), found[4]))
    fields = dict(re.findall(r"^(\S[^:\n]*): (.*)$", text, re.M))
    return tuple(suites), {name: tuple(re.split(r",\s*", value.strip())) for name, value in fields.items()}
