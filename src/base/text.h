// SPDX-License-Identifier: EUPL-1.2
//
// Small things with text.
#pragma once

#include <string>
#include <string_view>

namespace waarborg {

/// The text with A to Z in lower case; every other byte, so every letter outside ASCII, stays as it is.
inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace waarborg
