// SPDX-License-Identifier: EUPL-1.2
//
// The road to certification: ten steps, taken by the state and by nothing else. Pure. The clauses are those of
// NEN 7510-1:2024.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json_words.h"
#include "base/phrasebook.h"

namespace waarborg::today {

enum class RoadState { kDone, kCurrent, kTodo };
BOOST_DESCRIBE_ENUM(RoadState, kDone, kCurrent, kTodo)
struct RoadStep {
  std::int64_t step = 0;  ///< [1, 10]
  std::string key;        ///< The last part of the phrase today.road.<key>.
  std::string title;
  json::Word<RoadState> state;
  std::int64_t done = 0;
  std::int64_t of = 0;  ///< At least 1.
  std::string detail;   ///< Both counts in words.
  std::string link;     ///< Path in the web application.
};
BOOST_DESCRIBE_STRUCT(RoadStep, (), (step, key, title, state, done, of, detail, link))

/// Counts that the road is computed from.
struct RoadFacts {
  bool set_up = false;
  std::int64_t roles_named = 0;   ///< Of 3: board member, security officer, responsible for health information.
  std::int64_t systems = 0;       ///< Rows of the register.
  std::int64_t suppliers = 0;     ///< Rows of the register.
  std::int64_t applicable = 0;    ///< Requirements that apply.
  std::int64_t requirements = 0;  ///< All of the framework.
  std::int64_t decided = 0;       ///< Requirements of which somebody said whether they apply.
  bool statement_approved = false;
  std::int64_t with_measure = 0;     ///< Applicable requirements that a measure answers.
  std::int64_t operation_shown = 0;  ///< Applicable requirements with operation shown.
  std::int64_t all_shown = 0;        ///< With all three aspects shown.
  /// Clauses on risk, internal audit and management review: applicable ones and those with operation at least partly
  /// shown.
  std::int64_t risk_of = 0, risk_done = 0;
  std::int64_t audit_of = 0, audit_done = 0;
  std::int64_t review_of = 0, review_done = 0;
};

/// The ten steps in order; the first that is not done is the current one.
std::vector<RoadStep> road(const RoadFacts& facts, Language language);

}  // namespace waarborg::today
