// SPDX-License-Identifier: EUPL-1.2
//
// A validating resolver of our own (libunbound) on an io_context: it asks from the root down, so that what is said of
// DNSSEC rests on no one else's word, unless one on this machine is to be trusted.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/dns/rdata.h"

namespace waarborg::dns {

struct Settings {
  std::string root_hints{};     ///< File; the root servers known to the library when empty.
  std::string trust_anchors{};  ///< File of DS or DNSKEY records; the keys of the root (IANA) when empty.
  /// Addresses of resolvers to ask instead of the root; validated here all the same.
  std::vector<std::string> forward_to{};
  /// The first of `forward_to` is on this machine and validates: its word is taken (trusting.h).
  bool trust_forwarder = false;
  bool ask_loopback = false;                   ///< Whether name servers on 127/8 and ::1 may be asked (test beds).
  std::chrono::milliseconds deadline{10'000};  ///< Of one question, all that it leads to included.
  int cache_mb = 32;                           ///< Of each of the two caches.
};

enum class Outcome { kAnswer, kNoData, kNoName, kFailed, kTimeout };
enum class Security { kSecure, kInsecure, kBogus, kUnknown };

struct Answer {
  Outcome outcome = Outcome::kTimeout;
  Security security = Security::kUnknown;
  std::string canonical{};             ///< Where CNAMEs led; empty without one.
  std::vector<std::string> records{};  ///< As rdata.h writes them, in the order received.
  std::int64_t ttl = 0;                ///< Seconds.
  std::string reason{};                ///< Of kBogus, in the words of the library; the rcode of kFailed.
};

/// For one thread: that of the executor.
class Resolver {
 public:
  /// kInvalid dns.settings when the library refuses them, dns.not_here when a resolver elsewhere is to be trusted;
  /// `where` names what.
  static Result<std::unique_ptr<Resolver>> open(boost::asio::any_io_executor executor, const Settings& settings);
  /// Questions that wait end with kTimeout.
  virtual ~Resolver() = default;

  /// @param name  A-label form, without a dot at the end
  virtual boost::asio::awaitable<Answer> ask(std::string name, Type type) = 0;
};

}  // namespace waarborg::dns
