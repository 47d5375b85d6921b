// SPDX-License-Identifier: EUPL-1.2
//
// "As known on D" of what registers and accounts say: how critical a place is, which supplier delivers a system, who an
// account is. They keep no versions; the log tells what they were. Internal to this feature.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "features/measure/load.h"
#include "features/trail/trail.h"

namespace waarborg::measure {

/// How much a place weighs under "weighted by criticality".
double weight_of(const std::string& criticality);

/// What the log tells of the terms since a moment.
struct PastTerms {
  struct Changed {
    Moment at{};
    std::string place;  ///< "kind:id"
    std::string field;  ///< criticality, supplier
    std::string before;
  };
  struct Tied {
    Moment at{};
    std::string account;
    std::string before, after;  ///< Person ids; empty: nobody in the register.
    bool left = false;          ///< It left the organisation, and stays who it was.
  };
  std::vector<Changed> places;  ///< Newest first.
  std::vector<Tied> accounts;   ///< Ever; oldest first.
};

/// @param places  "kind:id" of those that matter; null: all. It may tell more than was asked.
PastTerms past_terms(db::Transaction& tx, const OrganisationId& organisation, const trail::Trail& trail, Moment since,
                     const std::set<std::string>* places = nullptr);

/// What the terms say of these places only, and of all accounts.
LoadTerms terms_of(const LoadTerms& all, const std::set<std::string>& places);

/// The terms of now, with what changed after `known_at` taken back. @pre known_at is not before the `since` of `past`
LoadTerms terms_at(const LoadTerms& now, const PastTerms& past, Moment known_at);

}  // namespace waarborg::measure
