// SPDX-License-Identifier: EUPL-1.2
//
// What is split holds no line feed before the file, loses none of the file, and can be put together again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/enclosed.h"
#include "base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto split = split_enclosed(body);
  if (!split) return 0;
  if (split->fields.empty() || split->fields.size() > kMaxEnclosedFields) std::abort();
  if (split->fields.find('\n') != std::string_view::npos || !body.ends_with(split->file)) std::abort();
  const std::string whole = std::string(split->fields) + "\n" + std::string(split->file);
  const auto again = split_enclosed(whole);
  if (!split->fields.ends_with('\r') && (!again || again->file != split->file)) std::abort();
  (void)json::parse(split->fields);
  return 0;
}
