// SPDX-License-Identifier: EUPL-1.2
//
// Shapes of the measure and verdict routes. Internal to this feature.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/measure/asked.h"
#include "features/measure/assessed.h"
#include "features/measure/status.h"

namespace waarborg::measure {

struct MeasureRow {
  std::string id;
  std::string title;
  std::string owner;
  std::string owner_name;
  std::vector<std::string> requirements;
  std::int64_t places = 0;
  Trio verdict;
  std::optional<std::string> next_due;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MeasureRow, (), (id, title, owner, owner_name, requirements, places, verdict, next_due, version))

struct AnswerView {
  std::string requirement;
  std::string ref;
  std::string title;
  json::Word<Coverage> coverage;
};
BOOST_DESCRIBE_STRUCT(AnswerView, (), (requirement, ref, title, coverage))

struct MeasureView {
  std::string id;
  std::int64_t version = 0;
  std::string title, description, card, owner, owner_name;
  json::Word<PlaceRule> rollup;
  std::string rollup_reason;
  std::vector<AnswerView> requirements;
  std::vector<org::Place> places;
  WrittenPlan plan;
  AspectVerdicts aspects;
  std::vector<std::string> rights;
};
BOOST_DESCRIBE_STRUCT(MeasureView, (),
                      (id, version, title, description, card, owner, owner_name, rollup, rollup_reason, requirements,
                       places, plan, aspects, rights))

struct PlaceVerdict {
  org::Place place;
  AspectVerdict design, existence, operation;
};
BOOST_DESCRIBE_STRUCT(PlaceVerdict, (), (place, design, existence, operation))

struct MeasureVerdictsView {
  PeriodView period;
  std::string known_at;
  std::vector<PlaceVerdict> places;
  AspectVerdicts total;
};
BOOST_DESCRIBE_STRUCT(MeasureVerdictsView, (), (period, known_at, places, total))

struct MonthBand {
  std::string month;  ///< 2026-01
  std::string until;  ///< Its last day, or the day on which one looks.
  json::Word<Verdict> design, existence, operation;
  Overridden overridden;
};
BOOST_DESCRIBE_STRUCT(MonthBand, (), (month, until, design, existence, operation, overridden))
struct Bands {
  std::vector<MonthBand> months;
};
BOOST_DESCRIBE_STRUCT(Bands, (), (months))

MeasureView view_of(const Assessed& assessed, std::uint32_t measure, const auth::Actor& who);

}  // namespace waarborg::measure
