// SPDX-License-Identifier: EUPL-1.2
//
// JSON values and their text (RFC 8259). Structs become JSON in json_encode.h and come back in json_decode.h;
// json_schema.h makes the OpenAPI schema of the same description.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::json {

namespace bj = boost::json;
using Value = bj::value;
using Object = bj::object;  ///< Keeps its members in the order in which they came.
using Array = bj::array;

/// Parses untrusted text: at most 32 levels deep, no comments, no trailing commas. Fault kInvalid `base.json.malformed`
/// with the byte position in `where`.
Result<Value> parse(std::string_view text);

/// Text of a value, members in insertion order.
std::string print(const Value& value);

/// Canonical text: members sorted by name, no spaces; for hashing and the trail (as RFC 8785 for our value range:
/// strings, integers, booleans and null).
std::string canonical(const Value& value);

}  // namespace waarborg::json
