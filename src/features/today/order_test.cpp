// SPDX-License-Identifier: EUPL-1.2
#include "features/today/order.h"

#include <gtest/gtest.h>

namespace waarborg::today {
namespace {

struct Item {
  const char* title;
  const char* kind;
  const char* state = "open";
  const char* due = "";
  const char* until = "";
  bool mine = true;
};

std::vector<std::string> ordered(const std::vector<Item>& given) {
  std::vector<TodayItem> items;
  for (const Item& one : given) {
    TodayItem& item = items.emplace_back();
    item.title = one.title;
    item.kind = one.kind;
    item.state = one.state;
    if (*one.due != '\0') item.due = one.due;
    if (*one.until != '\0') item.until = one.until;
    item.mine = one.mine;
  }
  put_in_order(items);
  std::vector<std::string> out;
  for (const TodayItem& item : items) out.push_back(item.title);
  return out;
}

TEST(TodayOrder, what_one_can_do_stands_before_verdicts_that_worsened) {
  EXPECT_EQ(ordered({{"worsened", "verdict"},
                     {"next month", "occurrence", "soon", "2026-03-30", "2026-04-13"},
                     {"ends", "expiring", "soon", "2026-03-20", "2026-03-20"},
                     {"review", "review"},
                     {"proof", "task"},
                     {"set-up", "setup"},
                     {"deviation", "deviation"},
                     {"this week", "occurrence", "soon", "2026-03-05", "2026-03-19"},
                     {"now", "occurrence", "open", "2026-02-20", "2026-03-06"},
                     {"expired", "expiring", "overdue", "2026-02-27", "2026-02-27"},
                     {"late", "occurrence", "overdue", "2026-02-01", "2026-02-15"}}),
            (std::vector<std::string>{"late", "expired", "now", "deviation", "set-up", "proof", "review", "ends",
                                      "this week", "next month", "worsened"}));
}

TEST(TodayOrder, work_of_others_comes_after_ones_own_however_late_it_is) {
  EXPECT_EQ(
      ordered({{"late of another", "occurrence", "overdue", "2026-01-01", "2026-01-15", false},
               {"worsened of another", "verdict", "open", "", "", false},
               {"worsened", "verdict"},
               {"proof of another", "task", "open", "", "", false},
               {"proof", "task"}}),
      (std::vector<std::string>{"proof", "worsened", "late of another", "proof of another", "worsened of another"}));
}

TEST(TodayOrder, what_can_be_done_goes_by_its_last_day_and_what_is_to_come_by_its_first) {
  EXPECT_EQ(ordered({{"long", "occurrence", "open", "2026-02-20", "2026-04-01"},
                     {"short", "occurrence", "open", "2026-03-01", "2026-03-03"},
                     {"begins last", "occurrence", "soon", "2026-03-06", "2026-03-07"},
                     {"begins first", "occurrence", "soon", "2026-03-04", "2026-03-30"}}),
            (std::vector<std::string>{"short", "long", "begins first", "begins last"}));
}

TEST(TodayOrder, what_has_no_day_keeps_its_place) {
  EXPECT_EQ(ordered({{"b", "task"}, {"a", "task"}, {"c", "task"}}), (std::vector<std::string>{"b", "a", "c"}));
}

}  // namespace
}  // namespace waarborg::today
