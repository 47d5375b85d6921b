// SPDX-License-Identifier: EUPL-1.2
//
// What is read has one canonical text, and that text reads back to itself. Real numbers are outside that promise
// (json.h), and no record holds one.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/json.h"

namespace {

bool holds_real(const waarborg::json::Value& value) {
  if (value.is_double()) return true;
  if (value.is_array()) {
    for (const auto& item : value.get_array()) {
      if (holds_real(item)) return true;
    }
  }
  if (value.is_object()) {
    for (const auto& member : value.get_object()) {
      if (holds_real(member.value())) return true;
    }
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg;
  const auto value = json::parse({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  if (holds_real(*value)) return 0;
  if (!json::parse(json::print(*value))) std::abort();
  const std::string text = json::canonical(*value);
  const auto again = json::parse(text);
  if (!again || json::canonical(*again) != text) std::abort();
  return 0;
}
