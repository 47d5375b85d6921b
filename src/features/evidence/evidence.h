// SPDX-License-Identifier: EUPL-1.2
//
// Dated proof: files and reports of tools, and who accepted them. Measures and their plan items are known by id only;
// app tells what is needed of them (MeasureFacts). Populations and samples: populations.h. Bulk reading for verdicts:
// facts.h. Routes: routes.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/auth/actor.h"
#include "features/auth/api.h"
#include "features/evidence/evidence_file.h"
#include "features/evidence/evidence_views.h"
#include "features/evidence/facts.h"
#include "features/evidence/list_query.h"
#include "features/evidence/review_views.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"
#include "platform/fs/file_store.h"

namespace waarborg::evidence {

struct Stored;
struct FoundRow;
struct ImportedReport;

/// A repeated submission with the same key is recognised this long. Unit: hours.
inline constexpr int kSubmissionHours = 24;

class Evidence {
 public:
  Evidence(db::Database& database, trail::Trail& trail, const Clock& clock, fs::FileStore& files);

  /// Before the first request, by app; without it every measure and place is unknown.
  void set_measure_facts(MeasureFacts facts) { measure_facts_ = std::move(facts); }
  /// The reference stays good, and shows what is set later.
  const MeasureFacts& measure_facts() const { return measure_facts_; }
  /// Who wants to know that a piece was withdrawn; one listener.
  void set_withdrawn(Told withdrawn) { withdrawn_ = std::move(withdrawn); }
  /// Who wants to know that a piece was accepted that refutes the operation; of results of an automated item nothing is
  /// told, for the next result follows those up. One listener.
  void set_refuted(Told refuted) { refuted_ = std::move(refuted); }

  // --- reading; right evidence.read (list.cpp, service.cpp)
  /// kInvalid for an order or a cursor that is none.
  Result<auth::Page<EvidenceRow>> list(const auth::Actor& who, const ListQuery& query);
  /// kNotFound evidence.not_found.
  Result<EvidenceDetail> get(const auth::Actor& who, const std::string& id);
  /// kNotFound evidence.file.none; faults of FileStore::get.
  Result<StoredFile> file(const auth::Actor& who, const std::string& id);
  /// What expires within `days`, or did not long ago, and has no successor; soonest first. For Vandaag.
  std::vector<EvidenceRow> expiring(db::Transaction& tx, const OrganisationId& organisation, int days,
                                    std::int64_t limit);
  /// What waits for a review that the asker may give: not that of what he brought, wrote or owns the measure of.
  /// Nothing without right evidence.review.
  /// @param card_of  of a measure, as the asker has it at hand: only its owner matters
  WaitingEvidence waiting(db::Transaction& tx, const auth::Actor& who,
                          const std::function<MeasureCard(const std::string& measure)>& card_of) const;
  /// How these pieces were judged, by id; rejected too when withdrawn. Without right check, for other features.
  std::map<std::string, ReviewState> judged(db::Transaction& tx, const OrganisationId& organisation,
                                            const std::vector<std::string>& ids) const;

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
  /// Each by itself: what cannot be judged is told and keeps nothing of the others from being judged. [1, 500] pieces.
  Result<BulkReview> review_all(const auth::Actor& who, const BulkReviewInput& input);
  /// By the collector while it waits; once decided only by who could have reviewed it. It stays known as it was.
  Result<EvidenceDetail> withdraw(const auth::Actor& who, const std::string& id, const std::string& reason);

  // --- for the occurrences of feature task, inside its transaction (review.cpp)
  /// Notes on each piece which occurrence it belongs to. kInvalid evidence.unknown when one is not of this measure,
  /// evidence.link.* when it is no proof of this occurrence (rules.h).
  Result<void> link(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                    const std::vector<std::string>& ids, const Occasion& occasion);
  /// Nothing when the organisation has no such piece; withdrawn ones are found.
  std::optional<EvidenceFact> find(db::Transaction& tx, const OrganisationId& organisation,
                                   const std::string& id) const;

  /// For `verify`: how the records of the kinds evidence and population are read, in the form that the log holds.
  std::map<std::string, trail::StateReader> state_readers() const;

 private:
  // service.cpp
  Result<Stored> make(db::Transaction& tx, const auth::Actor& who, const EvidenceInput& input, Moment now) const;
  EvidenceDetail shown(db::Transaction& tx, const auth::Actor& who, const Stored& stored) const;
  /// Writes the trail and tells that the measure's proof changed. `before` is null for a new row.
  void record(db::Transaction& tx, const auth::Actor& who, const char* action, const Stored* before,
              const Stored& after, Moment now);
  /// False when someone was quicker than `after.version - 1`.
  bool save(db::Transaction& tx, const auth::Actor& who, const char* action, const Stored& before, Stored& after,
            Moment now);
  // handing_in.cpp
  Result<Stored> writable(db::Transaction& tx, const auth::Actor& who, const std::string& id) const;
  // list.cpp
  std::vector<EvidenceRow> titled(db::Transaction& tx, const OrganisationId& organisation,
                                  const std::vector<FoundRow>& found) const;
  void mark_reviewable(db::Transaction& tx, const auth::Actor& who, std::vector<FoundRow>& rows) const;
  // review.cpp
  Result<Stored> decide(db::Transaction& tx, const auth::Actor& who, Stored stored, const ReviewInput& input,
                        const std::map<std::string, MeasureCard>& known, std::int64_t seen);
  // imports.cpp
  Result<EvidenceImport> keep(const auth::Actor& who, const ImportRequest& request, const ImportedReport& report,
                              std::string_view bytes, EvidenceImport answer);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  fs::FileStore& files_;
  MeasureFacts measure_facts_;
  Told withdrawn_;
  Told refuted_;
};

}  // namespace waarborg::evidence
