// SPDX-License-Identifier: EUPL-1.2
//
// The file of a piece of evidence: as it is handed in, and as it is given back.
#pragma once

#include <string>
#include <string_view>

namespace waarborg::evidence {

struct HandedFile {
  std::string_view bytes;
  std::string media_type;  ///< As declared; may be empty.
  std::string name;
};

struct StoredFile {
  std::string bytes;
  std::string name;        ///< As it was handed in, without what a file system would trip over.
  std::string media_type;  ///< As the bytes say (media.h), not as declared.
};

}  // namespace waarborg::evidence
