// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/history.h"

#include <algorithm>
#include <tuple>

#include "features/task/task.h"

namespace waarborg::measure {
namespace {

using std::chrono::days;

/// Cases of the last quarter need not have been sampled yet. Unit: days.
constexpr int kSampleLagDays = 92;

/// The last version of each day, and the days on which it was in force.
struct Stretch {
  Period in_force;
  const MeasureVersion* version = nullptr;
};

std::vector<Stretch> stretches(std::span<const MeasureVersion> versions) {
  std::vector<Stretch> out;
  for (const MeasureVersion& version : versions) {
    const Day day = day_of(version.at);
    if (!out.empty() && out.back().in_force.from >= day) {
      out.back().version = &version;
      continue;
    }
    if (!out.empty()) out.back().in_force.to = day - days{1};
    out.push_back({{day, kAlways.to}, &version});
  }
  out.front().in_force.from = kAlways.from;
  return out;
}

/// What makes other days expected, or other days count.
auto terms_of(const PlanItem& item) {
  return std::tie(item.kind, item.rrule, item.start, item.window_days, item.grace_days, item.frequency,
                  item.freshness_days, item.tolerated);
}

void add_terms(ItemHistory& history, const Stretch& stretch, const PlanItem& item) {
  if (!history.terms.empty()) {
    ItemTerms& last = history.terms.back();
    if (last.in_force.to + days{1} == stretch.in_force.from && terms_of(last.item) == terms_of(item)) {
      last.in_force.to = stretch.in_force.to;
      last.item = item;
      return;
    }
  }
  Period in_force = stretch.in_force;
  // A new item says itself when it begins.
  if (history.terms.empty() && parse_day(item.start)) in_force.from = kAlways.from;
  history.terms.push_back({in_force, item});
}

void add_places(History& history, const Stretch& stretch) {
  for (const PlaceRef& place : stretch.version->body.places) {
    auto& held = history.places[place];
    if (!held.empty() && held.back().to + days{1} == stretch.in_force.from) {
      held.back().to = stretch.in_force.to;
    } else {
      held.push_back(stretch.in_force);
    }
  }
}

std::optional<DesignPlan> design_of(const WrittenPlan& written) {
  if (!written.design) return std::nullopt;
  return DesignPlan{static_cast<int>(written.design->review_months), written.design->policy};
}

std::optional<ExistencePlan> existence_of(const WrittenPlan& written) {
  if (!written.existence) return std::nullopt;
  return ExistencePlan{static_cast<int>(written.existence->valid_months)};
}

template <class Plan>
void add_planned(std::vector<PlannedOn<Plan>>& planned, Period in_force, std::optional<Plan> plan) {
  if (!planned.empty() && planned.back().plan == plan) {
    planned.back().in_force.to = in_force.to;
  } else {
    planned.push_back({in_force, std::move(plan)});
  }
}

ItemHistory& history_of_item(History& history, const std::string& id) {
  const auto at = std::ranges::find(history.items, id, &ItemHistory::id);
  if (at != history.items.end()) return *at;
  history.items.push_back({id, {}});
  return history.items.back();
}

/// What was in the plan for part of a day only was never expected. A sample that was drawn for it stays all the same:
/// else one could draw for one item after another and keep the one that pleases.
void add_fleeting(History& history, std::span<const MeasureVersion> versions) {
  for (const MeasureVersion& version : versions) {
    const Day day = day_of(version.at);
    for (const PlanItem& item : version.body.plan.operation) {
      if (item.kind != "sample" || history.item(item.id) != nullptr) continue;
      history.items.push_back({item.id, {{{day, day - days{1}}, item}}});
    }
  }
}

OccurrenceTerms occurrence_terms(const ItemTerms& terms) {
  return {terms.in_force,
          task::parse_rrule(terms.item.rrule).value_or(task::Rrule{}),
          parse_day(terms.item.start).value_or(Day{}),
          static_cast<int>(terms.item.window_days),
          static_cast<int>(terms.item.grace_days),
          static_cast<int>(terms.item.tolerated)};
}

SampleTerms sample_terms(const ItemTerms& terms) {
  return {terms.in_force, parse_day(terms.item.start).value_or(kNoDay),
          evidence::parse_control_frequency(terms.item.frequency).value_or(evidence::ControlFrequency::kQuarterly),
          static_cast<std::uint32_t>(terms.item.tolerated)};
}

AutomatedTerms automated_terms(const ItemTerms& terms) {
  return {terms.in_force, parse_day(terms.item.start).value_or(kNoDay), static_cast<int>(terms.item.freshness_days)};
}

template <class Terms>
void add_earlier(std::vector<Terms>& earlier, const std::vector<ItemTerms>& terms, Terms (*of)(const ItemTerms&)) {
  for (std::size_t i = 0; i + 1 < terms.size(); ++i) {
    if (terms[i].item.kind == terms.back().item.kind) earlier.push_back(of(terms[i]));
  }
}

OperationPlan occurrence_plan(const std::vector<ItemTerms>& terms, Ref id, Ref name) {
  OccurrenceTerms now = occurrence_terms(terms.back());
  OccurrencePlan plan{
      id, name, std::move(now.rule), now.start, now.window_days, now.grace_days, now.tolerated, now.in_force, {}};
  add_earlier(plan.earlier, terms, occurrence_terms);
  return plan;
}

OperationPlan sample_plan(const std::vector<ItemTerms>& terms, Ref id, Ref name) {
  const SampleTerms now = sample_terms(terms.back());
  SamplePlan plan{id, name, now.start, now.frequency, now.tolerated, kSampleLagDays, now.in_force, {}};
  add_earlier(plan.earlier, terms, sample_terms);
  return plan;
}

OperationPlan automated_plan(const std::vector<ItemTerms>& terms, Ref id, Ref name) {
  const AutomatedTerms now = automated_terms(terms.back());
  AutomatedPlan plan{id, name, now.start, now.freshness_days, now.in_force, {}};
  add_earlier(plan.earlier, terms, automated_terms);
  return plan;
}

task::Schedule schedule_of(const ItemTerms& terms, const ItemHistory& item, const std::string& owner) {
  const PlanItem& newest = item.terms.back().item;  // a better name is for all
  task::Schedule schedule{item.id,
                          newest.title,
                          terms.item.rrule,
                          parse_day(terms.item.start).value_or(Day{}),
                          static_cast<int>(terms.item.window_days),
                          static_cast<int>(terms.item.grace_days),
                          {},
                          owner};
  schedule.in_force = terms.in_force;
  return schedule;
}

}  // namespace

std::string History::owner_at(Moment at) const {
  std::string owner = owners.empty() ? "" : owners.front().owner;
  for (const Ownership& one : owners) {
    if (one.from <= at) owner = one.owner;
  }
  return owner;
}

std::vector<std::string> History::owners_in(Moment from, Moment to) const {
  std::vector<std::string> out{owner_at(from)};
  for (const Ownership& one : owners) {
    if (one.from > from && one.from <= to) out.push_back(one.owner);
  }
  return out;
}

std::vector<PlaceRef> History::places_at(Moment at) const {
  if (placements.empty()) return {};
  const auto later = std::ranges::upper_bound(placements, at, {}, &Placement::from);
  return later == placements.begin() ? later->places : std::prev(later)->places;
}

const ItemHistory* History::item(std::string_view id) const {
  const auto at = std::ranges::find(items, id, &ItemHistory::id);
  return at == items.end() ? nullptr : &*at;
}

History history_of(std::span<const MeasureVersion> versions) {
  History history;
  const MeasureVersion& newest = versions.back();
  for (const PlanItem& item : newest.body.plan.operation) history.items.push_back({item.id, {}});
  for (const Stretch& stretch : stretches(versions)) {
    if (stretch.version->removed) {
      const bool same_day = stretch.in_force.from == kAlways.from;  // made and removed
      history.in_force.to = same_day ? kAlways.from : stretch.in_force.from - days{1};
      break;
    }
    for (const PlanItem& item : stretch.version->body.plan.operation) {
      add_terms(history_of_item(history, item.id), stretch, item);
    }
    add_planned(history.designs, stretch.in_force, design_of(stretch.version->body.plan));
    add_planned(history.existences, stretch.in_force, existence_of(stretch.version->body.plan));
    add_places(history, stretch);
  }
  std::erase_if(history.items, [](const ItemHistory& item) { return item.terms.empty(); });
  add_fleeting(history, versions);
  for (const MeasureVersion& version : versions) {
    if (history.owners.empty() || history.owners.back().owner != version.body.owner) {
      history.owners.push_back({version.at, version.body.owner});
    }
    std::vector<PlaceRef> places = version.removed ? std::vector<PlaceRef>() : version.body.places;
    if (history.placements.empty() || history.placements.back().places != places) {
      history.placements.push_back({version.at, std::move(places)});
    }
  }
  return history;
}

ProofPlan plan_of(const WrittenPlan& newest, const History& history,
                  const std::function<Ref(const std::string&)>& ref) {
  ProofPlan plan;
  plan.design = design_of(newest);
  plan.existence = existence_of(newest);
  if (!history.designs.empty()) plan.earlier_design.assign(history.designs.begin(), history.designs.end() - 1);
  if (!history.existences.empty()) {
    plan.earlier_existence.assign(history.existences.begin(), history.existences.end() - 1);
  }
  for (const ItemHistory& item : history.items) {
    const PlanItem& last = item.terms.back().item;
    const Ref id = ref(item.id);
    const Ref name = ref(last.title);
    if (last.kind == "occurrences") {
      plan.operation.push_back(occurrence_plan(item.terms, id, name));
    } else if (last.kind == "sample") {
      plan.operation.push_back(sample_plan(item.terms, id, name));
    } else {
      plan.operation.push_back(automated_plan(item.terms, id, name));
    }
  }
  return plan;
}

std::vector<task::Schedule> schedules_of(const History& history) {
  std::vector<task::Schedule> out;
  const std::string owner = history.owners.empty() ? "" : history.owners.back().owner;
  for (const ItemHistory& item : history.items) {
    for (const ItemTerms& terms : item.terms) {
      if (terms.item.kind != "occurrences") continue;
      task::Schedule everywhere = schedule_of(terms, item, owner);
      for (const auto& [place, held] : history.places) {
        if (History::is_always(held)) {
          everywhere.places.push_back({place.kind, place.id});
          continue;
        }
        for (const Period& part : held) {
          task::Schedule here = schedule_of(terms, item, owner);
          here.in_force = {std::max(part.from, terms.in_force.from), std::min(part.to, terms.in_force.to)};
          here.places = {{place.kind, place.id}};
          if (here.in_force.from <= here.in_force.to) out.push_back(std::move(here));
        }
      }
      if (!everywhere.places.empty()) out.push_back(std::move(everywhere));
    }
  }
  return out;
}

}  // namespace waarborg::measure
