// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: facts of small websites, to be changed where a test wants.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "features/scan/check.h"

namespace waarborg::scan::web {

using Headers = std::vector<HttpHeader>;

/// The page of https://example.nl/ with these headers.
inline HttpExchange page(Headers headers, int status = 200, std::string url = "https://example.nl/") {
  HttpExchange exchange;
  exchange.url = std::move(url);
  exchange.heard = Heard::kAnswer;
  exchange.status = status;
  exchange.headers = std::move(headers);
  return exchange;
}

inline HttpExchange unheard(Heard heard, std::string url = "https://example.nl/") {
  HttpExchange exchange;
  exchange.url = std::move(url);
  exchange.heard = heard;
  return exchange;
}

inline HttpExchange redirect(std::string from, std::string to, int status = 301) {
  return page({{"location", std::move(to)}}, status, std::move(from));
}

inline DnsAnswer answer(std::string name, std::string type, std::vector<std::string> records,
                        DnsSecurity security = DnsSecurity::kSecure) {
  DnsAnswer found;
  found.name = std::move(name);
  found.type = std::move(type);
  found.outcome = records.empty() ? DnsOutcome::kNoData : DnsOutcome::kAnswer;
  found.security = security;
  found.records = std::move(records);
  return found;
}

inline DnsAnswer no_answer(std::string name, std::string type, DnsOutcome outcome = DnsOutcome::kTimeout) {
  DnsAnswer found;
  found.name = std::move(name);
  found.type = std::move(type);
  found.outcome = outcome;
  return found;
}

inline WebAddressFacts at_address(std::string address, HttpExchange secure) {
  WebAddressFacts at;
  at.address = std::move(address);
  at.port_80 = at.port_443 = Heard::kAnswer;
  at.plain = redirect("http://example.nl/", "https://example.nl/");
  at.hops = {secure};
  at.secure = std::move(secure);
  return at;
}

/// example.nl at 192.0.2.1, without IPv6, on 30 November 2026.
inline DomainFacts site(HttpExchange secure) {
  DomainFacts facts;
  facts.name = "example.nl";
  facts.at = parse_moment("2026-11-30T12:00:00Z").value();
  facts.dns = {answer("example.nl", "A", {"192.0.2.1"}), answer("example.nl", "AAAA", {})};
  facts.web = {at_address("192.0.2.1", std::move(secure))};
  return facts;
}

/// The same at 192.0.2.1 and 2001:db8::1.
inline DomainFacts dual_site(HttpExchange over_v4, HttpExchange over_v6) {
  DomainFacts facts = site(std::move(over_v4));
  facts.dns = {answer("example.nl", "A", {"192.0.2.1"}), answer("example.nl", "AAAA", {"2001:db8::1"})};
  facts.web.push_back(at_address("2001:db8::1", std::move(over_v6)));
  return facts;
}

/// "pass scan.hsts.good", for tables of facts and findings.
inline std::string said(const Finding& finding) {
  static constexpr const char* kWords[] = {"pass", "warn", "fail", "info", "na", "unknown"};
  return std::string(kWords[static_cast<int>(finding.outcome)]) + " " + finding.why.key;
}

inline std::string said(const std::optional<Finding>& finding) { return finding ? said(*finding) : "none"; }

/// "pass good": without the name of the check.
inline std::string said_shortly(const std::optional<Finding>& finding) {
  std::string words = said(finding);
  const std::size_t name = words.find(' ') + 1;
  return words.erase(name, words.rfind('.') + 1 - name);
}

inline Judged judge_web(const Check& check, const DomainFacts& facts) { return check.judge(facts, {}, Subject::kWeb); }

}  // namespace waarborg::scan::web
