// SPDX-License-Identifier: EUPL-1.2
//
// Inside trail only: the last state of a log as it stands in the database.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>

namespace waarborg::trail {

struct Head {
  std::int64_t size = 0;
  std::string edge;        ///< CompactTree::to_text
  std::string checkpoint;  ///< Signed note; empty before the first entry.
};
BOOST_DESCRIBE_STRUCT(Head, (), (size, edge, checkpoint))

}  // namespace waarborg::trail
