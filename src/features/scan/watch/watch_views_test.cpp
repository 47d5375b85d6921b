// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/watch/watch_views.h"

#include <gtest/gtest.h>

#include <array>

namespace waarborg::scan {
namespace {

using enum DomainState;

WatchedDomain found(std::int64_t fails, std::int64_t warns, std::int64_t unknown) {
  WatchedDomain domain;
  domain.last = Measurement{};
  domain.last->fails = fails;
  domain.last->warns = warns;
  domain.last->unknown = unknown;
  return domain;
}

WatchedDomain explained(WatchedDomain domain, const char* reason = "Wordt per 1 juli opgeheven.") {
  domain.protection = Protection::kExplain;
  domain.reason = reason;
  return domain;
}

TEST(DomainState, is_of_the_worst_that_was_found_and_not_known_is_never_good) {
  EXPECT_EQ(state_of(WatchedDomain{}), kNotMeasured);
  EXPECT_EQ(state_of(found(1, 2, 3)), kWrong);
  EXPECT_EQ(state_of(found(0, 2, 3)), kAttention);
  EXPECT_EQ(state_of(found(0, 0, 3)), kUnknown);
  EXPECT_EQ(state_of(found(0, 0, 0)), kGood);
}

TEST(DomainState, of_a_departure_with_a_reason_is_explained_and_not_wrong) {
  EXPECT_EQ(state_of(explained(found(1, 0, 0))), kExplained);
  EXPECT_EQ(state_of(explained(found(0, 1, 1))), kExplained);
  EXPECT_EQ(state_of(explained(found(1, 0, 0), " \n")), kWrong) << "no reason, no explanation";
  WatchedDomain applied = found(1, 0, 0);
  applied.reason = "Van vorig jaar.";
  EXPECT_EQ(state_of(applied), kWrong) << "a reason that was left behind";
}

TEST(DomainState, of_what_is_explained_and_not_departed_from_is_what_was_found) {
  EXPECT_EQ(state_of(explained(WatchedDomain{})), kNotMeasured);
  EXPECT_EQ(state_of(explained(found(0, 0, 0))), kGood);
  EXPECT_EQ(state_of(explained(found(0, 0, 2))), kUnknown);
}

TEST(DomainCounts, count_each_domain_once_by_the_state_of_its_row) {
  std::array domains{found(1, 0, 0), found(3, 1, 0), explained(found(1, 0, 0)), found(0, 1, 0), found(0, 0, 1),
                     found(0, 0, 0), WatchedDomain{}};
  for (WatchedDomain& domain : domains) domain.state = state_of(domain);
  EXPECT_EQ(counts_of(domains), (DomainCounts{2, 1, 1, 1, 1, 1}));
  EXPECT_EQ(counts_of({}), DomainCounts{});
}

}  // namespace
}  // namespace waarborg::scan
