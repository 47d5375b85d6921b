// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/judging.h"

#include <algorithm>

#include "features/auth/people.h"
#include "features/evidence/store.h"

namespace waarborg::evidence {
namespace {

Person someone(db::Transaction& tx, const MeasureFacts& facts, const OrganisationId& organisation,
               const std::string& account, const std::string& name) {
  Person out = auth::party(tx, organisation, account, name);
  if (!out.person.empty() && facts.person) {
    out.register_name = facts.person(tx, organisation, out.person);
  }
  return out;
}

}  // namespace

std::map<std::string, MeasureCard> cards_of(db::Transaction& tx, const MeasureFacts& facts,
                                            const OrganisationId& organisation,
                                            const std::vector<std::string>& measures) {
  if (!facts.measures || measures.empty()) return {};
  return facts.measures(tx, organisation, measures);
}

MeasureCard card_in(const std::map<std::string, MeasureCard>& known, const std::string& measure) {
  const auto card = known.find(measure);
  return card == known.end() ? MeasureCard{} : card->second;
}

Result<void> check_places(db::Transaction& tx, const MeasureFacts& facts, const OrganisationId& organisation,
                          const std::string& measure, const std::vector<PlaceRef>& places, const char* where) {
  if (places.empty()) return {};
  if (names_of(tx, facts, organisation, places).size() != places.size()) {
    return invalid("evidence.place_unknown", where);
  }
  if (facts.held && facts.held(tx, organisation, measure, places).size() != places.size()) {
    return invalid("evidence.place_elsewhere", where);
  }
  return {};
}

bool lacks_place(const MeasureCard& measure, EvidenceAspect aspect, EvidenceResult result,
                 const std::vector<PlaceRef>& places) {
  const bool everywhere = aspect == EvidenceAspect::kDesign || result == EvidenceResult::kRefutes;
  const bool whole = std::ranges::find(measure.places, "organisation", &PlaceRef::kind) != measure.places.end();
  return places.empty() && !everywhere && !whole && measure.places.size() > 1;
}

std::map<PlaceRef, std::string> names_of(db::Transaction& tx, const MeasureFacts& facts,
                                         const OrganisationId& organisation, const std::vector<PlaceRef>& places) {
  if (!facts.places || places.empty()) return {};
  return facts.places(tx, organisation, places);
}

Shown shown_by(const Stored& stored) {
  return {stored.measure,   stored.covers_from, stored.collector_account,
          stored.collector, stored.author,      !stored.collector_token.empty()};
}

Parties parties_of(db::Transaction& tx, const MeasureFacts& facts, const auth::Actor& who, const Shown& shown,
                   const MeasureCard& card) {
  // A token has a name of its own; who stands behind it is a person, also after leaving.
  std::string collector = shown.by_token ? auth::name_of(tx, AccountId{shown.collector_account}) : "";
  if (collector.empty()) collector = shown.collector;
  const auto tied = auth::people_of_accounts(tx, who.organisation);
  const auto signs_in = [&](const std::string& person) {
    return std::ranges::find(tied, person, &std::pair<const std::string, std::string>::second) != tied.end();
  };
  Parties out{someone(tx, facts, who.organisation, who.account.text, who.name),
              someone(tx, facts, who.organisation, shown.collector_account, collector),
              {"", shown.author},
              {"", card.owner_name, card.owner_person, card.owner_name, signs_in(card.owner_person)}};
  if (!facts.owners_since) return out;
  for (std::string& person : facts.owners_since(tx, who.organisation, shown.measure, shown.since)) {
    const std::string name = facts.person ? facts.person(tx, who.organisation, person) : "";
    const bool known = signs_in(person);
    out.owners_since.push_back({"", name, std::move(person), name, known});
  }
  return out;
}

}  // namespace waarborg::evidence
