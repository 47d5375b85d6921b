// SPDX-License-Identifier: EUPL-1.2
//
// What a server sends, in any pieces: how it is cut makes no difference, and what is believed was offered.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/tls/offers.h"
#include "features/scan/tls/server_flight.h"

namespace {

using namespace waarborg::scan;

const std::array<HelloOffer, 6>& offers() {
  static const HelloTarget kTarget{"www.zorg.example", {"http/1.1"}};
  static const std::array<HelloOffer, 6> kOffers = {tls13_offer(kTarget),           version_offer(kTarget, kTls12),
                                                    version_offer(kTarget, kTls10), version_offer(kTarget, kSsl3),
                                                    version_offer(kTarget, kSsl2),  combined_offer(kTarget)};
  return kOffers;
}

HelloFact read(std::string_view bytes, const HelloOffer& offer, HelloOutcome ended, std::uint32_t seed) {
  ServerFlight flight;
  while (!bytes.empty()) {
    seed = seed * 1664525U + 1013904223U;
    const std::size_t piece = seed == 0 ? bytes.size() : 1 + (seed >> 16U) % (seed % 7 == 0 ? 1500U : 5U);
    flight.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  flight.ended(ended);
  return flight.fact(offer);
}

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  constexpr std::array kEndings = {HelloOutcome::kClosed, HelloOutcome::kReset, HelloOutcome::kTimeout};
  const HelloOffer& offer = offers()[data[0] % offers().size()];
  const HelloOutcome ended = kEndings[data[0] / 8 % kEndings.size()];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  ServerFlight whole;
  whole.feed(bytes);
  whole.ended(ended);
  const HelloFact fact = whole.fact(offer);
  check(whole.state() == ServerFlight::State::kDone);
  check(fact == read(bytes, offer, ended, 1U + data[1]));
  if (fact.outcome != HelloOutcome::kServerHello && fact.outcome != HelloOutcome::kRetryRequest) return 0;
  check(fact.version == kSsl2 || std::ranges::find(offer.suites, fact.suite) != offer.suites.end());
  check(fact.version <= std::max(offer.version, offer.versions.empty() ? 0 : offer.versions.front()));
  check(fact.chain.size() <= kMostCertificates);
  return 0;
}
