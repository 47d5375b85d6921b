// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/offers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "features/scan/tls/registry.h"
#include "features/scan/tls/testing_server.h"

namespace waarborg::scan {
namespace {

using testing::ReadHello;

const HelloTarget kTarget{"www.ziekenhuis.example", {"http/1.1"}};

ReadHello sent(const HelloOffer& offer) {
  std::array<unsigned char, 64> random{};
  random.fill(0x42);
  return testing::read_hello(client_hello(offer, random));
}

bool has(const std::vector<int>& list, int number) { return std::ranges::find(list, number) != list.end(); }

TEST(TlsOffers, of_tls13_offer_nothing_older) {
  const HelloOffer offer = tls13_offer(kTarget);
  const ReadHello hello = sent(offer);

  EXPECT_EQ("tls13", offer.asked);
  EXPECT_TRUE(hello.is_whole);
  EXPECT_EQ(std::vector<int>{kTls13}, hello.versions);
  EXPECT_EQ(std::vector<int>{29}, hello.shares);
  EXPECT_EQ(std::vector<int>{0}, hello.compressions);
  EXPECT_TRUE(has(hello.groups, 0x11EC));
  EXPECT_TRUE(has(hello.groups, 29)) << "the share must be of a group that is offered";
  EXPECT_EQ(0x1302, hello.suites.front());
  EXPECT_FALSE(has(hello.suites, 0x1305));
  for (const int suite : hello.suites) EXPECT_TRUE(suite_of(suite)->is_tls13());
  EXPECT_EQ(std::vector<int>{0x1305}, sent(ccm8_offer(kTarget)).suites);
  EXPECT_EQ("ccm8", ccm8_offer(kTarget).asked);
}

TEST(TlsOffers, of_an_older_version_have_all_its_suites_and_no_signal_that_they_are_a_fallback) {
  for (const auto& [version, asked, least] :
       {std::tuple{kTls12, "tls12", 300U}, {kTls11, "tls11", 160U}, {kTls10, "tls10", 160U}, {kSsl3, "ssl3", 100U}}) {
    const HelloOffer offer = version_offer(kTarget, version);
    const ReadHello hello = sent(offer);
    EXPECT_EQ(asked, offer.asked);
    EXPECT_EQ(version, hello.version);
    EXPECT_TRUE(hello.versions.empty());
    EXPECT_GE(hello.suites.size(), least);
    EXPECT_FALSE(has(hello.suites, 0x5600)) << "TLS_FALLBACK_SCSV would be refused by good servers";
    EXPECT_FALSE(has(hello.suites, 0x0000));
    EXPECT_EQ((std::vector<int>{1, 64, 0}), hello.compressions);
    EXPECT_EQ(std::set<int>(offer.suites.begin(), offer.suites.end()).size(), offer.suites.size());
    for (const int suite : offer.suites) {
      EXPECT_LE(suite_of(suite)->least_version, version);
      EXPECT_TRUE(suite_of(suite)->can_be_chosen());
    }
    EXPECT_EQ(version > kSsl3, hello.has(0xFF01));
    EXPECT_EQ(version == kSsl3, has(hello.suites, 0x00FF));
    EXPECT_EQ(version == kTls12, hello.has(13)) << "signature_algorithms are of TLS 1.2";
    EXPECT_EQ(version > kSsl3 ? kTarget.server_name : "", hello.server_name);
  }
  EXPECT_EQ(12U, sent(version_offer(kTarget, kSsl2)).suites.size());
}

TEST(TlsOffers, begin_with_what_servers_have) {
  const std::vector<int>& suites = suites_for(kTls12);
  EXPECT_EQ("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", suite_name(suites[0]));
  const auto place = [&](const char* name) {
    return std::ranges::find(suites, find_suite(name).value()) - suites.begin();
  };
  EXPECT_LT(place("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), place("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));
  EXPECT_LT(place("TLS_RSA_WITH_AES_128_CBC_SHA"), place("TLS_RSA_WITH_3DES_EDE_CBC_SHA"));
  EXPECT_LT(place("TLS_RSA_WITH_RC4_128_SHA"), place("TLS_DH_anon_WITH_AES_128_CBC_SHA"));
  EXPECT_LT(place("TLS_RSA_EXPORT_WITH_RC4_40_MD5"), place("TLS_PSK_WITH_AES_128_CBC_SHA"));
  // A server that reads no more than the first 128 sees all that a certificate goes with.
  EXPECT_LT(place("TLS_RSA_EXPORT_WITH_RC4_40_MD5"), 128);
  EXPECT_LT(place("TLS_RSA_WITH_NULL_MD5"), 128);
  EXPECT_TRUE(suites_for(0x0305).empty());
}

TEST(TlsOffers, of_both_generations_leave_the_server_its_own_dh_group) {
  const HelloOffer offer = combined_offer(kTarget);
  const ReadHello hello = sent(offer);

  EXPECT_EQ("tls13", offer.asked);
  EXPECT_EQ((std::vector<int>{kTls13, kTls12, kTls11, kTls10}), hello.versions);
  EXPECT_TRUE(has(hello.suites, 0x1301) && has(hello.suites, 0x1304) && has(hello.suites, 0xC02F) &&
              has(hello.suites, 0x0005));
  EXPECT_EQ(std::vector<int>{0}, hello.compressions);
  EXPECT_FALSE(has(hello.groups, 0x0100));
  EXPECT_TRUE(has(hello.groups, 21));
}

TEST(TlsOffers, for_one_thing_only) {
  const ReadHello dhe = sent(dhe_offer(kTarget, kTls12));
  for (const int suite : dhe.suites) EXPECT_EQ(KeyExchange::kDhe, suite_of(suite)->exchange);
  EXPECT_TRUE(has(dhe.suites, 0x0033) && has(dhe.suites, 0x009E) && !has(dhe.suites, 0x0034));
  EXPECT_FALSE(has(dhe.groups, 0x0101));

  EXPECT_EQ((std::vector<int>{0x0203, 0x0201, 0x0202}), sent(sha1_offer(kTarget, {0xC02F})).signatures);
  EXPECT_EQ((std::vector<int>{0x0303, 0x0301, 0x0302}), sent(sha224_offer(kTarget, {0xC02F})).signatures);
}

TEST(TlsOffers, keep_out_of_the_sizes_that_are_trouble) {
  for (const std::size_t length : {0U, 1U, 20U, 60U, 120U, 253U}) {
    const HelloTarget target{std::string(length, 'a'), {"http/1.1"}};
    std::vector<HelloOffer> offers{tls13_offer(target), ccm8_offer(target), combined_offer(target),
                                   dhe_offer(target, kTls10), sha1_offer(target, {0xC02F})};
    for (const int version : {kTls12, kTls11, kTls10, kSsl3, kSsl2}) offers.push_back(version_offer(target, version));
    for (const HelloOffer& offer : offers) {
      const std::size_t bytes = sent(offer).bytes;
      EXPECT_TRUE(bytes < 256 || bytes >= 512) << offer.asked << " " << length << ": " << bytes;
      EXPECT_GT(sent(shaped(offer, HelloShape::kLarge)).bytes, offer.version > kSsl3 ? 512U : 0U) << offer.asked;
    }
  }
}

TEST(TlsOffers, can_be_small) {
  for (const HelloOffer& offer : {tls13_offer(kTarget), version_offer(kTarget, kTls12), version_offer(kTarget, kTls10),
                                  version_offer(kTarget, kSsl3), combined_offer(kTarget)}) {
    const HelloOffer small = shaped(offer, HelloShape::kSmall, MayCut::kSuites);
    const ReadHello hello = sent(small);
    EXPECT_TRUE(hello.is_whole);
    EXPECT_LT(hello.bytes, 256U) << offer.asked;
    EXPECT_EQ(offer.asked, small.asked);
    EXPECT_GE(hello.suites.size(), offer.versions.empty() ? 28U : 14U) << offer.asked;
    EXPECT_EQ(offer.suites, shaped(offer, HelloShape::kSmall).suites);
    EXPECT_EQ(offer.version > kSsl3, hello.has(23)) << "what a check reads must be asked in every shape";
    EXPECT_EQ(offer.version > kSsl3, hello.has(0xFF01));
  }
}

}  // namespace
}  // namespace waarborg::scan
