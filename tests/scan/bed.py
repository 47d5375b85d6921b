#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A small internet of its own for the tests of the scanner: a signed root, domains good and bad, web and mail servers.

usage: unshare --user --map-root-user --net tests/scan/bed.py FOLDER COMMAND…

Everything lives on the loopback of the network namespace that it is started in, so nothing leaves the machine and
ports below 1024 are free. Runs COMMAND when all servers answer, with BED=FOLDER in its environment, and ends with its
exit code. FOLDER then holds root.hints, root.anchors, ca.pem, vrps.json and routes.txt for the scanner.
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

NS = "127.0.0.53"
RESOLVER = "127.0.0.54"
DEAF = "3000::53"  # of no one: IANA has given out nothing of 3000::/4; here it is of the loopback
TODAY = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 200 * 86400))
SPKI_OF = {}


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def wait_for(address, port, what):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for _ in range(200):
        with socket.socket(family) as probe:
            probe.settimeout(1)
            if probe.connect_ex((address, port)) == 0:
                return
        time.sleep(0.02)
    sys.exit(f"{what} does not answer on {address} port {port}")


class Certificates:
    """One authority, and certificates by it or by nobody."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3000",
            "-subj", "/CN=Proefwortel", "-keyout", folder / "ca.key", "-out", folder / "ca.pem")

    def make(self, name, hosts, key="P-256", days=90, digest="sha256", signed=True):
        base = self.folder / name
        new_key = ["-newkey", f"rsa:{key}"] if key.isdigit() else ["-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{key}"]
        names = ",".join(f"DNS:{host}" for host in hosts)
        run("openssl", "req", *new_key, "-nodes", "-subj", f"/CN={hosts[0]}", "-addext", f"subjectAltName={names}",
            "-keyout", f"{base}.key", "-out", f"{base}.csr")
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName={names}\nbasicConstraints=CA:FALSE\n")
        signer = ["-CA", self.folder / "ca.pem", "-CAkey", self.folder / "ca.key", "-CAcreateserial"] if signed else \
            ["-signkey", f"{base}.key"]
        run("openssl", "x509", "-req", "-in", f"{base}.csr", *signer, "-days", str(days), f"-{digest}", "-extfile", extensions,
            "-out", f"{base}.pem")
        return base

    def spki_sha256(self, base):
        der = subprocess.run(["openssl", "x509", "-in", f"{base}.pem", "-noout", "-pubkey"], capture_output=True).stdout
        spki = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=der, capture_output=True).stdout
        return subprocess.run(["openssl", "dgst", "-sha256", "-r"], input=spki, capture_output=True,
                              text=False).stdout.decode().split()[0]


class Zones:
    """Zones below a signed root; each is signed or not, and a signed one may be broken."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.zones = {}

    def add(self, name, records, signed=True, broken=False):
        self.zones[name] = (records, signed, broken)

    def parent_of(self, name):
        labels = name.rstrip(".").split(".")
        for i in range(1, len(labels) + 1):
            above = ".".join(labels[i:]) + "." if i < len(labels) else "."
            if above in self.zones:
                return above
        return None

    def write(self):
        ds = {}
        # The deepest first: a parent holds the keys of its children.
        for name in sorted(self.zones, key=lambda n: (-n.count("."), n == ".", n)):
            records, signed, broken = self.zones[name]
            children = [n for n in self.zones if n != name and self.parent_of(n) == name]
            apex = "ns." if name == "." else f"ns.{name}"
            text = f"$ORIGIN {name}\n$TTL 300\n@ SOA {apex} post.{apex} 1 3600 900 86400 60\n@ NS {apex}\n{apex} A {NS}\n"
            text += f"{apex} AAAA ::1\n" + records
            for child in children:
                text += f"{child} NS ns.{child}\nns.{child} A {NS}\nns.{child} AAAA ::1\n" + ds.get(child, "")
            file = self.folder / (name.strip(".") or "root")
            file.write_text(text)
            if signed:
                ds[name] = self.sign(name, file, broken)
        return ds

    def sign(self, name, file, broken):
        key = run("ldns-keygen", "-a", "ECDSAP256SHA256", "-k", name, cwd=self.folder).strip()
        if broken:
            past = time.strftime("%Y%m%d", time.gmtime(time.time() - 20 * 86400))
            run("ldns-signzone", "-i", time.strftime("%Y%m%d", time.gmtime(time.time() - 40 * 86400)), "-e", past, file.name,
                key, cwd=self.folder)
        else:
            run("ldns-signzone", file.name, key, cwd=self.folder)
        shutil.move(f"{file}.signed", file)
        return run("ldns-key2ds", "-n", "-2", f"{key}.key", cwd=self.folder)


class Bed:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.running = []

    def start(self, *command, **more):
        log = open(self.folder / f"{pathlib.Path(command[0]).name}-{len(self.running)}.log", "w")
        self.running.append(subprocess.Popen([str(c) for c in command], stdout=log, stderr=log, **more))

    def stop(self):
        for process in reversed(self.running):
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()

    def nsd(self, zones):
        conf = f"server:\n  ip-address: {NS}\n  ip-address: ::1\n  username: \"\"\n  chroot: \"\"\n  zonesdir: \"{zones.folder}\"\n"
        conf += f"  pidfile: \"{self.folder}/nsd.pid\"\n  xfrdfile: \"\"\n  zonelistfile: \"{self.folder}/zone.list\"\n"
        conf += "  database: \"\"\n  do-ip4: yes\n  do-ip6: yes\n  server-count: 4\n  reuseport: yes\nremote-control:\n  control-enable: no\n"
        for name in zones.zones:
            conf += f"zone:\n  name: \"{name}\"\n  zonefile: \"{name.strip('.') or 'root'}\"\n"
        (self.folder / "nsd.conf").write_text(conf)
        self.start("/usr/sbin/nsd", "-d", "-c", self.folder / "nsd.conf")
        wait_for(NS, 53, "nsd")

    def resolver(self):
        """A validating resolver (unbound) on 127.0.0.54 that begins at the root of this bed."""
        conf = self.folder / "unbound.conf"
        conf.write_text(f"server:\n interface: {RESOLVER}\n access-control: 127.0.0.0/8 allow\n do-not-query-localhost: no\n"
                        f" username: \"\"\n chroot: \"\"\n directory: \"{self.folder}\"\n pidfile: \"\"\n use-syslog: no\n"
                        f" root-hints: \"{self.folder}/root.hints\"\n trust-anchor-file: \"{self.folder}/root.anchors\"\n"
                        " ede: yes\n num-threads: 1\n msg-cache-size: 256m\n rrset-cache-size: 512m\n outgoing-range: 4096\n"
                        " num-queries-per-thread: 4096\n so-reuseport: no\n do-ip6: no\nremote-control:\n control-enable: no\n")
        self.start("/usr/sbin/unbound", "-d", "-c", conf)
        wait_for(RESOLVER, 53, "unbound")

    def nginx(self, servers):
        conf = f"daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.err; user root;\nworker_processes 1;\n"
        conf += "events { worker_connections 4096; }\nhttp { access_log off; server_tokens off;\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
            conf += f"{kind}_temp_path {self.folder}/{kind};\n"
        conf += servers + "}\n"
        (self.folder / "nginx.conf").write_text(conf)
        self.start("/usr/sbin/nginx", "-e", self.folder / "nginx.err", "-c", self.folder / "nginx.conf")


def web(name, address, certificate, tls="", plain="return 301 https://$host$request_uri;", secure="", v6=False):
    listen = f"listen {address}:%d%s;" + (" listen [::1]:%d%s;" if v6 else "")
    put = lambda port, how: listen % ((port, how) * (2 if v6 else 1))
    return (f"server {{ {put(80, '')} server_name {name}; {plain} }}\n"
            f"server {{ {put(443, ' ssl')} server_name {name}; ssl_certificate {certificate}.pem;"
            f" ssl_certificate_key {certificate}.key; {tls} {secure} }}\n")


GOOD_TLS = ("ssl_protocols TLSv1.2 TLSv1.3; ssl_ecdh_curve X25519:prime256v1; ssl_prefer_server_ciphers on;"
            " ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256;"
            " ssl_session_tickets off;")
OLD_TLS = "ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;"
GOOD_HEADERS = ("add_header Strict-Transport-Security 'max-age=63072000; includeSubDomains' always;"
                " add_header X-Frame-Options DENY always; add_header X-Content-Type-Options nosniff always;"
                " add_header Referrer-Policy no-referrer always;"
                " add_header Content-Security-Policy \"default-src 'none'; base-uri 'none'; form-action 'none';"
                " frame-ancestors 'none'\" always;")


def security_txt(name):
    text = f"Contact: mailto:beveiliging@{name}\\nExpires: {TODAY}\\nPreferred-Languages: nl\\n" \
           f"Canonical: https://{name}/.well-known/security.txt\\n"
    return ("location = /.well-known/security.txt { default_type 'text/plain; charset=utf-8';"
            f" return 200 \"{text}\"; }}")


STS_POLICY = ("location = /.well-known/mta-sts.txt { default_type text/plain; return 200"
              " \"version: STSv1\\r\\nmode: enforce\\r\\nmx: mx.goed.example\\r\\nmax_age: 1209600\\r\\n\"; }")
PAGE = "location / { default_type text/html; return 200 '<!doctype html><title>Zorg</title>Welkom'; }"


def write_routes(folder):
    """What is announced, and who may: all as it should be but for slecht.example."""
    def vrp(prefix, longest):
        return {"asn": "AS64496", "prefix": prefix, "maxLength": longest, "ta": "proef"}
    roas = [vrp("127.0.0.0/24", 24), vrp("127.0.1.0/24", 24), vrp("127.0.2.1/32", 32), vrp("::1/128", 128)]
    (folder / "vrps.json").write_text(json.dumps({"metadata": {"vrps": len(roas)}, "roas": roas}))
    # The third and the fourth take an address out of the network that holds it; few see the fourth.
    routes = [(64496, "127.0.0.0/24", 300), (64496, "127.0.1.0/24", 300), (64666, "127.0.1.2/32", 300),
              (64666, "127.0.1.1/32", 3), (64496, "127.0.2.1/32", 300), (64497, "127.0.2.2/32", 300), (64496, "::1/128", 300)]
    (folder / "routes.txt").write_text("% proef\n" + "".join(f"{a}\t{p}\t{n}\n" for a, p, n in routes))


def build(bed):
    bed.folder.mkdir(parents=True, exist_ok=True)
    run("ip", "link", "set", "lo", "up")
    run("ip", "address", "add", f"{DEAF}/128", "dev", "lo")
    certificates = Certificates(bed.folder / "certificates")
    shutil.copy(certificates.folder / "ca.pem", bed.folder / "ca.pem")
    good = certificates.make("goed", ["goed.example", "mx.goed.example", "mta-sts.goed.example"])
    weak = certificates.make("slecht", ["slecht.example"], key="1024", digest="sha1")
    self_signed = certificates.make("eigen", ["eigen.example"], signed=False)
    wrong_name = certificates.make("naam", ["ander.example"])

    zones = Zones(bed.folder / "zones")
    zones.add(".", "")
    zones.add("example.", "")
    pin = certificates.spki_sha256(good)
    zones.add("goed.example.", f"@ A 127.0.1.1\n@ AAAA ::1\n@ MX 10 mx\nmx A 127.0.2.1\nmx AAAA ::1\n"
              "@ TXT \"v=spf1 mx -all\"\n_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:post@goed.example\"\n"
              "s1._domainkey TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"
              "@ CAA 0 issue \"letsencrypt.org\"\n@ CAA 0 iodef \"mailto:post@goed.example\"\n"
              f"_443._tcp TLSA 3 1 1 {pin}\n_25._tcp.mx TLSA 3 1 1 {pin}\n"
              "_mta-sts TXT \"v=STSv1; id=20261130\"\nmta-sts A 127.0.1.1\n"
              "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:post@goed.example\"\nns2 A 127.0.0.53\nns2 AAAA ::1\n@ NS ns2\n")
    zones.add("slecht.example.", "@ A 127.0.1.2\n@ MX 10 mx\nmx A 127.0.2.2\n@ TXT \"v=spf1 ?all\"\n", signed=False)
    zones.add("eigen.example.", "@ A 127.0.1.3\n@ TXT \"v=spf1 -all\"\n@ MX 0 .\n_dmarc TXT \"v=DMARC1; p=reject\"\n", signed=False)
    zones.add("naam.example.", "@ A 127.0.1.4\n", signed=False)
    zones.add("verlopen.example.", "@ A 127.0.1.1\n", broken=True)
    # There is no way out of this network, so "dicht" is a server that port 25 does not come through to.
    zones.add("stil.example.", "dicht A 1.1.1.1\n@ A 127.0.1.9\n@ MX 10 mx\nmx A 127.0.2.9\n", signed=False)
    zones.add("leeg.example.", "", signed=False)
    # Its second name server answers over IPv4 only, whatever its AAAA record says.
    zones.add("doof.example.", f"@ NS ns2\nns2 A {NS}\nns2 AAAA {DEAF}\n", signed=False)
    ds = zones.write()
    write_routes(bed.folder)
    (bed.folder / "root.anchors").write_text(ds["."])
    (bed.folder / "root.hints").write_text(f". 3600 IN NS ns.\nns. 3600 IN A {NS}\nns. 3600 IN AAAA ::1\n")

    bed.nsd(zones)
    bed.resolver()
    bed.nginx(
        web("goed.example", "127.0.1.1", good, GOOD_TLS, secure=GOOD_HEADERS + security_txt("goed.example") + PAGE, v6=True)
        + web("mta-sts.goed.example", "127.0.1.1", good, GOOD_TLS, secure=STS_POLICY)
        + web("slecht.example", "127.0.1.2", weak, OLD_TLS, plain=PAGE, secure=PAGE)
        + web("eigen.example", "127.0.1.3", self_signed, plain="return 302 https://www.eigen.example/;", secure=PAGE)
        + web("naam.example", "127.0.1.4", wrong_name, secure=PAGE))
    for address in ("127.0.1.1", "127.0.1.2", "127.0.1.3", "127.0.1.4", "::1"):
        wait_for(address, 443, "nginx")
    servers = pathlib.Path(__file__).resolve().parent
    bed.start(sys.executable, servers / "mail_server.py", "127.0.2.1", "25", f"{good}.pem", f"{good}.key")
    bed.start(sys.executable, servers / "mail_server.py", "::1", "25", f"{good}.pem", f"{good}.key")
    bed.start(sys.executable, servers / "mail_server.py", "127.0.2.2", "25")
    bed.start(sys.executable, servers / "silent_server.py", "127.0.1.9", "80", "443")
    bed.start(sys.executable, servers / "silent_server.py", "127.0.2.9", "25")
    bed.start(sys.executable, servers / "silent_server.py", DEAF, "53")
    for address, port in (("127.0.2.1", 25), ("::1", 25), ("127.0.2.2", 25), ("127.0.1.9", 443), ("127.0.2.9", 25), (DEAF, 53)):
        wait_for(address, port, "mail")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    bed = Bed(sys.argv[1])
    try:
        build(bed)
        return subprocess.run(sys.argv[2:], env=os.environ | {"BED": str(bed.folder)}).returncode
    finally:
        bed.stop()


if __name__ == "__main__":
    sys.exit(main())
