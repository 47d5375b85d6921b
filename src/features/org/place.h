// SPDX-License-Identifier: EUPL-1.2
//
// Where something holds, as every feature and the API name it.
#pragma once

#include <boost/describe.hpp>
#include <string>

#include "base/json_words.h"

namespace waarborg::org {

/// organisation, or the name of a register whose records are places.
using PlaceKind = json::Named<"PlaceKind">;

/// A place by kind and id; the organisation has an empty id.
struct PlaceRef {
  PlaceKind kind;
  std::string id;
  auto operator<=>(const PlaceRef&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlaceRef, (), (kind, id))

struct Place {
  PlaceKind kind;
  std::string id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Place, (), (kind, id, name))

}  // namespace waarborg::org
