// SPDX-License-Identifier: EUPL-1.2
//
// Verdicts in the words of the API.
#include "features/measure/assessed.h"
#include "features/measure/status.h"

#include <algorithm>
#include <functional>

namespace waarborg::measure {
namespace {

const std::string& text_at(const OrganisationProof& proof, Ref ref) {
  static const std::string kEmpty;
  return ref < proof.texts.size() ? proof.texts[ref] : kEmpty;
}

const char* kind_word(RefKind kind) {
  switch (kind) {
    case RefKind::kEvidence:
      return "evidence";
    case RefKind::kPerformance:
      return "occurrence";
    case RefKind::kSample:
      return "sample";
    case RefKind::kDeviation:
      return "deviation";
    case RefKind::kIncident:
      return "incident";
    case RefKind::kOverride:
      return "override";
    case RefKind::kSupplier:
      return "supplier";
    case RefKind::kPlace:
      return "place";
    case RefKind::kMeasure:
      return "measure";
    case RefKind::kRequirement:
      return "requirement";
    case RefKind::kText:
      return "text";
    case RefKind::kDay:
      return "day";
  }
  return "";
}

ReasonLink link_of(const Assessed& assessed, const ReasonRef& ref, Language language) {
  ReasonLink link{kind_word(ref.kind), "", ""};
  if (ref.kind == RefKind::kDay) {
    link.label = waarborg::to_text(Day{std::chrono::days(static_cast<std::int32_t>(ref.value))});
    return link;
  }
  link.id = text_at(assessed.proof, ref.value);
  if (ref.kind == RefKind::kMeasure) {
    if (const auto found = assessed.measure_at.find(link.id); found != assessed.measure_at.end()) {
      link.label = assessed.measures[found->second].body.title;
    } else if (const auto gone = assessed.removed.find(link.id); gone != assessed.removed.end()) {
      link = {"text", "", gone->second};  // there is nothing left to open
    }
  } else if (ref.kind == RefKind::kRequirement) {
    if (const auto found = assessed.requirement_at.find(link.id); found != assessed.requirement_at.end()) {
      const auto& record = assessed.requirements[found->second];
      link.label = shown_ref(record.ref) + " " + record.title(language);
    }
  } else if (ref.kind == RefKind::kPlace) {
    const auto colon = link.id.find(':');
    if (colon != std::string::npos) {
      link.label = assessed.place({link.id.substr(0, colon), link.id.substr(colon + 1)}, language).name;
    }
  } else if (ref.kind == RefKind::kSupplier) {
    if (const auto found = assessed.supplier_proofs.find(link.id); found != assessed.supplier_proofs.end()) {
      link.label = found->second;
    }
  } else if (ref.kind == RefKind::kText) {
    link.label = link.id;
    link.id.clear();
  }
  return link;
}

std::vector<ReasonView> views_of(const Assessed& assessed, std::span<const Reason> reasons,
                                 const std::vector<ReasonRef>& refs, Language language) {
  // What decides comes first; among equals the order of the rules stays.
  std::vector<Reason> ordered(reasons.begin(), reasons.end());
  std::ranges::stable_sort(ordered, std::greater{}, [](const Reason& reason) { return gravity(reason.kind); });
  std::vector<ReasonView> out;
  for (const Reason& reason : ordered) {
    const std::span<const ReasonRef> own{refs.data() + reason.first_ref, reason.ref_count};
    ReasonView view{rule_of(reason.kind), say(language, to_message(reason, own, assessed.proof.texts)), {}};
    for (const ReasonRef& ref : own) {
      if (view.refs.size() >= 50) break;
      view.refs.push_back(link_of(assessed, ref, language));
    }
    out.push_back(std::move(view));
  }
  return out;
}

AspectVerdict rolled(const Assessed& assessed, const RolledUp& total, Language language) {
  return {std::string(to_text(total.value)), views_of(assessed, total.reasons, total.refs, language),
          total.has_override};
}

constexpr std::size_t kNamed = 3;  ///< Places or measures whose own reason is repeated in a roll-up.

/// Adds the first reason of `from` under a name: "Bedachtveen: Q2 ontbreekt."
void add_named(AspectVerdict& to, const std::string& name, const AspectVerdict& from, std::size_t& named) {
  if (from.verdict != to.verdict || from.reasons.empty() || named >= kNamed) return;
  ReasonView reason = from.reasons.front();
  reason.text = name + ": " + reason.text;
  to.reasons.push_back(std::move(reason));
  ++named;
}

/// What one measure shows in one aspect: the roll-up, and what fired in the first places that have its verdict.
AspectVerdict measure_aspect(const Assessed& assessed, std::uint32_t measure, Aspect aspect, Language language) {
  const auto& places = assessed.measures[measure].body.places;
  // In one place the roll-up has nothing to add: say what fired there.
  if (places.size() == 1) return assessed.place_verdict(measure, 0, aspect, language);
  AspectVerdict out =
      rolled(assessed, assessed.result.measure_totals[measure][static_cast<std::size_t>(aspect)], language);
  std::size_t named = 0;
  for (std::size_t i = 0; i < places.size() && named < kNamed; ++i) {
    add_named(out, assessed.place(places[i], language).name, assessed.place_verdict(measure, i, aspect, language),
              named);
  }
  return out;
}

/// The same in one reason, the one that decides: of the first place that has the verdict, or of the roll-up when a
/// milder rule gave it a verdict that no place has.
AspectVerdict measure_in_short(const Assessed& assessed, std::uint32_t measure, Aspect aspect, Language language) {
  const auto& places = assessed.measures[measure].body.places;
  if (places.size() == 1) return assessed.place_verdict(measure, 0, aspect, language);
  const RolledUp& total = assessed.result.measure_totals[measure][static_cast<std::size_t>(aspect)];
  AspectVerdict out{std::string(to_text(total.value)), {}, total.has_override};
  std::size_t named = 0;
  for (std::size_t i = 0; i < places.size() && named == 0; ++i) {
    if (assessed.result.measures[measure].row(i, aspect).value != total.value) continue;
    add_named(out, assessed.place(places[i], language).name, assessed.place_verdict(measure, i, aspect, language),
              named);
  }
  return named > 0 ? out : rolled(assessed, total, language);
}

AspectVerdict requirement_aspect(const Assessed& assessed, std::uint32_t requirement, Aspect aspect,
                                 Language language) {
  const auto a = static_cast<std::size_t>(aspect);
  const RolledUp& total = assessed.result.requirements[requirement].aspects[a];
  AspectVerdict out = rolled(assessed, total, language);
  std::size_t named = 0;
  for (const MeasureLink& link : assessed.proof.requirements[requirement].links) {
    if (named >= kNamed || assessed.result.measure_totals[link.measure][a].value != total.value) continue;
    add_named(out, assessed.measures[link.measure].body.title,
              measure_in_short(assessed, link.measure, aspect, language), named);
  }
  return out;
}

Trio trio_of(const PerAspect& aspects) {
  return {std::string(to_text(aspects[0].value)),
          std::string(to_text(aspects[1].value)),
          std::string(to_text(aspects[2].value)),
          {aspects[0].has_override, aspects[1].has_override, aspects[2].has_override}};
}

}  // namespace

Trio trio_of(const AspectVerdicts& aspects) {
  return {aspects.design.verdict,
          aspects.existence.verdict,
          aspects.operation.verdict,
          {aspects.design.override, aspects.existence.override, aspects.operation.override}};
}

std::string verdict_words(Language language, const std::string& verdict, bool overridden) {
  const std::string words = say(language, "measure.verdict." + verdict);
  return overridden ? words + " (" + say(language, "measure.by_hand") + ")" : words;
}

Trio Assessed::measure_trio(std::uint32_t measure) const { return trio_of(result.measure_totals[measure]); }

Trio Assessed::requirement_trio(std::uint32_t requirement) const {
  return trio_of(result.requirements[requirement].aspects);
}

AspectVerdicts Assessed::measure_total(std::uint32_t measure, Language language) const {
  return {measure_aspect(*this, measure, Aspect::kDesign, language),
          measure_aspect(*this, measure, Aspect::kExistence, language),
          measure_aspect(*this, measure, Aspect::kOperation, language)};
}

AspectVerdicts Assessed::requirement_total(std::uint32_t requirement, Language language) const {
  return {requirement_aspect(*this, requirement, Aspect::kDesign, language),
          requirement_aspect(*this, requirement, Aspect::kExistence, language),
          requirement_aspect(*this, requirement, Aspect::kOperation, language)};
}

AspectVerdict Assessed::place_verdict(std::uint32_t measure, std::size_t place, Aspect aspect,
                                      Language language) const {
  const MeasureVerdicts& verdicts = result.measures[measure];
  const VerdictRow& row = verdicts.row(place, aspect);
  return {std::string(to_text(row.value)), views_of(*this, verdicts.reasons_of(row), verdicts.refs, language),
          row.is_override};
}

org::Place Assessed::place(const PlaceRef& ref, Language language) const {
  if (ref.kind == "organisation") return {ref.kind, "", say(language, "measure.whole_organisation")};
  const auto found = place_names.find(ref);
  return {ref.kind, ref.id, found == place_names.end() ? ref.id : found->second};
}

std::string Assessed::owner_name(const StoredMeasure& measure) const {
  const auto found = people.find(measure.body.owner);
  return found == people.end() ? std::string() : found->second;
}

}  // namespace waarborg::measure
