// SPDX-License-Identifier: EUPL-1.2
//
// The assessment of an organisation: facts loaded, verdicts computed, and both in the words of the API.
// Computed once per state of the organisation's log and kept until that state changes. Every change writes an entry, so
// the entries since tell which measures to read again; all others keep their facts.
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
#include "features/catalog/catalog.h"
#include "features/evidence/evidence.h"
#include "features/measure/asked.h"
#include "features/measure/kept.h"
#include "features/measure/measure.h"
#include "features/measure/rollup.h"
#include "features/record/record.h"
#include "features/task/task.h"

namespace waarborg::measure {

/// What a reason points at.
enum class ReasonSubject {
  kEvidence,
  kOccurrence,
  kSample,
  kDeviation,
  kMeasure,
  kRequirement,
  kPlace,
  kOverride,
  kSupplier,
  kDay,
  kText
};
BOOST_DESCRIBE_ENUM(ReasonSubject, kEvidence, kOccurrence, kSample, kDeviation, kMeasure, kRequirement, kPlace,
                    kOverride, kSupplier, kDay, kText)

struct ReasonLink {
  json::Word<ReasonSubject> kind;
  std::string id;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(ReasonLink, (), (kind, id, label))

struct ReasonView {
  std::int64_t rule = 0;  ///< Rule of the proof model, 1 to 10.
  std::string text;
  std::vector<ReasonLink> refs;
};
BOOST_DESCRIBE_STRUCT(ReasonView, (), (rule, text, refs))

struct AspectVerdict {
  json::Word<Verdict> verdict;
  std::vector<ReasonView> reasons;
  bool override = false;
};
BOOST_DESCRIBE_STRUCT(AspectVerdict, (), (verdict, reasons, override))

struct Trio {
  json::Word<Verdict> design;
  json::Word<Verdict> existence;
  json::Word<Verdict> operation;
};
BOOST_DESCRIBE_STRUCT(Trio, (), (design, existence, operation))

struct AspectVerdicts {
  AspectVerdict design;
  AspectVerdict existence;
  AspectVerdict operation;
};
BOOST_DESCRIBE_STRUCT(AspectVerdicts, (), (design, existence, operation))

struct LoadTerms;

/// Everything known about one organisation at one question.
struct Assessed {
  std::int64_t log_size = 0;               ///< Entries in the log of the organisation that it knows.
  std::shared_ptr<const LoadTerms> terms;  ///< What it was read with.
  OrganisationProof proof;
  Assessment result;
  std::vector<StoredMeasure> measures;                   ///< Same order as proof.measures.
  std::vector<catalog::RequirementRecord> requirements;  ///< Same order as proof.requirements.
  std::vector<catalog::FrameworkRecord> frameworks;
  std::map<std::string, Decision> decisions;  ///< By URN.
  std::map<std::string, Decision> approved;   ///< What the last approved statements say. By URN.
  std::map<PlaceRef, std::string> place_names;
  std::map<std::string, std::string> people;           ///< Person id → name.
  std::map<std::string, std::string> supplier_proofs;  ///< Id → supplier and title, of those that evidence rests on.
  std::map<std::string, std::string> removed;          ///< Id → title, of removed measures that a declaration is about.
  std::unordered_map<std::string, std::uint32_t> measure_at;
  std::unordered_map<std::string, std::uint32_t> requirement_at;

  /// Excluded, but in no approved version of the statement: until then it counts.
  bool exclusion_waits(std::uint32_t requirement) const {
    return proof.requirements[requirement].exclusion_waits != kNone;
  }
  Trio measure_trio(std::uint32_t measure) const;
  Trio requirement_trio(std::uint32_t requirement) const;
  AspectVerdicts measure_total(std::uint32_t measure, Language language) const;
  AspectVerdicts requirement_total(std::uint32_t requirement, Language language) const;
  AspectVerdict place_verdict(std::uint32_t measure, std::size_t place, Aspect aspect, Language language) const;
  org::Place place(const PlaceRef& ref, Language language) const;
  std::string owner_name(const StoredMeasure& measure) const;
  /// First day on which something of the measure is still expected; nothing when there is none.
  std::optional<std::string> next_due(const std::string& measure) const;
  std::unordered_map<std::string, Day> due;  ///< Measure id → next open occurrence.
};

/// How much an assessment weighs in memory. Unit: facts, or about as much.
std::size_t weight_of(const Assessed& assessed);
/// All assessments that are kept together: a year of months of a few organisations, or three of a very large one.
inline constexpr std::size_t kMostKept = 800'000;

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

/// A verdict that changed, as remember() stored it.
struct RememberedChange {
  std::string at;
  std::string measure;
  std::string aspect;
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(RememberedChange, (), (at, measure, aspect, before, after))

/// Newest first, at most 200.
std::vector<RememberedChange> changes_since(db::Transaction& tx, const OrganisationId& organisation, Moment since);
/// Every change of the verdicts that could be better than they were last remembered; oldest first.
std::vector<RememberedChange> changes_below(db::Transaction& tx, const OrganisationId& organisation);
/// In [since, until]; newest first, at most 200.
std::vector<RememberedChange> changes_between(db::Transaction& tx, const OrganisationId& organisation, Moment since,
                                              Moment until);

/// @param workbook  makes the files of the lists.
void add_routes(auth::Api& api, Measures& measures, Assessments& assessments, catalog::Catalog& catalog,
                const auth::WriteWorkbook& workbook = {});

}  // namespace waarborg::measure
