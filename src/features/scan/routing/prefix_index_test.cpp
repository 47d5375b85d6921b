// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/prefix_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace waarborg::scan::routing {
namespace {

std::string text(const std::vector<Claim>& claims) {
  std::string out;
  for (const Claim& claim : claims) out += to_text(claim.prefix) + " " + std::to_string(claim.asn) + ", ";
  return out;
}

PrefixIndex index_of(const std::vector<Claim>& claims) {
  PrefixIndex index;
  for (const Claim& claim : claims) index.add(claim);
  index.finish();
  return index;
}

Claim claim(const char* network, std::uint32_t asn) { return {*read_prefix(network), asn, 0}; }

TEST(Prefix, is_read_and_written_in_both_families) {
  for (const char* good : {"0.0.0.0/0", "192.0.2.0/24", "192.0.2.1/32", "::/0", "2001:db8::/32", "2001:db8::1/128",
                           "2001:db8:0:1::/64", "2001:db8:0:0:8000::/65"}) {
    const auto prefix = read_prefix(good);
    ASSERT_TRUE(prefix) << good;
    EXPECT_EQ(good, to_text(*prefix));
  }
  for (const char* bad : {"", "192.0.2.0", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/2x", "192.0.2.1/24",
                          "2001:db8::/129", "2001:db8::1/64", "fe80::%1/64", "192.0.2/24", "/24", "x/24"}) {
    EXPECT_FALSE(read_prefix(bad)) << bad;
  }
}

TEST(Prefix, covers_itself_and_what_lies_in_it_and_nothing_of_the_other_family) {
  const auto covered = [](const char* outer, const char* inner) {
    return covers(*read_prefix(outer), *read_prefix(inner));
  };
  EXPECT_TRUE(covered("192.0.2.0/24", "192.0.2.0/24"));
  EXPECT_TRUE(covered("192.0.2.0/24", "192.0.2.255/32"));
  EXPECT_TRUE(covered("0.0.0.0/0", "192.0.2.0/24"));
  EXPECT_TRUE(covered("2001:db8::/32", "2001:db8:ffff::/48"));
  EXPECT_FALSE(covered("192.0.2.0/24", "192.0.0.0/16"));
  EXPECT_FALSE(covered("192.0.2.0/24", "192.0.3.0/24"));
  EXPECT_FALSE(covered("2001:db8::/65", "2001:db8::8000:0:0:0/66"));
  EXPECT_FALSE(covered("0.0.0.0/0", "::/0"));
}

TEST(PrefixIndex, finds_all_that_cover_an_address_the_longest_first) {
  const PrefixIndex index = index_of({claim("192.0.2.0/24", 1), claim("192.0.2.0/24", 2), claim("192.0.0.0/16", 3),
                                      claim("192.0.2.128/25", 4), claim("2001:db8::/32", 5), claim("192.0.2.0/24", 1)});

  EXPECT_EQ("192.0.2.0/24 2, 192.0.2.0/24 1, 192.0.0.0/16 3, ", text(index.covering(*read_prefix("192.0.2.9/32"))));
  EXPECT_EQ("192.0.2.128/25 4, 192.0.2.0/24 2, 192.0.2.0/24 1, 192.0.0.0/16 3, ",
            text(index.covering(*read_prefix("192.0.2.200/32"))));
  EXPECT_EQ("192.0.0.0/16 3, ", text(index.covering(*read_prefix("192.0.3.0/24"))));
  EXPECT_EQ("2001:db8::/32 5, ", text(index.covering(*read_prefix("2001:db8::1/128"))));
  EXPECT_EQ("", text(index.covering(*read_prefix("191.255.255.255/32"))));
  EXPECT_EQ("", text(index.covering(*read_prefix("193.0.0.0/32"))));
  EXPECT_EQ(5U, index.size());
  EXPECT_EQ(4U * 16 + 32, index.bytes());
  EXPECT_EQ("", text(PrefixIndex().covering(*read_prefix("192.0.2.0/24"))));
}

/// Few bits differ, so that networks often lie in one another.
Prefix some_prefix(std::mt19937& random) {
  Prefix prefix;
  prefix.is_v6 = random() % 2 == 0;
  const int bits = bits_of(prefix);
  for (int i = 0; i < 4; ++i) prefix.high |= std::uint64_t{random() % 2} << (63U - random() % 12);
  if (prefix.is_v6) prefix.low = std::uint64_t{random() % 2} << 63U;
  prefix.length = static_cast<std::uint8_t>(bits);
  const auto length = random() % 4 == 0 ? random() % static_cast<unsigned>(bits + 1) : random() % 13;
  return shortened(prefix, static_cast<int>(length));
}

/// Slow and obvious: every claim is looked at.
std::vector<Claim> covering_by_looking_at_all(const std::vector<Claim>& claims, const Prefix& inner) {
  std::vector<Claim> out;
  for (const Claim& one : claims) {
    if (covers(one.prefix, inner) && std::ranges::find(out, one) == out.end()) out.push_back(one);
  }
  std::ranges::sort(out, std::ranges::greater());
  return out;
}

TEST(PrefixIndex, finds_what_looking_at_all_finds) {
  const auto seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    std::vector<Claim> claims;
    for (auto more = random() % 60; more > 0; --more) {
      claims.push_back({some_prefix(random), static_cast<std::uint32_t>(random() % 3), 0});
    }
    const PrefixIndex index = index_of(claims);
    for (int i = 0; i < 30; ++i) {
      const Prefix inner = some_prefix(random);
      ASSERT_EQ(text(covering_by_looking_at_all(claims, inner)), text(index.covering(inner)))
          << "seed " << seed << ", " << to_text(inner) << " in " << text(claims);
    }
  }
}

}  // namespace
}  // namespace waarborg::scan::routing
