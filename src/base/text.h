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

/// Without the spaces, tabs and line ends around it.
inline std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

/// Holds nothing that a reader would see.
inline bool is_blank(std::string_view text) { return trimmed(text).empty(); }

/// A name as it is compared: lower case, single spaces, none around it; so "J. de  Vries" is "j. de vries".
inline std::string folded_name(std::string_view name) {
  std::string out;
  for (const char c : lower(name)) {
    const bool space = c == ' ' || c == '\t';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace waarborg
