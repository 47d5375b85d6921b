// SPDX-License-Identifier: EUPL-1.2
//
// Questions to the DNS that thousands of domains share: one of a kind is under way at a time, and its answer is kept.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "features/scan/facts_dns.h"
#include "features/scan/once.h"
#include "platform/dns/resolver.h"

namespace waarborg::scan {

/// For the thread of its resolver, which must outlive it.
class Questions {
 public:
  explicit Questions(dns::Resolver& resolver, std::size_t kept = 50'000)
      : resolver_(resolver), answers_(kept, is_unknown) {}

  /// A type that nobody knows gives kFailed.
  boost::asio::awaitable<DnsAnswer> ask(DnsQuestion question);

  std::size_t asked() const { return answers_.done(); }  ///< Of the resolver.
  std::size_t reused() const { return answers_.reused(); }

 private:
  dns::Resolver& resolver_;
  Once<DnsAnswer> answers_;
};

}  // namespace waarborg::scan
