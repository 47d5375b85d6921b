// SPDX-License-Identifier: EUPL-1.2
//
// MTA-STS: a policy that tells senders to deliver only over TLS to the servers it names (RFC 8461). internet.nl 1.11.2
// does not look at it; it asks for DANE, which protects against the same.
#include "features/scan/check.h"

#include <algorithm>
#include <initializer_list>

#include "base/text.h"
#include "features/scan/checks/mta_sts/policy.h"
#include "features/scan/checks/mx/record.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::mta_sts {
namespace {

using mail_dns::finding;

/// Section 3.2 asks for weeks or more; what is forgotten within a day protects hardly anyone.
constexpr std::int64_t kLeastAge = 86'400;

std::string name_of(const DomainFacts& facts) { return "_mta-sts." + facts.name; }

/// Whether it is known that the host of the policy has no address.
bool has_no_host(const DomainFacts& facts) {
  return std::ranges::all_of(std::initializer_list<const char*>{"A", "AAAA"}, [&](const char* type) {
    const DnsAnswer* answer = find(facts.dns, "mta-sts." + facts.name, type);
    return answer != nullptr && is_absent(*answer);
  });
}

/// Why there is no policy to read; nothing when there is one.
std::optional<Finding> not_fetched(const DomainFacts& facts, const HttpExchange* exchange,
                                   const std::vector<std::string>& seen) {
  mail_dns::Arguments host{{"host", "mta-sts." + facts.name}};
  if (has_no_host(facts)) return finding(Outcome::kFail, "scan.mta_sts.no_host", 0, host, seen);
  if (exchange == nullptr || exchange->heard == Heard::kNotTried) {
    return finding(Outcome::kInconclusive, "scan.mta_sts.not_fetched", 0, {}, seen);
  }
  host.emplace_back("status", std::to_string(exchange->status));
  switch (exchange->heard) {
    case Heard::kAnswer:
      break;
    case Heard::kTlsFailed:
      return finding(Outcome::kFail, "scan.mta_sts.tls_failed", 0, host, seen);
    case Heard::kTooLarge:
      return finding(Outcome::kFail, "scan.mta_sts.too_large", 0, host, seen);
    default:
      return finding(Outcome::kInconclusive, "scan.mta_sts.no_answer", 0, host, seen);
  }
  if (exchange->status >= 500 || exchange->status == 429) {
    return finding(Outcome::kInconclusive, "scan.mta_sts.no_answer", 0, host, seen);
  }
  if (exchange->status >= 300 && exchange->status < 400) {
    return finding(Outcome::kFail, "scan.mta_sts.redirected", 0, host, seen);
  }
  if (exchange->status != 200) return finding(Outcome::kFail, "scan.mta_sts.bad_status", 0, host, seen);
  if (exchange->body_cut) return finding(Outcome::kFail, "scan.mta_sts.too_large", 0, host, seen);
  return std::nullopt;
}

bool is_plain_text(const HttpExchange& exchange) {
  for (const HttpHeader& header : exchange.headers) {
    if (header.name != "content-type") continue;
    return lower(trimmed(header.value.substr(0, header.value.find(';')))) == "text/plain";
  }
  return false;
}

/// A server of the domain that the policy does not allow; empty when there is none.
std::string left_out(const Policy& policy, const std::vector<mx::Server>& servers) {
  for (const mx::Server& server : servers) {
    const bool allowed =
        std::ranges::any_of(policy.patterns, [&](const auto& pattern) { return matches(pattern, server.host); });
    if (!allowed && server.host != ".") return server.host;
  }
  return {};
}

Finding by_policy(const DomainFacts& facts, const Policy& policy, const HttpExchange& exchange,
                  const std::vector<std::string>& seen) {
  if (policy.mode == Mode::kNone) return finding(Outcome::kInfo, "scan.mta_sts.off", 0, {}, seen);
  const auto servers = mx::servers(facts.dns, facts.name);
  if (!servers) return mail_dns::not_known("mta_sts", facts.dns, facts.name, "MX");
  const std::string host = left_out(policy, *servers);
  if (!host.empty()) {
    const bool enforced = policy.mode == Mode::kEnforce;
    return finding(enforced ? Outcome::kFail : Outcome::kWarn,
                   enforced ? "scan.mta_sts.mx_refused" : "scan.mta_sts.mx_missing", 0, {{"host", host}}, seen);
  }
  if (policy.mode == Mode::kTesting) return finding(Outcome::kWarn, "scan.mta_sts.testing", 0, {}, seen);
  if (policy.max_age < kLeastAge) {
    return finding(Outcome::kWarn, "scan.mta_sts.short_age", 0, {{"seconds", std::to_string(policy.max_age)}}, seen);
  }
  if (!is_plain_text(exchange)) return finding(Outcome::kWarn, "scan.mta_sts.not_text", 0, {}, seen);
  return finding(Outcome::kPass, "scan.mta_sts.enforced", 0, {{"seconds", std::to_string(policy.max_age)}}, seen);
}

Finding by_record(const DomainFacts& facts, const std::string& record) {
  std::vector<std::string> seen{record};
  const auto url = policy_url(facts);
  if (!url) return finding(Outcome::kFail, "scan.mta_sts.bad_record", 0, {}, seen);
  const auto exchange = std::ranges::find(facts.mta_sts, *url, &HttpExchange::url);
  const HttpExchange* const got = exchange == facts.mta_sts.end() ? nullptr : &*exchange;
  if (auto trouble = not_fetched(facts, got, seen)) return std::move(*trouble);
  seen.push_back(got->body);
  const auto policy = read_policy(got->body);
  if (!policy) return finding(Outcome::kFail, policy.error().what.key, 0, policy.error().what.args, seen);
  return by_policy(facts, *policy, *got, seen);
}

Finding own_finding(const DomainFacts& facts) {
  auto found = mail_dns::txt_records(facts.dns, name_of(facts));
  if (!found.known) return mail_dns::not_known("mta_sts", facts.dns, name_of(facts), "TXT");
  const auto all = found.records;
  std::erase_if(found.records, [](const std::string& record) { return !is_mta_sts(record); });
  if (found.records.size() > 1) return finding(Outcome::kFail, "scan.mta_sts.several", 0, {}, found.records);
  if (found.records.size() == 1) return by_record(facts, found.records.front());
  if (!all.empty()) return finding(Outcome::kFail, "scan.mta_sts.bad_record", 0, {}, all);
  const auto servers = mx::servers(facts.dns, facts.name);
  if (servers && mx::is_null(*servers)) return finding(Outcome::kNotApplicable, "scan.mta_sts.no_mail");
  return finding(Outcome::kInfo, "scan.mta_sts.none");
}

Judged judge(const DomainFacts& facts, const RuleSet& /*rules*/, Subject /*subject*/) {
  return {std::nullopt, own_finding(facts)};
}

/// The addresses of the host of the policy too, so that whoever fetches it has them at hand.
std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions;
  mail_dns::ask(questions, facts.dns, name_of(facts), "TXT");
  mail_dns::ask(questions, facts.dns, facts.name, "MX");
  if (!policy_url(facts)) return questions;
  for (const char* type : {"A", "AAAA"}) mail_dns::ask(questions, facts.dns, "mta-sts." + facts.name, type);
  return questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"mta_sts", Category::kAuthentication, kMailOnly, "5.14 8.21 8.24", &judge, &asks};

}  // namespace waarborg::scan::mta_sts
