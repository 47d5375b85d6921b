// SPDX-License-Identifier: EUPL-1.2
//
// Who takes part when proof is judged, and what is known of the measure that it shows: what rules.h decides on. Inside
// features/evidence only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "features/evidence/rules.h"
#include "platform/db/db.h"

namespace waarborg::evidence {

struct Stored;

/// Of those of `measures` that exist.
std::map<std::string, MeasureCard> cards_of(db::Transaction& tx, const MeasureFacts& facts,
                                            const OrganisationId& organisation,
                                            const std::vector<std::string>& measures);
/// The card of the measure among these; an empty one when it is not known any more.
MeasureCard card_in(const std::map<std::string, MeasureCard>& known, const std::string& measure);
/// Of those of `places` that exist.
std::map<PlaceRef, std::string> names_of(db::Transaction& tx, const MeasureFacts& facts,
                                         const OrganisationId& organisation, const std::vector<PlaceRef>& places);

/// kInvalid evidence.place_unknown, evidence.place_elsewhere naming the member `where`: each place exists, and the
/// measure holds in it or once did.
Result<void> check_places(db::Transaction& tx, const MeasureFacts& facts, const OrganisationId& organisation,
                          const std::string& measure, const std::vector<PlaceRef>& places, const char* where);
/// Whether it speaks of no place at all: what is not about design and does not refute must say where it was seen, when
/// the measure holds in several places.
bool lacks_place(const MeasureCard& measure, EvidenceAspect aspect, EvidenceResult result,
                 const std::vector<PlaceRef>& places);

/// What shows something of `measure` from the day `since` on, and whose work it is.
struct Shown {
  const std::string& measure;
  Day since{};
  const std::string& collector_account;
  const std::string& collector;
  const std::string& author;
  bool by_token = false;  ///< Then `collector` is what the token is called.
};
/// Refers to `stored`.
Shown shown_by(const Stored& stored);

/// Who takes part when `who` judges it.
/// @param card  of the measure that it shows
Parties parties_of(db::Transaction& tx, const MeasureFacts& facts, const auth::Actor& who, const Shown& shown,
                   const MeasureCard& card);

}  // namespace waarborg::evidence
