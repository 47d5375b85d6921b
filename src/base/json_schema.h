// SPDX-License-Identifier: EUPL-1.2
//
// JSON Schema 2020-12, as OpenAPI 3.1 uses it, of the structs that json_encode.h writes and json_decode.h reads.
//
//   Schemas schemas;
//   Value reference = schema_of<Site>(schemas, Flow::kAnswer);   // {"$ref": "#/components/schemas/Site"}
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "base/json.h"
#include "base/json_kinds.h"
#include "base/time.h"

namespace waarborg::json {

/// An answer always carries every member; in a request, optional members and lists may be left out.
enum class Flow { kAnswer, kRequest };

/// The named schemas of one document.
class Schemas {
 public:
  struct Claim {
    std::string name;
    bool fresh = false;  ///< The caller must `set` it.
  };
  /// The name for a C++ type; the same type gets the same name. A name that another type has already is put behind the
  /// name of the feature: Place, EvidencePlace.
  Claim claim(const std::type_info& type, Flow flow);
  /// For schemas that follow from data, not from a type. Throws std::logic_error when the name is taken.
  void define(const std::string& name, Value schema);
  void set(const std::string& name, Value schema) { components_[name] = std::move(schema); }
  const Object& components() const { return components_; }

  static Value reference(const std::string& name);

 private:
  Object components_;
  std::map<std::string, std::string> owners_;  ///< Type by name.
};

/// Whether what may be left out of a request makes its schema differ from that of an answer.
template <class T>
constexpr bool has_omissible() {
  if constexpr (is_optional<T>::value || is_vector<T>::value) {
    return true;
  } else if constexpr (Described<T> && !DescribedEnum<T>) {
    bool found = false;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
      found = found || has_omissible<std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>>();
    });
    return found;
  } else {
    return false;
  }
}

template <DescribedEnum E>
Array words_of() {
  Array words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto item) { words.emplace_back(enumerator_word(item.name)); });
  return words;
}

template <DescribedEnum E>
Value enum_schema(Schemas& schemas) {
  const auto claim = schemas.claim(typeid(E), Flow::kAnswer);
  if (claim.fresh) schemas.set(claim.name, Object{{"type", "string"}, {"enum", words_of<E>()}});
  return Schemas::reference(claim.name);
}

template <class E, Blank B>
Value word_schema(Schemas& schemas, const Word<E, B>*) {
  if constexpr (B == Blank::kNever) return enum_schema<E>(schemas);
  return Object{{"anyOf", Array{enum_schema<E>(schemas), Object{{"type", "string"}, {"const", ""}}}}};
}

template <class T>
Value schema_of(Schemas& schemas, Flow flow);

template <class T>
Value object_schema(Schemas& schemas, Flow flow) {
  Object properties;
  Array required;
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
    using M = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    properties.emplace(member.name, schema_of<M>(schemas, flow));
    if (flow == Flow::kAnswer || (!is_optional<M>::value && !is_vector<M>::value)) required.emplace_back(member.name);
  });
  Object schema{{"type", "object"}, {"properties", properties}};
  if (!required.empty()) schema["required"] = required;
  return schema;
}

/// Schema of T; described structs and enumerations stand under a name of their own.
template <class T>
Value schema_of(Schemas& schemas, Flow flow) {
  if constexpr (std::is_same_v<T, Value>) {
    return Object{};
  } else if constexpr (std::is_same_v<T, Object>) {
    return Object{{"type", "object"}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return Object{{"type", "boolean"}};
  } else if constexpr (std::is_integral_v<T>) {
    return Object{{"type", "integer"}, {"format", "int64"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return Object{{"type", "number"}};
  } else if constexpr (DescribedEnum<T>) {
    return enum_schema<T>(schemas);
  } else if constexpr (is_word<T>::value) {
    return word_schema(schemas, static_cast<const T*>(nullptr));
  } else if constexpr (is_named<T>::value) {
    return Schemas::reference(std::string(T::schema()));
  } else if constexpr (std::is_same_v<T, std::string> || is_id<T>::value) {
    return Object{{"type", "string"}};
  } else if constexpr (std::is_same_v<T, Day>) {
    return Object{{"type", "string"}, {"format", "date"}};
  } else if constexpr (std::is_same_v<T, Moment>) {
    return Object{{"type", "string"}, {"format", "date-time"}};
  } else if constexpr (is_optional<T>::value) {
    return Object{{"anyOf", Array{schema_of<typename T::value_type>(schemas, flow), Object{{"type", "null"}}}}};
  } else if constexpr (is_vector<T>::value) {
    return Object{{"type", "array"}, {"items", schema_of<typename T::value_type>(schemas, flow)}};
  } else {
    static_assert(Described<T>);
    const auto claim = schemas.claim(typeid(T), has_omissible<T>() ? flow : Flow::kAnswer);
    if (claim.fresh) schemas.set(claim.name, object_schema<T>(schemas, flow));
    return Schemas::reference(claim.name);
  }
}

}  // namespace waarborg::json
