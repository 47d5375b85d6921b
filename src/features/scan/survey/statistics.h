// SPDX-License-Identifier: EUPL-1.2
//
// What may be said of a group from counts: shares with their uncertainty, whether two differ by more than chance,
// ranks.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <boost/describe.hpp>

namespace waarborg::scan {

/// `count` of `of`, with the 95 % interval of Wilson (1927): it holds also near 0 and 1 and for small groups. Of none,
/// nothing is known: 0 to 1.
struct Share {
  std::size_t count = 0;
  std::size_t of = 0;
  double share = 0;  ///< 0 to 1; 0 when `of` is 0.
  double low = 0;
  double high = 1;

  bool operator==(const Share&) const = default;
};
BOOST_DESCRIBE_STRUCT(Share, (), (count, of, share, low, high))

/// @pre count <= of
Share share(std::size_t count, std::size_t of);

/// Two-sided p-value of the difference between two shares of the same domains measured twice: McNemar's exact test on
/// those that changed (1947; binomial with one half). 1 when none did.
/// @param worse   domains that did and do no longer
/// @param better  domains that did not and do now
double changed_by_chance(std::size_t worse, std::size_t better);

/// Two-sided p-value of the difference between two groups: Fisher's exact test (1922). 1 when a group is empty.
double differ_by_chance(const Share& a, const Share& b);

/// Place of each value, the highest first: those with the same value share a place, and the next place counts them all
/// (1, 2, 2, 4). What has no value has no place.
std::vector<std::optional<std::size_t>> ranks(std::span<const std::optional<int>> values);

/// How much more often something is found among the best than among all: 1 is as often. Nothing when it is found
/// nowhere, or there are none.
std::optional<double> lift(std::size_t among_best, std::size_t best, std::size_t among_all, std::size_t all);

/// Quartiles and ends of a list of scores (method 7 of Hyndman and Fan 1996); nothing when it is empty.
struct Spread {
  double least = 0, lower = 0, median = 0, upper = 0, most = 0;

  bool operator==(const Spread&) const = default;
};
BOOST_DESCRIBE_STRUCT(Spread, (), (least, lower, median, upper, most))
std::optional<Spread> spread(std::vector<int> scores);

}  // namespace waarborg::scan
