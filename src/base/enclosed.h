// SPDX-License-Identifier: EUPL-1.2
//
// Fields and a file in one body: one line of JSON, a line feed, and then the bytes of the file up to the end.
//
//   {"evidence":{"title":"Restore test", …},"file_name":"report.pdf","media_type":"application/pdf"}⏎%PDF-1.7…
//
// Nothing is escaped or searched for inside the file, and the same fields and file are always the same bytes, so that
// a repeated request is recognised by its hash. See docs/decisions/0016.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace waarborg {

/// Most bytes of the line of fields, without its line feed.
inline constexpr std::size_t kMaxEnclosedFields = 256U << 10U;

/// Views into the body.
struct Enclosed {
  std::string_view fields;  ///< JSON, not yet read.
  std::string_view file;    ///< May be empty.
};

/// kInvalid base.enclosed.no_fields when there is no line feed within the limit or nothing before it.
Result<Enclosed> split_enclosed(std::string_view body);

}  // namespace waarborg
