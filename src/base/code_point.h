// SPDX-License-Identifier: EUPL-1.2
//
// Text by its code points, and which of them a reader sees. Inside base only.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace waarborg {

struct CodePoints {
  char32_t first, last;
};

template <std::size_t N>
bool in(const std::array<CodePoints, N>& ranges, char32_t point) {
  return std::ranges::any_of(ranges, [&](const CodePoints& r) { return r.first <= point && point <= r.last; });
}

/// The next code point, and moves on; a byte that begins none stands for itself. The text is not empty.
char32_t take_code_point(std::string_view& text);

bool is_space(char32_t point);

/// Controls and what Unicode calls default ignorable (UAX #44), most of which has no shape; and what has no meaning
/// yet.
bool is_invisible(char32_t point);

}  // namespace waarborg
