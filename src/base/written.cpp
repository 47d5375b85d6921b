// SPDX-License-Identifier: EUPL-1.2
#include "base/written.h"

#include <array>

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

}  // namespace waarborg
