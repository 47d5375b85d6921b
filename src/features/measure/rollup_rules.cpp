// SPDX-License-Identifier: EUPL-1.2
//
// Rule 5 (places) and rule 6 (measures). Every roll-up names the rule that it used.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "features/measure/rollup.h"

namespace waarborg::measure {
namespace {

Reason& add(RolledUp& out, ReasonKind kind, std::size_t a = 0, std::size_t b = 0, std::int32_t c = 0) {
  return out.reasons.emplace_back(Reason{.kind = kind,
                                         .a = static_cast<std::int32_t>(a),
                                         .b = static_cast<std::int32_t>(b),
                                         .c = c,
                                         .first_ref = static_cast<std::uint32_t>(out.refs.size())});
}

void refer(RolledUp& out, RefKind kind, Ref id) {
  if (out.reasons.back().ref_count >= kMaxRefs) return;
  out.refs.push_back({kind, id});
  ++out.reasons.back().ref_count;
}

/// The places of one aspect, counted.
struct Sum {
  std::size_t rows = 0;
  std::size_t judged = 0;  ///< Without the not applicable ones.
  std::size_t shown = 0;
  double weight = 0;
  double shown_weight = 0;
  bool any_partly = false;
  Verdict worst = Verdict::kShown;
  std::size_t worst_count = 0;
};

Sum sum_of(const MeasureVerdicts& verdicts, Aspect aspect, std::span<const Place> places, RolledUp& out) {
  Sum sum;
  for (std::size_t i = static_cast<std::size_t>(aspect); i < verdicts.rows.size(); i += kAspectCount) {
    const VerdictRow& row = verdicts.rows[i];
    ++sum.rows;
    out.has_override |= row.is_override;
    if (row.value == Verdict::kNotApplicable) continue;
    const double weight = row.place < places.size() ? places[row.place].weight : 1;
    ++sum.judged;
    sum.weight += weight;
    sum.any_partly |= row.value == Verdict::kPartlyShown;
    if (row.value == Verdict::kShown) {
      ++sum.shown;
      sum.shown_weight += weight;
    }
    if (worse_than(row.value, sum.worst)) {
      sum.worst = row.value;
      sum.worst_count = 0;
    }
    sum.worst_count += row.value == sum.worst;
  }
  return sum;
}

void name_worst(RolledUp& out, const MeasureVerdicts& verdicts, Aspect aspect, std::span<const Place> places,
                const Sum& sum) {
  add(out, ReasonKind::kWorstPlace, sum.worst_count, sum.judged);
  if (sum.worst == Verdict::kShown) return;
  for (std::size_t i = static_cast<std::size_t>(aspect); i < verdicts.rows.size(); i += kAspectCount) {
    const VerdictRow& row = verdicts.rows[i];
    if (row.value == sum.worst && row.place < places.size()) {
      refer(out, RefKind::kPlace, places[row.place].id);
    }
  }
}

/// The milder rules. A refuted place is never outweighed into "shown", and below the threshold it decides.
Verdict by_share(const Sum& sum, double share, double threshold) {
  // Shares are sums of rounded numbers; a threshold that is met exactly must count as met.
  const bool enough = share >= threshold - 1e-9 && sum.shown > 0;
  const bool refuted = sum.worst == Verdict::kRefuted;
  if (enough) return refuted ? Verdict::kPartlyShown : Verdict::kShown;
  if (refuted) return Verdict::kRefuted;
  return sum.shown > 0 || sum.any_partly ? Verdict::kPartlyShown : Verdict::kNotShown;
}

/// What the links of a requirement bring together.
struct Links {
  std::size_t full = 0;
  std::size_t partly = 0;
  std::size_t partly_shown = 0;  ///< Partly answering measures whose verdict is shown.
  bool any_partly = false;       ///< One of them is shown or partly shown.
  std::size_t full_judged = 0;   ///< Without the not applicable ones.
  std::size_t partly_judged = 0;
  bool part_refuted = false;
  Verdict worst_full = Verdict::kShown;
  std::size_t shown = 0;
};

const RolledUp* total_of(const MeasureLink& link, Aspect aspect, const std::vector<PerAspect>& totals) {
  return link.measure < totals.size() ? &totals[link.measure][static_cast<std::size_t>(aspect)] : nullptr;
}

Links links_of(const RequirementProof& requirement, Aspect aspect, const std::vector<PerAspect>& totals,
               RolledUp& out) {
  Links links;
  for (const MeasureLink& link : requirement.links) {
    const RolledUp* total = total_of(link, aspect, totals);
    if (total == nullptr) continue;
    ++(link.full ? links.full : links.partly);
    out.has_override |= total->has_override;
    if (total->value == Verdict::kNotApplicable) continue;
    links.shown += total->value == Verdict::kShown;
    if (link.full) {
      ++links.full_judged;
      if (worse_than(total->value, links.worst_full)) links.worst_full = total->value;
    } else {
      ++links.partly_judged;
      links.partly_shown += total->value == Verdict::kShown;
      links.any_partly |= total->value == Verdict::kShown || total->value == Verdict::kPartlyShown;
      links.part_refuted |= total->value == Verdict::kRefuted;
    }
  }
  return links;
}

void name_links(RolledUp& out, const RequirementProof& requirement, Aspect aspect, const std::vector<PerAspect>& totals,
                const OrganisationProof& proof, bool full, Verdict value) {
  for (const MeasureLink& link : requirement.links) {
    const RolledUp* total = total_of(link, aspect, totals);
    if (total != nullptr && link.full == full && total->value == value) {
      refer(out, RefKind::kMeasure, proof.measures[link.measure].id);
    }
  }
}

/// A verdict that rests on a mapping says so, and says where the mapping holds it back.
void name_mappings(RolledUp& out, const RequirementProof& requirement) {
  if (requirement.mapped.empty()) return;
  std::vector<Ref> from, in_part;
  std::vector<std::uint32_t> measures;
  const auto once = [](auto& list, auto value) {
    if (std::ranges::find(list, value) == list.end()) list.push_back(value);
  };
  for (const MappedLink& link : requirement.mapped) {
    once(from, link.from);
    once(measures, link.measure);
    if (link.full && !link.covers) once(in_part, link.from);
  }
  add(out, ReasonKind::kThroughMappings, measures.size(), from.size());
  for (const Ref urn : from) refer(out, RefKind::kRequirement, urn);
  const bool whole = std::ranges::any_of(requirement.links, &MeasureLink::full);
  if (in_part.empty() || whole) return;
  add(out, ReasonKind::kMappingCoversPart, in_part.size(), from.size());
  for (const Ref urn : in_part) refer(out, RefKind::kRequirement, urn);
}

bool is_declared(const RequirementProof& requirement, Moment known_at) {
  return requirement.complete_together && requirement.complete_together->person != kNone &&
         requirement.complete_together->reason != kNone && requirement.complete_together->at <= known_at &&
         !requirement.complete_together->measures.empty();
}

/// The measures that a declaration is about and that answer the requirement no more.
std::vector<Ref> no_longer_there(const RequirementProof& requirement, const OrganisationProof& proof) {
  std::vector<Ref> gone;
  std::ranges::copy_if(requirement.complete_together->measures, std::back_inserter(gone), [&](Ref id) {
    return std::ranges::none_of(requirement.links, [&](const MeasureLink& link) {
      return link.measure < proof.measures.size() && proof.measures[link.measure].id == id;
    });
  });
  return gone;
}

/// Whether the declaration counts; says so, and when it lapsed, why.
bool counts_as_complete(RolledUp& out, const RequirementProof& requirement, const OrganisationProof& proof,
                        const Links& links, Moment known_at) {
  if (!is_declared(requirement, known_at)) return false;
  const std::vector<Ref> gone = no_longer_there(requirement, proof);
  Reason& reason = gone.empty() ? add(out, ReasonKind::kDeclaredComplete, links.partly_shown, links.partly_judged)
                                : add(out, ReasonKind::kDeclarationLapsed, gone.size(),
                                      requirement.complete_together->measures.size());
  reason.who = requirement.complete_together->person;
  reason.text = requirement.complete_together->reason;
  for (const Ref id : gone) refer(out, RefKind::kMeasure, id);
  return gone.empty();
}

Verdict partly_together(RolledUp& out, const RequirementProof& requirement, const OrganisationProof& proof,
                        const Links& links, Moment known_at) {
  const bool declared = counts_as_complete(out, requirement, proof, links, known_at);
  if (!declared) add(out, ReasonKind::kPartlyAnswered, links.partly_shown, links.partly_judged);
  if (links.part_refuted) return Verdict::kRefuted;
  if (declared && links.partly_shown == links.partly_judged) return Verdict::kShown;
  return links.any_partly ? Verdict::kPartlyShown : Verdict::kNotShown;
}

}  // namespace

bool is_complete(const RequirementProof& requirement, const OrganisationProof& proof) {
  return requirement.complete_together && !requirement.complete_together->measures.empty() &&
         no_longer_there(requirement, proof).empty();
}

RolledUp roll_up_places(const MeasureVerdicts& verdicts, Aspect aspect, const PlaceRuleChoice& choice,
                        std::span<const Place> places) {
  RolledUp out;
  const Sum sum = sum_of(verdicts, aspect, places, out);
  if (sum.judged == 0) {
    if (sum.rows == 0) add(out, ReasonKind::kNoPlace);
    out.value = sum.rows == 0 ? Verdict::kNotShown : Verdict::kNotApplicable;
    return out;
  }
  const bool weighted = choice.rule == PlaceRule::kWeighted && sum.weight > 0;
  out.shown_share =
      weighted ? sum.shown_weight / sum.weight : static_cast<double>(sum.shown) / static_cast<double>(sum.judged);
  const bool reasoned = choice.reason != kNone && choice.threshold > 0 && choice.threshold <= 1;
  if (choice.rule == PlaceRule::kWorst || !reasoned) {
    if (choice.rule != PlaceRule::kWorst) add(out, ReasonKind::kPlaceRuleUnreasoned);
    name_worst(out, verdicts, aspect, places, sum);
    out.value = sum.worst;
    return out;
  }
  const auto threshold = static_cast<std::int32_t>(std::lround(choice.threshold * 100));
  const auto percent = static_cast<std::size_t>(std::floor(out.shown_share * 100));
  add(out, weighted ? ReasonKind::kWeighted : ReasonKind::kShareCovered, weighted ? percent : sum.shown, sum.judged,
      threshold)
      .text = choice.reason;
  out.value = by_share(sum, out.shown_share, choice.threshold);
  return out;
}

RolledUp roll_up_requirement(const RequirementProof& requirement, Aspect aspect,
                             const std::vector<PerAspect>& measure_totals, const OrganisationProof& proof,
                             Moment known_at) {
  RolledUp out;
  if (!requirement.applicable) {
    const bool reasoned = requirement.applicability_reason != kNone;
    add(out, reasoned ? ReasonKind::kNotApplicable : ReasonKind::kNotApplicableUnreasoned).text =
        requirement.applicability_reason;
    if (reasoned) {
      out.value = Verdict::kNotApplicable;
      return out;
    }
  }
  if (requirement.exclusion_waits != kNone) {
    add(out, ReasonKind::kExclusionNotApproved).text = requirement.exclusion_waits;
  }
  const Links links = links_of(requirement, aspect, measure_totals, out);
  const std::size_t judged = links.full_judged + links.partly_judged;
  if (links.full + links.partly == 0) {
    add(out, ReasonKind::kNoMeasure);
    return out;
  }
  if (judged == 0) {
    out.value = Verdict::kNotApplicable;
    return out;
  }
  out.shown_share = static_cast<double>(links.shown) / static_cast<double>(judged);
  if (links.full_judged == 0) {
    out.value = partly_together(out, requirement, proof, links, known_at);
  } else {
    out.value = links.worst_full;
    const auto has_worst = [&](const MeasureLink& link) {
      const RolledUp* total = total_of(link, aspect, measure_totals);
      return link.full && total != nullptr && total->value == links.worst_full;
    };
    add(out, ReasonKind::kWorstMeasure, static_cast<std::size_t>(std::ranges::count_if(requirement.links, has_worst)),
        links.full_judged);
    name_links(out, requirement, aspect, measure_totals, proof, true, links.worst_full);
  }
  if (links.part_refuted) {
    // A part that is proven not to work cannot hide behind a measure that answers the whole.
    if (out.value == Verdict::kShown) out.value = Verdict::kPartlyShown;
    add(out, ReasonKind::kPartRefuted);
    name_links(out, requirement, aspect, measure_totals, proof, false, Verdict::kRefuted);
  }
  name_mappings(out, requirement);
  return out;
}

}  // namespace waarborg::measure
