// SPDX-License-Identifier: EUPL-1.2
//
// Answers that every feature gives: a page of a list, a whole list, and nothing but that it is done.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waarborg::auth {

/// {} in JSON: no body asked, or done and nothing more to say.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

/// A part of a list that may be long.
template <class T>
struct Page {
  std::vector<T> items;
  std::int64_t total = 0;           ///< In all, before and after this page.
  std::optional<std::string> next;  ///< Given as `after` it brings the next page; nothing on the last one.
};

/// A list that is short by its nature, whole.
template <class T>
struct Items {
  std::vector<T> items;
};

}  // namespace waarborg::auth
