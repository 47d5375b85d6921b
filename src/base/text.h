// SPDX-License-Identifier: EUPL-1.2
//
// Small things with text.
#pragma once

#include <string>
#include <string_view>

#include "base/names.h"

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

/// Holds nothing that a reader would see: no character, or only spaces and marks without a shape.
bool is_blank(std::string_view text);

/// As it stands in one line: line ends and other controls are a space, and marks that turn text round are left out, so
/// that a text never looks like two lines or like another one.
std::string one_line(std::string_view text);

/// An address that may become a link: http or https, so that no click runs a script or opens a file (RFC 3986 section
/// 4.3), in one word, without marks that turn text round and would show another address than the one that opens.
inline bool is_web_address(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || text.size() == scheme) return false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F || c == '"' || c == '<' || c == '>') return false;
  }
  for (const std::string_view turning : {"\xE2\x80", "\xE2\x81", "\xD8\x9C"}) {
    if (text.find(turning) != std::string_view::npos) return false;
  }
  return true;
}

}  // namespace waarborg
