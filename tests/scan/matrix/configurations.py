# SPDX-License-Identifier: EUPL-1.2
"""The servers of the matrix: a sentence, a recipe, and what is expected beyond what the recipe makes true."""
from .recipes import Apache, Gnutls, Nginx, Postfix, Replay, Sserver
from .suites import FAIL, INCONCLUSIVE, WARN

ALL = ("tls10", "tls11", "tls12", "tls13")
RSA, BOTH = ("rsa3072",), ("p256", "rsa3072")
SHA2 = "RSA+SHA256:RSA+SHA384:RSA-PSS+SHA256:ECDSA+SHA256:ECDSA+SHA384"
OAKLEY_1024 = ("FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
               "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
               "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF")

OPENSSL = {
    "OpenSSL with TLS 1.2 and 1.3 and good suites": Sserver(signatures=SHA2),
    "OpenSSL as it comes": Sserver(server_order=False),
    "OpenSSL that takes renegotiation by the client": Sserver(signatures=SHA2, client_renegotiations=11),
    "OpenSSL with TLS 1.3 only that would take renegotiation": Sserver(versions=("tls13",), client_renegotiations=11),
    "OpenSSL with TLS 1.3 only": Sserver(versions=("tls13",)),
    "OpenSSL with TLS 1.2 only": Sserver(versions=("tls12",), signatures=SHA2),
    "OpenSSL with TLS 1.1 and up": Sserver(versions=ALL[1:], ciphers="ALL", level=0, keys=RSA),
    "OpenSSL with TLS 1.0 and up": Sserver(versions=ALL, ciphers="HIGH:!aNULL", level=0, keys=RSA),
    "OpenSSL with TLS 1.1 only": Sserver(versions=("tls11",), ciphers="HIGH:!aNULL", level=0, keys=RSA),
    "OpenSSL with TLS 1.0 only": Sserver(versions=("tls10",), ciphers="HIGH:!aNULL", level=0, keys=RSA),
    "OpenSSL with TLS 1.0 and 1.2 but not 1.1": Sserver(versions=("tls10", "tls12"), ciphers="HIGH:!aNULL", level=0, keys=RSA),
    "OpenSSL with TLS 1.0 and 1.1": Sserver(versions=("tls10", "tls11"), ciphers="HIGH:!aNULL", level=0, keys=RSA),
    "OpenSSL with TLS 1.0 on an ECDSA key": Sserver(versions=("tls10",), ciphers="HIGH:!aNULL", level=0),
    "OpenSSL with TLS 1.1 beside 1.3": Sserver(versions=("tls11", "tls13"), ciphers="HIGH:!aNULL", level=0, keys=RSA),
    "OpenSSL with every suite of TLS 1.2": Sserver(versions=("tls12",), ciphers="ALL:COMPLEMENTOFALL", level=0, keys=BOTH, dh="ffdhe3072"),
    "OpenSSL with static RSA only": Sserver(versions=("tls12",), ciphers="kRSA+AESGCM", keys=RSA),
    "OpenSSL with static RSA beside ECDHE": Sserver(ciphers="ECDHE+AESGCM:kRSA+AESGCM", keys=RSA, signatures=SHA2),
    "OpenSSL with CBC and SHA-1": Sserver(versions=("tls12",), ciphers="ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA", keys=RSA),
    "OpenSSL with CBC and SHA-2": Sserver(versions=("tls12",), ciphers="ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384", keys=RSA),
    "OpenSSL with CBC and SHA-2 behind GCM": Sserver(ciphers="ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-SHA384", keys=RSA),
    "OpenSSL with CBC and SHA-2 before GCM": Sserver(ciphers="ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-GCM-SHA384", keys=RSA),
    "OpenSSL with CBC and GCM in the order of the client": Sserver(
        ciphers="ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-SHA384", keys=RSA, server_order=False),
    "OpenSSL with CBC and SHA-1 behind GCM": Sserver(ciphers="ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-SHA", keys=RSA),
    "OpenSSL with CBC and SHA-1 before GCM": Sserver(ciphers="ECDHE-RSA-AES256-SHA:ECDHE-RSA-AES256-GCM-SHA384", keys=RSA),
    "OpenSSL with Camellia": Sserver(versions=("tls12",), ciphers="ECDHE-RSA-CAMELLIA256-SHA384:ECDHE-RSA-CAMELLIA128-SHA256", keys=RSA),
    "OpenSSL with ARIA": Sserver(versions=("tls12",), ciphers="ECDHE-ARIA256-GCM-SHA384:ECDHE-ARIA128-GCM-SHA256", keys=RSA),
    "OpenSSL with CCM": Sserver(versions=("tls12",), ciphers="ECDHE-ECDSA-AES256-CCM:ECDHE-ECDSA-AES128-CCM"),
    "OpenSSL with CCM and a short tag": Sserver(versions=("tls12",), ciphers="ECDHE-ECDSA-AES256-CCM8:ECDHE-ECDSA-AES128-CCM8", level=0),
    "OpenSSL with ChaCha20 only": Sserver(ciphers="ECDHE+CHACHA20", suites13=("TLS_CHACHA20_POLY1305_SHA256",)),
    "OpenSSL without encryption": Sserver(versions=("tls12",), ciphers="eNULL", level=0, keys=RSA),
    "OpenSSL with anonymous suites beside good ones": Sserver(ciphers="ECDHE+AESGCM:AECDH:ADH", level=0, dh="ffdhe3072", keys=RSA),
    "OpenSSL with TLS 1.3 and CCM": Sserver(versions=("tls13",), suites13=("TLS_AES_128_CCM_SHA256",)),
    "OpenSSL with TLS 1.3 and a short tag": Sserver(versions=("tls13",), suites13=("TLS_AES_128_GCM_SHA256", "TLS_AES_128_CCM_8_SHA256")),
    "OpenSSL with DHE over ffdhe2048": Sserver(versions=("tls12",), ciphers="DHE+AESGCM", keys=RSA, dh="ffdhe2048"),
    "OpenSSL with DHE over ffdhe3072": Sserver(versions=("tls12",), ciphers="DHE+AESGCM", keys=RSA, dh="ffdhe3072"),
    "OpenSSL with DHE over ffdhe4096": Sserver(versions=("tls12",), ciphers="DHE+AESGCM", keys=RSA, dh="ffdhe4096"),
    "OpenSSL with DHE over ffdhe8192": Sserver(versions=("tls12",), ciphers="DHE+AESGCM", keys=RSA, dh="ffdhe8192"),
    "OpenSSL with DHE over group 14 of RFC 3526": Sserver(versions=("tls12",), ciphers="DHE+AESGCM", keys=RSA, dh="modp2048"),
    "OpenSSL with DHE over group 15 of RFC 3526": Sserver(versions=("tls12",), ciphers="DHE+AESGCM", keys=RSA, dh="modp3072"),
    "OpenSSL with DHE over 1024 bits": Sserver(versions=("tls12",), ciphers="DHE+AESGCM", level=0, keys=RSA, dh="modp1024"),
    "OpenSSL with DHE over ffdhe2048 behind ECDHE": Sserver(ciphers="ECDHE+AESGCM:DHE+AESGCM", keys=RSA, dh="ffdhe2048"),
    "OpenSSL with DHE over ffdhe3072 behind ECDHE": Sserver(ciphers="ECDHE+AESGCM:DHE+AESGCM", keys=RSA, dh="ffdhe3072", signatures=SHA2),
    "OpenSSL with a DSA key": Sserver(versions=("tls12",), ciphers="aDSS+AESGCM", level=0, keys=("dsa2048",), dh="ffdhe3072",
                                      signatures="DSA+SHA256"),
    "OpenSSL with P-384": Sserver(curves="P-384"),
    "OpenSSL with P-521": Sserver(curves="P-521"),
    "OpenSSL with X448": Sserver(curves="X448"),
    "OpenSSL with X25519 and an RSA key": Sserver(curves="X25519", keys=RSA),
    "OpenSSL with brainpoolP256r1": Sserver(versions=("tls12",), curves="brainpoolP256r1", keys=RSA),
    "OpenSSL with P-224": Sserver(versions=("tls12",), curves="secp224r1", keys=RSA),
    "OpenSSL with secp256k1": Sserver(versions=("tls12",), curves="secp256k1", keys=RSA),
    "OpenSSL with secp192r1": Sserver(versions=("tls12",), curves="P-192", keys=RSA, level=0),
    "OpenSSL with sect233k1": Sserver(versions=("tls12",), curves="sect233k1", keys=RSA),
    "OpenSSL with TLS 1.3 over ffdhe2048": Sserver(versions=("tls13",), curves="ffdhe2048"),
    "OpenSSL with TLS 1.3 over ffdhe3072": Sserver(versions=("tls13",), curves="ffdhe3072"),
    "OpenSSL that signs SHA-1": Sserver(versions=("tls12",), level=0, keys=RSA, signatures="RSA+SHA256:RSA+SHA1"),
    "OpenSSL that signs SHA-224": Sserver(versions=("tls12",), keys=RSA, signatures="RSA+SHA256:RSA+SHA224"),
    "OpenSSL that signs ECDSA with SHA-1": Sserver(versions=("tls12",), level=0, signatures="ECDSA+SHA256:ECDSA+SHA1"),
    "OpenSSL without extended master secret": Sserver(extended_master_secret=False, signatures=SHA2),
    "OpenSSL with early data": Sserver(early_data=True, signatures=SHA2),
    "OpenSSL with RSA and ECDSA certificates": Sserver(keys=BOTH, signatures=SHA2),
}

NGINX = {
    "nginx with TLS 1.2 and 1.3 and good suites": Nginx(signatures=SHA2),
    "nginx with TLS 1.3 only": Nginx(versions=("tls13",)),
    "nginx with TLS 1.0 and up and every suite": Nginx(versions=ALL, ciphers="ALL", level=0, keys=RSA, dh="ffdhe2048"),
    "nginx with early data": Nginx(early_data=True),
    "nginx in the order of the client": Nginx(ciphers="ECDHE+AESGCM:ECDHE+AES", server_order=False),
    "nginx with DHE over ffdhe4096 behind ECDHE": Nginx(ciphers="ECDHE+AESGCM:DHE+AESGCM", keys=RSA, dh="ffdhe4096"),
    "nginx as Mozilla's intermediate of 2024": Nginx(
        ciphers="ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384",
        server_order=False, keys=BOTH, dh="ffdhe2048"),
    "nginx with P-384 first": Nginx(curves="P-384:P-521", keys=RSA),
    "nginx without extended master secret": Nginx(extended_master_secret=False),
}
APACHE = {
    "Apache with TLS 1.2 and 1.3 and good suites": Apache(signatures=SHA2),
    "Apache with TLS 1.3 only": Apache(versions=("tls13",)),
    "Apache with TLS 1.0 and up": Apache(versions=ALL, ciphers="HIGH:!aNULL:!DHE", level=0, keys=RSA),
    "Apache with DHE by its own choice": Apache(ciphers="ECDHE+AESGCM:DHE+AESGCM", keys=RSA, dh="modp"),
    "Apache in the order of the client": Apache(ciphers="ECDHE+AESGCM:ECDHE+AES", server_order=False),
    "Apache with static RSA behind ECDHE": Apache(ciphers="ECDHE+AESGCM:kRSA+AES", keys=RSA),
}

GNUTLS = {
    "GnuTLS as it comes": Gnutls("NORMAL"),
    "GnuTLS by its own order": Gnutls("NORMAL:%SERVER_PRECEDENCE"),
    "GnuTLS with TLS 1.3 only": Gnutls("NORMAL:-VERS-ALL:+VERS-TLS1.3"),
    "GnuTLS with 128 bits and up": Gnutls("SECURE128:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3:-RSA"),
    "GnuTLS with suite B": Gnutls("SUITEB128", keys=("p256",)),
    "GnuTLS with RC4": Gnutls("NONE:+VERS-TLS1.0:+VERS-TLS1.2:+ARCFOUR-128:+RSA:+SHA1:+MD5:+SIGN-ALL:+COMP-NULL:+CTYPE-X509"),
    "GnuTLS with 3DES": Gnutls("NONE:+VERS-TLS1.2:+3DES-CBC:+RSA:+ECDHE-RSA:+SHA1:+SIGN-ALL:+GROUP-ALL:+COMP-NULL:+CTYPE-X509"),
    "GnuTLS with no encryption": Gnutls("NONE:+VERS-TLS1.2:+NULL:+RSA:+SHA1:+SHA256:+MD5:+SIGN-ALL:+COMP-NULL:+CTYPE-X509"),
    "GnuTLS with anonymous suites only": Gnutls(
        "NONE:+VERS-TLS1.2:+AES-128-CBC:+AES-128-GCM:+ANON-ECDH:+SHA1:+AEAD:+SIGN-ALL:+GROUP-ALL:+COMP-NULL:+CTYPE-X509"),
    "GnuTLS with everything old": Gnutls(
        "NONE:+VERS-TLS1.0:+VERS-TLS1.1:+VERS-TLS1.2:+ARCFOUR-128:+3DES-CBC:+NULL:+AES-128-CBC:+RSA:+ECDHE-RSA:+DHE-RSA:+ANON-ECDH:"
        "+SHA1:+MD5:+SIGN-ALL:+GROUP-ALL:+COMP-NULL:+CTYPE-X509"),
    "GnuTLS with Camellia": Gnutls("NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+CAMELLIA-256-GCM:+CAMELLIA-128-GCM:-RSA:-DHE-RSA"),
    "GnuTLS with CCM": Gnutls("NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-256-CCM:+AES-128-CCM", keys=("p256",)),
    "GnuTLS without safe renegotiation": Gnutls("NORMAL:-VERS-TLS1.3:%DISABLE_SAFE_RENEGOTIATION"),
    "GnuTLS without extended master secret": Gnutls("NORMAL:-VERS-TLS1.3:%NO_SESSION_HASH"),
    "GnuTLS without SHA-1 signatures": Gnutls("NORMAL:-SIGN-RSA-SHA1:-SIGN-ECDSA-SHA1:-SHA1:-RSA:-DHE-RSA"),
    "GnuTLS with TLS 1.0 only": Gnutls("NORMAL:-VERS-ALL:+VERS-TLS1.0"),
}

POSTFIX = {
    "Postfix with TLS 1.2 and 1.3 and good suites": Postfix(),
    "Postfix with TLS 1.2 only": Postfix(versions=("tls12",)),
    "Postfix with TLS 1.3 only": Postfix(versions=("tls13",)),
    "Postfix with TLS 1.0 and up": Postfix(versions=ALL, ciphers="HIGH:!aNULL:!DHE", level=0, keys=RSA),
    "Postfix in the order of the client": Postfix(ciphers="ECDHE+AESGCM:ECDHE+AES", server_order=False),
    "Postfix with both kinds of keys": Postfix(keys=BOTH),
    "Postfix with DHE over ffdhe2048 behind ECDHE": Postfix(ciphers="ECDHE+AESGCM:DHE+AESGCM", keys=RSA, dh="ffdhe2048"),
    "Postfix with static RSA behind ECDHE": Postfix(ciphers="ECDHE+AESGCM:kRSA+AESGCM", keys=RSA),
    "Postfix with P-384": Postfix(curves="P-384"),
    "Postfix that takes renegotiation by the client": Postfix(client_renegotiations=11),
    "Postfix with a TLSA record of its issuer": Postfix(tlsa="issuer"),
    "Postfix with a TLSA record of another key": Postfix(tlsa="other"),
    "Postfix without a TLSA record": Postfix(tlsa=""),
    "Postfix with a TLSA record that nobody signed": Postfix(signed_zone=False),
    "Postfix without STARTTLS": Postfix(starttls=False, tlsa=""),
    "Postfix with a TLSA record and no STARTTLS": Postfix(starttls=False),
}

# Numbers of the IANA registry, how keys are exchanged, and by what the server signs.
RC4_MD5, RC4_SHA, TDES = (0x0004, "rsa", "rsa"), (0x0005, "rsa", "rsa"), (0x000A, "rsa", "rsa")
DES, IDEA, SEED = (0x0009, "rsa", "rsa"), (0x0007, "rsa", "rsa"), (0x0096, "rsa", "rsa")
EXPORT_RC4, EXPORT_DES = (0x0003, "export", "rsa"), (0x0008, "export", "rsa")
AES_SHA, NULL_MD5 = (0x002F, "rsa", "rsa"), (0x0001, "rsa", "rsa")
ECDHE_RSA, DHE_RSA = (0xC030, "ecdh", "rsa"), (0x009F, "dhe", "rsa")
TLS13 = (0x1301, "none", "none")
SSL2_SUITES = (0x010080, 0x020080, 0x0700C0)  # RC4-MD5, its export form, 3DES

REPLAYS = {
    "a replay of SSL 2 only": Replay(("ssl2",), (), SSL2_SUITES),
    "a replay of SSL 2 and 3": Replay(("ssl2", "ssl3"), (RC4_MD5, TDES), SSL2_SUITES),
    "a replay of SSL 2 beside good TLS 1.2": Replay(("ssl2", "tls12"), (ECDHE_RSA,), SSL2_SUITES),
    "a replay of SSL 3 only": Replay(("ssl3",), (RC4_SHA, TDES)),
    "a replay of SSL 3 and TLS 1.0": Replay(("ssl3", "tls10"), (AES_SHA, RC4_SHA, TDES)),
    "a replay of SSL 3 to TLS 1.2": Replay(("ssl3", "tls10", "tls11", "tls12"), (ECDHE_RSA, AES_SHA)),
    "a replay of SSL 3 beside TLS 1.2 only": Replay(("ssl3", "tls12"), (ECDHE_RSA, AES_SHA)),
    "a replay of export suites with RC4": Replay(("tls10",), (EXPORT_RC4,)),
    "a replay of export suites with DES": Replay(("tls10",), (EXPORT_DES, DES)),
    "a replay of export suites beside good ones": Replay(("tls12",), (ECDHE_RSA, EXPORT_RC4)),
    "a replay of EXPORT1024": Replay(("tls10",), ((0x0062, "rsa", "rsa"), (0x0064, "rsa", "rsa"))),
    "a replay of export suites with DHE": Replay(("tls10",), ((0x0014, "dhe", "rsa"),), dh="own", prime=OAKLEY_1024[:128]),
    "a replay of RC4 only": Replay(("tls10", "tls11", "tls12"), (RC4_SHA, RC4_MD5)),
    "a replay of single DES": Replay(("tls10",), (DES,)),
    "a replay of IDEA": Replay(("tls10", "tls11"), (IDEA,)),
    "a replay of SEED": Replay(("tls12",), (SEED,)),
    "a replay of no encryption over MD5": Replay(("tls12",), (NULL_MD5,)),
    "a replay of anonymous DH": Replay(("tls12",), ((0x00A6, "dhe", "none"),), dh="own", prime=OAKLEY_1024),
    "a replay of anonymous ECDH": Replay(("tls12",), ((0xC018, "ecdh", "none"),)),
    "a replay of DSS": Replay(("tls12",), ((0x00A3, "dhe", "dss"),), dh="own", prime=OAKLEY_1024, signatures=(0x0402, 0x0202)),
    "a replay of static ECDH": Replay(("tls12",), ((0xC031, "rsa", "rsa"),)),
    "a replay of GOST": Replay(("tls12",), ((0xC102, "rsa", "rsa"),)),
    "a replay of DHE over 1024 bits": Replay(("tls12",), (DHE_RSA,), dh="own", prime=OAKLEY_1024),
    "a replay of DHE over 512 bits behind ECDHE": Replay(("tls12",), (ECDHE_RSA, DHE_RSA), dh="own", prime=OAKLEY_1024[:128]),
    "a replay of sect163k1": Replay(("tls12",), (ECDHE_RSA,), groups=("sect163k1",)),
    "a replay of secp160r1": Replay(("tls12",), (ECDHE_RSA,), groups=("secp160r1",)),
    "a replay of sect571r1": Replay(("tls12",), (ECDHE_RSA,), groups=("sect571r1",)),
    "a replay of brainpoolP512r1": Replay(("tls12",), (ECDHE_RSA,), groups=("brainpoolP512r1",)),
    "a replay of a curve written out": Replay(("tls12",), (ECDHE_RSA,), groups=("explicit_prime",)),
    "a replay of DEFLATE": Replay(("tls12",), (ECDHE_RSA,), compression=1),
    "a replay of DEFLATE in TLS 1.0": Replay(("tls10",), (AES_SHA,), compression=1),
    "a replay without renegotiation info": Replay(("tls12",), (ECDHE_RSA,), renegotiation_info=False),
    "a replay without extended master secret": Replay(("tls12",), (ECDHE_RSA,), extended_master_secret=False),
    "a replay that signs SHA-1 only": Replay(("tls12",), (ECDHE_RSA,), signatures=(0x0201,)),
    "a replay that signs MD5 only": Replay(("tls12",), (ECDHE_RSA,), signatures=(0x0101,)),
    "a replay that signs SHA-224 too": Replay(("tls12",), (ECDHE_RSA,), signatures=(0x0401, 0x0301)),
    "a replay of a chain in reverse": Replay(("tls12",), (ECDHE_RSA,), is_reversed=True),
    "a replay of TLS 1.3 with a short tag": Replay(("tls12", "tls13"), (ECDHE_RSA, TLS13, (0x1305, "none", "none"))),
    "a replay of TLS 1.3 over a hybrid group": Replay(("tls12", "tls13"), (ECDHE_RSA, TLS13), groups=("X25519MLKEM768", "x25519")),
    "a replay of TLS 1.3 over ffdhe2048": Replay(("tls12", "tls13"), (ECDHE_RSA, TLS13), groups=("ffdhe2048", "x25519")),
    "a replay of TLS 1.3 only": Replay(("tls13",), (TLS13,), groups=("x25519",)),
}
CONFIGURATIONS = OPENSSL | NGINX | APACHE | GNUTLS | POSTFIX | REPLAYS

# Where the truth is not what the recipe says.
OTHERWISE = {
    # It breaks the rules, by a curve that nobody offered.
    "a replay of a curve written out": dict.fromkeys(
        ("https_offered", "tls_version", "tls_suites", "tls_suite_order", "tls_key_exchange", "tls_kex_hash",
         "tls_extended_master_secret", "tls_compression", "tls_secure_renegotiation", "tls_client_renegotiation",
         "tls_early_data", "cert_name", "cert_key", "cert_signature", "cert_chain"), INCONCLUSIVE)
    | {"versions": "", "suites": ""},
    "OpenSSL with a DSA key": {"cert_key": FAIL},
    # The first certificate is that of the server (RFC 5246 section 7.4.2), and its issuer has no host name.
    "a replay of a chain in reverse": {"cert_chain": WARN, "cert_name": FAIL},
}
