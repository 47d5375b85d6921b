// SPDX-License-Identifier: EUPL-1.2
//
// One value on its way into a statement or out of a row, and the C++ types that it is made of and becomes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/id.h"
#include "base/time.h"

namespace waarborg::db {

/// std::monostate is NULL.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

/// As what a column is read. Booleans are integers, days and moments texts: both databases sort those alike.
enum class ColumnKind { kInteger, kReal, kText };

/// An argument as a cell; an empty optional is NULL.
inline Cell cell(std::nullopt_t) { return std::monostate{}; }
inline Cell cell(std::string_view text) { return std::string(text); }
inline Cell cell(const std::string& text) { return text; }
inline Cell cell(const char* text) { return std::string(text); }
inline Cell cell(double number) { return number; }
template <class T>
  requires std::is_integral_v<T>
Cell cell(T number) {
  return static_cast<std::int64_t>(number);
}
inline Cell cell(Day day) { return to_text(day); }
inline Cell cell(Moment moment) { return to_text(moment); }
template <class T>
Cell cell(const Id<T>& id) {
  return id.text;
}
template <class T>
Cell cell(const std::optional<T>& value) {
  return value ? cell(*value) : Cell{};
}
inline Cell cell(const Cell& value) { return value; }

/// A column as a value. NULL, another kind and a day or moment that does not parse become 0, false, "" or Day{}: a
/// statement says itself what it means by them. An optional keeps NULL apart.
void take(const Cell& from, std::string& to);
void take(const Cell& from, std::int64_t& to);
void take(const Cell& from, double& to);
void take(const Cell& from, bool& to);
void take(const Cell& from, Day& to);
void take(const Cell& from, Moment& to);
template <class T>
void take(const Cell& from, Id<T>& to) {
  take(from, to.text);
}
template <class T>
void take(const Cell& from, std::optional<T>& to) {
  if (std::holds_alternative<std::monostate>(from)) {
    to.reset();
  } else {
    take(from, to.emplace());
  }
}

/// The kind of column that take() wants for a member of type T.
template <class T>
constexpr ColumnKind kind_of() {
  if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, bool> ||
                std::is_same_v<T, std::optional<std::int64_t>>) {
    return ColumnKind::kInteger;
  } else if constexpr (std::is_same_v<T, double> || std::is_same_v<T, std::optional<double>>) {
    return ColumnKind::kReal;
  } else {
    return ColumnKind::kText;
  }
}

}  // namespace waarborg::db
