// SPDX-License-Identifier: EUPL-1.2
//
// Upper bounds of the deviation rate. Tails are summed in logarithms, so that neither large samples nor small rates
// underflow.
#include <algorithm>
#include <cmath>

#include "features/evidence/sampling.h"

namespace waarborg::evidence {
namespace {

/// A tail that equals 1 - confidence (population 20, sample 1: 1/20) must not be taken for larger by rounding.
constexpr double kTie = 1 + 1e-11;

/// P(X <= successes), X binomial(size, rate). @pre 0 < rate < 1
double binomial_tail(std::uint64_t size, std::uint64_t successes, double rate) {
  const double log_odds = std::log(rate) - std::log1p(-rate);
  double log_term = static_cast<double>(size) * std::log1p(-rate);
  double sum = std::exp(log_term);
  for (std::uint64_t k = 0; k < successes; ++k) {
    log_term += std::log(static_cast<double>(size - k)) - std::log(static_cast<double>(k + 1)) + log_odds;
    sum += std::exp(log_term);
  }
  return sum;
}

/// ln of n over k.
double log_choose(std::uint64_t n, std::uint64_t k) {
  k = std::min(k, n - k);
  double sum = 0;
  for (std::uint64_t i = 0; i < k; ++i) {
    sum += std::log(static_cast<double>(n - i)) - std::log(static_cast<double>(i + 1));
  }
  return sum;
}

/// P(X <= found), X = deviating cases in a sample of `size` out of `population` with `deviating` of them.
double hypergeometric_tail(std::uint64_t population, std::uint64_t deviating, std::uint64_t size, std::uint64_t found) {
  const std::uint64_t sound = population - deviating;
  const std::uint64_t least = size > sound ? size - sound : 0;
  if (found < least) return 0;
  const std::uint64_t most = std::min({found, deviating, size});
  double log_term = log_choose(deviating, least) + log_choose(sound, size - least) - log_choose(population, size);
  double sum = std::exp(log_term);
  for (std::uint64_t k = least; k < most; ++k) {
    log_term += std::log(static_cast<double>(deviating - k)) + std::log(static_cast<double>(size - k)) -
                std::log(static_cast<double>(k + 1)) - std::log(static_cast<double>(sound + k + 1 - size));
    sum += std::exp(log_term);
  }
  return sum;
}

}  // namespace

double clopper_pearson_upper(std::uint64_t size, std::uint64_t deviations, double confidence) {
  if (deviations >= size) return 1;
  double low = 0;
  double high = 1;
  // The tail falls as the rate rises; 60 halvings reach the precision of a double.
  for (int step = 0; step < 60; ++step) {
    const double middle = low + (high - low) / 2;
    (binomial_tail(size, deviations, middle) > 1 - confidence ? low : high) = middle;
  }
  return high;
}

std::uint64_t hypergeometric_upper(std::uint64_t population, std::uint64_t size, std::uint64_t deviations,
                                   double confidence) {
  // With found = deviations the tail is 1 at D = deviations and falls to 0; find the last D above 1 - confidence.
  std::uint64_t low = deviations;
  std::uint64_t high = population - size + deviations;
  while (low < high) {
    const std::uint64_t middle = low + (high - low + 1) / 2;
    if (hypergeometric_tail(population, middle, size, deviations) > (1 - confidence) * kTie) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

double deviation_upper_bound(std::uint64_t population, std::uint64_t size, std::uint64_t deviations,
                             double confidence) {
  if (population == 0 || population > kSmallPopulation || size > population || deviations > size) {
    return clopper_pearson_upper(size, deviations, confidence);
  }
  return static_cast<double>(hypergeometric_upper(population, size, deviations, confidence)) /
         static_cast<double>(population);
}

}  // namespace waarborg::evidence
