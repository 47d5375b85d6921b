// SPDX-License-Identifier: EUPL-1.2
#include "features/today/order.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace waarborg::today {
namespace {

constexpr std::chrono::days kWeek{7};

enum class Turn { kLate, kDue, kSetUp, kProof, kReview, kEnding, kLater, kNews };

Turn turn_of(const TodayItem& item, const std::string& this_week) {
  if (item.state == "overdue") return Turn::kLate;
  if (item.kind == "occurrence") return item.due.value_or("") <= this_week ? Turn::kDue : Turn::kLater;
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

void put_in_order(std::vector<TodayItem>& items, Day today) {
  const std::string this_week = to_text(today + kWeek);
  std::ranges::stable_sort(items, {}, [&](const TodayItem& item) {
    return std::tuple(!item.mine, turn_of(item, this_week), item.state == "soon", day_of(item));
  });
}

}  // namespace waarborg::today
