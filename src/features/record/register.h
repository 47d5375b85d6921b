// SPDX-License-Identifier: EUPL-1.2
//
// The description of a register as tools/generate.py writes it from `registers/<name>.toml`: its fields and the
// statements that follow from them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <span>
#include <string_view>

namespace waarborg::record {

enum class FieldKind { kText, kLongText, kInteger, kDate, kBoolean, kChoice, kEmail, kUrl, kReference };
BOOST_DESCRIBE_ENUM(FieldKind, kText, kLongText, kInteger, kDate, kBoolean, kChoice, kEmail, kUrl, kReference)

struct RegisterStatement {
  std::string_view name;
  std::string_view sql;
  std::string_view postgres;  ///< Empty when PostgreSQL takes the same text.
  std::span<const std::string_view> parameters;
};

struct Field {
  std::string_view name;
  FieldKind kind;
  bool required;
  std::int64_t max;            ///< Bytes of text, or greatest integer.
  bool listed;                 ///< Shown in the list.
  std::string_view reference;  ///< Register that the value points into.
  std::span<const std::string_view> choices;
  RegisterStatement up, up_next, down, down_next;  ///< A first and a further page, sorted by this field.

  bool is_number() const { return kind == FieldKind::kInteger || kind == FieldKind::kBoolean; }
  /// Choices sort by their place in the description, so their sort key is a number too.
  bool has_number_key() const { return is_number() || kind == FieldKind::kChoice; }
};

struct Register {
  std::string_view name;
  std::string_view feature;
  bool is_place;  ///< A measure can hold in such a record.
  std::span<const Field> fields;
  /// some, names, referred: of records by a JSON list of ids; named: of those with a text in their name.
  RegisterStatement count, get, some, names, named, referred, insert, update, remove, all;

  const Field* field(std::string_view field_name) const;
};

/// All registers in display order (generated).
std::span<const Register* const> all_registers();
const Register* find_register(std::string_view name);

}  // namespace waarborg::record
