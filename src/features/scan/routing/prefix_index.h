// SPDX-License-Identifier: EUPL-1.2
//
// A million networks with a number each, of which all that cover an address are found by one search.
//
// In the order of Prefix the networks that cover a place are the one before that place or lie on its way up: each entry
// says which one holds it. An entry takes 16 bytes for IPv4 and 32 for IPv6, so a million routes and 600,000 VRPs,
// a fifth of them IPv6, take 31 MB.
#pragma once

#include <cstdint>
#include <vector>

#include "features/scan/routing/prefix.h"

namespace waarborg::scan::routing {

/// What a file says of a network: a route and its origin, or a VRP and its AS.
struct Claim {
  Prefix prefix;
  std::uint32_t asn = 0;
  std::uint8_t most = 0;  ///< Of a VRP: the longest part that may be announced.

  auto operator<=>(const Claim&) const = default;
};

/// Made once, then only read: any number of threads may ask at once.
class PrefixIndex {
 public:
  /// What is there twice counts once.
  void add(const Claim& claim);
  /// After the last add() and before the first covering().
  void finish();

  /// Every claim on a network that covers this one, the longest first.
  std::vector<Claim> covering(const Prefix& inner) const;
  std::size_t size() const { return v4_.size() + v6_.size(); }
  std::size_t bytes() const;  ///< Of memory.

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  struct V4 {
    std::uint32_t bits;
    std::uint32_t asn;
    std::uint32_t above;  ///< Place of the one before it on the way up, which covers it too; kNone at the top.
    std::uint8_t length, most;
    explicit V4(const Claim& claim);
    Claim claim() const;
  };
  struct V6 {
    std::uint64_t high, low;
    std::uint32_t asn;
    std::uint32_t above;
    std::uint8_t length, most;
    explicit V6(const Claim& claim);
    Claim claim() const;
  };
  static_assert(sizeof(V4) == 16 && sizeof(V6) == 32);

  template <class Entry>
  static void finish(std::vector<Entry>& entries);
  template <class Entry>
  static std::vector<Claim> covering(const std::vector<Entry>& entries, const Prefix& inner);

  std::vector<V4> v4_;
  std::vector<V6> v6_;
};

}  // namespace waarborg::scan::routing
