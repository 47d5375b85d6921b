// SPDX-License-Identifier: EUPL-1.2
//
// Words per language for every Message key. The tables are generated from `text/{nl,en}.txt` beside the code.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg {

enum class Language { kNl, kEn };

/// "en", "en-GB,nl;q=0.5" → kEn; anything else → kNl (the product is Dutch first).
Language language_of(std::string_view accept_language);

std::string_view code_of(Language language);

/// The words of a key with its arguments filled in. `{name}` takes an argument; `{count|dag|dagen}` takes the
/// first word when the argument is "1" and the second otherwise. An unknown key gives the key itself, so that a
/// missing text is visible and never hides an error.
std::string say(Language language, const Message& message);

inline std::string say(Language language, std::string key) { return say(language, Message{std::move(key), {}}); }

/// True when the key has words in this language.
bool has_words(Language language, std::string_view key);

struct Phrase {
  std::string_view key;
  std::string_view nl;
  std::string_view en;
};

/// All phrases, sorted by key (generated).
std::span<const Phrase> all_phrases();

}  // namespace waarborg
