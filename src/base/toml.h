// SPDX-License-Identifier: EUPL-1.2
//
// The part of TOML 1.0 that tables of plain settings need, for files that users bring. Our own, because toml++ 3.3
// ends the program at some broken input ("[@", "a = ]", rare letters in a key), found by fuzzing.
//
//   key = "text"   key = 'text'   key = 12   key = true   key = ["a", "b"]   # comment
//   [table]   [[table that repeats]]
//
// Left out, and refused with their line: dotted keys, other arrays, inline tables, dates, real numbers, and values of
// more than one line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace waarborg {

using TomlValue = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

struct TomlEntry {
  std::string key;
  TomlValue value;
  int line = 0;  ///< From 1.
};

struct TomlTable {
  std::string name;       ///< Empty: what stands before the first header.
  bool repeated = false;  ///< [[name]]
  int line = 1;
  std::vector<TomlEntry> entries;

  const TomlEntry* find(std::string_view key) const;
};

struct TomlLimits {
  std::size_t bytes = 1U << 20U;
  std::size_t entries = 10'000;  ///< Of all tables together, and of tables.
};

/// All tables in their order; the first is the nameless one, which may be empty. A table named twice without double
/// brackets, and a key named twice in one table, are faults.
/// Faults: kInvalid toml.malformed, toml.twice, toml.too_large; `where` is "line N".
Result<std::vector<TomlTable>> read_toml_tables(std::string_view text, const TomlLimits& limits = {});

}  // namespace waarborg
