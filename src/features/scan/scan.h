// SPDX-License-Identifier: EUPL-1.2
//
// Measuring a domain from outside, as everyone can see it.
//
//   auto scanner = Scanner::open(executor, settings);
//   DomainFacts facts = co_await (*scanner)->measure(target);
//   DomainVerdict verdict = judge(facts, rules);
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "features/scan/courtesy.h"
#include "features/scan/facts.h"
#include "features/scan/names/domain_name.h"
#include "features/scan/once.h"
#include "features/scan/opt_out.h"
#include "features/scan/probe.h"
#include "platform/clock/clock.h"
#include "platform/dns/resolver.h"

namespace waarborg::scan {

class RoutingTable;

struct ScanSettings {
  bool web = true;
  bool mail = true;
  bool deep_mail = false;       ///< All hellos to mail servers too; strict ones limit whoever does that.
  bool allow_loopback = false;  ///< This machine itself may be measured (test beds).
  dns::Settings dns{};
  std::string trusted_roots{};    ///< PEM file; those of the system when empty.
  std::map<int, Level> suites{};  ///< Of the rule set: which suites are asked for first.
  CourtesyLimits courtesy{};
  /// Whom no connection is made to; null: nobody asked. Names are asked about by whoever makes the list.
  std::shared_ptr<const OptOut> opt_out{};
  /// Where addresses are announced, and by whom that is allowed; null: RPKI is not judged.
  std::shared_ptr<const RoutingTable> routing{};
  Deadlines deadlines{};
  /// A mail server that always answers: when others stay silent, it tells whether port 25 comes through from here at
  /// all. Empty: not known.
  std::string mail_control{};
  std::string contact{};  ///< Address at which whoever is measured reaches whoever scans; stands in every request.
};

struct ScanCounts {
  std::size_t dns_asked = 0, dns_reused = 0;
  std::size_t mail_servers = 0, mail_servers_reused = 0;
  std::size_t most_together = 0;  ///< Connections at a time on one address.
};

/// A question is a datagram to a server that gets thousands a second.
inline CourtesyLimits limits_of_questions(CourtesyLimits limits) {
  limits.per_second *= 20;
  limits.burst *= 20;
  return limits;
}

/// What the scanners of a process share, each on its own thread: how hard they knock together, and what they heard of
/// mail servers.
struct ScanShared {
  explicit ScanShared(CourtesyLimits limits) : courtesy(limits), questions(limits_of_questions(limits)) {}
  ScanShared(const Courtesy& with, const Courtesy& of_questions) : courtesy(with), questions(of_questions) {}
  Courtesy courtesy;
  Courtesy questions;  ///< To name servers: those of a large provider get a question for each domain of a sector.
  Once<MailServerFacts> mail_servers{10'000, [](const MailServerFacts& facts) { return is_mute(facts.heard); }};
  /// By address and zone: what a server says of one zone, it does not say of another.
  Once<NameServerFacts> name_servers{10'000, [](const NameServerFacts& facts) { return !answered(facts.heard); }};
  Once<bool> ipv6_questions{1, [](const bool& come) { return !come; }};  ///< As port_25, for questions over IPv6.
  Once<bool> port_25{1, [](const bool& comes) { return !comes; }};       ///< Whether it comes through from here.
};

/// For one thread: that of the executor. Several measurements at a time share what they ask.
class Scanner {
 public:
  /// Faults as dns::Resolver::open and net::TlsRoots::load.
  /// @param shared  with other scanners; null: of its own
  static Result<std::unique_ptr<Scanner>> open(boost::asio::any_io_executor executor, const Clock& clock,
                                               ScanSettings settings, std::shared_ptr<ScanShared> shared = {});
  virtual ~Scanner() = default;

  /// Always ends, within the deadlines. Never a fault: what could not be known stands in the facts.
  virtual boost::asio::awaitable<DomainFacts> measure(ScanTarget target) = 0;
  virtual ScanCounts counts() const = 0;
};

}  // namespace waarborg::scan
