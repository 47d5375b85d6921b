// SPDX-License-Identifier: EUPL-1.2
#include "base/text.h"

#include "base/code_point.h"

namespace waarborg {
namespace {

/// Marks that turn text round (UAX #9): embeddings, overrides, isolates, and the three marks of direction.
bool is_turning(char32_t point) {
  return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0x200E ||
         point == 0x200F || point == 0x061C;
}

/// What begins a new line, or moves within one (UAX #14: BK, CR, LF, NL), and other controls.
bool is_control(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x2028 || point == 0x2029;
}

}  // namespace

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    if (!is_space(point) && !is_invisible(point)) return false;
  }
  return true;
}

std::string one_line(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t point = take_code_point(text);
    const std::string_view bytes = rest.substr(0, rest.size() - text.size());
    // A byte that begins no code point stays as it is: it is no control, whatever its number.
    const bool stray = bytes.size() == 1 && point >= 0x80;
    if (stray || (!is_turning(point) && !is_control(point))) {
      out += bytes;
    } else if (is_control(point) && !out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return std::string(trimmed(out));
}

}  // namespace waarborg
