// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: example.nl at 192.0.2.1 and 2001:db8::1, with two name servers, a mail server and two name servers of
// that; and a small table of routes.
#pragma once

#include <optional>
#include <string>

#include "features/scan/routing/dumps.h"
#include "features/scan/routing/parts.h"
#include "features/scan/routing/routing_table.h"
#include "features/scan/web/testing.h"

namespace waarborg::scan::routing {

/// Everything is announced as it may be, but for the change that a test makes.
inline const std::string kVrps =
    "ASN,IP Prefix,Max Length\nAS64496,192.0.2.0/24,24\nAS64496,2001:db8::/32,48\nAS64497,198.51.100.0/24,24\n"
    "AS64498,203.0.113.0/24,24\n";
inline const std::string kRoutes =
    "64496\t192.0.2.0/24\t300\n64496\t2001:db8::/32\t300\n64497\t198.51.100.0/24\t300\n64498\t203.0.113.0/24\t300\n";

inline DomainFacts domain() {
  using web::answer;
  DomainFacts facts = web::site(web::page({}));
  facts.dns = {answer("example.nl", "A", {"192.0.2.1"}),
               answer("example.nl", "AAAA", {"2001:db8::1"}),
               answer("example.nl", "NS", {"ns1.example.nl", "ns2.example.nl"}),
               answer("ns1.example.nl", "A", {"198.51.100.1"}),
               answer("ns1.example.nl", "AAAA", {}),
               answer("ns2.example.nl", "A", {"198.51.100.2"}),
               answer("ns2.example.nl", "AAAA", {}),
               answer("example.nl", "MX", {"10 mx.post.nl"}),
               answer("mx.post.nl", "A", {"203.0.113.1"}),
               answer("mx.post.nl", "AAAA", {}),
               answer("mx.post.nl", "NS", {}),
               answer("post.nl", "NS", {"ns.post.nl"}),
               answer("ns.post.nl", "A", {"203.0.113.53"}),
               answer("ns.post.nl", "AAAA", {})};
  return facts;
}

/// As the scanner fills them in. @param routes  nothing: no such file
inline void look_up(DomainFacts& facts, const std::string& vrps, const std::optional<std::string>& routes) {
  std::optional<PrefixIndex> announced;
  if (routes) announced = std::move(*read_routes(*routes));
  const RoutingTable table(std::move(read_vrps(vrps)->vrps), std::move(announced), facts.at);
  facts.routing = table.facts();
  for (const auto& address : all_addresses(facts)) facts.routing->routes.push_back(table.look_up(address));
}

inline DomainFacts looked_up(const std::string& vrps = kVrps, const std::optional<std::string>& routes = kRoutes) {
  DomainFacts facts = domain();
  look_up(facts, vrps, routes);
  return facts;
}

/// With one text in place of another, which must be there.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  return at == std::string::npos ? "nothing to change: " + from : text.replace(at, from.size(), to);
}

/// "pass exists 5"
inline std::string told(const Check& check, const DomainFacts& facts, Subject subject) {
  const Judged judged = check.judge(facts, {}, subject);
  const std::string theirs = !judged.internet_nl ? " uncounted"
                             : judged.internet_nl->outcome == judged.own.outcome
                                 ? " " + std::to_string(judged.internet_nl->points)
                                 : " differs";
  return web::said_shortly(judged.own) + theirs;
}

}  // namespace waarborg::scan::routing
