// SPDX-License-Identifier: EUPL-1.2
//
// Described structs (Boost.Describe) ↔ JSON; json_schema.h makes the OpenAPI schema of the same description.
//
//   struct Site { std::string name; std::optional<std::string> city; };
//   BOOST_DESCRIBE_STRUCT(Site, (), (name, city))
//   Result<Site> site = decode<Site>(text);      // a Fault names the field: "sites[2].name"
#pragma once

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace waarborg::json {

namespace bj = boost::json;
using Value = bj::value;
using Object = bj::object;
using Array = bj::array;

/// Parses untrusted text: at most 32 levels deep, no comments, no trailing commas. Fault kInvalid `base.json.malformed`
/// with the byte position in `where`.
Result<Value> parse(std::string_view text);

/// Text of a value, members in insertion order.
std::string print(const Value& value);

/// Canonical text: members sorted by name, no spaces; for hashing and the trail (as RFC 8785 for our value range:
/// strings, integers, booleans and null).
std::string canonical(const Value& value);

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_id : std::false_type {};
template <class T>
struct is_id<Id<T>> : std::true_type {};

/// kPartlyShown → partly_shown: enumerators are written in the words of the API.
std::string enumerator_word(std::string_view name);

template <DescribedEnum E>
std::string word_of(E value) {
  return enumerator_word(boost::describe::enum_to_string(value, "kUnknown"));
}

template <DescribedEnum E>
std::optional<E> from_word(std::string_view word) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto item) {
    if (enumerator_word(item.name) == word) found = item.value;
  });
  return found;
}

/// A text that is one of the words of E, for what is kept as text and shown as it is: a choice in the schema and in the
/// types of the clients. Reading JSON refuses other words. With kOrEmpty, "" says that there is none.
enum class Blank { kNever, kOrEmpty };
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
/// A text out of a list that is known at start only (the registers that are places, the roles): its schema is defined
/// by name from that list. Services check the word themselves.
template <std::size_t N>
struct SchemaName {
  char text[N]{};
  consteval SchemaName(const char (&name)[N]) { std::copy_n(name, N, text); }
};
template <SchemaName Name>
struct Named : std::string {
  Named() = default;
  Named(std::string text) : std::string(std::move(text)) {}
  Named(std::string_view text) : std::string(text) {}
  Named(const char* text) : std::string(text) {}
  static constexpr std::string_view schema() { return Name.text; }
};
template <class T>
struct is_named : std::false_type {};
template <SchemaName Name>
struct is_named<Named<Name>> : std::true_type {};

template <class T>
struct is_word : std::false_type {};
template <class E, Blank B>
struct is_word<Word<E, B>> : std::true_type {};

template <class T>
Value encode(const T& value) {
  if constexpr (std::is_same_v<T, Value> || std::is_same_v<T, Object> || std::is_same_v<T, Array>) {
    return value;
  } else if constexpr (std::is_same_v<T, bool> || std::is_arithmetic_v<T>) {
    return value;
  } else if constexpr (DescribedEnum<T>) {
    return Value(word_of(value));
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return Value(bj::string(std::string_view(value)));
  } else if constexpr (std::is_same_v<T, Day> || std::is_same_v<T, Moment>) {
    return Value(to_text(value));
  } else if constexpr (is_id<T>::value) {
    return Value(value.text);
  } else if constexpr (is_optional<T>::value) {
    return value ? encode(*value) : Value(nullptr);
  } else if constexpr (is_vector<T>::value) {
    Array array;
    array.reserve(value.size());
    for (const auto& item : value) array.push_back(encode(item));
    return array;
  } else {
    static_assert(Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
    Object object;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) { object.emplace(member.name, encode(value.*member.pointer)); });
    return object;
  }
}

/// Reads a value into `out`; the Fault's `where` is the path of the member that does not fit.
template <class T>
Result<void> read(const Value& value, T& out, const std::string& path) {
  const auto wrong = [&](const char* key) -> Result<void> { return invalid(key, path); };
  if constexpr (std::is_same_v<T, Value>) {
    out = value;
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!value.is_bool()) return wrong("base.json.not_boolean");
    out = value.as_bool();
  } else if constexpr (std::is_integral_v<T>) {
    boost::system::error_code error;
    const T number = value.is_number() ? value.to_number<T>(error) : T{};
    if (!value.is_number() || error) return wrong("base.json.not_integer");
    out = number;
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!value.is_number()) return wrong("base.json.not_number");
    out = value.to_number<T>();
  } else if constexpr (DescribedEnum<T>) {
    const auto known = value.is_string() ? from_word<T>(value.as_string()) : std::nullopt;
    if (!known) return wrong("base.json.not_choice");
    out = *known;
  } else if constexpr (is_word<T>::value) {
    if (!value.is_string() || !T::knows(value.as_string())) return wrong("base.json.not_choice");
    out = T(std::string_view(value.as_string()));
  } else if constexpr (std::is_same_v<T, std::string> || is_named<T>::value) {
    if (!value.is_string()) return wrong("base.json.not_text");
    out = T(std::string_view(value.as_string()));
    if (out.find('\0') != std::string::npos) return wrong("base.json.not_text");
  } else if constexpr (std::is_same_v<T, Day>) {
    const auto day = value.is_string() ? parse_day(value.as_string()) : std::nullopt;
    if (!day) return wrong("base.json.not_day");
    out = *day;
  } else if constexpr (std::is_same_v<T, Moment>) {
    const auto moment = value.is_string() ? parse_moment(value.as_string()) : std::nullopt;
    if (!moment) return wrong("base.json.not_moment");
    out = *moment;
  } else if constexpr (is_id<T>::value) {
    if (!value.is_string() || value.as_string().size() > 64) return wrong("base.json.not_text");
    out.text = value.as_string();
  } else if constexpr (is_optional<T>::value) {
    if (value.is_null()) {
      out.reset();
      return {};
    }
    return read(value, out.emplace(), path);
  } else if constexpr (is_vector<T>::value) {
    if (!value.is_array()) return wrong("base.json.not_list");
    if (value.as_array().size() > 100'000) return wrong("base.json.too_long");
    out.clear();
    for (std::size_t i = 0; i < value.as_array().size(); ++i) {
      if (auto ok = read(value.as_array()[i], out.emplace_back(), path + "[" + std::to_string(i) + "]"); !ok) return ok;
    }
  } else {
    static_assert(Described<T>);
    if (!value.is_object()) return wrong("base.json.not_object");
    Result<void> result;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
      if (!result) return;
      using M = std::remove_cvref_t<decltype(out.*member.pointer)>;
      const std::string inner = path.empty() ? member.name : path + "." + member.name;
      const Value* found = value.as_object().if_contains(member.name);
      if (found != nullptr) {
        result = read(*found, out.*member.pointer, inner);
      } else if constexpr (!is_optional<M>::value && !is_vector<M>::value) {
        result = invalid("base.json.missing", inner);
      }
    });
    return result;
  }
  return {};
}

template <class T>
Result<T> decode(const Value& value) {
  T out{};
  if (auto ok = read(value, out, ""); !ok) return std::unexpected(ok.error());
  return out;
}

template <class T>
Result<T> decode(std::string_view text) {
  const auto value = parse(text);
  if (!value) return std::unexpected(value.error());
  return decode<T>(*value);
}

}  // namespace waarborg::json
