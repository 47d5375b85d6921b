// SPDX-License-Identifier: EUPL-1.2
#include "features/today/order.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace waarborg::today {
namespace {

enum class Turn { kLate, kDue, kSetUp, kProof, kReview, kEnding, kLater, kNews };

Turn turn_of(const TodayItem& item) {
  if (item.state == "overdue") return Turn::kLate;
  if (item.kind == "occurrence") return item.state == "soon" ? Turn::kLater : Turn::kDue;
  if (item.kind == "deviation") return Turn::kDue;
  if (item.kind == "setup") return Turn::kSetUp;
  if (item.kind == "task") return Turn::kProof;
  if (item.kind == "review") return Turn::kReview;
  return item.kind == "expiring" ? Turn::kEnding : Turn::kNews;
}

/// What cannot be done yet waits for its first day, the rest has until its last.
std::string day_of(const TodayItem& item) {
  constexpr const char* kNever = "9999-12-31";
  return (item.state == "soon" ? item.due : item.until).value_or(item.due.value_or(kNever));
}

}  // namespace

void put_in_order(std::vector<TodayItem>& items) {
  std::ranges::stable_sort(items, {}, [&](const TodayItem& item) {
    return std::tuple(!item.mine, turn_of(item), item.state == "soon", day_of(item));
  });
}

}  // namespace waarborg::today
