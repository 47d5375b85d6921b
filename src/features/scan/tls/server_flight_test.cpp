// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/server_flight.h"

#include <gtest/gtest.h>

#include <random>

#include "features/scan/tls/offers.h"
#include "features/scan/tls/testing_server.h"
#include "platform/crypto/encoding.h"

namespace waarborg::scan {
namespace {

using State = ServerFlight::State;
using testing::message;
using testing::record;
using testing::server_hello;
using testing::u16;
using testing::u24;
using testing::vector16;
using testing::vector24;
using testing::vector8;

const HelloTarget kTarget{"www.zorg.example", {"http/1.1"}};
const HelloOffer kTls12Offer = version_offer(kTarget, kTls12);

constexpr int kEcdheRsa = 0xC02F;
constexpr int kDheRsa = 0x009E;
constexpr int kRsa = 0x002F;

std::string from_hex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ') digits += c;
  }
  return crypto::text_of(crypto::hex_decode(digits).value());
}

HelloFact read(std::string_view bytes, HelloOutcome ended = HelloOutcome::kTimeout,
               const HelloOffer& offer = kTls12Offer) {
  ServerFlight flight;
  flight.feed(bytes);
  flight.ended(ended);
  return flight.fact(offer);
}

std::string hello_of(int version, int suite, std::string_view extensions = "") {
  return message(2, server_hello(version, suite, extensions));
}

std::string certificates(const std::vector<std::string>& chain) {
  std::string list;
  for (const std::string& der : chain) list += vector24(der);
  return message(11, vector24(list));
}

std::string ecdhe_key(int group, std::string_view scheme) {
  return message(12, "\x03" + u16(static_cast<std::size_t>(group)) + vector8(std::string(65, 'p')) +
                         std::string(scheme) + vector16("signature"));
}

std::string dhe_key(std::string_view prime, std::string_view scheme) {
  return message(12, vector16(prime) + vector16("\x02") + vector16("y") + std::string(scheme) + vector16("signature"));
}

const std::string kDone = message(14, "");

// RFC 8448 section 3, "server hello".
const std::string kHello8448 = from_hex(
    "02 00 00 56 03 03 a6 af 06 a4 12 18 60 dc 5e 6e 60 24 9c d3 4c 95 93 0c 8a c5 cb 14 34 da c1 55 77 2e d3 e2 69 28 "
    "00 13 01 00 00 2e 00 33 00 24 00 1d 00 20 c9 82 88 76 11 20 95 fe 66 76 2b db f7 c6 72 e1 56 d6 cc 25 3b 83 3d f1 "
    "dd 69 b1 b0 4e 75 1f 0f 00 2b 00 02 03 04");

TEST(ServerFlight, reads_the_server_hello_of_rfc_8448_and_needs_no_more) {
  ServerFlight flight;
  EXPECT_EQ(State::kDone, flight.feed(record(22, kHello8448) + "anything that is encrypted"));
  const HelloFact fact = flight.fact(tls13_offer(kTarget));

  EXPECT_EQ("tls13", fact.asked);
  EXPECT_EQ(HelloOutcome::kServerHello, fact.outcome);
  EXPECT_EQ(kTls13, fact.version);
  EXPECT_EQ(0x1301, fact.suite);
  EXPECT_EQ(29, fact.group);
}

TEST(ServerFlight, reads_a_retry_request) {
  const std::string random =
      from_hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");  // RFC 8446 section 4.1.3
  const auto retry = [&](std::string_view extensions) {
    std::string body = server_hello(kTls12, 0x1302, extensions);
    body.replace(2, 32, random);
    return record(22, message(2, body));
  };
  const std::string version = from_hex("002b00020304");
  const std::string cookie = from_hex("002c0006 0004 c00c1e00");

  HelloFact fact =
      read(retry(version + from_hex("003300020018") + cookie), HelloOutcome::kTimeout, tls13_offer(kTarget));
  EXPECT_EQ(HelloOutcome::kRetryRequest, fact.outcome);
  EXPECT_EQ(kTls13, fact.version);
  EXPECT_EQ(0x1302, fact.suite);
  EXPECT_EQ(24, fact.group);

  fact = read(retry(version + cookie), HelloOutcome::kTimeout, tls13_offer(kTarget));
  EXPECT_EQ(HelloOutcome::kRetryRequest, fact.outcome);
  EXPECT_EQ(0, fact.group);

  fact = read(retry(version + from_hex("00330002001d")), HelloOutcome::kTimeout, tls13_offer(kTarget));
  EXPECT_EQ(HelloOutcome::kBroken, fact.outcome) << "it has a share of that group already";
  fact = read(retry(version + from_hex("003300020099")), HelloOutcome::kTimeout, tls13_offer(kTarget));
  EXPECT_EQ(HelloOutcome::kBroken, fact.outcome) << "a group that was not offered";
}

TEST(ServerFlight, reads_a_whole_flight_of_tls12) {
  const std::string extensions = from_hex("ff01000100 00170000 00230000 00050000");
  const std::string flight = hello_of(kTls12, kEcdheRsa, extensions) + certificates({"leaf", "middle"}) +
                             message(22, "\x01" + vector24("good")) + ecdhe_key(23, "\x08\x04") +
                             message(13, "wants a certificate") + kDone;
  const HelloFact fact = read(record(22, flight));

  EXPECT_EQ(HelloOutcome::kServerHello, fact.outcome);
  EXPECT_EQ(kTls12, fact.version);
  EXPECT_EQ(kEcdheRsa, fact.suite);
  EXPECT_EQ(23, fact.group);
  EXPECT_EQ(0x0804, fact.signature);
  EXPECT_TRUE(fact.extended_master_secret && fact.renegotiation_info && fact.session_ticket && fact.ocsp_stapled);
  EXPECT_EQ((std::vector<std::string>{"bGVhZg==", "bWlkZGxl"}), fact.chain);

  HelloOffer without_chain = kTls12Offer;
  without_chain.keeps_chain = false;
  EXPECT_TRUE(read(record(22, flight), HelloOutcome::kTimeout, without_chain).chain.empty());
}

TEST(ServerFlight, a_promise_of_a_staple_is_no_staple) {
  const std::string promised = hello_of(kTls12, kRsa, from_hex("00050000")) + certificates({"leaf"});
  EXPECT_FALSE(read(record(22, promised + kDone)).ocsp_stapled);
  EXPECT_FALSE(read(record(22, promised + message(22, "\x01" + vector24("")) + kDone)).ocsp_stapled);
}

TEST(ServerFlight, reads_key_exchanges_of_all_kinds) {
  struct Case {
    const char* what;
    int version, suite;
    std::string key;
    int group, signature, dh_bits;
    const char* dh_group;
  };
  const std::string prime = "\x9F" + std::string(127, '\x33');
  const std::string point = vector8(std::string(65, 'p'));
  const std::string signed_by = vector16("signature");
  const std::string dh = vector16(prime) + vector16("\x05") + vector16("y");
  const std::string curve = "\x03" + u16(24) + point;
  const Case cases[] = {
      {"ECDHE, TLS 1.0", kTls10, 0xC013, ecdhe_key(24, ""), 24, 0x0001, 0, ""},
      {"ECDHE_ECDSA, TLS 1.1", kTls11, 0xC009, ecdhe_key(24, ""), 24, 0x0203, 0, ""},
      {"ECDHE_ECDSA, TLS 1.2", kTls12, 0xC02B, ecdhe_key(24, "\x05\x03"), 24, 0x0503, 0, ""},
      {"ECDH_anon", kTls12, 0xC018, message(12, curve), 24, 0, 0, ""},
      {"ECDHE_PSK", kTls12, 0xC035, message(12, vector16("hint") + curve), 24, 0, 0, ""},
      {"DHE_RSA, TLS 1.2", kTls12, kDheRsa, message(12, dh + "\x04\x01" + signed_by), 0, 0x0401, 1024, "own"},
      {"DHE_RSA, SSL 3", kSsl3, 0x0016, message(12, dh + signed_by), 0, 0x0001, 1024, "own"},
      {"DHE_DSS, TLS 1.0", kTls10, 0x0032, message(12, dh + signed_by), 0, 0x0202, 1024, "own"},
      {"DHE export", kTls10, 0x0014, message(12, dh + signed_by), 0, 0x0001, 1024, "own"},
      {"DH_anon", kTls12, 0x0034, message(12, dh), 0, 0, 1024, "own"},
      {"DHE_PSK", kTls12, 0x00AA, message(12, vector16("") + dh), 0, 0, 1024, "own"},
      {"RSA export", kTls10, 0x0003, message(12, vector16("n") + vector16("e") + signed_by), 0, 0x0001, 0, ""},
      {"PSK", kTls12, 0x00A8, message(12, vector16("hint")), 0, 0, 0, ""},
      {"RSA_PSK", kTls12, 0x00AC, message(12, vector16("hint")), 0, 0, 0, ""},
      {"SRP_RSA", kTls12, 0xC01E,
       message(12, vector16("N") + vector16("g") + vector8("s") + vector16("B") + "\x04\x01" + signed_by), 0, 0x0401, 0,
       ""},
      {"SRP", kTls10, 0xC01D, message(12, vector16("N") + vector16("g") + vector8("s") + vector16("B")), 0, 0, 0, ""},
  };
  for (const Case& one : cases) {
    const HelloFact fact = read(record(22, hello_of(one.version, one.suite) + one.key + kDone));
    EXPECT_EQ(HelloOutcome::kServerHello, fact.outcome) << one.what;
    EXPECT_EQ(one.group, fact.group) << one.what;
    EXPECT_EQ(one.signature, fact.signature) << one.what;
    EXPECT_EQ(one.dh_bits, fact.dh_bits) << one.what;
    EXPECT_EQ(one.dh_group, fact.dh_group) << one.what;
    // One byte more or less is no such message.
    for (const int change : {-1, 1}) {
      std::string body = one.key.substr(4);
      body.resize(body.size() + static_cast<std::size_t>(change), 'x');
      const std::string other = record(22, hello_of(one.version, one.suite) + message(12, body) + kDone);
      EXPECT_EQ(HelloOutcome::kBroken, read(other).outcome) << one.what << change;
    }
  }
}

TEST(ServerFlight, knows_that_a_curve_written_out_was_not_offered) {
  const HelloFact fact = read(record(22, hello_of(kTls12, kEcdheRsa) + message(12, "\x01 and so on") + kDone));
  EXPECT_EQ(HelloOutcome::kBroken, fact.outcome);
  EXPECT_EQ(0xFF01, fact.group);
}

TEST(ServerFlight, reads_alerts) {
  EXPECT_EQ(HelloOutcome::kAlert, read(record(21, "\x02\x28")).outcome);
  EXPECT_EQ(40, read(record(21, "\x02\x28")).alert);
  EXPECT_EQ(70, read(record(21, "\x02") + record(21, "\x46")).alert) << "in two records";

  // unrecognized_name as a warning, after which the server goes on (RFC 6066 section 3).
  const std::string warning = record(21, "\x01\x70");
  const HelloFact fact = read(warning + record(22, hello_of(kTls12, kRsa) + kDone));
  EXPECT_EQ(HelloOutcome::kServerHello, fact.outcome);
  EXPECT_EQ(0, fact.alert);
  EXPECT_EQ(HelloOutcome::kAlert, read(warning, HelloOutcome::kClosed).outcome);
  EXPECT_EQ(112, read(warning, HelloOutcome::kReset).alert);
  EXPECT_EQ(HelloOutcome::kTimeout, read(warning, HelloOutcome::kTimeout).outcome);
  EXPECT_EQ(112, read(warning + record(21, std::string("\x01\0", 2))).alert) << "before close_notify";
  EXPECT_EQ(HelloOutcome::kClosed, read(record(21, std::string("\x01\0", 2))).outcome);

  // A server that chose and then cannot go on has refused.
  EXPECT_EQ(HelloOutcome::kAlert, read(record(22, hello_of(kTls12, kRsa)) + record(21, "\x02\x50")).outcome);
  EXPECT_EQ(HelloOutcome::kBroken, read(record(21, "\x03\x28")).outcome);
}

TEST(ServerFlight, tells_how_it_ended) {
  for (const HelloOutcome how :
       {HelloOutcome::kClosed, HelloOutcome::kReset, HelloOutcome::kTimeout, HelloOutcome::kNoPeer}) {
    EXPECT_EQ(how, read("", how).outcome);
    EXPECT_EQ(how, read("\x16\x03", how).outcome);
    EXPECT_EQ(how, read(record(22, hello_of(kTls12, kRsa)).substr(0, 30), how).outcome);
    // It chose, though the rest is missing.
    EXPECT_EQ(HelloOutcome::kServerHello,
              read(record(22, hello_of(kTls12, kRsa) + certificates({"leaf"})), how).outcome);
  }
  ServerFlight flight;
  EXPECT_EQ(HelloOutcome::kTimeout, flight.fact(kTls12Offer).outcome);
  EXPECT_EQ(State::kMore, flight.state());
}

TEST(ServerFlight, sees_what_is_no_tls) {
  for (const std::string_view text :
       {"HTTP/1.1 400 Bad Request\r\n", "220 mx.zorg.example ESMTP\r\n", "454 TLS not available\r\n", "SSH-2.0-OpenSSH",
        "\n", "<html>", "\x15\x01\x00", "\x18\x03\x03"}) {
    EXPECT_EQ(HelloOutcome::kNotTls, read(text).outcome) << text;
  }
  EXPECT_EQ(HelloOutcome::kNotTls, read(std::string(4, '\0')).outcome);
  EXPECT_EQ(HelloOutcome::kNotTls, read("\x80\x10\x09 not a hello").outcome);
  EXPECT_EQ(HelloOutcome::kBroken, read(record(21, "\x01\x70") + "HTTP/1.1 400").outcome) << "it began as TLS";
}

TEST(ServerFlight, is_broken_when_what_was_chosen_was_not_offered) {
  const auto outcome = [](int version, int suite, const HelloOffer& offer, std::string_view key = "", int method = 0) {
    const std::string hello = message(2, server_hello(version, suite, "", method));
    return read(record(22, hello + std::string(key) + kDone), HelloOutcome::kTimeout, offer).outcome;
  };
  const HelloOffer tls11 = version_offer(kTarget, kTls11);
  EXPECT_EQ(HelloOutcome::kServerHello, outcome(kTls11, kRsa, tls11));
  EXPECT_EQ(HelloOutcome::kServerHello, outcome(kSsl3, kRsa, tls11)) << "an older one is an answer";
  EXPECT_EQ(HelloOutcome::kBroken, outcome(kTls12, kRsa, tls11));
  EXPECT_EQ(HelloOutcome::kBroken, outcome(0x0305, kRsa, kTls12Offer));
  EXPECT_EQ(HelloOutcome::kBroken, outcome(0x0200, kRsa, kTls12Offer));
  EXPECT_EQ(HelloOutcome::kBroken, outcome(kTls12, 0x1301, kTls12Offer));
  EXPECT_EQ(HelloOutcome::kBroken, outcome(kTls12, 0x5600, kTls12Offer));
  EXPECT_EQ(HelloOutcome::kBroken, outcome(kTls12, 0x1301, tls13_offer(kTarget))) << "TLS 1.2 with its suite";
  EXPECT_EQ(HelloOutcome::kServerHello, outcome(kTls12, kRsa, combined_offer(kTarget)));
  EXPECT_EQ(HelloOutcome::kServerHello, outcome(kTls12, kRsa, kTls12Offer, "", 1)) << "compression was offered";
  EXPECT_EQ(HelloOutcome::kBroken, outcome(kTls12, kRsa, combined_offer(kTarget), "", 1));
  EXPECT_EQ(HelloOutcome::kServerHello, outcome(kTls12, kEcdheRsa, kTls12Offer, ecdhe_key(1, "\x04\x01")));
  EXPECT_EQ(HelloOutcome::kBroken, outcome(kTls12, kEcdheRsa, kTls12Offer, ecdhe_key(99, "\x04\x01")));
  EXPECT_EQ(HelloOutcome::kBroken, outcome(kTls12, kRsa, version_offer(kTarget, kSsl2)));

  HelloOffer few = kTls12Offer;
  few.suites = {kRsa};
  EXPECT_EQ(HelloOutcome::kBroken, outcome(kTls12, kDheRsa, few, dhe_key("p", "\x04\x01")));
  const HelloFact kept = read(record(22, hello_of(kTls12, kEcdheRsa) + kDone), HelloOutcome::kTimeout, few);
  EXPECT_EQ(kEcdheRsa, kept.suite) << "the number is evidence";

  // TLS 1.3 without a share, with one of another group, and after a hello without one.
  HelloOffer tls13 = tls13_offer(kTarget);
  std::string other = kHello8448;
  other[other.find(from_hex("001d0020")) + 1] = 0x17;
  EXPECT_EQ(HelloOutcome::kBroken, read(record(22, other), HelloOutcome::kTimeout, tls13).outcome);
  const std::string shareless = hello_of(kTls12, 0x1301, from_hex("002b00020304"));
  EXPECT_EQ(HelloOutcome::kBroken, read(record(22, shareless), HelloOutcome::kTimeout, tls13).outcome);
  tls13.key_share = KeyShare::kEmpty;
  EXPECT_EQ(HelloOutcome::kBroken, read(record(22, kHello8448), HelloOutcome::kTimeout, tls13).outcome);
}

TEST(ServerFlight, is_broken_when_it_cannot_be_read) {
  const std::string hello = hello_of(kTls12, kRsa);
  const auto broken = [](const std::string& bytes) { return read(bytes).outcome == HelloOutcome::kBroken; };
  EXPECT_TRUE(broken(record(22, certificates({"leaf"})))) << "before the hello";
  EXPECT_TRUE(broken(record(22, hello + hello)));
  EXPECT_TRUE(broken(record(22, hello + certificates({"a"}) + certificates({"a"}))));
  EXPECT_TRUE(broken(record(22, hello + certificates({""}))));
  EXPECT_TRUE(broken(record(22, hello + message(11, "\x01"))));
  EXPECT_TRUE(broken(record(22, hello + message(14, "x"))));
  EXPECT_TRUE(broken(record(22, hello + message(12, "x")))) << "static RSA sends no such message";
  EXPECT_TRUE(broken(record(22, hello + message(99, ""))));
  EXPECT_TRUE(broken(record(22, hello + message(22, "\x02" + vector24("x")))));
  EXPECT_TRUE(broken(record(22, hello) + record(23, "data")));
  EXPECT_TRUE(broken(record(20, "\x01"))) << "before the hello";
  EXPECT_TRUE(broken(record(22, hello.substr(0, 10)) + record(21, "\x02\x28"))) << "in the middle of a message";
  EXPECT_TRUE(broken(record(22, hello_of(kTls12, kRsa, from_hex("00170000 00170000")))));
  EXPECT_TRUE(broken(record(22, hello_of(kTls12, kRsa, from_hex("0017000100")))));
  EXPECT_TRUE(broken(record(22, hello_of(kTls12, kRsa, from_hex("001700")))));
  EXPECT_TRUE(broken(record(22, hello_of(kTls12, kRsa, from_hex("002b00020303"))))) << "RFC 8446 section 4.2.1";
  std::string session = server_hello(kTls12, kRsa, "");
  session.replace(34, 1, vector8(std::string(33, 's')));
  EXPECT_TRUE(broken(record(22, message(2, session))));
  EXPECT_FALSE(broken(record(22, hello) + record(20, "\x01"))) << "a session that goes on";
}

TEST(ServerFlight, has_limits) {
  const std::string hello = hello_of(kTls12, kRsa);
  std::vector<std::string> many(kMostCertificates, "der");
  EXPECT_EQ(kMostCertificates, read(record(22, hello + certificates(many) + kDone)).chain.size());
  many.push_back("der");
  EXPECT_EQ(HelloOutcome::kBroken, read(record(22, hello + certificates(many) + kDone)).outcome);

  ServerFlight flight;
  flight.feed(record(22, hello));
  std::size_t fed = record(22, hello).size();
  const std::string nothing = record(22, message(0, ""));
  while (flight.feed(nothing) == State::kMore) fed += nothing.size();
  EXPECT_LE(fed, kMostFlightBytes);
  EXPECT_EQ(HelloOutcome::kBroken, flight.fact(kTls12Offer).outcome);

  EXPECT_EQ(HelloOutcome::kBroken, read(from_hex("160303 4801")).outcome) << "a record of 2^14 + 2049 bytes";
  EXPECT_EQ(HelloOutcome::kTimeout, read(from_hex("160303 4800")).outcome);
  EXPECT_EQ(HelloOutcome::kBroken, read(record(22, hello + from_hex("0b 040001"))).outcome)
      << "a message of 256 KiB + 1";
}

TEST(ServerFlight, reads_ssl2) {
  const HelloOffer offer = version_offer(kTarget, kSsl2);
  const std::string body = from_hex("04 00 01 0002 0004 0006 0002") + "cert" + from_hex("010080 0700c0") + "id";
  const HelloFact fact = read(u16(0x8000 | body.size()) + body, HelloOutcome::kTimeout, offer);

  EXPECT_EQ(HelloOutcome::kServerHello, fact.outcome);
  EXPECT_EQ(kSsl2, fact.version);
  EXPECT_EQ((std::vector<int>{0x010080, 0x0700C0}), fact.suites);
  EXPECT_EQ(std::vector<std::string>{"Y2VydA=="}, fact.chain);

  EXPECT_EQ(HelloOutcome::kBroken, read(u16(0x8000 | body.size()) + body).outcome) << "to a hello of TLS";
  EXPECT_EQ(HelloOutcome::kBroken,
            read(u16(0x8000 | (body.size() + 1)) + body + "x", HelloOutcome::kClosed, offer).outcome);
  EXPECT_EQ(HelloOutcome::kAlert, read(from_hex("8003 000001"), HelloOutcome::kClosed, offer).outcome) << "no cipher";
  EXPECT_EQ(70, read(record(21, "\x02\x46"), HelloOutcome::kClosed, offer).alert);
  EXPECT_EQ(HelloOutcome::kClosed, read(from_hex("8003"), HelloOutcome::kClosed, offer).outcome);
}

TEST(ServerFlight, does_not_care_how_the_bytes_are_cut) {
  std::mt19937 random(20261130);
  testing::ServerSetup setup;
  setup.versions = {kTls10, kTls12, kTls13, kSsl2};
  setup.suites = {kEcdheRsa, kDheRsa, kRsa};
  setup.suites13 = {0x1301};
  setup.ssl2_suites = {0x010080};
  setup.prime = std::string(128, '\x91');
  setup.stapling = true;
  setup.chain = {std::string(1500, 'a'), std::string(20'000, 'b'), std::string(900, 'c')};
  for (const HelloOffer& offer : {tls13_offer(kTarget), kTls12Offer, version_offer(kTarget, kTls10),
                                  dhe_offer(kTarget, kTls12), version_offer(kTarget, kSsl2)}) {
    for (const std::size_t piece : {7U, 1000U, 16'000U}) {
      setup.piece = piece;
      const std::array<unsigned char, 64> bytes{1};
      const std::string reply = reply_to(setup, client_hello(offer, bytes)).bytes;
      const HelloFact whole = read(reply, HelloOutcome::kClosed, offer);
      ASSERT_EQ(HelloOutcome::kServerHello, whole.outcome) << offer.asked;
      for (int round = 0; round < 20; ++round) {
        ServerFlight flight;
        const std::size_t most = round == 0 ? 1 : 1 + random() % 3000;
        for (std::string_view rest = reply; !rest.empty();) {
          const std::string_view part = rest.substr(0, 1 + random() % most);
          flight.feed(part);
          rest.remove_prefix(part.size());
        }
        flight.ended(HelloOutcome::kClosed);
        ASSERT_EQ(whole, flight.fact(offer)) << offer.asked << " piece " << piece << " round " << round;
      }
    }
  }
}

TEST(ServerFlight, survives_being_cut_short_and_spoiled) {
  const std::string flight =
      record(22, hello_of(kTls12, kDheRsa, from_hex("ff01000100 00170000")) + certificates({"leaf", "middle"})) +
      record(22, dhe_key(std::string(128, '\x91'), "\x04\x01") + kDone);
  for (std::size_t length = 0; length < flight.size(); ++length) {
    const HelloOutcome outcome = read(flight.substr(0, length), HelloOutcome::kClosed).outcome;
    EXPECT_TRUE(outcome == HelloOutcome::kClosed || outcome == HelloOutcome::kServerHello) << length;
    for (const int flip : {1, 0x80, 0xFF}) {
      std::string spoiled = flight;
      spoiled[length] = static_cast<char>(spoiled[length] ^ flip);
      read(spoiled, HelloOutcome::kClosed);
    }
  }
}

}  // namespace
}  // namespace waarborg::scan
