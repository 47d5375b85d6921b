// SPDX-License-Identifier: EUPL-1.2
#include "features/task/rules.h"

#include <algorithm>

#include "base/text.h"
#include "features/org/spoken_of.h"

namespace waarborg::task {
namespace {

constexpr std::size_t kMaxText = 4000;
constexpr std::size_t kMaxEvidence = 50;

Result<void> check_text(std::string& text, const char* field) {
  text = std::string(trimmed(text));
  if (text.size() > kMaxText) return invalid("task.too_long", field, {{"most", std::to_string(kMaxText)}});
  return {};
}

}  // namespace

Result<void> check(DeviationInput& input) {
  if (auto ok = check_text(input.what, "what"); !ok) return ok;
  if (input.what.empty()) return invalid("task.deviation.what_missing", "what");
  if (!input.cause) input.cause.emplace();
  if (!input.correction) input.correction.emplace();
  if (auto ok = check_text(*input.cause, "cause"); !ok) return ok;
  return check_text(*input.correction, "correction");
}

Result<void> check(PerformInput& input, Day due, Day today) {
  const auto from_due = [&](const char* key) {
    return invalid(key, "performed_on", {{"due", waarborg::to_text(due)}});
  };
  // No day would do, so none is asked for.
  if (due > today) return from_due("task.not_yet");
  if (input.performed_on > today) return invalid("task.performed_future", "performed_on");
  if (input.performed_on < due) return from_due("task.performed_before_due");
  if (!input.note) input.note.emplace();
  if (auto ok = check_text(*input.note, "note"); !ok) return ok;
  if (input.outcome == Outcome::kDeviation && !input.deviation) {
    return invalid("task.deviation.what_missing", "deviation.what");
  }
  if (input.outcome == Outcome::kEffective && input.deviation) {
    return invalid("task.deviation.not_meant", "deviation");
  }
  if (input.deviation) {
    if (auto ok = check(*input.deviation); !ok) {
      return invalid(ok.error().what.key, "deviation." + ok.error().where, ok.error().what.args);
    }
  }
  std::ranges::sort(input.evidence);
  input.evidence.erase(std::ranges::unique(input.evidence).begin(), input.evidence.end());
  std::erase(input.evidence, "");
  if (input.evidence.size() > kMaxEvidence) {
    return invalid("task.evidence_too_many", "evidence", {{"most", std::to_string(kMaxEvidence)}});
  }
  return {};
}

Result<void> check_retest(const RetestInput& input, const RetestTerms& terms, const std::optional<RetestProof>& proof) {
  if (!proof || proof->measure != terms.measure) return invalid("task.retest.evidence_unknown", "evidence");
  if (!input.supports) return {};
  if (terms.cause.empty()) return invalid("task.retest.no_cause", "cause");
  if (terms.correction.empty()) return invalid("task.retest.no_correction", "correction");
  if (!proof->supports) return invalid("task.retest.does_not_support", "evidence");
  if (!proof->accepted) return invalid("task.retest.not_accepted", "evidence");
  // What was seen over a longer time may have been seen before it went wrong.
  if (proof->shown_on < terms.opened || proof->shown_from < terms.opened)
    return invalid("task.retest.too_early", "evidence");
  // What lay ready before anyone said that it went wrong tests no correction, whatever day it is about.
  if (proof->received_at < terms.opened_at) return invalid("task.retest.handed_in_before", "evidence");
  if (proof->of_design) return invalid("task.retest.of_design", "evidence");
  if (!org::is_about_all(proof->places, terms.places, terms.holds)) return invalid("task.retest.elsewhere", "evidence");
  if (!org::is_in_scope(proof->scope, terms.places, terms.holds))
    return invalid("task.retest.outside_supplier", "evidence");
  return {};
}

bool is_security_officer(const auth::Actor& who) {
  return std::ranges::find(who.roles, "security_officer") != who.roles.end();
}

bool same_name(std::string_view a, std::string_view b) {
  const std::string left = folded_name(a);
  return !left.empty() && left == folded_name(b);
}

}  // namespace waarborg::task
