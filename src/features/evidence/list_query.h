// SPDX-License-Identifier: EUPL-1.2
//
// What the list of evidence is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace waarborg::evidence {

/// How soon proof counts as expiring. Unit: days.
inline constexpr int kExpiringDays = 30;
/// Days that an expired piece of proof is still shown.
inline constexpr int kExpiredShownDays = 90;

/// What is empty lets everything through.
struct ListQuery {
  std::string measure{};                   ///< Id.
  std::string aspect{}, review{}, kind{};  ///< Words of EvidenceAspect, ReviewState, EvidenceKind.
  std::string search{};                    ///< Part of the title, or of the name of its measure.
  bool expiring = false;                   ///< Within kExpiringDays, or since kExpiredShownDays; the soonest first.
  std::string sort{};       ///< A word of list_orders(), with '-' before it from high to low; empty: newest first.
  std::string after{};      ///< Cursor of the page before.
  std::int64_t limit = 50;  ///< Rows of a page.
  bool by_title = false;    ///< The search is about the title alone.
  std::string place{};      ///< "kind/id": what is about that place, or about no place in particular.
};

/// What the list can be sorted by.
std::vector<std::string> list_orders();

}  // namespace waarborg::evidence
