# SPDX-License-Identifier: EUPL-1.2
"""A small client of the API for the tests of the command line and for bench/measure: signs in by the link that `serve`
prints, or with a login."""
import base64
import hashlib
import hmac
import http.client
import json
import struct
import time

PASSWORD = "vier gele fietsen in de regen"


def totp(secret, at=None):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int((at or time.time()) // 30)), hashlib.sha1).digest()
    start = mac[19] & 15
    return "%06d" % ((struct.unpack(">I", mac[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000)


class Client:
    def __init__(self, port, address="127.0.0.1"):
        self.port, self.address, self.cookie, self.csrf, self.secret = port, address, None, "x", None

    def ask(self, method, path, body=None, headers=None):
        """(status, JSON or bytes); status 0 when the connection broke."""
        sent = {"x-waarborg-csrf": self.csrf, "content-type": "application/json", "accept-language": "nl", "if-match": "*"}
        if self.cookie:
            sent["cookie"] = self.cookie
        sent.update(headers or {})
        data = body if isinstance(body, (bytes, str, type(None))) else json.dumps(body)
        connection = http.client.HTTPConnection(self.address, self.port, timeout=120)
        try:
            connection.request(method, "/api/v1/" + path, data, sent)
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            return 0, None
        finally:
            connection.close()
        for cookie in answer.headers.get_all("set-cookie") or []:
            if "-browser=" not in cookie:
                self.cookie = cookie.split(";")[0]
        try:
            value = json.loads(text)
        except ValueError:
            return answer.status, text
        if isinstance(value, dict) and "csrf" in value:
            self.csrf = value["csrf"]
        return answer.status, value

    def sign_in(self, link):
        return self.enter("invitations/" + link.rsplit("/", 1)[1], {"password": PASSWORD})

    def log_in(self, login):
        """The first time, of an account that `user add` made with PASSWORD."""
        return self.enter("session", {"login": login, "password": PASSWORD})

    def enter(self, path, body):
        status, value = self.ask("POST", path, body)
        assert status == 200, (status, value)
        self.secret = self.ask("POST", "account/totp", {})[1]["secret"]
        assert self.ask("PUT", "account/totp", {"code": totp(self.secret)})[0] == 200
        assert self.ask("GET", "session")[1]["state"] == "ready"
        return self
