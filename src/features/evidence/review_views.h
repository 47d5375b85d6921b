// SPDX-License-Identifier: EUPL-1.2
//
// Reviewing evidence, importing reports and judging samples, as the API speaks of them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json_words.h"
#include "features/evidence/evidence_views.h"
#include "features/evidence/sampling.h"

namespace waarborg::evidence {

struct ReviewInput {
  ReviewState decision = ReviewState::kAccepted;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ReviewInput, (), (decision, note))
struct BulkReviewItem {
  std::string id;
  std::int64_t version = 0;  ///< As it was seen: what changed since is refused.
};
BOOST_DESCRIBE_STRUCT(BulkReviewItem, (), (id, version))
struct BulkReviewInput {
  std::vector<BulkReviewItem> items;
  ReviewState decision = ReviewState::kAccepted;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(BulkReviewInput, (), (items, decision, note))
struct RefusedReview {
  std::string id;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(RefusedReview, (), (id, text))
struct BulkReview {
  std::int64_t reviewed = 0;
  std::vector<RefusedReview> refused;
};
BOOST_DESCRIBE_STRUCT(BulkReview, (), (reviewed, refused))
struct WithdrawInput {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawInput, (), (reason))

struct ImportRequest {
  std::string kind;  ///< Of an importer; empty: found out from the bytes.
  std::string measure;
  std::string plan_item;
  EvidenceAspect aspect = EvidenceAspect::kOperation;
  std::vector<PlaceRef> places;
  bool dry_run = false;
  std::map<std::string, std::string> mapping;
  std::string file_name;
};
struct EvidenceImport {
  bool dry_run = true;
  std::string kind, tool, subject;
  Moment produced_at{};
  Day covers_from{};
  Day covers_to{};
  std::int64_t supports = 0, refutes = 0, partly = 0, unknown = 0;
  json::Word<ObservationResult> overall;
  std::vector<NamedFact> facts;
  std::vector<std::string> warnings;
  std::string evidence;  ///< Id, when it was no dry run.
};
BOOST_DESCRIBE_STRUCT(EvidenceImport, (),
                      (dry_run, kind, tool, subject, produced_at, covers_from, covers_to, supports, refutes, partly,
                       unknown, overall, facts, warnings, evidence))

struct SampleCase {
  std::string key;
  std::string text;        ///< The other columns of the case.
  std::int64_t order = 0;  ///< Place in the draw, from 1.
  std::optional<CaseVerdict> verdict;
  std::string note;
  std::string retest;  ///< Evidence id that shows the deviation corrected.
};
BOOST_DESCRIBE_STRUCT(SampleCase, (), (key, text, order, verdict, note, retest))
enum class PopulationState { kFrozen, kDrawn, kJudged };
BOOST_DESCRIBE_ENUM(PopulationState, kFrozen, kDrawn, kJudged)
struct Population {
  std::string id;
  std::int64_t version = 0;
  std::string measure, plan_item, title;
  Day covers_from{};
  Day covers_to{};
  std::int64_t count = 0;
  std::string sha256;
  Moment frozen_at{};
  json::Word<ControlFrequency, json::Blank::kOrEmpty> frequency;
  std::int64_t sample_size = 0;
  std::int64_t table_size = 0;  ///< What the table of sample sizes asks.
  std::string size_reason;      ///< Why the sample has another size; empty when it has not.
  std::string seed;
  std::string algorithm;  ///< How the seed leads to the sample: sampling.h.
  std::optional<Moment> drawn_at;
  std::int64_t tolerated = 0, deviations = 0, judged = 0;
  std::optional<double> upper_bound;  ///< Of the deviation rate, one-sided 95 %; unit 1.
  json::Word<PopulationState> state;
  std::string author, drawer, reviewer;
  std::optional<Moment> withdrawn_at;
  std::string withdraw_reason;
  std::vector<std::string> rights;  ///< What the asker may do: draw seed (and fewer cases) judge confirm withdraw.
  std::vector<SampleCase> cases;
};
BOOST_DESCRIBE_STRUCT(Population, (),
                      (id, version, measure, plan_item, title, covers_from, covers_to, count, sha256, frozen_at,
                       frequency, sample_size, table_size, size_reason, seed, algorithm, drawn_at, tolerated,
                       deviations, judged, upper_bound, state, author, drawer, reviewer, withdrawn_at, withdraw_reason,
                       rights, cases))
struct FreezeRequest {
  std::string measure, plan_item, title;
  Day from{};
  Day to{};
  std::string key;  ///< Column with the unique key; empty: the first.
  PlaceRef place;   ///< Empty kind: every place of the measure.
};
struct DrawInput {
  std::optional<std::string> seed{};
  std::optional<std::int64_t> size{};   ///< Cases to draw; the table's when absent.
  std::optional<std::string> reason{};  ///< Why another size than the table's.
};
BOOST_DESCRIBE_STRUCT(DrawInput, (), (seed, size, reason))
struct CaseInput {
  CaseVerdict verdict = CaseVerdict::kEffective;
  std::optional<std::string> note;
  std::optional<std::string> retest;
};
BOOST_DESCRIBE_STRUCT(CaseInput, (), (verdict, note, retest))

}  // namespace waarborg::evidence
