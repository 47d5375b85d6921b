// SPDX-License-Identifier: EUPL-1.2
//
// For tests and benchmarks only: days, people and places by a seeded random generator.
#pragma once

#include <cstdlib>
#include <random>
#include <string>

#include "features/measure/rollup.h"

namespace waarborg::measure {

/// For tests: a new seed each run, or that of WAARBORG_SEED to repeat one.
inline unsigned test_seed() {
  const char* wanted = std::getenv("WAARBORG_SEED");
  return wanted != nullptr ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : std::random_device{}();
}

class RandomChoices {
 public:
  explicit RandomChoices(std::uint32_t seed,
                         Period time = {Day{std::chrono::days{20'000}}, Day{std::chrono::days{20'400}}})
      : random_(seed), time_(time) {}

  int pick(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }
  bool chance(int percent) { return pick(1, 100) <= percent; }
  Day day() { return time_.from + std::chrono::days{pick(0, static_cast<int>((time_.to - time_.from).count()))}; }
  Moment moment(Day from) { return from + std::chrono::hours{pick(0, 24 * 30)}; }
  Ref ref() { return next_ref_++; }
  Ref person() { return static_cast<Ref>(pick(1, 5)); }
  PlaceIndex place(const MeasureProof& measure) {
    if (chance(15) || measure.places.empty()) return kEveryPlace;
    return measure.places[static_cast<std::size_t>(pick(0, static_cast<int>(measure.places.size()) - 1))];
  }

  Review review(Moment from) {
    if (chance(15)) return {};
    return {from + std::chrono::hours{pick(0, 500)}, person(), chance(90), chance(80) ? kNone : person()};
  }

  Finding finding() { return chance(85) ? Finding::kSupports : chance(50) ? Finding::kPartly : Finding::kRefutes; }

  Day first() const { return time_.from; }
  Period time() const { return time_; }
  Ref refs_made() const { return next_ref_; }

 private:
  std::mt19937 random_;
  Period time_;
  Ref next_ref_ = 1000;
};

}  // namespace waarborg::measure
