// SPDX-License-Identifier: EUPL-1.2
//
// From verdicts to answers: over places (rule 5), over measures to a requirement (rule 6), and on what each rests (rule
// 10). status.h counts them per chapter and framework.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/measure/texts.h"
#include "features/measure/verdict.h"

namespace waarborg::measure {

struct MeasureLink {
  std::uint32_t measure = 0;  ///< Index into OrganisationProof::measures.
  bool full = false;          ///< Answers the requirement fully; else partly.
};

/// A measure that answers this requirement because it answers another one that is mapped to it.
struct MappedLink {
  std::uint32_t measure = 0;
  Ref from = kNone;     ///< URN of the requirement that the measure itself answers.
  Ref mapping = kNone;  ///< Id of the confirmed mapping.
  bool covers = false;  ///< The mapping carries the whole; else a part.
  bool full = false;    ///< The measure answers `from` fully.
};

/// "These partly answering measures are complete together", by a named person with a reason.
/// It is about those that answered in part when it was said, and counts while all of them still answer.
struct Declaration {
  Ref person = kNone;
  Ref reason = kNone;
  Moment at = kNever;
  std::vector<Ref> measures{};  ///< Ids; none: it counts for nothing.
};

struct RequirementProof {
  Ref id = kNone;
  bool applicable = true;
  Ref applicability_reason =
      kNone;                       ///< Needed when not applicable; without it the requirement is judged as if it were.
  std::vector<MeasureLink> links;  ///< Each measure once, mapped ones included.
  std::vector<MappedLink> mapped;  ///< How the links came about that no measure answers itself.
  std::optional<Declaration> complete_together;
  Ref exclusion_waits = kNone;  ///< Why it was excluded when no approved version says so yet: until then it applies.
};

struct OrganisationProof {
  Texts texts;  ///< What Ref points to.
  std::vector<Place> places;
  std::vector<MeasureProof> measures;
  std::vector<RequirementProof> requirements;
};

struct RolledUp {
  Verdict value = Verdict::kNotShown;
  bool has_override = false;  ///< An override took part: show it (rule 7).
  double shown_share = 0;     ///< Of the places (measure) or measures (requirement), [0, 1]; weighted under kWeighted.
  std::vector<Reason> reasons;
  std::vector<ReasonRef> refs;

  bool operator==(const RolledUp&) const = default;
};
using PerAspect = std::array<RolledUp, kAspectCount>;

/// Share of (measure, place) pairs by the deepest aspect that was judged (rule 10); they sum to 1. Without a measure
/// all rests on nothing; all 0 when not applicable.
struct RestsOn {
  double nothing = 0;
  double documents = 0;
  double existence = 0;
  double operation = 0;

  bool operator==(const RestsOn&) const = default;
};

/// Counts of verdicts per aspect. shown_percent: of those that are applicable; 0 when there are none.
struct Tally {
  std::array<std::array<std::uint32_t, kVerdictCount>, kAspectCount> counts{};
  std::array<std::uint32_t, kAspectCount> overrides{};

  std::uint32_t count(Aspect aspect, Verdict verdict) const {
    return counts[static_cast<std::size_t>(aspect)][static_cast<std::size_t>(verdict)];
  }
  double shown_percent(Aspect aspect) const;
  void add(const PerAspect& verdicts);
  bool operator==(const Tally&) const = default;
};

struct RequirementVerdict {
  PerAspect aspects;
  RestsOn rests_on;

  bool operator==(const RequirementVerdict&) const = default;
};

struct Assessment {
  Question question;
  std::vector<MeasureVerdicts> measures;            ///< Same order as OrganisationProof::measures.
  std::vector<PerAspect> measure_totals;            ///< Over places.
  std::vector<std::array<std::uint32_t, 4>> bases;  ///< Per measure: places that rest on nothing .. operation.
  std::vector<RequirementVerdict> requirements;

  bool operator==(const Assessment&) const = default;
};

/// Judges everything.
Assessment judge_all(const OrganisationProof& proof, const Question& question);

/// Rule 5 for one aspect of one measure.
RolledUp roll_up_places(const MeasureVerdicts& verdicts, Aspect aspect, const PlaceRuleChoice& choice,
                        std::span<const Place> places);

/// Whether every measure that the requirement was declared complete with still answers it; false without such a
/// declaration.
bool is_complete(const RequirementProof& requirement, const OrganisationProof& proof);

/// Rule 6 for one requirement and aspect.
RolledUp roll_up_requirement(const RequirementProof& requirement, Aspect aspect,
                             const std::vector<PerAspect>& measure_totals, const OrganisationProof& proof,
                             Moment known_at);

}  // namespace waarborg::measure
