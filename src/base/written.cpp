// SPDX-License-Identifier: EUPL-1.2
#include "base/written.h"

#include <array>
#include <cctype>

namespace waarborg {

std::string written_day(Language language, Day day) {
  static constexpr std::array kMonthsNl{"januari", "februari", "maart",     "april",   "mei",      "juni",
                                        "juli",    "augustus", "september", "oktober", "november", "december"};
  static constexpr std::array kMonthsEn{"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day date{day};
  const auto month = static_cast<unsigned>(date.month()) - 1;
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         (language == Language::kNl ? kMonthsNl[month] : kMonthsEn[month]) + " " +
         std::to_string(static_cast<int>(date.year()));
}

std::string day_text(const std::string& moment) {
  const auto at = parse_moment(moment);
  return at ? to_text(day_of(*at)) : moment;
}

std::string with_written_days(Language language, std::string_view text) {
  constexpr std::size_t kLength = std::string_view("2026-11-22").size();
  const auto is_word = [&](std::size_t at) {
    return at < text.size() && (text[at] == '-' || std::isalnum(static_cast<unsigned char>(text[at])) != 0);
  };
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool whole = (at == 0 || !is_word(at - 1)) && !is_word(at + kLength);
    const auto day = whole ? parse_day(text.substr(at, kLength)) : std::nullopt;
    if (day) {
      out += written_day(language, *day);
      at += kLength;
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace waarborg
