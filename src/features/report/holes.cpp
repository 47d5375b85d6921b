// SPDX-License-Identifier: EUPL-1.2
//
// Which requirements are the worst holes, why, and what would close them.
#include <algorithm>

#include "features/report/board.h"

namespace waarborg::report {
namespace {

using measure::Aspect;
using measure::Assessed;
using measure::Reason;
using measure::ReasonKind;
using measure::Verdict;

/// Whether the reasons name something that should have been done or come in by now.
bool was_missed(ReasonKind kind) {
  return kind == ReasonKind::kOccurrencesSome || kind == ReasonKind::kOccurrencesNone ||
         kind == ReasonKind::kOccurrencesUnproven || kind == ReasonKind::kSampleGap ||
         kind == ReasonKind::kSampleTooSmall || kind == ReasonKind::kResultsGap;
}

/// In the measures that answer the requirement.
bool missed_work(const Assessed& assessed, std::uint32_t requirement) {
  return std::ranges::any_of(assessed.proof.requirements[requirement].links, [&](const measure::MeasureLink& link) {
    const auto& verdicts = assessed.result.measures[link.measure];
    for (std::size_t place = 0; place < assessed.measures[link.measure].body.places.size(); ++place) {
      const auto reasons = verdicts.reasons_of(verdicts.row(place, Aspect::kOperation));
      if (std::ranges::any_of(reasons, was_missed, &Reason::kind)) return true;
    }
    return false;
  });
}

/// The aspect to speak of: what is refuted; else, of those with the worst verdict, operation when work was missed, and
/// otherwise the first in the order in which one builds: what nobody wrote down is not yet to be done.
Aspect aspect_to_name(const Assessed& assessed, std::uint32_t requirement) {
  const measure::PerAspect& aspects = assessed.result.requirements[requirement].aspects;
  const auto has = [&](Aspect aspect, Verdict verdict) {
    return aspects[static_cast<std::size_t>(aspect)].value == verdict;
  };
  for (const Aspect aspect : {Aspect::kOperation, Aspect::kExistence, Aspect::kDesign}) {
    if (has(aspect, Verdict::kRefuted)) return aspect;
  }
  for (const Verdict worst : {Verdict::kNotShown, Verdict::kPartlyShown}) {
    if (has(Aspect::kOperation, worst) && missed_work(assessed, requirement)) return Aspect::kOperation;
    for (const Aspect aspect : {Aspect::kDesign, Aspect::kExistence, Aspect::kOperation}) {
      if (has(aspect, worst)) return aspect;
    }
  }
  return Aspect::kOperation;
}

struct Why {
  std::string sentence;
  std::string place;     ///< Name, when the measure holds in several.
  bool pending = false;  ///< Evidence waits for review: that is what to do first.
  bool no_plan = false;
};

/// The gravest reason in the worst place of the measure.
Why why_of(const Assessed& assessed, std::uint32_t measure, Aspect aspect, Language language) {
  const auto& verdicts = assessed.result.measures[measure];
  const auto& places = assessed.measures[measure].body.places;
  Why why;
  std::size_t worst = 0;
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (measure::worse_than(verdicts.row(i, aspect).value, verdicts.row(worst, aspect).value)) worst = i;
  }
  if (places.empty() || verdicts.rows.empty()) {
    const auto total = assessed.measure_total(measure, language);
    const auto& reasons = aspect == Aspect::kDesign      ? total.design.reasons
                          : aspect == Aspect::kExistence ? total.existence.reasons
                                                         : total.operation.reasons;
    if (!reasons.empty()) why.sentence = reasons.front().text;
    return why;
  }
  int gravest = -1;
  for (const Reason& reason : verdicts.reasons_of(verdicts.row(worst, aspect))) {
    why.pending |= reason.kind == ReasonKind::kPending || reason.kind == ReasonKind::kOccurrencesPending ||
                   reason.kind == ReasonKind::kSamplePending;
    why.no_plan |= reason.kind == ReasonKind::kNoPlan;
    if (measure::gravity(reason.kind) <= gravest) continue;
    gravest = measure::gravity(reason.kind);
    why.sentence = say(language, measure::to_message(reason, verdicts.refs_of(reason), assessed.proof.texts));
  }
  if (places.size() > 1) why.place = assessed.place(places[worst], language).name;
  return why;
}

/// The measure that decides: the worst of those that answer fully, else of all.
std::optional<std::uint32_t> deciding_measure(const Assessed& assessed, std::uint32_t requirement, Aspect aspect) {
  const auto& links = assessed.proof.requirements[requirement].links;
  const bool any_full = std::ranges::any_of(links, &measure::MeasureLink::full);
  std::optional<std::uint32_t> worst;
  for (const measure::MeasureLink& link : links) {
    const Verdict value = assessed.result.measure_totals[link.measure][static_cast<std::size_t>(aspect)].value;
    if (any_full && !link.full && value != Verdict::kRefuted) continue;
    if (!worst ||
        measure::worse_than(value, assessed.result.measure_totals[*worst][static_cast<std::size_t>(aspect)].value)) {
      worst = link.measure;
    }
  }
  return worst;
}

std::string action_key(Verdict value, Aspect aspect, const Why& why) {
  if (value == Verdict::kRefuted) return "report.do.correct";
  if (why.pending) return "report.do.review";
  if (why.no_plan) return "report.do.plan";
  return "report.do." + std::string(measure::to_text(aspect));
}

std::string percent_encoded(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return out;
}

Hole hole_of(const Assessed& assessed, std::uint32_t index, Language language) {
  const auto& record = assessed.requirements[index];
  const Aspect aspect = aspect_to_name(assessed, index);
  const Verdict value = assessed.result.requirements[index].aspects[static_cast<std::size_t>(aspect)].value;
  Hole hole;
  hole.title = measure::shown_ref(record.ref) + " " + record.title(language);
  hole.verdict = assessed.requirement_trio(index);
  hole.overridden = hole.verdict.overridden;
  hole.link = "/requirements/" + percent_encoded(record.urn);
  const auto measure = deciding_measure(assessed, index, aspect);
  if (!measure) {
    hole.detail = say(language, "measure.reason.no_measure");
    hole.action = say(language, "report.do.measure");
    return hole;
  }
  const Why why = why_of(assessed, *measure, aspect, language);
  hole.detail = aspect_words(language, std::string(measure::to_text(aspect))) + ": " + why.sentence;
  if (!why.place.empty()) hole.detail += " (" + why.place + ")";
  hole.action =
      say(language, Message{action_key(value, aspect, why), {{"measure", assessed.measures[*measure].body.title}}});
  return hole;
}

int points(const std::string& verdict, int not_shown) {
  if (verdict == "refuted") return 1000;
  if (verdict == "not_shown") return not_shown;
  return verdict == "partly_shown" ? 1 : 0;
}

}  // namespace

int weight_of(const measure::Trio& verdict) {
  return points(verdict.operation, 100) + points(verdict.existence, 30) + points(verdict.design, 10);
}

std::vector<Hole> holes_of(const Assessed& assessed, const catalog::FrameworkRecord& framework, std::size_t most,
                           std::int64_t& total, Language language) {
  struct Candidate {
    int weight;
    bool health;
    std::uint32_t index;
  };
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < assessed.requirements.size(); ++i) {
    const auto& record = assessed.requirements[i];
    if (record.framework_id != framework.id || !record.assessable || record.removed) continue;
    if (const int weight = weight_of(assessed.requirement_trio(i)); weight > 0) {
      candidates.push_back({weight, record.health, i});
    }
  }
  // Care-specific requirements first among equals; then in the order of the norm.
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.health != b.health ? a.health : a.index < b.index;
  });
  total = std::ssize(candidates);
  std::vector<Hole> holes;
  for (const Candidate& candidate : candidates) {
    if (holes.size() == most) break;
    holes.push_back(hole_of(assessed, candidate.index, language));
  }
  return holes;
}

}  // namespace waarborg::report
