// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/client_hello.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

#include "features/scan/tls/testing_server.h"
#include "platform/crypto/encoding.h"

namespace waarborg::scan {
namespace {

using testing::read_hello;
using testing::ReadHello;

/// 00 01 02 … 3F.
std::array<unsigned char, 64> counting() {
  std::array<unsigned char, 64> bytes{};
  std::iota(bytes.begin(), bytes.end(), static_cast<unsigned char>(0));
  return bytes;
}

std::string built(const HelloOffer& offer) { return client_hello(offer, counting()); }

std::string hex(std::string_view bytes) { return crypto::hex_encode(bytes); }

HelloOffer bare() {
  HelloOffer offer;
  offer.suites = {0xC02F};
  offer.alpn.clear();
  offer.extended_master_secret = offer.renegotiation_info = false;
  return offer;
}

const std::string kRandomHex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const std::string kShareHex = "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";

// Laid out by hand from RFC 5246 sections 6.2.1, 7.4 and 7.4.1.2.
TEST(ClientHello, of_tls12_without_extensions) {
  EXPECT_EQ("160301002f0100002b0303" + kRandomHex + "000002c02f01000000", hex(built(bare())));
}

// RFC 6066 sections 3 and 8, RFC 7627, RFC 5077, RFC 5746, RFC 8422, RFC 7301, RFC 5246 section 7.4.1.4.1.
TEST(ClientHello, of_tls12_with_every_extension) {
  HelloOffer offer = bare();
  offer.server_name = "a.nl";
  offer.alpn = {"h2", "http/1.1"};
  offer.groups = {29, 23};
  offer.signatures = {0x0403};
  offer.extended_master_secret = offer.renegotiation_info = offer.status_request = offer.session_ticket = true;
  const std::string extensions =
      "000000090007000004612e6e6c"            // server_name: list 7, host_name, 4 bytes
      "00170000"                              // extended_master_secret
      "00230000"                              // session_ticket
      "ff01000100"                            // renegotiation_info
      "000500050100000000"                    // status_request: ocsp
      "000b00020100"                          // ec_point_formats: uncompressed
      "000a00060004001d0017"                  // supported_groups
      "0010000e000c02683208687474702f312e31"  // application_layer_protocol_negotiation
      "000d000400020403";                     // signature_algorithms

  const std::string expected =
      "160301007c01000078"
      "0303" +
      kRandomHex + "000002c02f0100" + "004d" + extensions;
  EXPECT_EQ(expected, hex(built(offer)));
}

// RFC 8446 sections 4.1.2, 4.2.1 and 4.2.8.
TEST(ClientHello, of_tls13_has_a_session_and_a_share) {
  HelloOffer offer = bare();
  offer.suites = {0x1301};
  offer.groups = {29};
  offer.versions = {kTls13};
  offer.key_share = KeyShare::kX25519;

  const std::string bytes = hex(built(offer));
  EXPECT_NE(std::string::npos, bytes.find("0033002600"
                                          "24001d0020" +
                                          kShareHex));
  EXPECT_NE(std::string::npos, bytes.find("002b0003020304"));
  EXPECT_EQ(std::string::npos, bytes.find("000b0002")) << "point formats are of older versions";

  const ReadHello hello = read_hello(built(offer));
  EXPECT_TRUE(hello.is_whole);
  EXPECT_EQ(kTls12, hello.version);
  EXPECT_EQ(32U, hello.session_bytes);
  EXPECT_EQ(std::vector<int>{29}, hello.shares);

  offer.key_share = KeyShare::kEmpty;
  EXPECT_NE(std::string::npos, hex(built(offer)).find("003300020000"));
}

// RFC 6101 section 5.6.1.2, RFC 5746 section 3.3.
TEST(ClientHello, of_ssl3_has_no_extensions_and_signals_renegotiation_among_the_suites) {
  HelloOffer offer = bare();
  offer.version = kSsl3;
  offer.suites = {0x000A};
  offer.server_name = "a.nl";
  offer.renegotiation_info = true;
  offer.compressions = {1, 0};

  EXPECT_EQ("16030000300100002c0300" + kRandomHex + "000004000a00ff020100", hex(built(offer)));
}

// Hickman 1995, "CLIENT-HELLO".
TEST(ClientHello, of_ssl2) {
  HelloOffer offer;
  offer.version = kSsl2;
  offer.suites = {0x010080, 0x0700C0};

  EXPECT_EQ(
      "801f01000200060000001001008007"
      "00c0000102030405060708090a0b0c0d0e0f",
      hex(built(offer)));
}

TEST(ClientHello, is_padded_to_the_byte) {
  HelloOffer offer = bare();
  for (std::size_t size = 60; size < 600; ++size) {
    offer.pad_to = size;
    const ReadHello hello = read_hello(built(offer));
    ASSERT_TRUE(hello.is_whole);
    EXPECT_EQ(size, hello.bytes);
    EXPECT_TRUE(hello.has(21));
  }
  offer.pad_to = 10;
  EXPECT_EQ(hello_bytes(offer), read_hello(built(offer)).bytes);
  EXPECT_EQ(built(bare()), built(offer)) << "longer already";
  // The extension takes four bytes and must not be empty: as near as can be.
  offer.pad_to = hello_bytes(offer) + 1;
  EXPECT_EQ(hello_bytes(offer) + 5, read_hello(built(offer)).bytes);
}

TEST(ClientHello, is_cut_into_records) {
  HelloOffer offer = bare();
  offer.suites.assign(20'000, 0x002F);

  const std::string bytes = built(offer);
  EXPECT_EQ("1603014000", hex(bytes.substr(0, 5)));
  EXPECT_EQ("1603014000", hex(bytes.substr(5 + 16384, 5)));
  EXPECT_EQ("1603011c6d", hex(bytes.substr(2 * (5 + 16384), 5)));
  EXPECT_EQ(20'000U, read_hello(bytes).suites.size());
}

TEST(ClientHello, is_empty_when_it_cannot_be_said) {
  HelloOffer offer = bare();
  offer.suites.assign(40'000, 0x002F);
  EXPECT_EQ("", built(offer));

  offer = bare();
  offer.server_name = std::string(256, 'a');
  EXPECT_EQ("", built(offer));

  offer = bare();
  offer.alpn = {std::string(256, 'a')};
  EXPECT_EQ("", built(offer));

  offer = bare();
  offer.compressions.assign(256, 0);
  EXPECT_EQ("", built(offer));

  offer = bare();
  offer.pad_to = 70'000;
  EXPECT_EQ("", built(offer));

  offer.version = kSsl2;
  offer.suites.assign(12'000, 0x010080);
  EXPECT_EQ("", built(offer));
}

}  // namespace
}  // namespace waarborg::scan
