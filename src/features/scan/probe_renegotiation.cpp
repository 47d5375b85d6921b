// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <optional>
#include <utility>

#include "features/scan/probe.h"
#include "features/scan/tls/versions.h"

namespace waarborg::scan {

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace {

/// One more than the guidelines let pass (NCSC 2025-05 section 3.4.2).
constexpr int kMostRenegotiations = 11;

}  // namespace

asio::awaitable<int> count_renegotiations(Probing& probing, const std::vector<HelloFact>& hellos, std::string name,
                                          asio::ip::address address, unsigned short port, bool mail,
                                          net::Deadline last) {
  const bool is_classic = std::ranges::any_of(hellos, [](const HelloFact& hello) {
    return hello.outcome == HelloOutcome::kServerHello && hello.version >= kTls10 && hello.version <= kTls12;
  });
  if (!is_classic || steady_clock::now() >= last) co_return -1;
  Visit at = co_await visit_for_hello(probing, address, port, mail, last);
  if (at.ending != net::Ending::kDone) co_return -1;
  at.tcp->set_deadline(std::min(last, steady_clock::now() + probing.deadlines.handshake));
  net::TlsClient tls(*at.tcp, probing.roots);
  tls.allow_renegotiation();
  const net::Handshake shaken = co_await tls.shake(std::move(name), !mail);
  if (shaken.ending != net::Ending::kDone) co_return -1;
  for (int times = 0; times < kMostRenegotiations; ++times) {
    // Time for each of them: a slow server without a limit must not pass for one that has a limit.
    at.tcp->set_deadline(std::min(last, steady_clock::now() + probing.deadlines.handshake));
    const std::optional<bool> again = co_await tls.renegotiate();
    if (!again) co_return -1;
    if (!*again) co_return times;
  }
  co_return kMostRenegotiations;
}

}  // namespace waarborg::scan
