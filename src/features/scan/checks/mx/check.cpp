// SPDX-License-Identifier: EUPL-1.2
//
// MX: where mail for the domain goes, or that it takes none (RFC 5321 section 5.1; RFC 7505). internet.nl has no check
// of its own for this, but says these special cases where its other checks of mail have nothing to test.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/checks/mx/record.h"
#include "features/scan/checks/spf/address.h"
#include "features/scan/checks/spf/tree.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::mx {
namespace {

using mail_dns::finding;

/// Of one domain; more are not looked at.
constexpr std::size_t kMostServers = 20;

enum class Reach { kAddress, kNone, kUnknown };

Reach reach_of(const DnsAnswers& answers, const std::string& host) {
  bool all_known = true;
  for (const char* type : {"A", "AAAA"}) {
    const DnsAnswer* answer = find(answers, host, type);
    if (answer == nullptr || is_unknown(*answer)) {
      all_known = false;
    } else if (answer->outcome == DnsOutcome::kAnswer) {
      return Reach::kAddress;
    }
  }
  return all_known ? Reach::kNone : Reach::kUnknown;
}

std::vector<std::string> seen_of(const DomainFacts& facts) { return find(facts.dns, facts.name, "MX")->records; }

Judged said(Outcome theirs, Outcome own, const char* key, const std::vector<std::string>& seen = {}) {
  return {finding(theirs, key, 0, {}, seen), finding(own, key, 0, {}, seen)};
}

/// No record, or none but the root.
Judged without_servers(const DomainFacts& facts, const std::vector<Server>& all) {
  const Reach reach = reach_of(facts.dns, facts.name);
  if (is_null(all)) {
    const auto seen = seen_of(facts);
    if (all[0].preference != 0) return said(Outcome::kNotApplicable, Outcome::kWarn, "scan.mx.null_preference", seen);
    const Outcome theirs = reach == Reach::kNone ? Outcome::kInfo : Outcome::kNotApplicable;
    return said(theirs, Outcome::kNotApplicable, "scan.mx.null", seen);
  }
  if (reach == Reach::kUnknown) return both(finding(Outcome::kInconclusive, "scan.mx.address_unknown"));
  if (reach == Reach::kNone) return both(finding(Outcome::kNotApplicable, "scan.mx.no_mail"));
  const auto spf = spf::spf_records(facts.dns, facts.name);
  if (spf && spf->size() == 1 && spf::sends_no_mail(spf->front())) {
    return said(Outcome::kInfo, Outcome::kWarn, "scan.mx.no_null");
  }
  return said(Outcome::kNotApplicable, Outcome::kWarn, "scan.mx.implicit");
}

/// What is wrong with the name of a server; null when nothing is.
const char* trouble_with(const DnsAnswers& answers, const std::string& host) {
  if (host == "localhost") return "scan.mx.localhost";
  if (spf::read_ip4(host) || spf::read_ip6(host)) return "scan.mx.address";
  if (reach_of(answers, host) == Reach::kNone) return "scan.mx.unreachable";
  return nullptr;
}

/// RFC 2181 section 10.3: the name in an MX record must not be an alias.
bool is_alias(const DnsAnswers& answers, const std::string& host) {
  return std::ranges::any_of(answers, [&](const DnsAnswer& answer) {
    return answer.name == host && (answer.type == "A" || answer.type == "AAAA") && !is_unknown(answer) &&
           !answer.canonical.empty() && answer.canonical != host;
  });
}

Finding own_finding(const DomainFacts& facts, std::vector<Server> all) {
  const auto seen = seen_of(facts);
  const auto of_host = [&](Outcome outcome, const char* key, const std::string& host) {
    return finding(outcome, key, 0, {{"host", host}}, seen);
  };
  if (all.size() > kMostServers) all.resize(kMostServers);
  std::size_t good = 0;
  std::string first_unknown;
  const Server* wrong = nullptr;
  for (const Server& server : all) {
    if (server.host == ".") return finding(Outcome::kFail, "scan.mx.null_and_others", 0, {}, seen);
    if (trouble_with(facts.dns, server.host) != nullptr) {
      if (wrong == nullptr) wrong = &server;
    } else if (reach_of(facts.dns, server.host) == Reach::kUnknown) {
      if (first_unknown.empty()) first_unknown = server.host;
    } else {
      ++good;
    }
  }
  if (wrong != nullptr) {
    const bool all_wrong = good == 0 && first_unknown.empty();
    return of_host(all_wrong ? Outcome::kFail : Outcome::kWarn, trouble_with(facts.dns, wrong->host), wrong->host);
  }
  const auto alias = std::ranges::find_if(all, [&](const Server& one) { return is_alias(facts.dns, one.host); });
  if (alias != all.end()) return of_host(Outcome::kWarn, "scan.mx.alias", alias->host);
  if (!first_unknown.empty()) return of_host(Outcome::kInconclusive, "scan.mx.host_unknown", first_unknown);
  return finding(Outcome::kPass, "scan.mx.good", 0, {{"count", std::to_string(all.size())}}, seen);
}

Judged judge(const DomainFacts& facts, const RuleSet& /*rules*/, Subject /*subject*/) {
  const auto all = servers(facts.dns, facts.name);
  if (!all) return {std::nullopt, mail_dns::not_known("mx", facts.dns, facts.name, "MX")};
  if (all->empty() && !seen_of(facts).empty()) {
    return {std::nullopt, finding(Outcome::kInconclusive, "scan.mx.unreadable", 0, {}, seen_of(facts))};
  }
  if (all->empty() || is_null(*all)) return without_servers(facts, *all);
  Judged judged{std::nullopt, own_finding(facts, *all)};
  if (std::ranges::any_of(*all, [](const Server& server) { return server.host == "."; })) {
    judged.internet_nl = finding(Outcome::kWarn, "scan.mx.null_and_others", 0, {}, seen_of(facts));
  }
  return judged;
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions;
  for (const char* type : {"MX", "A", "AAAA", "TXT"}) mail_dns::ask(questions, facts.dns, facts.name, type);
  std::size_t count = 0;
  for (const Server& server : servers(facts.dns, facts.name).value_or(std::vector<Server>())) {
    if (server.host == "." || ++count > kMostServers || !spf::is_name(server.host)) continue;
    for (const char* type : {"A", "AAAA"}) mail_dns::ask(questions, facts.dns, server.host, type);
  }
  return questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"mx", Category::kAuthentication, kMailOnly, "5.14 8.21", &judge, &asks};

}  // namespace waarborg::scan::mx
