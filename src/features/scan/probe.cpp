// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/probe.h"

#include <algorithm>
#include <utility>

#include "platform/crypto/encoding.h"

namespace waarborg::scan {

namespace asio = boost::asio;
using std::chrono::steady_clock;

Heard heard_of(net::Ending ending) {
  switch (ending) {
    case net::Ending::kDone:
      return Heard::kAnswer;
    case net::Ending::kRefused:
      return Heard::kRefused;
    case net::Ending::kUnreachable:
      return Heard::kUnreachable;
    case net::Ending::kTimeout:
      return Heard::kTimeout;
    case net::Ending::kClosed:
      return Heard::kClosed;
    case net::Ending::kReset:
      return Heard::kReset;
    case net::Ending::kGarbage:
      return Heard::kGarbage;
    case net::Ending::kTooLarge:
      return Heard::kTooLarge;
    case net::Ending::kTlsFailed:
      return Heard::kTlsFailed;
  }
  return Heard::kGarbage;
}

bool is_mute(Heard heard) {
  return heard == Heard::kTimeout || heard == Heard::kReset || heard == Heard::kClosed || heard == Heard::kLimited;
}

asio::awaitable<Visit> visit(Probing& probing, asio::ip::address address, unsigned short port, bool mail,
                             net::Deadline last) {
  Visit out;
  out.place = co_await probing.courtesy.enter(address, mail);
  out.tcp = std::make_unique<net::Tcp>(probing.executor);
  out.tcp->set_deadline(std::min(last, steady_clock::now() + probing.deadlines.connect));
  out.ending = co_await out.tcp->connect({address, port});
  co_return std::move(out);
}

HandshakeFact fact_of(const net::Handshake& handshake) {
  HandshakeFact fact;
  fact.heard = heard_of(handshake.ending);
  fact.trouble = handshake.trouble;
  fact.version = handshake.version;
  fact.chain_error = handshake.chain_error;
  fact.chain_problem = handshake.chain_problem;
  fact.name_matches = handshake.name_matches;
  fact.ocsp_good = handshake.ocsp_good;
  for (const std::string& der : handshake.chain) fact.chain.push_back(crypto::base64_encode(der));
  return fact;
}

}  // namespace waarborg::scan
