// SPDX-License-Identifier: EUPL-1.2
//
// Populations, frozen before anybody knows which cases will be looked at, and the samples drawn from them (proof model,
// term "Sampling"; the table of sizes and the draw itself: sampling.h). They are the proof of a part of a plan.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features/auth/actor.h"
#include "features/auth/api.h"
#include "features/evidence/review_views.h"
#include "features/evidence/tables.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"
#include "platform/fs/file_store.h"

namespace waarborg::evidence {

struct StoredCase;
struct StoredPopulation;
struct PopulationBefore;

/// kNotFound evidence.population.not_found and kConflict evidence.withdrawn where there is an id.
class Populations {
 public:
  /// @param facts  of the measures, as Evidence is told them; looked at when needed, so they must outlive this.
  Populations(db::Database& database, trail::Trail& trail, const Clock& clock, fs::FileStore& files,
              const MeasureFacts& facts);

  // --- reading; right evidence.read (populations.cpp)
  /// Of a measure, without withdrawn ones. kNotFound evidence.measure_unknown.
  Result<auth::Items<Population>> of_measure(const auth::Actor& who, const std::string& measure);
  Result<Population> get(const auth::Actor& who, const std::string& id);

  // --- freezing; right evidence.add (populations.cpp)
  /// Keeps the cases of a period, so that they cannot change any more. kInvalid naming the field or the line of the
  /// table; kNotFound evidence.measure_unknown; faults of FileStore::put.
  Result<Population> freeze(const auth::Actor& who, const FreezeRequest& request, std::string_view csv);
  /// What freezing would do, and line by line what stands in its way. Keeps nothing.
  Result<PopulationTrial> try_freezing(const auth::Actor& who, const FreezeRequest& request, std::string_view csv);

  // --- drawing (draws.cpp)
  /// By who may hand in or review. A seed of one's own, or fewer cases than the table asks, only from who could judge:
  /// kForbidden evidence.population.seed, .size_below. kConflict .drawn_besides while there is another drawn one about
  /// some of these days. A sample without cases is judged at once by who could judge it.
  Result<Population> draw(const auth::Actor& who, const std::string& id, const DrawInput& input);

  // --- judging; right evidence.review, and independent: kForbidden of check_independent (rules.h)
  /// That nothing happened, of a drawn sample without cases. kConflict evidence.population.not_empty, .judged.
  Result<Population> confirm_empty(const auth::Actor& who, const std::string& id);
  /// @param key  of the case, or "@3" for the third one drawn (a key may hold signs that fit no URL).
  /// @param seen  version of the population that the judge looked at, as every case judged makes it one more; -1 for
  /// whatever is there. kConflict evidence.changed when someone else was quicker.
  /// kNotFound evidence.population.case_unknown; kConflict .judged for another verdict once all cases had one, when
  /// only a note or a retest may be added.
  Result<Population> judge(const auth::Actor& who, const std::string& id, const std::string& key,
                           const CaseInput& input, std::int64_t seen = -1);
  /// By who froze it until the sample is drawn; from then on only by who could have judged it.
  Result<Population> withdraw(const auth::Actor& who, const std::string& id, const std::string& reason);

 private:
  // populations.cpp
  Result<Population> keep(db::Transaction& tx, const auth::Actor& who, const char* action,
                          const PopulationBefore* before, StoredPopulation& after, Moment now);
  Population shown(const auth::Actor& who, const StoredPopulation& population, const std::vector<StoredCase>& cases,
                   bool independent) const;
  /// kForbidden when the asker froze it or owns the measure.
  Result<void> check_judge(db::Transaction& tx, const auth::Actor& who, const StoredPopulation& population) const;
  /// The item of the plan that the request samples.
  Result<PlanItemCard> sampled(db::Transaction& tx, const auth::Actor& who, const FreezeRequest& request) const;
  // draws.cpp
  Result<StoredPopulation> drawable(db::Transaction& tx, const auth::Actor& who, const std::string& id,
                                    const DrawInput& input) const;

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  fs::FileStore& files_;
  const MeasureFacts& measure_facts_;
};

}  // namespace waarborg::evidence
