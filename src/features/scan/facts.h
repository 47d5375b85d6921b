// SPDX-License-Identifier: EUPL-1.2
//
// All that was measured of one domain. Judging it needs nothing else, so that old facts can be judged by new rules.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "features/scan/facts_dns.h"
#include "features/scan/facts_mail.h"
#include "features/scan/facts_routing.h"
#include "features/scan/facts_tls.h"
#include "features/scan/facts_web.h"

namespace waarborg::scan {

/// One address of the web site; internet.nl looks at the first A and the first AAAA.
struct WebAddressFacts {
  std::string address;
  Heard port_80 = Heard::kNotTried;        ///< kAnswer: TCP stands.
  Heard port_443 = Heard::kNotTried;       ///< The same.
  HttpExchange plain;                      ///< GET http://name/
  std::vector<HttpExchange> hops;          ///< Where redirects of `plain` led, up to eight.
  HttpExchange secure;                     ///< GET https://name/
  HttpExchange compressed;                 ///< The same, offering every content coding.
  std::vector<HttpExchange> security_txt;  ///< /.well-known/security.txt, and /security.txt when that is not there.
  TlsFacts tls;

  bool operator==(const WebAddressFacts&) const = default;
};
BOOST_DESCRIBE_STRUCT(WebAddressFacts, (),
                      (address, port_80, port_443, plain, hops, secure, compressed, security_txt, tls))

/// What the machine that measured could see at all: what it cannot, nobody is blamed for.
struct Vantage {
  bool ipv4 = true;
  bool ipv6 = true;     ///< A route to the IPv6 internet.
  bool port_25 = true;  ///< Outgoing mail connections come through.

  bool operator==(const Vantage&) const = default;
};
BOOST_DESCRIBE_STRUCT(Vantage, (), (ipv4, ipv6, port_25))

struct DomainFacts {
  std::string name;  ///< A-label form, lower case.
  int port = 443;    ///< Of HTTPS.
  Moment at{};       ///< When the measurement began.
  Vantage vantage;
  std::vector<std::string> dkim_selectors;  ///< That were given; nobody can find them out.
  DnsAnswers dns;
  std::vector<WebAddressFacts> web;
  std::vector<MailServerFacts> mail;
  /// GET of the MTA-STS policy (RFC 8461 section 3.3), with its body: not followed when it redirects, and kTlsFailed
  /// too when the certificate is not trusted or has another name. Empty when no record says that there is one.
  std::vector<HttpExchange> mta_sts;
  std::optional<RoutingFacts> routing;  ///< Nothing when no table of routes was given, and of facts from before.
  /// Each IPv6 address of the name servers; empty when there are none, and of facts from before they were asked.
  std::vector<NameServerFacts> name_servers;

  bool operator==(const DomainFacts&) const = default;
};
BOOST_DESCRIBE_STRUCT(DomainFacts, (),
                      (name, port, at, vantage, dkim_selectors, dns, web, mail, mta_sts, routing, name_servers))

}  // namespace waarborg::scan
