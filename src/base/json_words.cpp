// SPDX-License-Identifier: EUPL-1.2
#include "base/json_words.h"

namespace waarborg::json {

std::string enumerator_word(std::string_view name) {
  std::string word;
  for (std::size_t i = name.starts_with('k') ? 1 : 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c >= 'A' && c <= 'Z') {
      if (!word.empty()) word += '_';
      word += static_cast<char>(c - 'A' + 'a');
    } else {
      word += c;
    }
  }
  return word;
}

}  // namespace waarborg::json
