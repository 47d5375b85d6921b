// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/admission.h"

#include <gtest/gtest.h>

namespace waarborg::http {
namespace {

TEST(Admission, a_party_and_the_house_each_have_their_limit) {
  Admission admission(3, 2);
  auto first = admission.enter("a");
  auto second = admission.enter("a");

  EXPECT_FALSE(admission.enter("a"));
  auto third = admission.enter("b");
  EXPECT_TRUE(third);
  EXPECT_FALSE(admission.enter("c"));
  EXPECT_EQ(admission.open(), 3U);

  first.reset();
  EXPECT_TRUE(admission.enter("a"));
  EXPECT_EQ(admission.open(), 2U);
}

TEST(Admission, waiting_for_an_empty_house_ends_at_its_moment) {
  Admission admission(3, 2);
  EXPECT_TRUE(admission.wait_empty(std::chrono::steady_clock::now()));
  const auto ticket = admission.enter("a");

  EXPECT_FALSE(admission.wait_empty(std::chrono::steady_clock::now()));
}

TEST(Admission, one_ipv6_network_is_one_party) {
  EXPECT_EQ(party_of("2001:db8:1:2::1"), party_of("2001:db8:1:2:ffff::9"));
  EXPECT_NE(party_of("2001:db8:1:2::1"), party_of("2001:db8:1:3::1"));
  EXPECT_NE(party_of("192.0.2.1"), party_of("192.0.2.2"));
}

TEST(Budget, bytes_come_back) {
  Budget budget(100, 100);
  auto share = budget.take("a", 60);
  ASSERT_TRUE(share);

  EXPECT_FALSE(budget.take("a", 41));
  EXPECT_FALSE(budget.take("b", static_cast<std::size_t>(-1)));
  share.reset();
  EXPECT_TRUE(budget.take("a", 100));
}

TEST(Budget, one_party_has_its_part_only) {
  Budget budget(100, 40);
  const auto first = budget.take("a", 30);
  EXPECT_FALSE(budget.take("a", 11));
  const auto second = budget.take("a", 10);
  EXPECT_FALSE(budget.take("a", 1));
  const auto other = budget.take("b", 40);
  EXPECT_TRUE(other);
  EXPECT_FALSE(budget.take("c", 21));
}

}  // namespace
}  // namespace waarborg::http
