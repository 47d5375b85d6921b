// SPDX-License-Identifier: EUPL-1.2
//
// Described structs (Boost.Describe) → JSON.
//
//   struct Site { std::string name; std::optional<std::string> city; };
//   BOOST_DESCRIBE_STRUCT(Site, (), (name, city))
//   std::string text = print(encode(site));      // {"name":"Noord","city":null}
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <string_view>
#include <type_traits>

#include "base/json.h"
#include "base/json_kinds.h"
#include "base/time.h"

namespace waarborg::json {

/// Every member in the order of its description, under its own name. Nothing is left out: an empty optional is null.
/// Days and moments are texts of RFC 3339, enumerators their words, ids their text.
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

}  // namespace waarborg::json
