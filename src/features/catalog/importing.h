// SPDX-License-Identifier: EUPL-1.2
//
// One way in for every library: the norms that Waarborg brings and the files that users import.
#pragma once

#include <string_view>

#include "features/catalog/catalog.h"

namespace waarborg::catalog {

struct ImportOrder {
  std::string_view source;  ///< A YAML file, or a bundle().
  bool builtin = false;
  bool dry_run = true;
};

/// Reads, compares with what is installed, and saves unless it is a dry run or nothing is new. Commits nothing.
Result<FrameworkReport> import_source(db::Transaction& tx, trail::Trail& trail, const auth::Actor& who,
                                      const ImportOrder& order, Moment now);

}  // namespace waarborg::catalog
