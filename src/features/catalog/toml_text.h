// SPDX-License-Identifier: EUPL-1.2
//
// TOML read with a limit, and its members by kind. Private to this feature.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "base/result.h"

namespace waarborg::catalog {

inline constexpr std::size_t kMaxTomlBytes = 1U << 20U;

/// Whether every line that starts with [ is a table header with a plain or quoted key, as in all files of content/.
/// toml++ 3.3 checks this only by an assertion (parse_key), which a stray "[@" would turn into an abort.
inline bool has_clean_headers(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\r\v\f"), text.size());
    std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    row.remove_prefix(std::min(row.find_first_not_of(" \t"), row.size()));
    if (!row.starts_with('[')) continue;
    row.remove_prefix(row.starts_with("[[") ? 2 : 1);
    row.remove_prefix(std::min(row.find_first_not_of(" \t"), row.size()));
    const char first = row.empty() ? '\0' : row.front();
    const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    if (!letter && std::string_view("0123456789_-\"'").find(first) == std::string_view::npos) return false;
  }
  return true;
}

/// Faults: catalog.own.toml with `where` "<file> line N".
inline Result<toml::table> read_toml(std::string_view text, const std::string& file) {
  if (text.size() > kMaxTomlBytes) return invalid("catalog.own.toml", file, {{"reason", "too large"}});
  if (!has_clean_headers(text)) return invalid("catalog.own.toml", file, {{"reason", "a line starts with a stray ["}});
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& broken) {
    return invalid("catalog.own.toml", file + " line " + std::to_string(broken.source().begin.line),
                   {{"reason", std::string(broken.description())}});
  }
}

inline std::string line_in(const std::string& file, const toml::node& node) {
  return file + " line " + std::to_string(node.source().begin.line);
}

}  // namespace waarborg::catalog
