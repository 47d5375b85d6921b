// SPDX-License-Identifier: EUPL-1.2
//
// JSON → described structs (Boost.Describe).
//
//   struct Site { std::string name; std::optional<std::string> city; };
//   BOOST_DESCRIBE_STRUCT(Site, (), (name, city))
//   Result<Site> site = decode<Site>(text);      // a Fault names the field: "sites[2].name"
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/json.h"
#include "base/json_kinds.h"
#include "base/result.h"
#include "base/time.h"

namespace waarborg::json {

/// Reads a value into `out`; `path` is where the value stands, empty at the top. kInvalid base.json.* with the path of
/// the member that does not fit. Members that T does not know are passed over; an optional or a list may be left out. A
/// list has 100,000 items at most, an id 64 bytes, a text no NUL.
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

/// As read, for a whole value.
template <class T>
Result<T> decode(const Value& value) {
  T out{};
  if (auto ok = read(value, out, ""); !ok) return std::unexpected(ok.error());
  return out;
}

/// As read, for untrusted text: with the faults and limits of parse.
template <class T>
Result<T> decode(std::string_view text) {
  const auto value = parse(text);
  if (!value) return std::unexpected(value.error());
  return decode<T>(*value);
}

}  // namespace waarborg::json
