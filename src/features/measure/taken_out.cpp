// SPDX-License-Identifier: EUPL-1.2
//
// Who may change a measure, and what is said aloud when it goes, or answers or holds in less, while it is not in order.
#include "features/measure/taken_out.h"

#include <algorithm>

#include "base/text.h"
#include "features/measure/consent.h"

namespace waarborg::measure {
namespace {

constexpr std::int64_t kAtOnce = 200;

/// One who makes a measure less two hundred times does not push what others took out off the page.
void add_to(std::vector<TakenOut>& out, const trail::Entry& entry) {
  TakenOut one{entry.subject, entry.subject_label, "", entry.actor, entry.at, "", 0};
  for (const trail::Change& change : trail::changes_of(entry)) {
    if (change.field == "taken_out") one.what = change.after;
    if (change.field == "reason") one.reason = change.after;
  }
  const auto known = std::ranges::find_if(out, [&](const TakenOut& other) {
    return other.measure == one.measure && other.what.empty() == one.what.empty();
  });
  if (known == out.end()) {
    out.push_back(std::move(one));
  } else {
    ++known->before;
  }
}

bool is_answered(const Answer& answer, const MeasureInput& input) {
  return std::ranges::any_of(input.requirements, [&](const Answer& other) {
    return other.requirement == answer.requirement && (other.coverage == "full" || answer.coverage == other.coverage);
  });
}

/// Phrases of what the plan or the roll-up says otherwise now, so that what refutes may no longer weigh as it did.
/// The past keeps its terms per day (history.h); this is about today and what comes.
std::vector<std::string> milder(const MeasureInput& before, const MeasureInput& after) {
  std::vector<std::string> out;
  const auto& design = before.plan.design;
  const auto& existence = before.plan.existence;
  if (design && (!after.plan.design || after.plan.design->review_months != design->review_months ||
                 after.plan.design->policy != design->policy)) {
    out.emplace_back("measure.less.design");
  }
  if (existence && (!after.plan.existence || after.plan.existence->valid_months != existence->valid_months)) {
    out.emplace_back("measure.less.existence");
  }
  if (before.rollup != after.rollup && after.rollup != "worst") out.emplace_back("measure.less.rollup");
  return out;
}

}  // namespace

bool may_edit(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
              const StoredMeasure& measure) {
  return who.may("applicability.decide") || measure.body.owner.empty() || is_owner(tx, records, who, measure);
}

bool is_less(const MeasureInput& before, const MeasureInput& after) {
  return !milder(before, after).empty() ||
         std::ranges::any_of(before.requirements, [&](const Answer& one) { return !is_answered(one, after); }) ||
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
  for (const std::string& phrase : milder(before, after)) add(say(who.language, Message{phrase, {}}));
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
  std::int64_t before = -1;
  for (;;) {
    const auto page = trail_.page(tx, organisation, {"", "", kTakeOut}, before, kAtOnce);
    for (const trail::Entry& entry : page) {
      const Moment when = parse_moment(entry.at).value_or(Moment{});
      if (when + kTakenOutShown < at) return out;
      if (when <= at) add_to(out, entry);
    }
    if (std::ssize(page) < kAtOnce) return out;
    before = page.back().sequence;
  }
}

}  // namespace waarborg::measure
