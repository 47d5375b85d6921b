// SPDX-License-Identifier: EUPL-1.2
//
// What kind of thing a C++ type is to JSON: the one list of cases for writing, reading and the schema, so that a type
// that one of them knows is known to all.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/json_words.h"

namespace waarborg::json {

/// A struct that BOOST_DESCRIBE_STRUCT lists the members of: an object in JSON.
template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

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
template <class T>
struct is_named : std::false_type {};
template <SchemaName Name>
struct is_named<Named<Name>> : std::true_type {};
template <class T>
struct is_word : std::false_type {};
template <class E, Blank B>
struct is_word<Word<E, B>> : std::true_type {};

}  // namespace waarborg::json
