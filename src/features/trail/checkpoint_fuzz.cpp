// SPDX-License-Identifier: EUPL-1.2
//
// Whatever parses is written back as the same bytes: one text per note, key and checkpoint.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/trail/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  namespace trail = waarborg::trail;
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (const auto note = trail::parse_note(text); note && trail::to_text(*note) != text) std::abort();
  if (const auto key = trail::parse_verifier_key(text); key && trail::to_text(*key) != text) std::abort();
  if (const auto state = trail::parse_checkpoint(text); state && trail::to_text(*state) != text) std::abort();
  if (const auto tree = trail::CompactTree::from_text(text); tree && tree->to_text() != text) std::abort();
  (void)trail::verify_checkpoint(text, "zorg.example", {"zorg.example", {}});
  return 0;
}
