// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/text.h"
#include "features/evidence/judging.h"
#include "features/evidence/queries.h"
#include "features/evidence/rules.h"
#include "features/evidence/store.h"

namespace waarborg::evidence {
namespace {

constexpr std::size_t kMaxBulk = 500;
constexpr std::size_t kMaxNote = 4000;

Result<void> check(const ReviewInput& input) {
  if (input.decision == ReviewState::kPending) return invalid("evidence.review.decision", "decision");
  if (input.note.value_or("").size() > kMaxNote) {
    return invalid("evidence.too_long", "note", {{"most", std::to_string(kMaxNote)}});
  }
  if (input.decision == ReviewState::kRejected && is_blank(input.note.value_or(""))) {
    return invalid("evidence.review.reason_missing", "note");
  }
  return {};
}

/// Whether accepting it says that the measure does not work, and nothing but a retest answers that: what a tool brings
/// under an automated item is answered by its next result, what a person hands in there is not.
bool refutes_by_itself(const Stored& stored, const MeasureCard& measure) {
  const bool is_of_tool = !stored.tool.empty() || !stored.collector_token.empty();
  const auto item = std::ranges::find(measure.plan, stored.plan_item, &PlanItemCard::id);
  const bool is_result = is_of_tool && item != measure.plan.end() && item->kind == "automated";
  return stored.review == "accepted" && stored.aspect == "operation" && stored.result == "refutes" && !is_result;
}

}  // namespace

bool may_take_back(const auth::Actor& who, const Stored& stored) {
  return stored.review == "pending" && !stored.withdrawn_at && stored.collector_token.empty() &&
         stored.collector_account == who.account.text && who.may("evidence.add");
}

Result<Stored> Evidence::decide(db::Transaction& tx, const auth::Actor& who, Stored stored, const ReviewInput& input,
                                const std::map<std::string, MeasureCard>& known, std::int64_t seen) {
  if (stored.withdrawn_at) return fail(FaultKind::kConflict, "evidence.withdrawn");
  if (stored.review != "pending") return fail(FaultKind::kConflict, "evidence.review.decided");
  if (measure_facts_.hold) measure_facts_.hold(tx, who.organisation, stored.measure);
  if (auto ok =
          check_independent(parties_of(tx, measure_facts_, who, shown_by(stored), card_in(known, stored.measure)));
      !ok)
    return std::unexpected(ok.error());
  const bool shows_something =
      !stored.sha256.empty() || !stored.link.empty() || !stored.note.empty() || !stored.report_sha256.empty();
  if (input.decision == ReviewState::kAccepted && !shows_something) return invalid("evidence.review.nothing_to_see");
  const Stored before = stored;
  const Moment now = clock_.now();
  if (seen >= 0) stored.version = seen;
  stored.review = json::word_of(input.decision);
  stored.reviewer_account = who.account.text;
  stored.reviewer = who.name;
  stored.review_note = input.note.value_or("");
  stored.reviewed_at = now;
  if (!save(tx, who, "evidence.review", before, stored, now)) return fail(FaultKind::kConflict, "evidence.changed");
  if (refuted_ && refutes_by_itself(stored, card_in(known, stored.measure))) refuted_(tx, who, stored.id);
  return stored;
}

Result<EvidenceDetail> Evidence::review(const auth::Actor& who, const std::string& id, const ReviewInput& input,
                                        std::int64_t seen) {
  if (auto ok = auth::require(who, "evidence.review"); !ok) return std::unexpected(ok.error());
  if (auto ok = check(input); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto stored = find_stored(tx, who.organisation, id);
  if (!stored) return fail(FaultKind::kNotFound, "evidence.not_found");
  const auto known = cards_of(tx, measure_facts_, who.organisation, {stored->measure});
  const auto decided = decide(tx, who, std::move(*stored), input, known, seen);
  if (!decided) return std::unexpected(decided.error());
  EvidenceDetail detail = shown(tx, who, *decided);
  tx.commit();
  return detail;
}

Result<BulkReview> Evidence::review_all(const auth::Actor& who, const BulkReviewInput& input) {
  if (auto ok = auth::require(who, "evidence.review"); !ok) return std::unexpected(ok.error());
  const ReviewInput decision{input.decision, input.note};
  if (auto ok = check(decision); !ok) return std::unexpected(ok.error());
  if (input.items.empty() || input.items.size() > kMaxBulk) {
    return invalid("evidence.review.bulk_size", "items", {{"most", std::to_string(kMaxBulk)}});
  }
  db::Transaction tx = database_.write();
  std::vector<std::pair<Stored, std::int64_t>> found;  // and the version that was seen
  std::vector<std::string> measures;
  BulkReview answer;
  for (const BulkReviewItem& item : input.items) {
    if (auto stored = find_stored(tx, who.organisation, item.id)) {
      measures.push_back(stored->measure);
      found.emplace_back(std::move(*stored), item.version);
    } else {
      answer.refused.push_back({item.id, say(who.language, "evidence.not_found")});
    }
  }
  std::ranges::sort(measures);
  measures.erase(std::ranges::unique(measures).begin(), measures.end());
  const auto known = cards_of(tx, measure_facts_, who.organisation, measures);
  for (auto& [stored, seen] : found) {
    const std::string id = stored.id;
    // What was seen is judged, not what has come in its place since.
    const auto decided = decide(tx, who, std::move(stored), decision, known, std::max<std::int64_t>(seen, 0));
    if (decided) {
      ++answer.reviewed;
    } else {
      answer.refused.push_back({id, say(who.language, decided.error().what)});
    }
  }
  tx.commit();
  return answer;
}

Result<EvidenceDetail> Evidence::withdraw(const auth::Actor& who, const std::string& id, const std::string& reason) {
  if (!who.collector.empty()) return fail(FaultKind::kForbidden, "auth.token.people");
  if (!who.may("evidence.add") && !who.may("evidence.review")) {
    return fail(FaultKind::kForbidden, "auth.forbidden", "evidence.add");
  }
  if (is_blank(reason)) return invalid("evidence.withdraw.reason_missing", "reason");
  if (reason.size() > kMaxNote) return invalid("evidence.too_long", "reason", {{"most", std::to_string(kMaxNote)}});
  db::Transaction tx = database_.write();
  auto stored = find_stored(tx, who.organisation, id);
  if (!stored) return fail(FaultKind::kNotFound, "evidence.not_found");
  if (stored->withdrawn_at) return fail(FaultKind::kConflict, "evidence.withdrawn");
  if (!may_take_back(who, *stored)) {
    // Proof against a measure must not vanish at the wish of who it speaks against.
    if (auto ok = auth::require(who, "evidence.review"); !ok) return std::unexpected(ok.error());
    if (measure_facts_.hold) measure_facts_.hold(tx, who.organisation, stored->measure);
    const auto known = cards_of(tx, measure_facts_, who.organisation, {stored->measure});
    if (auto ok =
            check_independent(parties_of(tx, measure_facts_, who, shown_by(*stored), card_in(known, stored->measure)));
        !ok)
      return std::unexpected(ok.error());
  }
  const Stored before = *stored;
  const Moment now = clock_.now();
  stored->withdrawn_at = now;
  stored->withdraw_reason = reason;
  stored->withdrawer_account = who.account.text;
  stored->withdrawer = who.name;
  if (!save(tx, who, "evidence.withdraw", before, *stored, now)) return fail(FaultKind::kConflict, "evidence.changed");
  if (withdrawn_) withdrawn_(tx, who, stored->id);
  EvidenceDetail detail = shown(tx, who, *stored);
  tx.commit();
  return detail;
}

Result<void> Evidence::link(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                            const std::vector<std::string>& ids, const Occasion& occasion) {
  for (const std::string& id : ids) {
    auto stored = find_stored(tx, who.organisation, id);
    if (!stored || stored->measure != measure || stored->withdrawn_at) return invalid("evidence.unknown", "evidence");
    if (stored->occurrence == occasion.id) continue;
    const bool is_free =
        stored->occurrence.empty() || (occasion.is_taken_back && occasion.is_taken_back(stored->occurrence));
    if (!is_free) return invalid("evidence.linked_elsewhere", "evidence");
    if (auto ok = check_proof_of(fact_of(*stored), occasion); !ok) return ok;
    const Stored before = *stored;
    stored->occurrence = occasion.id;
    if (!save(tx, who, "evidence.link", before, *stored, clock_.now())) {
      return fail(FaultKind::kConflict, "evidence.changed");
    }
  }
  return {};
}

std::optional<EvidenceFact> Evidence::find(db::Transaction& tx, const OrganisationId& organisation,
                                           const std::string& id) const {
  const auto stored = find_stored(tx, organisation, id);
  if (!stored) return std::nullopt;
  return fact_of(*stored);
}

}  // namespace waarborg::evidence
