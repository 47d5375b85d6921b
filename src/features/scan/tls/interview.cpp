// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/interview.h"

#include <algorithm>
#include <array>
#include <utility>

namespace waarborg::scan {
namespace {

constexpr const char* kControl = "control";
constexpr int kProtocolVersion = 70;
constexpr int kMostUnexplained = 3;
constexpr std::size_t kMostBrief = 3;
/// Kept for the questions after the elimination, each with a control and a second try.
constexpr std::size_t kReserve = 16;

bool is_answer(const HelloFact& fact) {
  return fact.outcome == HelloOutcome::kServerHello || fact.outcome == HelloOutcome::kRetryRequest;
}

/// By a ServerHello, or by an alert that is about the offer (RFC 8446 section 6.2). Others, such as internal_error and
/// unrecognized_name, may be about the moment, the form or the name. SSL 2 has one error that can come, "no cipher".
bool is_clear_answer(const HelloFact& fact) {
  constexpr std::array kAboutTheOffer = {40 /* handshake_failure */, kProtocolVersion, 71 /* insufficient_security */,
                                         86 /* inappropriate_fallback */, 109 /* missing_extension */};
  if (is_answer(fact)) return true;
  if (fact.outcome != HelloOutcome::kAlert) return false;
  return fact.asked == "ssl2" || std::ranges::find(kAboutTheOffer, fact.alert) != kAboutTheOffer.end();
}

}  // namespace

Interview::Interview(InterviewPlan plan)
    : most_hellos_(plan.most_hellos), is_brief_(plan.depth != InterviewDepth::kFull), plan_(std::move(plan)) {
  if (is_brief_) most_hellos_ = std::min(most_hellos_, kMostBrief);
}

std::optional<HelloOffer> Interview::next() {
  if (asked_ || ending_ != Ending::kNotYet) return asked_;
  asked_ = choose();
  if (!asked_) {
    ending_ = is_cut_short_ ? Ending::kTooMany : Ending::kComplete;
  } else if (facts_.size() >= most_hellos_) {
    ending_ = Ending::kTooMany;
    asked_.reset();
  }
  return asked_;
}

HelloOffer Interview::control() const {
  HelloOffer control = *working_;
  control.asked = kControl;
  control.keeps_chain = false;
  return control;
}

std::optional<HelloOffer> Interview::choose() {
  if (doubt_) return doubt_->wants_control ? control() : doubt_->again;
  if (postponed_ && working_) {
    const HelloOffer offer = *std::exchange(postponed_, std::nullopt);
    doubt_ = Doubt{offer, offer, false, true, true};
    return offer;
  }
  if (!is_brief_ && facts_.size() + kReserve >= most_hellos_ && plan_.cut_short()) is_cut_short_ = true;
  auto question = plan_.question();
  // A door that closes at the very end means something only when it opens once more.
  if (!question && !is_brief_ && works_well_ && unexplained_ > 0) return control();
  return question;
}

void Interview::answer(HelloFact fact) {
  if (!asked_) return;
  const HelloOffer offer = *std::exchange(asked_, std::nullopt);
  const bool is_clear = is_clear_answer(fact);
  const bool is_less = doubt_ ? offers_less(offer, doubt_->first) : plan_.is_reduced();
  // A hello for TLS 1.3 and below it together has room for the usual suites of TLS 1.3 only.
  const bool is_part = is_less || (is_brief_ && !offer.versions.empty());
  const bool is_partly_refused =
      is_part && offer.asked != kControl && fact.outcome == HelloOutcome::kAlert && fact.alert != kProtocolVersion;
  // With less to choose from a server may fall back to an older version than it would take of the whole offer.
  const bool is_fallen_back = is_less && is_answer(fact) && fact.version != kTls13 && !offer.versions.empty();
  if (is_partly_refused || is_fallen_back) fact.asked += "_few";
  keep(fact);
  if (is_clear) {
    unexplained_ = 0;
    if (!working_ || (!works_well_ && is_answer(fact))) working_ = offer;
    works_well_ = works_well_ || is_answer(fact);
  } else if (++unexplained_ == kMostUnexplained) {
    ending_ = Ending::kRefusing;
    return;
  }
  if (!doubt_ && offer.asked == kControl) {
    ending_ = is_cut_short_ ? Ending::kTooMany : Ending::kComplete;
  } else if (doubt_ && doubt_->wants_control) {
    doubt_->wants_control = false;
    doubt_->control_worked = is_clear;
    if (!doubt_->again) conclude(fact, false, false);
  } else if (doubt_ || is_clear) {
    conclude(fact, is_clear, is_partly_refused);
  } else {
    doubt(offer, fact);
  }
}

void Interview::doubt(const HelloOffer& offer, const HelloFact& fact) {
  auto again = plan_.in_another_shape();
  if (is_brief_ && working_) return plan_.settle(HelloPlan::Settled::kUnknown, fact);
  if (!working_ && facts_.size() == 1 && !is_brief_) {
    // Not every server without TLS 1.3 bears a hello that offers nothing else. What it does with others comes first.
    postponed_ = again ? std::move(again) : offer;
    return plan_.settle(HelloPlan::Settled::kUnknown, fact);
  }
  if (!again && !plan_.is_large_set()) again = offer;  // it has no other shape
  doubt_ = Doubt{offer, std::move(again), working_.has_value(), false, false};
}

/// The question was asked as often as it will be, or has an answer.
void Interview::conclude(const HelloFact& fact, bool is_clear, bool is_partly_refused) {
  using Settled = HelloPlan::Settled;
  const std::optional<Doubt> doubt = std::exchange(doubt_, std::nullopt);
  if (doubt && doubt->is_settled) {
    if (is_answer(fact)) plan_.learn(fact);
    return;
  }
  if (doubt && is_clear && is_partly_refused) {
    // It refuses what is left of the offer, but it answers: then perhaps the whole, too.
    doubt_ = Doubt{doubt->first, doubt->first, false, true, false, true};
    return;
  }
  note_size(doubt, is_clear);
  if (is_clear && is_answer(fact)) return plan_.settle(Settled::kAccepted, fact);
  if (is_clear) return plan_.settle(is_partly_refused ? Settled::kUnknown : Settled::kRefused, fact);
  if (plan_.is_large_set()) return plan_.split();
  const bool is_refused = doubt && doubt->control_worked && fact.outcome != HelloOutcome::kTimeout;
  plan_.settle(is_refused ? Settled::kRefused : Settled::kUnknown, fact);
}

/// Whether small hellos have answers and others have none.
void Interview::note_size(const std::optional<Doubt>& doubt, bool is_clear) {
  constexpr int kEnough = 2;
  if (!doubt && is_clear) {
    only_small_ = 0;
    return;
  }
  if (!doubt || !doubt->again) return;
  const bool small_worked = is_clear && hello_bytes(*doubt->again) < hello_bytes(doubt->first);
  const bool whole_failed = !is_clear && doubt->small_answered;
  if ((small_worked || whole_failed) && ++only_small_ == kEnough) plan_.prefer_small();
}

void Interview::keep(HelloFact fact) {
  const bool known = std::ranges::any_of(facts_, [&](const HelloFact& one) { return one.chain == fact.chain; });
  if (known) fact.chain.clear();
  facts_.push_back(std::move(fact));
}

}  // namespace waarborg::scan
