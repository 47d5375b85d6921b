// SPDX-License-Identifier: EUPL-1.2
//
// JSON of tools, read with limits. Absent and of-another-kind are the same here: a tool that changes its format gives
// "unknown", not a crash.
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::evidence {

/// Bytes of one JSON file. Its tree takes about five times as much memory; of a file that is hardly more than brackets
/// and commas that would be twenty times, so that values are counted too.
inline constexpr std::size_t kMaxJsonBytes = 32U << 20U;
inline constexpr std::size_t kMaxJsonValues = 1'000'000;
inline constexpr std::size_t kMaxJsonDepth = 32;

/// Strict RFC 8259. Faults: evidence.import.too_large, evidence.import.too_many_values, evidence.import.bad_json
/// (`where` is the line, counted from `first_line`).
Result<boost::json::value> read_json(std::string_view bytes, std::size_t first_line = 1);

/// The text of a member, tidied; empty when absent or no string.
std::string text_of(const boost::json::object& object, std::string_view key);

/// A member as a whole number; nothing when absent, no number, or out of range. 12.0 counts as 12.
std::optional<std::int64_t> number_of(const boost::json::object& object, std::string_view key);

/// Null when absent or of another kind.
const boost::json::object* object_of(const boost::json::object& object, std::string_view key);
const boost::json::array* array_of(const boost::json::object& object, std::string_view key);

/// The strings of an array member with ", " between; empty when there are none.
std::string list_of(const boost::json::object& object, std::string_view key);

/// The first byte that is no white space, or NUL: tells object from array.
char first_sign(std::string_view text);

}  // namespace waarborg::evidence
