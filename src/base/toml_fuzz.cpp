// SPDX-License-Identifier: EUPL-1.2
//
// Nothing that is read holds a control character from outside an escape, a key twice, or a line that is not there.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>

#include "base/encoding.h"
#include "base/toml.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tables = waarborg::read_toml_tables(text);
  if (!tables) return 0;
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  for (const auto& table : *tables) {
    std::set<std::string> keys;
    for (const auto& entry : table.entries) {
      if (entry.key.empty() || !keys.insert(entry.key).second || entry.line < 1 || entry.line > lines) std::abort();
      const auto* words = std::get_if<std::string>(&entry.value);
      if (words != nullptr && !waarborg::is_utf8(*words)) std::abort();
      const auto* list = std::get_if<std::vector<std::string>>(&entry.value);
      if (list != nullptr && !std::ranges::all_of(*list, waarborg::is_utf8)) std::abort();
    }
  }
  return 0;
}
