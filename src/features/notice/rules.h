// SPDX-License-Identifier: EUPL-1.2
//
// When something is told, and how often a letter is tried. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/time.h"

namespace waarborg::notice {

inline constexpr std::int64_t kMostAttempts = 8;

/// Longer than one letter can take to be sent, with what comes before and after it; see mail::SmtpSettings::whole.
inline constexpr std::chrono::minutes kLongestSend{3};

/// Until the next attempt after this many. Together almost a day: shorter than the four days of RFC 5321 section
/// 4.5.4.1, because a link or reminder of last week helps nobody.
std::chrono::minutes wait_after(std::int64_t attempts);

/// Seven in the morning of a day in the Netherlands, summer time or not.
Moment morning_of(Day day);

/// The Monday whose weekly overview is due: from Monday morning until the end of Wednesday, so that a server that was
/// away on Monday still tells. Nothing on other days.
std::optional<Day> weekly_due(Moment now);

/// Whether the overview of that Monday is for an account of that age: who came less than a week before it still sees
/// every day what there is, and the demonstration has no last week.
bool is_settled(Moment since, Day monday);

/// The day whose daily reminders are due: from the morning on.
std::optional<Day> daily_due(Moment now);

/// Counts visits per visitor within a minute. Not safe for several threads at once.
class Turnstile {
 public:
  explicit Turnstile(std::int64_t most) : most_(most) {}
  /// False when this visitor came more than `most` times in this minute.
  bool admit(const std::string& visitor, Moment now);

 private:
  std::int64_t most_;
  std::int64_t minute_ = 0;
  std::map<std::string, std::int64_t> visits_;
};

}  // namespace waarborg::notice
