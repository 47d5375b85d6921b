// SPDX-License-Identifier: EUPL-1.2
//
// For tests and benchmarks only: whole organisations, made by a seeded random generator.
#pragma once

#include "features/measure/random_proof.h"

namespace waarborg::measure {

inline OrganisationProof random_organisation(RandomProof& random, int measures, int places, int requirements,
                                             int facts_per_measure) {
  OrganisationProof proof;
  std::vector<PlaceIndex> all;
  for (int i = 0; i < places; ++i) {
    all.push_back(static_cast<PlaceIndex>(i));
    proof.places.push_back({random.ref(), i == 0, static_cast<double>(random.pick(0, 4))});
  }
  for (int i = 0; i < measures; ++i) {
    proof.measures.push_back(random.measure(all, facts_per_measure));
    if (random.chance(40))
      proof.measures.back().place_rule = {static_cast<PlaceRule>(random.pick(0, 2)), random.pick(1, 10) / 10.0,
                                          random.chance(80) ? random.ref() : kNone};
  }
  for (int i = 0; i < requirements; ++i) {
    RequirementProof requirement;
    requirement.id = random.ref();
    requirement.applicable = random.chance(90);
    if (random.chance(70)) requirement.applicability_reason = random.ref();
    const bool full = random.chance(60);
    for (int n = random.pick(0, 5); n > 0; --n) {
      requirement.links.push_back(
          {static_cast<std::uint32_t>(random.pick(0, measures - 1)), full && random.chance(80)});
    }
    if (random.chance(40)) {
      requirement.complete_together = Declaration{random.person(), random.ref(), random.moment(random.first())};
      for (const MeasureLink& link : requirement.links) {
        if (random.chance(80)) requirement.complete_together->measures.push_back(proof.measures[link.measure].id);
      }
      if (random.chance(10)) requirement.complete_together->measures.push_back(proof.measures[0].id);
    }
    proof.requirements.push_back(requirement);
  }
  for (Ref i = 0; i < random.refs_made(); ++i) proof.texts.ref("t" + std::to_string(i));
  return proof;
}

}  // namespace waarborg::measure
