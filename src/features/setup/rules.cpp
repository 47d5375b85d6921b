// SPDX-License-Identifier: EUPL-1.2
//
// From card to measure: pure.
#include <algorithm>
#include <map>

#include "features/evidence/sampling.h"
#include "features/setup/setup.h"
#include "features/task/rrule.h"

namespace waarborg::setup {

bool fits(const catalog::PlanCard& card, const org::Organisation& organisation) {
  const bool sector = card.sub_sectors.empty() ||
                      std::ranges::find(card.sub_sectors, organisation.sub_sector) != card.sub_sectors.end();
  return sector && organisation.people >= card.min_people &&
         (!card.max_people || *card.max_people == 0 || organisation.people <= *card.max_people);
}

namespace {

/// Name of a rule that people have a word for; empty: none.
std::string_view cadence_key(std::string_view rrule) {
  static const std::map<std::string_view, std::string_view> kKnown = {{"FREQ=DAILY", "daily"},
                                                                      {"FREQ=WEEKLY", "weekly"},
                                                                      {"FREQ=MONTHLY", "monthly"},
                                                                      {"FREQ=MONTHLY;INTERVAL=2", "two_monthly"},
                                                                      {"FREQ=MONTHLY;INTERVAL=3", "quarterly"},
                                                                      {"FREQ=MONTHLY;INTERVAL=4", "four_monthly"},
                                                                      {"FREQ=MONTHLY;INTERVAL=6", "half_yearly"},
                                                                      {"FREQ=YEARLY", "yearly"},
                                                                      {"FREQ=YEARLY;INTERVAL=2", "two_yearly"},
                                                                      {"FREQ=YEARLY;INTERVAL=3", "three_yearly"}};
  const auto found = kKnown.find(rrule);
  return found == kKnown.end() ? "" : found->second;
}

/// What the operation of a proposal is called until its owner finds a better name: "maandelijkse taken".
std::string title_of(const measure::PlanItem& item, Language language) {
  if (item.kind == "occurrences") {
    if (const auto key = cadence_key(item.rrule); !key.empty()) {
      return say(language, "setup.plan.occurrences." + std::string(key));
    }
  }
  if (item.kind == "automated" && !item.source.empty()) {
    return say(language, {"setup.plan.automated_from", {{"source", item.source}}});
  }
  return say(language, "setup.plan." + item.kind);
}

}  // namespace

std::string cadence_words(std::string_view rrule, Language language) {
  const auto key = cadence_key(rrule);
  return key.empty() ? std::string(rrule) : say(language, "setup.cadence." + std::string(key));
}

measure::MeasureInput measure_from(const catalog::PlanCard& card, const std::string& owner,
                                   std::vector<measure::PlaceRef> places, Day start, Language language) {
  const auto& text = card.texts.at(std::string(code_of(language)));
  measure::MeasureInput input;
  input.title = text.title;
  input.description = text.summary;
  input.card = card.id;
  input.owner = owner;
  input.rollup = "worst";
  input.places = std::move(places);
  for (const auto& answer : card.requirements) {
    const std::string framework = answer.framework.empty() ? std::string(kNorm) : answer.framework;
    input.requirements.push_back({framework + ":" + answer.ref, answer.full ? "full" : "partly"});
  }
  input.plan.design = measure::PlannedDesign{card.review_months, card.is_policy, text.design};
  input.plan.existence = measure::PlannedExistence{card.valid_months, text.existence};
  input.plan.operation_text = text.operation;
  for (const auto& operation : card.operations) {
    measure::PlanItem item;
    switch (operation.kind) {
      case catalog::PlanKind::kOccurrences:
        item.kind = "occurrences";
        item.rrule = operation.rrule;
        item.window_days = operation.window_days;
        item.grace_days = operation.grace_days;
        break;
      case catalog::PlanKind::kSample:
        item.kind = "sample";
        item.frequency = operation.frequency;
        item.tolerated = operation.tolerated;
        break;
      case catalog::PlanKind::kAutomated:
        item.kind = "automated";
        item.source = operation.source;
        item.freshness_days = operation.freshness_days;
        break;
    }
    item.start = to_text(start);
    item.title = title_of(item, language);
    input.plan.operation.push_back(std::move(item));
  }
  return input;
}

double minutes_per_month(const catalog::PlanCard& card, std::int64_t people, std::int64_t places) {
  constexpr double kDocument = 20, kShortDocument = 10;  // to read again and mend; short in a small practice
  constexpr double kLook = 10, kOccurrence = 15;         // in the first place
  constexpr double kNextPlace = 5;                       // in each place more
  constexpr double kPopulation = 10, kCase = 3, kResults = 5;
  constexpr double kMonths = 12, kQuarters = 4;
  const auto more = static_cast<double>(std::max<std::int64_t>(places, 1) - 1);
  double year =
      (people < org::kSmallOrganisation ? kShortDocument : kDocument) * kMonths / std::max(card.review_months, 1);
  year += (kLook + kNextPlace * more) * kMonths / std::max(card.valid_months, 1);
  const Day first = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  for (const auto& operation : card.operations) {
    if (operation.kind == catalog::PlanKind::kOccurrences) {
      const auto rule = task::parse_rrule(operation.rrule);
      const auto times =
          rule ? task::expand(*rule, first, {first, add_months(first, 12) - std::chrono::days(1)}, 400).size() : 0;
      year += static_cast<double>(times) * (kOccurrence + kNextPlace * more);
    } else if (operation.kind == catalog::PlanKind::kSample) {
      // There are no more leavers or changes in a quarter than a small practice has people.
      const auto frequency = evidence::parse_control_frequency(operation.frequency);
      const auto size = frequency ? evidence::sample_size(*frequency, 250) : 0;
      year += kQuarters * (kPopulation + kCase * static_cast<double>(std::min<std::int64_t>(size, people)));
    } else {
      year += kMonths * kResults;
    }
  }
  return year / kMonths;
}

}  // namespace waarborg::setup
