// SPDX-License-Identifier: EUPL-1.2
//
// Dated proof: files, reports of tools, populations and samples, and who accepted them. Measures and their plan items
// are known by id only; app tells what is needed of them (MeasureFacts). Bulk reading for verdicts: facts.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/auth/actor.h"
#include "features/auth/api.h"
#include "features/auth/person.h"
#include "features/auth/table.h"
#include "features/evidence/column_mappings.h"
#include "features/evidence/evidence_views.h"
#include "features/evidence/facts.h"
#include "features/evidence/importer.h"
#include "features/evidence/review_views.h"
#include "features/evidence/tables.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"
#include "platform/fs/file_store.h"

namespace waarborg::evidence {

struct Stored;
struct StoredCase;
struct StoredPopulation;
struct Parties;
struct FoundRow;

/// How soon proof counts as expiring. Unit: days.
inline constexpr int kExpiringDays = 30;
/// Days that an expired piece of proof is still shown.
inline constexpr int kExpiredShownDays = 90;
/// A repeated submission with the same key is recognised this long. Unit: hours.
inline constexpr int kSubmissionHours = 24;

struct ListQuery {
  std::string measure{}, aspect{}, review{}, kind{};
  std::string search{};  ///< Part of the title, or of the name of its measure.
  bool expiring = false;
  std::string sort{};   ///< A word of list_orders(), with '-' before it from high to low; empty: newest first.
  std::string after{};  ///< Cursor of the page before.
  std::int64_t limit = 50;
  bool by_title = false;  ///< The search is about the title alone.
  std::string place{};    ///< "kind/id": what is about that place, or about no place in particular.
};

/// What the list can be sorted by.
std::vector<std::string> list_orders();

struct StoredFile {
  std::string bytes;
  std::string name;
  std::string media_type;
};

class Evidence {
 public:
  Evidence(db::Database& database, trail::Trail& trail, const Clock& clock, fs::FileStore& files);

  void set_measure_facts(MeasureFacts facts) { measure_facts_ = std::move(facts); }
  void set_withdrawn(Withdrawn withdrawn) { withdrawn_ = std::move(withdrawn); }

  // --- reading; right evidence.read (list.cpp, service.cpp)
  Result<auth::Page<EvidenceRow>> list(const auth::Actor& who, const ListQuery& query);
  Result<EvidenceDetail> get(const auth::Actor& who, const std::string& id);
  Result<StoredFile> file(const auth::Actor& who, const std::string& id);
  /// What expires within `days`, or did not long ago, and has no successor; soonest first. For Vandaag.
  std::vector<EvidenceRow> expiring(db::Transaction& tx, const OrganisationId& organisation, int days,
                                    std::int64_t limit);
  /// What waits for a reviewer.
  WaitingEvidence waiting(db::Transaction& tx, const OrganisationId& organisation) const;

  // --- handing in; right evidence.add (handing_in.cpp)
  /// @param key  of the request (header idempotency-key), may be empty: the same key and body from the same account
  ///             within a day give the first answer; another body kConflict.
  /// @param file  the record and its file are kept together, or neither is. Faults as put_file.
  Result<EvidenceDetail> add(const auth::Actor& who, const EvidenceInput& input, const std::string& key = {},
                             const std::optional<HandedFile>& file = {});
  /// Only by the collector, and only while it waits for review.
  Result<EvidenceDetail> put_file(const auth::Actor& who, const std::string& id, std::string_view bytes,
                                  std::string_view declared_type, std::string_view name, std::int64_t seen = -1);
  /// The same report for the same measure again gives the evidence that is there.
  Result<EvidenceImport> import(const auth::Actor& who, const ImportRequest& request, std::string_view bytes);

  // --- judging (review.cpp)
  /// Right evidence.review; never by the collector, the author or the owner of the measure.
  Result<EvidenceDetail> review(const auth::Actor& who, const std::string& id, const ReviewInput& input,
                                std::int64_t seen = -1);
  Result<BulkReview> review_all(const auth::Actor& who, const BulkReviewInput& input);
  /// By the collector while it waits; once decided only by who could have reviewed it. It stays known as it was.
  Result<EvidenceDetail> withdraw(const auth::Actor& who, const std::string& id, const std::string& reason);

  // --- for the occurrences of feature task, inside its transaction (review.cpp)
  /// Notes on each piece which occurrence it belongs to. kInvalid evidence.unknown when one is not of this measure,
  /// evidence.link.* when it is no proof of this occurrence (rules.h).
  Result<void> link(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                    const std::vector<std::string>& ids, const Occasion& occasion);
  std::optional<EvidenceFact> find(db::Transaction& tx, const OrganisationId& organisation,
                                   const std::string& id) const;

  // --- populations (populations.cpp, draws.cpp); freeze and draw: evidence.add; judge: evidence.review, independent
  Result<auth::Items<Population>> populations(const auth::Actor& who, const std::string& measure);
  Result<Population> population(const auth::Actor& who, const std::string& id);
  Result<Population> freeze(const auth::Actor& who, const FreezeRequest& request, std::string_view csv);
  /// What freezing would do, and line by line what stands in its way. Keeps nothing.
  Result<PopulationTrial> try_population(const auth::Actor& who, const FreezeRequest& request, std::string_view csv);
  /// By who may hand in or review. A seed of one's own, or fewer cases than the table asks, only from who could judge:
  /// kForbidden evidence.population.seed, .size_below. kConflict .drawn_besides while there is another drawn one about
  /// some of these days. A sample without cases is judged at once by who could judge it.
  Result<Population> draw(const auth::Actor& who, const std::string& id, const DrawInput& input);
  /// That nothing happened, of a drawn sample without cases; by who could judge.
  Result<Population> confirm_empty(const auth::Actor& who, const std::string& id);
  /// @param key  of the case, or "@3" for the third one drawn (a key may hold signs that fit no URL).
  Result<Population> judge(const auth::Actor& who, const std::string& id, const std::string& key,
                           const CaseInput& input);
  /// By who froze it until the sample is drawn; from then on only by who could have judged it.
  Result<Population> withdraw_population(const auth::Actor& who, const std::string& id, const std::string& reason);

  std::map<std::string, trail::StateReader> state_readers() const;

 private:
  // service.cpp
  Result<Stored> make(db::Transaction& tx, const auth::Actor& who, const EvidenceInput& input, Moment now) const;
  Result<Stored> writable(db::Transaction& tx, const auth::Actor& who, const std::string& id) const;
  EvidenceDetail shown(db::Transaction& tx, const auth::Actor& who, const Stored& stored) const;
  std::map<std::string, MeasureCard> cards(db::Transaction& tx, const OrganisationId& organisation,
                                           const std::vector<std::string>& measures) const;
  std::map<PlaceRef, std::string> place_names(db::Transaction& tx, const OrganisationId& organisation,
                                              const std::vector<PlaceRef>& places) const;
  // list.cpp
  std::vector<EvidenceRow> titled(db::Transaction& tx, const OrganisationId& organisation,
                                  const std::vector<FoundRow>& found) const;
  void mark_reviewable(db::Transaction& tx, const auth::Actor& who, std::vector<FoundRow>& rows) const;
  auth::Person someone(db::Transaction& tx, const OrganisationId& organisation, const std::string& account,
                       const std::string& name) const;
  /// Who takes part in judging what shows something of `measure` from the day `since` on.
  struct Shown {
    const std::string& measure;
    Day since{};
    const std::string& collector_account;
    const std::string& collector;
    const std::string& author;
    bool by_token = false;  ///< Then `collector` is what the token is called.
  };
  static Shown shown_by(const Stored& stored);
  Parties parties(db::Transaction& tx, const auth::Actor& who, const Shown& shown, const MeasureCard& card) const;
  /// Writes the trail and tells that the measure's proof changed. `before` is null for a new row.
  void record(db::Transaction& tx, const auth::Actor& who, const char* action, const Stored* before, Stored& after,
              Moment now);
  /// False when someone was quicker than `after.version - 1`.
  bool save(db::Transaction& tx, const auth::Actor& who, const char* action, const Stored& before, Stored& after,
            Moment now);

  // review.cpp
  Result<Stored> decide(db::Transaction& tx, const auth::Actor& who, Stored stored, const ReviewInput& input,
                        const std::map<std::string, MeasureCard>& known, std::int64_t seen);
  // imports.cpp
  Result<EvidenceImport> keep(const auth::Actor& who, const ImportRequest& request, const ImportedReport& report,
                              std::string_view bytes, EvidenceImport answer);
  // populations.cpp
  Result<Population> keep_population(db::Transaction& tx, const auth::Actor& who, const char* action,
                                     const StoredPopulation* before, StoredPopulation& after, Moment now);
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
  MeasureFacts measure_facts_;
  Withdrawn withdrawn_;
};

/// @param workbook  makes the file of the list.
void add_routes(auth::Api& api, Evidence& evidence, ColumnMappings& mappings, const auth::WriteWorkbook& workbook = {});
void add_population_routes(auth::Api& api, Evidence& evidence);  ///< Called by add_routes.

}  // namespace waarborg::evidence
