# SPDX-License-Identifier: EUPL-1.2
"""What the guidelines of NCSC (2025-05, as internet.nl 1.11 has them) say of suites, groups and hashes, written down a
second time on purpose: the product reads a rule set, and this is what it is held against."""

GOOD = {0x1302, 0x1303}
SUFFICIENT = {
    0x1301, 0x1304,  # AES_128_GCM, AES_128_CCM of TLS 1.3
    0xCCA9, 0xC02C, 0xC0AD, 0xC02B, 0xC0AC,  # ECDHE_ECDSA: ChaCha20, AES 256 GCM and CCM, AES 128 GCM and CCM
    0xCCA8, 0xC030, 0xC02F,  # ECDHE_RSA: ChaCha20, AES 256 GCM, AES 128 GCM
}
PHASE_OUT = {
    # ECDHE_ECDSA, then ECDHE_RSA: Camellia GCM and CBC, ARIA GCM and CBC, AES CBC with SHA-2; each with 128 and 256 bits
    0xC086, 0xC087, 0xC072, 0xC073, 0xC05C, 0xC05D, 0xC048, 0xC049, 0xC023, 0xC024,
    0xC08A, 0xC08B, 0xC076, 0xC077, 0xC060, 0xC061, 0xC04C, 0xC04D, 0xC027, 0xC028,
    # DHE_RSA: ChaCha20, then the same and AES GCM and CCM
    0xCCAA, 0xC07C, 0xC07D, 0x00BE, 0x00C4, 0xC052, 0xC053, 0xC044, 0xC045, 0x0067, 0x006B,
    0x009E, 0x009F, 0xC09E, 0xC09F,
}
GROUP_NUMBERS = {
    "sect163k1": 1, "sect233k1": 6, "sect571r1": 14, "secp160r1": 16, "secp192k1": 18, "secp192r1": 19, "secp224r1": 21,
    "secp256k1": 22, "secp256r1": 23, "secp384r1": 24, "secp521r1": 25, "brainpoolP256r1": 26, "brainpoolP384r1": 27,
    "brainpoolP512r1": 28, "x25519": 29, "x448": 30, "ffdhe2048": 0x100, "ffdhe3072": 0x101, "ffdhe4096": 0x102,
    "ffdhe6144": 0x103, "ffdhe8192": 0x104, "X25519MLKEM768": 0x11EC, "explicit_prime": 0xFF01, "explicit_char2": 0xFF02,
}
GOOD_GROUPS = {"x25519", "x448", "secp256r1", "secp384r1", "secp521r1", "brainpoolP256r1", "brainpoolP384r1",
               "brainpoolP512r1", "X25519MLKEM768"}
PHASE_OUT_GROUPS = {"secp224r1", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192"}

PASS, WARN, FAIL, INFO = "pass", "warn", "fail", "info"
NOT_APPLICABLE, INCONCLUSIVE = "not_applicable", "inconclusive"


def level_of_suite(number):
    if number in GOOD or number in SUFFICIENT:
        return PASS
    return WARN if number in PHASE_OUT else FAIL


def level_of_group(name):
    if name in GOOD_GROUPS:
        return PASS
    return WARN if name in PHASE_OUT_GROUPS else FAIL


def worst(levels):
    levels = set(levels)
    return FAIL if FAIL in levels else WARN if WARN in levels else PASS
