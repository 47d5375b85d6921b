// SPDX-License-Identifier: EUPL-1.2
//
// What may be handed in and who may judge it. Pure: no I/O, no clock.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/auth/person.h"
#include "features/evidence/facts.h"
#include "features/evidence/importer.h"
#include "features/evidence/review_views.h"

namespace waarborg::evidence {

using auth::Person;

/// Trims the texts and puts the places in order. kInvalid naming the field: title (1-200 bytes), covers (from ≤ to ≤
/// today, from the year 2000 on), valid_until ≥ covers_to, reviewed_on ≤ today, places, lengths.
/// A plan item counts for operation only and is dropped from other aspects.
Result<void> check(EvidenceInput& input, Day today);

struct Parties {
  Person reviewer;
  Person collector;
  Person author;  ///< Of the document.
  Person owner;   ///< Of the measure.
  /// Whoever owned the measure since the first day that is shown: handing it over for the moment of reviewing makes
  /// nobody independent.
  std::vector<Person> owners_since = {};
};
/// Four eyes: kForbidden evidence.review.own_collection, .own_document, .own_measure, .owned_then.
Result<void> check_independent(const Parties& parties);

/// Whether evidence may be tied to that occasion: it waits for review (who judged it before did not judge this), is
/// about operation, about that day, and about that place or about none. kInvalid evidence.link.*
Result<void> check_proof_of(const EvidenceFact& fact, const Occasion& occasion);

/// kInvalid naming the field: seed and reason are too long, size not in [1, population], another size than the table's
/// without a reason. `table` is what the table asks of that population.
Result<void> check(const DrawInput& input, std::int64_t table, std::int64_t population);

/// A document whose author approved it, or of which either is unknown: it stays, but design never counts by it.
bool is_self_approved(EvidenceAspect aspect, const std::string& author, const std::string& approver);

/// kInvalid evidence.population.*: title, period, place.
Result<void> check(FreezeRequest& request, Day today);

// ---------- compact columns
/// "site/0190 system/0191", sorted, each once.
std::string pack_places(const std::vector<PlaceRef>& places);
std::vector<PlaceRef> unpack_places(std::string_view text);
/// "2026-01-02s 2026-01-03r 2026-01-04p"
std::string pack_days(const std::vector<ObservedDay>& days);
std::vector<ObservedDay> unpack_days(std::string_view text);

/// The days of a report up to `today`, each weighed as a report of that day alone would be (overall_of).
/// Days of which nothing is known are left out: no data is never green.
std::vector<ObservedDay> observed_days(const ImportedReport& report, Day today);

/// What a report says as one piece of evidence; a report that says nothing is at most partly.
EvidenceResult result_of(ObservationResult overall);
std::string_view to_text(ObservationResult result);

/// Whether it can be one: a kind like the name of a register, an id of letters, digits, '-' and '_'; the organisation
/// has no id. Whether the register holds places and has that record, place_names asks.
bool is_place(const PlaceRef& place);

}  // namespace waarborg::evidence
