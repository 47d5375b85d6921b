// SPDX-License-Identifier: EUPL-1.2
//
// The first screen: what asks something of me, what changed since I was last here, and the position on the road to
// certification. All of it computed from the state; nobody ticks a step.
#pragma once

#include <string>
#include <vector>

#include "features/auth/api.h"
#include "features/evidence/evidence.h"
#include "features/measure/assessment.h"
#include "features/measure/status.h"
#include "features/record/record.h"
#include "features/task/task.h"

namespace waarborg::today {

enum class TodayKind { kOccurrence, kReview, kExpiring, kDeviation, kVerdict, kTask, kSetup };
BOOST_DESCRIBE_ENUM(TodayKind, kOccurrence, kReview, kExpiring, kDeviation, kVerdict, kTask, kSetup)
enum class Urgency { kOverdue, kOpen, kSoon };
BOOST_DESCRIBE_ENUM(Urgency, kOverdue, kOpen, kSoon)

struct TodayItem {
  json::Word<TodayKind> kind;
  std::string title;
  std::string detail;
  std::optional<std::string> due;
  std::optional<std::string> until;  ///< Last day on which it is in time; it is overdue from the next day on.
  json::Word<Urgency> state;
  std::string link;    ///< Path in the web application.
  std::string action;  ///< Words on the button.
  std::int64_t minutes = 0;
  bool mine = true;        ///< False: of someone else, shown because the asker watches over everyone's work.
  std::int64_t count = 1;  ///< Pieces of evidence, occurrences or deviations that this one line is about.
};
BOOST_DESCRIBE_STRUCT(TodayItem, (), (kind, title, detail, due, until, state, link, action, minutes, mine, count))

enum class Direction { kBetter, kWorse, kNew };
BOOST_DESCRIBE_ENUM(Direction, kBetter, kWorse, kNew)
struct VerdictChange {
  std::string title;
  std::string detail;
  std::string aspect;
  json::Word<measure::Verdict, json::Blank::kOrEmpty> before;
  json::Word<measure::Verdict, json::Blank::kOrEmpty> after;
  json::Word<Direction> direction;
  std::string at;
  std::string link;
  measure::Trio verdict;
  bool mine = true;  ///< The asker owns the measure, or nobody does.
};
BOOST_DESCRIBE_STRUCT(VerdictChange, (), (title, detail, aspect, before, after, direction, at, link, verdict, mine))

enum class RoadState { kDone, kCurrent, kTodo };
BOOST_DESCRIBE_ENUM(RoadState, kDone, kCurrent, kTodo)
struct RoadStep {
  std::int64_t step = 0;  ///< [1, 10]
  std::string key;
  std::string title;
  json::Word<RoadState> state;
  std::int64_t done = 0;
  std::int64_t of = 0;
  std::string detail;
  std::string link;
};
BOOST_DESCRIBE_STRUCT(RoadStep, (), (step, key, title, state, done, of, detail, link))

/// Where we stand against a framework beside the main one.
struct Standing {
  std::string framework;
  std::string name;
  std::int64_t requirements = 0;
  std::int64_t undecided = 0;
  double design = 0, existence = 0, operation = 0;  ///< Percentage shown.
};
BOOST_DESCRIBE_STRUCT(Standing, (), (framework, name, requirements, undecided, design, existence, operation))

/// Of every framework but the main one, which has the whole screen.
std::vector<Standing> standings(const measure::Assessed& assessed, Language language);

struct Today {
  std::string greeting_name;
  std::vector<TodayItem> items;
  std::vector<VerdictChange> changes;
  std::string since;
  std::vector<RoadStep> road;
  measure::Status status;
  std::vector<Standing> others;
};
BOOST_DESCRIBE_STRUCT(Today, (), (greeting_name, items, changes, since, road, status, others))

struct SearchHit {
  std::string kind;  ///< measure requirement evidence system supplier …
  std::string title;
  std::string detail;
  std::string link;
};
BOOST_DESCRIBE_STRUCT(SearchHit, (), (kind, title, detail, link))

/// Counts that the road is computed from.
struct RoadFacts {
  bool set_up = false;
  std::int64_t roles_named = 0;  ///< Of 3: board member, security officer, responsible for health information.
  std::int64_t systems = 0;
  std::int64_t suppliers = 0;
  std::int64_t applicable = 0;
  std::int64_t requirements = 0;
  std::int64_t decided = 0;
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

/// Whether the asker owns it: as a person in the register (`person`, may be empty), or by name as long as the account
/// is not tied to one. What nobody owns is everyone's.
bool is_mine(const measure::Assessed& assessed, const measure::StoredMeasure& measure, const auth::Actor& who,
             const std::string& person);

class TodayView {
 public:
  TodayView(db::Database& database, const Clock& clock, measure::Measures& measures, measure::Assessments& assessments,
            evidence::Evidence& evidence, task::Tasks& tasks, record::Records& records);

  Result<Today> get(const auth::Actor& who);
  Result<std::vector<SearchHit>> search(const auth::Actor& who, const std::string& text);
  RoadFacts facts(db::Transaction& tx, const OrganisationId& organisation, const measure::Assessed& assessed);

 private:
  std::vector<TodayItem> items(db::Transaction& tx, const auth::Actor& who, const measure::Assessed& assessed,
                               const RoadFacts& facts);
  std::vector<VerdictChange> changes(db::Transaction& tx, const auth::Actor& who, const measure::Assessed& assessed,
                                     Moment since);
  db::Database& database_;
  const Clock& clock_;
  measure::Measures& measures_;
  measure::Assessments& assessments_;
  evidence::Evidence& evidence_;
  task::Tasks& tasks_;
  record::Records& records_;
};

void add_routes(auth::Api& api, TodayView& today);

}  // namespace waarborg::today
