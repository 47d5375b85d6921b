// SPDX-License-Identifier: EUPL-1.2
//
// Samples that an auditor can draw again by hand, and what a sample says about the whole.
// Pure: the hash function is handed in.
//
// Drawing, by hand:  1. Sort the keys by their bytes, ascending; number them 0 .. n-1.
//   2. Random number c (c = 0, 1, 2, ...) is the first 8 bytes, big-endian, of SHA-256 of the text "<seed>:<c>".
//   3. For place i = 0 .. size-1: take the next random number x and m = n - i. If x >= 2^64 - (2^64 mod m), throw it
//      away and take the next (keeps every case equally likely). Else exchange the keys at i and i + (x mod m).
//   4. The sample is places 0 .. size-1 (Fisher-Yates, stopped early: Knuth, TAOCP vol. 2, 3.4.2, algorithm P).
#pragma once

#include <array>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace waarborg::evidence {

/// The name under which this way of drawing is recorded with the sample.
inline constexpr std::string_view kDrawAlgorithm = "sha256-counter/fisher-yates/1";

using Digest = std::array<std::uint8_t, 32>;
using Sha256 = std::function<Digest(std::string_view)>;

/// How often a control runs. Texts: yearly quarterly monthly weekly daily many_times_a_day.
enum class ControlFrequency { kYearly, kQuarterly, kMonthly, kWeekly, kDaily, kManyTimesADay };
BOOST_DESCRIBE_ENUM(ControlFrequency, kYearly, kQuarterly, kMonthly, kWeekly, kDaily, kManyTimesADay)

std::string_view to_text(ControlFrequency frequency);
std::optional<ControlFrequency> parse_control_frequency(std::string_view text);

/// Cases to draw: yearly 1, quarterly 2, monthly 2, weekly 5, daily 20, many times a day 25; for a population below
/// 250 ten percent, rounded up, with at least that row. Never more than the population; 0 for an empty one.
/// Source: domain/proof-model "Sampling".
std::uint32_t sample_size(ControlFrequency frequency, std::uint64_t population);

/// One member of a population: a key that is unique in it, and what else was imported about it.
struct Case {
  std::string key;
  std::vector<std::string> fields;
};

/// Hash of a population, independent of the order of import: SHA-256 over one line per case in order of key: key and
/// fields with a tab between, a line feed at the end; inside a value \ tab LF CR are written \\ \t \n \r.
/// kInvalid evidence.sampling.duplicate_key (where = the key), evidence.sampling.empty_key.
Result<Digest> population_hash(std::span<const Case> cases, const Sha256& sha256);

/// Draws `size` keys in the order drawn (see above). Same keys and seed: same sample, whatever the order of `keys`.
/// kInvalid evidence.sampling.duplicate_key, .empty_key, .too_large (size > keys), .no_seed.
Result<std::vector<std::string>> draw_sample(std::vector<std::string> keys, std::size_t size, std::string_view seed,
                                             const Sha256& sha256);

/// One-sided upper bound of the deviation rate after `deviations` in `size` cases, population without end.
/// Method Clopper and Pearson, Biometrika 26 (1934) 404-413: the p with P(X <= deviations | size, p) = 1 - confidence.
/// @return unit 1, [0, 1], rounding error below 1e-9; 1 when size is 0 or deviations >= size.
/// @pre    0 < confidence < 1
double clopper_pearson_upper(std::uint64_t size, std::uint64_t deviations, double confidence = 0.95);

/// The same for a finite population, exact: the largest number of deviating cases D among `population` for which
/// P(X <= deviations) > 1 - confidence, X hypergeometric. @return cases, [deviations, population].
/// @pre    deviations <= size <= population, 0 < confidence < 1
std::uint64_t hypergeometric_upper(std::uint64_t population, std::uint64_t size, std::uint64_t deviations,
                                   double confidence = 0.95);

/// Populations up to this size are judged by the hypergeometric bound. Above it the two differ by less than a tenth
/// of a percentage point for samples of the sizes used here.
inline constexpr std::uint64_t kSmallPopulation = 10'000;

/// Upper bound of the deviation rate to show beside a verdict: unit 1, [0, 1]; population 0 means "not counted".
double deviation_upper_bound(std::uint64_t population, std::uint64_t size, std::uint64_t deviations,
                             double confidence = 0.95);

}  // namespace waarborg::evidence
