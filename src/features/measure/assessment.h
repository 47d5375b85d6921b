// SPDX-License-Identifier: EUPL-1.2
//
// The assessment of an organisation: facts loaded, verdicts computed, and both in the words of the API.
// Computed once per state of the organisation's log, whoever asks at the same time, and kept until that state changes.
// Every change writes an entry, so the entries since tell which measures to read again; all others keep their facts.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "features/auth/table.h"
#include "features/measure/asked.h"
#include "features/measure/assessed.h"
#include "features/measure/kept.h"

namespace waarborg::measure {

/// All assessments that are kept together: a year of months of a few organisations, or three of a very large one.
inline constexpr std::size_t kMostKept = 800'000;

/// The assessments of all organisations. Safe from several threads at once.
class Assessments {
 public:
  /// Tells `measures` of each measure whether it is in order; that stops with its own end.
  Assessments(Measures& measures, catalog::Catalog& catalog, record::Records& records, const trail::Trail& trail);
  ~Assessments() { measures_.set_in_trouble({}); }
  Assessments(const Assessments&) = delete;
  Assessments& operator=(const Assessments&) = delete;

  /// @param period    default: the twelve months up to today.
  /// @param known_at  default: now.
  std::shared_ptr<const Assessed> get(const OrganisationId& organisation, std::optional<Period> period = {},
                                      std::optional<Moment> known_at = {});

  /// One measure alone, from its own facts, at each of these questions: a hundredth of the work where there are
  /// hundreds of measures. Its verdicts are those of get(); requirements are not judged and places have no names. Null
  /// where it did not exist. Not kept.
  std::vector<std::shared_ptr<const Assessed>> of_measure(const OrganisationId& organisation,
                                                          const std::string& measure,
                                                          std::span<const Question> questions);

  /// Whether a verdict of the measure is refuted now, an override or not, or a deviation of it open.
  bool in_trouble(const OrganisationId& organisation, const MeasureId& measure);

  /// Compares the verdicts with those last remembered, stores what changed and remembers the new ones.
  /// @return  number of changes.
  std::int64_t remember(const OrganisationId& organisation);

  /// For tests: every assessment that follows on an earlier one is computed from nothing as well; std::logic_error when
  /// they differ.
  void check_following(bool check) { check_ = check; }
  /// How many assessments followed on an earlier one.
  std::int64_t followed() const { return followed_; }

 private:
  struct Reading;  // what to read, and what stands

  std::shared_ptr<const Assessed> current(db::Transaction& tx, const OrganisationId& organisation,
                                          const Question& question);
  std::shared_ptr<const Assessed> follow(db::Transaction& tx, const OrganisationId& organisation,
                                         const Question& question, const Assessed& latest);
  std::shared_ptr<const Assessed> compute(db::Transaction& tx, const OrganisationId& organisation,
                                          const Question& question, const Reading& reading);
  std::vector<Completion> read_completions(db::Transaction& tx, const OrganisationId& organisation,
                                           const Question& question, Assessed& into);
  void read_names(db::Transaction& tx, const OrganisationId& organisation, const Assessed* known, Assessed& into);
  std::shared_ptr<const Assessed> latest(const OrganisationId& organisation);

  Measures& measures_;
  catalog::Catalog& catalog_;
  record::Records& records_;
  const trail::Trail& trail_;
  std::atomic<bool> check_ = false;
  std::atomic<std::int64_t> followed_ = 0;
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> latest_;  // organisation → key in kept_ of its newest, as known now
  Kept<Assessed> kept_{kMostKept};
  std::map<std::string, std::string> said_about_;  // by organisation, requirement and version (read_completions)
};

/// All routes of this feature.
/// @param workbook  makes the files of the lists.
void add_routes(auth::Api& api, Measures& measures, Assessments& assessments, catalog::Catalog& catalog,
                const auth::WriteWorkbook& workbook = {});

}  // namespace waarborg::measure
