// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/plan.h"

#include <gtest/gtest.h>

namespace waarborg::measure {
namespace {

TEST(Verdicts, rise_and_fall_in_one_order_and_what_ceases_to_apply_does_neither) {
  struct Row {
    const char* before;
    const char* after;
    const char* direction;
  };
  for (const Row& row : {Row{"not_shown", "partly_shown", "better"}, Row{"refuted", "not_shown", "better"},
                         Row{"shown", "partly_shown", "worse"}, Row{"not_shown", "refuted", "worse"},
                         Row{"shown", "not_applicable", "new"}, Row{"not_applicable", "refuted", "new"},
                         Row{"", "shown", "new"}, Row{"shown", "shown", "new"}}) {
    EXPECT_EQ(direction_of(row.before, row.after), row.direction) << row.before << " → " << row.after;
  }
}

}  // namespace
}  // namespace waarborg::measure
