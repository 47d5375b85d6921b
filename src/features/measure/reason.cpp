// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/reason.h"

#include <array>
#include <cmath>

#include "base/phrasebook.h"
#include "features/evidence/sampling.h"

namespace waarborg::measure {
namespace {

struct Card {
  const char* name;  ///< Key after "measure.reason.".
  int rule;
};

// In the order of ReasonKind; reason_test.cpp checks that each has its words in both languages.
constexpr Card kCards[] = {
    {"no_plan", 3},
    {"pending", 3},
    {"not_independent", 3},
    {"design_current", 1},
    {"design_missing", 1},
    {"design_expired", 1},
    {"design_before_incident", 1},
    {"author_is_approver", 1},
    {"design_partly", 1},
    {"design_refuted", 1},
    {"observed", 2},
    {"observation_expired", 2},
    {"not_observed", 2},
    {"observed_partly", 2},
    {"observed_refuted", 2},
    {"occurrences_all", 3},
    {"occurrences_some", 3},
    {"occurrences_none", 3},
    {"occurrences_late", 3},
    {"occurrences_recorded_late", 3},
    {"occurrences_open", 3},
    {"occurrences_pending", 3},
    {"occurrences_unproven", 3},
    {"occurrences_deviating", 3},
    {"occurrences_corrected", 3},
    {"occurrences_partly", 3},
    {"nothing_due", 3},
    {"sample_within", 3},
    {"sample_beyond", 3},
    {"sample_corrected", 3},
    {"sample_too_small", 3},
    {"sample_gap", 3},
    {"sample_none", 3},
    {"sample_pending", 3},
    {"sample_unfinished", 3},
    {"sample_own_size", 3},
    {"results_complete", 3},
    {"results_gap", 3},
    {"results_none", 3},
    {"result_refutes", 3},
    {"results_corrected", 3},
    {"results_received_late", 3},
    {"results_partly", 3},
    {"evidence_refutes", 3},
    {"evidence_partly", 3},
    {"evidence_corrected", 3},
    {"deviation_open", 3},
    {"deviation_corrected", 3},
    {"judged_until", 9},
    {"period_not_begun", 9},
    {"capped_by_earlier", 4},
    {"override", 7},
    {"override_lapsed", 7},
    {"override_elsewhere", 7},
    {"override_incomplete", 7},
    {"inherited", 8},
    {"outside_supplier_scope", 8},
    {"supplier_remains", 8},
    {"worst_place", 5},
    {"share_covered", 5},
    {"weighted", 5},
    {"place_rule_unreasoned", 5},
    {"no_place", 5},
    {"no_measure", 6},
    {"not_applicable", 6},
    {"not_applicable_unreasoned", 6},
    {"exclusion_not_approved", 6},
    {"worst_measure", 6},
    {"partly_answered", 6},
    {"declared_complete", 6},
    {"declaration_lapsed", 6},
    {"part_refuted", 6},
    {"through_mappings", 6},
    {"mapping_covers_part", 6},
};
static_assert(std::size(kCards) == static_cast<std::size_t>(ReasonKind::kMappingCoversPart) + 1);

/// Days named in one sentence.
constexpr std::int32_t kMaxDays = 3;

const Card& card(ReasonKind kind) { return kCards[static_cast<std::size_t>(kind)]; }

/// "2026-01-01, 2026-04-01, 2026-07-01 +2"; empty when no day is referred to.
std::string days_of(std::span<const ReasonRef> refs, std::int32_t count) {
  std::string out;
  std::int32_t named = 0;
  for (const ReasonRef& ref : refs) {
    if (ref.kind != RefKind::kDay || named == kMaxDays) continue;
    if (named++ > 0) out += ", ";
    out += waarborg::to_text(Day{std::chrono::days{static_cast<std::int32_t>(ref.value)}});
  }
  if (named > 0 && count > named) out += " +" + std::to_string(count - named);
  return out;
}

bool names_missing(ReasonKind kind) {
  return kind == ReasonKind::kOccurrencesSome || kind == ReasonKind::kOccurrencesNone;
}

bool is_sample(ReasonKind kind) {
  return kind == ReasonKind::kSampleWithin || kind == ReasonKind::kSampleBeyond || kind == ReasonKind::kSampleCorrected;
}

void add_sample(const Reason& reason, Message& message) {
  const auto deviations = static_cast<std::uint64_t>(reason.a);
  const auto size = static_cast<std::uint64_t>(reason.b);
  const auto population = static_cast<std::uint64_t>(reason.c);
  // Rounded up: a bound must not look better than it is.
  const double bound = std::ceil(100 * evidence::deviation_upper_bound(population, size, deviations) - 1e-9);
  message.args = {{"deviations", std::to_string(deviations)},
                  {"size", std::to_string(size)},
                  {"population", std::to_string(population)},
                  {"bound", std::to_string(static_cast<int>(bound))}};
}

}  // namespace

int rule_of(ReasonKind kind) { return card(kind).rule; }

Message to_message(const Reason& reason, std::span<const ReasonRef> refs, const Texts& texts) {
  const auto text = [&](Ref ref) { return ref < texts.size() ? texts[ref] : std::string(); };
  Message message{std::string("measure.reason.") + card(reason.kind).name, {}};
  if (reason.kind == ReasonKind::kCappedByEarlier) {
    message.key = "measure.reason.capped_by_" + std::string(to_text(static_cast<Aspect>(reason.a)));
    return message;
  }
  if (reason.b == 1 && has_words(Language::kNl, message.key + "_one")) message.key += "_one";  // not "1 of the 1"
  if (is_sample(reason.kind)) {
    add_sample(reason, message);
  } else {
    message.args = {{"count", std::to_string(reason.a)}, {"total", std::to_string(reason.b)}};
  }
  if (reason.kind == ReasonKind::kShareCovered || reason.kind == ReasonKind::kWeighted)
    message.args.emplace_back("percent", std::to_string(reason.c));
  if (reason.day != kNoDay) message.args.emplace_back("day", waarborg::to_text(reason.day));
  if (reason.who != kNone) message.args.emplace_back("who", text(reason.who));
  if (reason.other != kNone) message.args.emplace_back("other", text(reason.other));
  if (reason.text != kNone) {
    message.args.emplace_back("what", text(reason.text));
    message.args.emplace_back("text", text(reason.text));
  }
  const std::int32_t day_count = names_missing(reason.kind) ? reason.c : reason.a;
  if (std::string days = days_of(refs, day_count); !days.empty()) {
    message.args.emplace_back("days", std::move(days));
    message.args.emplace_back("missing", std::to_string(day_count));
  }
  std::string list;
  for (const ReasonRef& ref : refs) {
    if (ref.kind == RefKind::kText) list += (list.empty() ? "" : "; ") + text(ref.value);
  }
  if (!list.empty()) message.args.emplace_back("list", std::move(list));
  return message;
}

int gravity(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::kDesignRefuted:
    case ReasonKind::kObservedRefuted:
    case ReasonKind::kOccurrencesDeviating:
    case ReasonKind::kSampleBeyond:
    case ReasonKind::kResultRefutes:
    case ReasonKind::kEvidenceRefutes:
    case ReasonKind::kDeviationOpen:
    case ReasonKind::kPartRefuted:
      return 3;
    case ReasonKind::kNoPlan:
    case ReasonKind::kDesignMissing:
    case ReasonKind::kDesignExpired:
    case ReasonKind::kDesignBeforeIncident:
    case ReasonKind::kObservationExpired:
    case ReasonKind::kNotObserved:
    case ReasonKind::kOccurrencesSome:
    case ReasonKind::kOccurrencesNone:
    case ReasonKind::kOccurrencesUnproven:
    case ReasonKind::kNothingDue:
    case ReasonKind::kSampleTooSmall:
    case ReasonKind::kSampleGap:
    case ReasonKind::kSampleNone:
    case ReasonKind::kResultsGap:
    case ReasonKind::kResultsNone:
    case ReasonKind::kPeriodNotBegun:
    case ReasonKind::kNoPlace:
    case ReasonKind::kNoMeasure:
      return 2;
    case ReasonKind::kPending:
    case ReasonKind::kNotIndependent:
    case ReasonKind::kAuthorIsApprover:
    case ReasonKind::kDesignPartly:
    case ReasonKind::kObservedPartly:
    case ReasonKind::kOccurrencesPending:
    case ReasonKind::kOccurrencesOpen:
    case ReasonKind::kOccurrencesRecordedLate:
    case ReasonKind::kOccurrencesPartly:
    case ReasonKind::kSamplePending:
    case ReasonKind::kSampleUnfinished:
    case ReasonKind::kResultsPartly:
    case ReasonKind::kResultsReceivedLate:
    case ReasonKind::kEvidencePartly:
    case ReasonKind::kCappedByEarlier:
    case ReasonKind::kOverride:
    case ReasonKind::kOverrideLapsed:
    case ReasonKind::kOverrideElsewhere:
    case ReasonKind::kOverrideIncomplete:
    case ReasonKind::kOutsideSupplierScope:
    case ReasonKind::kPartlyAnswered:
    case ReasonKind::kDeclarationLapsed:
    case ReasonKind::kMappingCoversPart:
    case ReasonKind::kPlaceRuleUnreasoned:
    case ReasonKind::kNotApplicableUnreasoned:
    case ReasonKind::kExclusionNotApproved:
      return 1;
    default:
      return 0;
  }
}

}  // namespace waarborg::measure
