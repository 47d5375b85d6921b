// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load_overrides.h"

#include <algorithm>

namespace waarborg::measure {
namespace {

/// Whoever owned it from the proposal until the second person agreed.
std::vector<std::string> owners_meanwhile(const StoredMeasure& measure, const StoredFacts& facts,
                                          const Override& item) {
  const auto changed = facts.histories.find(measure.id.text);
  if (changed == facts.histories.end()) return {measure.body.owner};
  return changed->second.owners_in(item.recorded, item.confirmed);
}

}  // namespace

void add_overrides(Assessed& assessed, const StoredFacts& facts, People& people, Places& places) {
  OrganisationProof& proof = assessed.proof;
  for (const OverrideRow& row : facts.overrides) {
    const auto found = assessed.measure_at.find(row.measure);
    const auto aspect = parse_aspect(row.aspect);
    const auto value = parse_verdict(row.value);
    if (found == assessed.measure_at.end() || !aspect || !value) continue;
    Override item;
    item.id = proof.texts.ref(row.id);
    item.aspect = *aspect;
    item.place = row.place_kind.empty() ? kEveryPlace : places.at({row.place_kind, row.place_id});
    item.value = *value;
    item.reason = proof.texts.ref(row.reason);
    item.author = people.account(row.author_account, row.author);
    item.second_person = people.as(item.author, people.account(row.second_account, row.second_person));
    item.author_name = proof.texts.ref(row.author);
    item.second_name = proof.texts.ref(row.second_person);
    item.recorded = parse_moment(row.created_at).value_or(kNever);
    item.confirmed = parse_moment(row.confirmed_at).value_or(kNever);
    item.until = parse_day(row.until).value_or(kNoDay);
    item.ended = parse_moment(row.ended_at).value_or(kNever);
    const auto owners = owners_meanwhile(assessed.measures[found->second], facts, item);
    if (std::ranges::any_of(
            owners, [&](const std::string& owner) { return people.same(people.person(owner), item.second_person); })) {
      item.second_person = kNone;
    }
    proof.measures[found->second].overrides.push_back(item);
  }
}

}  // namespace waarborg::measure
