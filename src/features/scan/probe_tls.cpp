// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <span>
#include <utility>

#include "features/scan/probe.h"
#include "features/scan/tls/interview.h"
#include "features/scan/tls/server_flight.h"
#include "platform/crypto/random.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

HelloOutcome outcome_of(net::Ending ending) {
  switch (ending) {
    case net::Ending::kTimeout:
      return HelloOutcome::kTimeout;
    case net::Ending::kClosed:
      return HelloOutcome::kClosed;
    case net::Ending::kReset:
      return HelloOutcome::kReset;
    default:
      return HelloOutcome::kNoPeer;
  }
}

/// Sends one hello and reads what comes back; the connection is of no use after it.
asio::awaitable<HelloFact> exchange(net::Tcp& tcp, HelloOffer offer) {
  const crypto::Bytes random = crypto::random_bytes(64);
  ServerFlight flight;
  const net::Ending sent = co_await tcp.write(client_hello(offer, std::span<const unsigned char, 64>(random)));
  // A server that has seen enough resets before all was sent; what it said before that is still there to read.
  if (sent == net::Ending::kTimeout) flight.ended(HelloOutcome::kTimeout);
  while (flight.state() == ServerFlight::State::kMore) {
    const net::Tcp::Read read = co_await tcp.read();
    if (read.ending == net::Ending::kDone) {
      flight.feed(read.bytes);
    } else {
      flight.ended(outcome_of(read.ending));
      break;
    }
  }
  co_return flight.fact(offer);
}

}  // namespace

asio::awaitable<std::vector<HelloFact>> interview(Probing& probing, std::string name, asio::ip::address address,
                                                  unsigned short port, bool mail, net::Deadline last) {
  HelloTarget target;
  target.server_name = name;
  if (mail) target.alpn.clear();
  // The whole handshake before it has shown whether there is TLS 1.3.
  const InterviewDepth depth = mail && !probing.deep_mail ? InterviewDepth::kBriefBelowTls13 : InterviewDepth::kFull;
  Interview talk(plan_by(probing.suites, std::move(target), depth));
  while (auto offer = talk.next()) {
    if (steady_clock::now() >= last) break;
    Visit at = co_await visit_for_hello(probing, address, port, mail, last);
    HelloFact fact;
    fact.asked = offer->asked;
    if (at.ending == net::Ending::kDone) {
      at.tcp->set_deadline(std::min(last, steady_clock::now() + probing.deadlines.hello));
      fact = co_await exchange(*at.tcp, std::move(*offer));
    } else {
      fact.outcome = outcome_of(at.ending);
    }
    talk.answer(std::move(fact));
  }
  co_return talk.facts();
}

}  // namespace waarborg::scan
