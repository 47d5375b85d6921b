// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/survey/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace waarborg::scan {
namespace {

constexpr double kZ = 1.959963984540054;  // 97.5 % point of the normal distribution
/// Probabilities that differ by rounding only count as the same.
constexpr double kSame = 1 + 1e-9;

double log_choose(std::size_t n, std::size_t k) {
  const auto factorial = [](std::size_t of) { return std::lgamma(static_cast<double>(of) + 1); };
  return factorial(n) - factorial(k) - factorial(n - k);
}

}  // namespace

Share share(std::size_t count, std::size_t of) {
  Share out{count, of, 0, 0, 1};
  if (of == 0) return out;
  const auto n = static_cast<double>(of);
  out.share = static_cast<double>(count) / n;
  const double z2 = kZ * kZ / n;
  const double middle = (out.share + z2 / 2) / (1 + z2);
  const double half = kZ * std::sqrt(out.share * (1 - out.share) / n + z2 / (4 * n)) / (1 + z2);
  out.low = count == 0 ? 0 : std::max(0.0, middle - half);
  out.high = count == of ? 1 : std::min(1.0, middle + half);
  return out;
}

double changed_by_chance(std::size_t worse, std::size_t better) {
  const std::size_t n = worse + better;
  if (n == 0) return 1;
  double tail = 0;
  for (std::size_t k = 0; k <= std::min(worse, better); ++k) {
    tail += std::exp(log_choose(n, k) - static_cast<double>(n) * std::log(2.0));
  }
  return std::min(1.0, 2 * tail);
}

double differ_by_chance(const Share& a, const Share& b) {
  if (a.of == 0 || b.of == 0) return 1;
  const std::size_t all = a.of + b.of, found = a.count + b.count;
  const auto probability = [&](std::size_t in_a) {
    return std::exp(log_choose(found, in_a) + log_choose(all - found, a.of - in_a) - log_choose(all, a.of));
  };
  const double seen = probability(a.count) * kSame;
  double sum = 0;
  const std::size_t least = found > b.of ? found - b.of : 0;
  for (std::size_t in_a = least; in_a <= std::min(found, a.of); ++in_a) {
    const double one = probability(in_a);
    if (one <= seen) sum += one;
  }
  return std::min(1.0, sum);
}

std::vector<std::optional<std::size_t>> ranks(std::span<const std::optional<int>> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !values[i]; });
  std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return *values[i]; });
  std::vector<std::optional<std::size_t>> out(values.size());
  for (std::size_t place = 0; place < order.size(); ++place) {
    const bool is_tie = place > 0 && values[order[place]] == values[order[place - 1]];
    out[order[place]] = is_tie ? out[order[place - 1]] : place + 1;
  }
  return out;
}

std::optional<double> lift(std::size_t among_best, std::size_t best, std::size_t among_all, std::size_t all) {
  if (best == 0 || all == 0 || among_all == 0) return std::nullopt;
  return (static_cast<double>(among_best) / static_cast<double>(best)) /
         (static_cast<double>(among_all) / static_cast<double>(all));
}

std::optional<Spread> spread(std::vector<int> scores) {
  if (scores.empty()) return std::nullopt;
  std::ranges::sort(scores);
  const auto at = [&](double part) {
    const double place = part * static_cast<double>(scores.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, scores.size() - 1);
    return scores[below] + (place - static_cast<double>(below)) * (scores[above] - scores[below]);
  };
  return Spread{at(0), at(0.25), at(0.5), at(0.75), at(1)};
}

}  // namespace waarborg::scan
