// SPDX-License-Identifier: EUPL-1.2
//
// A risk matrix that comes with a library.
#pragma once

#include <string>
#include <vector>

#include "features/catalog/texts.h"

namespace waarborg::catalog {

struct MatrixLevel {
  std::string abbreviation;
  std::string colour;  ///< "#rrggbb" or empty.
  Texts texts;
  bool operator==(const MatrixLevel&) const = default;
};

struct RiskMatrix {
  std::string urn;
  std::string ref;
  Texts texts;
  std::vector<MatrixLevel> probability, impact, risk;
  std::vector<std::vector<int>> grid;  ///< [probability][impact] → index into risk; checked to be complete.
  bool operator==(const RiskMatrix&) const = default;
};

}  // namespace waarborg::catalog
