// SPDX-License-Identifier: EUPL-1.2
#include "features/notice/rules.h"

#include <algorithm>
#include <array>

#include "base/dutch_clock.h"

namespace waarborg::notice {

using namespace std::chrono_literals;

std::chrono::minutes wait_after(std::int64_t attempts) {
  static constexpr std::array<std::chrono::minutes, kMostAttempts> kWaits{1min, 5min, 15min, 1h, 3h, 6h, 12h, 24h};
  return kWaits[static_cast<std::size_t>(std::clamp<std::int64_t>(attempts, 1, kMostAttempts) - 1)];
}

Moment morning_of(Day day) { return from_dutch_clock(Moment{day} + 7h); }

std::optional<Day> weekly_due(Moment now) {
  const Day today = day_of(now);
  const Day monday = today - (std::chrono::weekday(today) - std::chrono::Monday);
  if (now < morning_of(monday) || today > monday + std::chrono::days(2)) return std::nullopt;
  return monday;
}

bool is_settled(Moment since, Day monday) { return since <= morning_of(monday - std::chrono::days(7)); }

std::optional<Day> daily_due(Moment now) {
  const Day today = day_of(now);
  if (now < morning_of(today)) return std::nullopt;
  return today;
}

bool Turnstile::admit(const std::string& visitor, Moment now) {
  const auto minute = std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
  if (minute != minute_) {
    visits_.clear();
    minute_ = minute;
  }
  constexpr std::size_t kMostVisitors = 10'000;
  if (visits_.size() >= kMostVisitors && !visits_.contains(visitor)) return false;
  return ++visits_[visitor] <= most_;
}

}  // namespace waarborg::notice
