// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/random.h"

#include <gtest/gtest.h>

#include <set>

#include "base/id_form.h"

namespace waarborg::crypto {
namespace {

TEST(Random, a_token_has_the_asked_bytes_and_is_safe_in_a_url) {
  EXPECT_EQ(random_token().size(), 43U);
  EXPECT_EQ(base64url_decode(random_token(16))->size(), 16U);
}

TEST(Random, tokens_do_not_repeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(random_token(16)).second);
}

TEST(Random, an_id_carries_its_moment_as_in_rfc_9562_appendix_a_6) {
  const std::string id = new_id(*parse_moment("2022-02-22T14:22:22-05:00"));

  ASSERT_EQ(id.size(), 36U);
  EXPECT_EQ(id.substr(0, 15), "017f22e2-79b0-7");
  EXPECT_EQ(id[18], '-');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
}

TEST(Random, an_id_is_known_by_its_form) {
  const std::string id = new_id(*parse_moment("2022-02-22T14:22:22-05:00"));
  EXPECT_TRUE(is_id(id));
  for (const std::string& other : {std::string(), id.substr(1), id + "0", id.substr(0, 35) + "G",
                                   id.substr(0, 35) + "A", id.substr(0, 23) + "0" + id.substr(24)}) {
    EXPECT_FALSE(is_id(other)) << other;
  }
}

TEST(Random, ids_of_later_milliseconds_sort_later) {
  const Moment now = *parse_moment("2026-11-22T09:15:00.255Z");
  EXPECT_LT(new_id(now), new_id(now + std::chrono::milliseconds{1}));
  EXPECT_NE(new_id(now), new_id(now));
}

TEST(Random, a_moment_before_1970_counts_as_1970) {
  EXPECT_EQ(new_id(Moment{std::chrono::milliseconds{-5}}).substr(0, 14), "00000000-0000-");
}

}  // namespace
}  // namespace waarborg::crypto
