# SPDX-License-Identifier: EUPL-1.2
"""Many servers in the namespace of the bed: each has a name, an address and certificates of its own."""
import base64
import dataclasses
import json
import os
import pathlib
import pwd
import re
import socket
import sys
import time

from . import der
from .certificates import Shelf
from .configurations import OAKLEY_1024
from .recipes import ISSUER, ROOT, RSA_ISSUER, usual_leaf

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from bed import Bed, NS, Zones, run  # noqa: E402

ZONE, SIGNED_ZONE = "matrix.example", "getekend.example"
HERE = pathlib.Path(__file__).resolve().parent
OPENSSL_CONF = """openssl_conf = all
[all]
ssl_conf = tls
[tls]
system_default = defaults
[defaults]
MinProtocol = None
CipherString = DEFAULT:@SECLEVEL=0
"""
APACHE_MODULES = ("mpm_event", "ssl", "socache_shmcb", "authz_core", "alias", "headers")


def label_of(sentence):
    return re.sub(r"[^a-z0-9]+", "-", sentence.lower()).strip("-")[:60].strip("-")


@dataclasses.dataclass
class Server:
    sentence: str
    address: str
    shelf: Shelf
    port: int = 443
    host: str = ""
    own_chains: dict = dataclasses.field(default_factory=dict)  # by key; the usual one when there is none

    def __post_init__(self):
        self.host = self.host or f"{label_of(self.sentence)}.{ZONE}"

    def chain(self, key):
        return self.own_chains.get(key) or (usual_leaf(self.host, key), ISSUER)

    def chain_file(self, key):
        return self.shelf.write(f"{self.host.split('.')[0]}-{key.replace('#', '-')}", *self.chain(key))

    def rest_file(self, key):
        """The chain without the certificate of the server itself."""
        return self.shelf.write(f"{self.host.split('.')[0]}-{key.replace('#', '-')}-rest", *self.chain(key)[1:])

    def key_file(self, key):
        return self.shelf.key_file(key)

    def target(self):
        return self.host if self.port in (443, 25) else f"{self.host}:{self.port}"


class Network(Bed):
    """The bed, with servers added one by one; those that share a program start together."""

    def __init__(self, folder):
        super().__init__(folder)
        self.folder.mkdir(parents=True)
        run("ip", "link", "set", "lo", "up")
        pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").write_text("0")
        self.shelf = Shelf(self.folder / "certificates")
        self.servers = {}
        self.mail = {}
        self.replays = {}
        self.nginx_blocks = []
        self.apache_hosts = []
        self.dh_made = {}
        self.postfixes = {}
        self.extra_records = {ZONE: "", SIGNED_ZONE: ""}
        self.must_answer = []  # addresses and ports beside those of `servers`
        os.environ["OPENSSL_CONF"] = str(self.openssl_conf(""))

    def openssl_conf(self, options):
        file = self.folder / f"openssl{options}.cnf"
        file.write_text(OPENSSL_CONF + (f"Options = {options}\n" if options else ""))
        return file

    def add(self, sentence, host="", port=443):
        at = len(self.servers)
        server = Server(sentence, f"127.1.{at // 200}.{at % 200 + 1}", self.shelf, port, host)
        if server.host in {other.host for other in self.servers.values()}:
            sys.exit(f"two servers are called {server.host}")
        self.servers[sentence] = server
        return server

    # --- what recipes ask for
    def process(self, *words, openssl_options=""):
        self.start(*words, env=os.environ | {"OPENSSL_CONF": str(self.openssl_conf(openssl_options))}, stdin=-3)

    def dh_file(self, name):
        if name not in self.dh_made:
            file = self.folder / f"{name}.dh"
            if name == "modp1024":
                body = base64.encodebytes(der.sequence(der.integer(int(OAKLEY_1024, 16)), der.integer(2))).decode()
                file.write_text(f"-----BEGIN DH PARAMETERS-----\n{body}-----END DH PARAMETERS-----\n")
            else:
                group = name.replace("modp", "modp_")
                run("openssl", "genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", f"group:{group}", "-out", file)
            self.dh_made[name] = file
        return self.dh_made[name]

    def nginx_server(self, server, tls, content):
        self.nginx_blocks.append(f"server {{ listen {server.address}:443 ssl; {tls} {content} }}\n")

    def apache_server(self, server, lines):
        text = "\n  ".join(["SSLEngine on", *lines, "Redirect 204 /"])
        self.apache_hosts.append(f"<VirtualHost {server.address}:443>\n  {text}\n</VirtualHost>\n")
        self.apache_hosts.insert(0, f"Listen {server.address}:443 https\n")

    def add_records(self, server, records):
        self.extra_records[SIGNED_ZONE if server.host.endswith(f".{SIGNED_ZONE}") else ZONE] += records

    # --- all at once
    def start_shared(self):
        if self.nginx_blocks:
            self.nginx("".join(self.nginx_blocks))
        if self.apache_hosts:
            loads = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in APACHE_MODULES)
            file = self.folder / "apache.conf"
            file.write_text(f"ServerRoot {self.folder}\nPidFile {self.folder}/apache.pid\nErrorLog {self.folder}/apache.err\n"
                            f"ServerName apache.invalid\n{loads}StartServers 1\nThreadsPerChild 25\nSSLSessionCache none\n"
                            + "".join(self.apache_hosts))
            # It does not serve as root, which everybody is here.
            self.start("unshare", "--user", "--map-user=1000", "/usr/sbin/apache2", "-D", "FOREGROUND", "-f", file)
        if self.postfixes:
            file = self.folder / "postfixes.json"
            file.write_text(json.dumps(self.postfixes))
            owner = pwd.getpwnam("postfix")
            self.start("unshare", "--user", f"--map-user={owner.pw_uid}", f"--map-group={owner.pw_gid}", sys.executable,
                       HERE / "postfix_server.py", self.folder / "postfix", file)
        if self.replays:
            file = self.folder / "replays.json"
            file.write_text(json.dumps(self.replays))
            self.start(sys.executable, HERE / "replay_server.py", file)

    def start_dns(self):
        zones = Zones(self.folder / "zones")
        zones.add(".", "")
        zones.add("example.", "")
        for server in self.servers.values():
            self.add_records(server, f"{server.host}. A {server.address}\n")
        for zone, records in self.extra_records.items():
            zones.add(f"{zone}.", records, signed=zone == SIGNED_ZONE)
        (self.folder / "root.anchors").write_text(zones.write()["."])
        (self.folder / "root.hints").write_text(f". 3600 IN NS ns.\nns. 3600 IN A {NS}\nns. 3600 IN AAAA ::1\n")
        self.nsd(zones)

    def wait_for_all(self, servers):
        """Which of them do not answer."""
        last = time.time() + 20
        missing = {(server.address, server.port): server for server in servers} | dict.fromkeys(self.must_answer)
        while missing and time.time() < last:
            missing = {place: server for place, server in missing.items() if not self.answers(*place)}
            time.sleep(0.05)
        return [server or Server(f"the server at {place[0]}", *place[:1], self.shelf) for place, server in missing.items()]

    @staticmethod
    def answers(address, port):
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((address, port)) == 0

    def trust(self, *roots):
        (self.folder / "roots.pem").write_text(self.shelf.pem(ROOT, *roots))


__all__ = ["Network", "RSA_ISSUER", "SIGNED_ZONE", "ZONE"]
