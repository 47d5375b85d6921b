// SPDX-License-Identifier: EUPL-1.2
//
// Enumerations in the words of the API, and texts that are one of a known list. Without JSON itself, so that what only
// has such a member need not know it.
#pragma once

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace waarborg::json {

/// An enumeration that BOOST_DESCRIBE_ENUM lists.
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

/// kPartlyShown → partly_shown: enumerators are written in the words of the API.
std::string enumerator_word(std::string_view name);

/// The word of an enumerator; "unknown" for a value that is not in the list.
template <DescribedEnum E>
std::string word_of(E value) {
  return enumerator_word(boost::describe::enum_to_string(value, "kUnknown"));
}

/// The enumerator of a word; nothing when E has no such word.
template <DescribedEnum E>
std::optional<E> from_word(std::string_view word) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto item) {
    if (enumerator_word(item.name) == word) found = item.value;
  });
  return found;
}

/// Whether a Word may be empty.
enum class Blank { kNever, kOrEmpty };

/// A text that is one of the words of E, for what is kept as text and shown as it is: a choice in the schema and in the
/// types of the clients. Reading JSON refuses other words. With kOrEmpty, "" says that there is none.
template <DescribedEnum E, Blank B = Blank::kNever>
struct Word : std::string {
  Word() = default;
  Word(std::string text) : std::string(std::move(text)) {}
  Word(std::string_view text) : std::string(text) {}
  Word(const char* text) : std::string(text) {}
  Word(E value) : std::string(word_of(value)) {}

  static bool knows(std::string_view text) {
    return (B == Blank::kOrEmpty && text.empty()) || from_word<E>(text).has_value();
  }
};

/// Name of a schema as an argument of a template.
template <std::size_t N>
struct SchemaName {
  char text[N]{};
  consteval SchemaName(const char (&name)[N]) { std::copy_n(name, N, text); }
};

/// A text out of a list that is known at start only (the registers that are places, the roles): its schema is defined
/// by name from that list. Services check the word themselves.
template <SchemaName Name>
struct Named : std::string {
  Named() = default;
  Named(std::string text) : std::string(std::move(text)) {}
  Named(std::string_view text) : std::string(text) {}
  Named(const char* text) : std::string(text) {}
  static constexpr std::string_view schema() { return Name.text; }
};

}  // namespace waarborg::json
