// SPDX-License-Identifier: EUPL-1.2
//
// Who may change a measure, and what is said aloud when it goes, or answers or holds in less, while it is not in order.
#include "features/measure/taken_out.h"

#include <algorithm>

#include "base/text.h"
#include "features/measure/consent.h"

namespace waarborg::measure {
namespace {

/// What one audience reads; what is older is in the log.
constexpr std::int64_t kMostShown = 200;

bool is_answered(const Answer& answer, const MeasureInput& input) {
  return std::ranges::any_of(input.requirements, [&](const Answer& other) {
    return other.requirement == answer.requirement && (other.coverage == "full" || answer.coverage == other.coverage);
  });
}

}  // namespace

bool may_edit(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
              const StoredMeasure& measure) {
  return who.may("applicability.decide") || measure.body.owner.empty() || is_owner(tx, records, who, measure);
}

bool is_less(const MeasureInput& before, const MeasureInput& after) {
  return std::ranges::any_of(before.requirements, [&](const Answer& one) { return !is_answered(one, after); }) ||
         std::ranges::any_of(before.places, [&](const PlaceRef& one) {
           return std::ranges::find(after.places, one) == after.places.end();
         });
}

std::string what_less(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
                      const MeasureInput& before, const MeasureInput& after) {
  std::string out;
  const auto add = [&](const std::string& name) { out += (out.empty() ? "" : ", ") + name; };
  for (const Answer& one : before.requirements) {
    if (!is_answered(one, after)) add(one.requirement.substr(one.requirement.rfind(':') + 1));
  }
  for (const PlaceRef& one : before.places) {
    if (std::ranges::find(after.places, one) != after.places.end()) continue;
    const record::Register* reg = record::find_register(one.kind);
    const auto found = reg == nullptr ? std::nullopt : records.find(tx, who.organisation, *reg, one.id);
    add(found ? found->text("name") : say(who.language, Message{"measure.whole_organisation", {}}));
  }
  return out;
}

Result<bool> Measures::takes_out(const auth::Actor& who, const MeasureId& id, const MeasureInput* after,
                                 const std::string& reason) {
  {
    db::Transaction tx = database_.read();
    const auto before = find(tx, who.organisation, id);
    if (!before) return fail(FaultKind::kNotFound, "measure.not_found");
    if (!may_edit(tx, records_, who, *before)) return fail(FaultKind::kForbidden, "measure.not_yours");
    if (after != nullptr && !is_less(before->body, *after)) return false;
  }
  if (!in_trouble_ || !in_trouble_(who.organisation, id)) return false;
  if (auto ok = check_reason(reason, false); !ok) return std::unexpected(ok.error());
  if (is_blank(reason)) return invalid("measure.taken_out_reason", "reason");
  return true;
}

std::vector<TakenOut> Measures::taken_out(db::Transaction& tx, const OrganisationId& organisation, Moment at) const {
  std::vector<TakenOut> out;
  for (const trail::Entry& entry : trail_.page(tx, organisation, {"", "", kTakeOut}, -1, kMostShown)) {
    const auto when = parse_moment(entry.at);
    if (!when || *when > at || *when + kTakenOutShown < at) continue;
    TakenOut one{entry.subject, entry.subject_label, "", entry.actor, entry.at, ""};
    for (const trail::Change& change : trail::changes_of(entry)) {
      if (change.field == "taken_out") one.what = change.after;
      if (change.field == "reason") one.reason = change.after;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace waarborg::measure
