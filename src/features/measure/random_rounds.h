// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: what the tests of the engine on random organisations have in common. Each prints its seed.
#pragma once

#include <string>
#include <vector>

#include "features/measure/random_proof.h"

namespace waarborg::measure {

inline const Period kTime{Day{std::chrono::days{20'000}}, Day{std::chrono::days{20'400}}};
inline constexpr int kRounds = 300;

#define WITH_SEED                               \
  const unsigned seed = test_seed();            \
  SCOPED_TRACE("seed " + std::to_string(seed)); \
  RandomProof random(seed, kTime)

inline std::vector<Place> three_places() { return {{1, true, 1}, {2, false, 2}, {3, false, 3}}; }

/// Of a part of that time, as known at a moment in it or up to 300 days later.
inline Question random_question(RandomProof& random) {
  const Day from = random.day();
  return {{from, from + std::chrono::days{random.pick(0, 200)}}, from + std::chrono::hours{random.pick(0, 24 * 300)}};
}

}  // namespace waarborg::measure
