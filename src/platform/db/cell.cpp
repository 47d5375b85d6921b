// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/cell.h"

namespace waarborg::db {

void take(const Cell& from, std::string& to) {
  if (const auto* text = std::get_if<std::string>(&from)) {
    to = *text;
  } else {
    to.clear();
  }
}
void take(const Cell& from, std::int64_t& to) {
  const auto* number = std::get_if<std::int64_t>(&from);
  to = number != nullptr ? *number : 0;
}
void take(const Cell& from, double& to) {
  const auto* number = std::get_if<double>(&from);
  to = number != nullptr ? *number : 0.0;
}
void take(const Cell& from, bool& to) {
  const auto* number = std::get_if<std::int64_t>(&from);
  to = number != nullptr && *number != 0;
}
void take(const Cell& from, Day& to) {
  const auto* text = std::get_if<std::string>(&from);
  to = text != nullptr ? parse_day(*text).value_or(Day{}) : Day{};
}
void take(const Cell& from, Moment& to) {
  const auto* text = std::get_if<std::string>(&from);
  to = text != nullptr ? parse_moment(*text).value_or(Moment{}) : Moment{};
}

}  // namespace waarborg::db
