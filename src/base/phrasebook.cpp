// SPDX-License-Identifier: EUPL-1.2
#include "base/phrasebook.h"

#include <algorithm>

namespace waarborg {
namespace {

const Phrase* find(std::string_view key) {
  const auto all = all_phrases();
  const auto at = std::ranges::lower_bound(all, key, {}, &Phrase::key);
  return at != all.end() && at->key == key ? &*at : nullptr;
}

std::string_view argument(const Message& message, std::string_view name) {
  for (const auto& [key, value] : message.args) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

Language language_of(std::string_view accept) {
  const auto en = accept.find("en");
  const auto nl = accept.find("nl");
  return en < nl ? Language::kEn : Language::kNl;
}

std::string_view code_of(Language language) { return language == Language::kNl ? "nl" : "en"; }

std::string say(Language language, const Message& message) {
  const Phrase* phrase = find(message.key);
  if (phrase == nullptr) return message.key;
  const std::string_view words = language == Language::kNl ? phrase->nl : phrase->en;
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto close = words[i] == '{' ? words.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += words[i];
      continue;
    }
    const std::string_view slot = words.substr(i + 1, close - i - 1);
    const auto bar = slot.find('|');
    const std::string_view value = argument(message, slot.substr(0, bar));
    if (bar == std::string_view::npos) {
      out += value;
    } else {
      const auto second = slot.find('|', bar + 1);
      out += value == "1" ? slot.substr(bar + 1, second - bar - 1) : slot.substr(second + 1);
    }
    i = close;
  }
  return out;
}

bool has_words(Language language, std::string_view key) {
  const Phrase* phrase = find(key);
  return phrase != nullptr && !(language == Language::kNl ? phrase->nl : phrase->en).empty();
}

}  // namespace waarborg
