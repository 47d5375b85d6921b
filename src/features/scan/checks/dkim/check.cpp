// SPDX-License-Identifier: EUPL-1.2
//
// DKIM. Names of selectors are not public, so that whether a domain has keys can rarely be known from outside.
// internet.nl takes any answer but "no such name" for _domainkey as a sign that there are some, unless DMARC and SPF
// say that the domain sends no mail. Our own reading: keys of selectors that are given are looked at (RFC 6376, RFC
// 8301); without them, that nothing exists below _domainkey is believed only when DNSSEC proves it (RFC 8020).
#include "features/scan/check.h"

#include "features/scan/checks/dkim/key.h"
#include "features/scan/checks/dmarc/strict.h"
#include "features/scan/checks/dmarc_policy/nl_policy.h"
#include "features/scan/checks/spf/macro.h"
#include "features/scan/checks/spf/tree.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::dkim {
namespace {

using mail_dns::finding;

/// RFC 8301 section 3.2: below 1024 receivers must not accept, from 2048 signers should use.
constexpr int kLeastBits = 1024, kGoodBits = 2048;

std::string base_name(const DomainFacts& facts) { return "_domainkey." + facts.name; }

enum class Silence { kYes, kNo, kUnknown };

/// Whether the domain sends no mail, as internet.nl sees it: DMARC rejects, SPF lets nobody send, and both policies are
/// good.
Silence silence_of(const DomainFacts& facts, const PublicSuffixes* suffixes) {
  auto txt = mail_dns::txt_records(facts.dns, facts.name);
  if (!txt.known) return Silence::kUnknown;
  std::erase_if(txt.records, [](const auto& record) { return !mail_dns::begins_with(record, "v=spf1"); });
  if (txt.records.size() != 1 || !spf::sends_no_mail(txt.records.front())) return Silence::kNo;
  const dmarc::Found found = dmarc::by_list(facts, suffixes);
  if (found.state == dmarc::Found::State::kUnknown) return Silence::kUnknown;
  if (found.state != dmarc::Found::State::kFound) return Silence::kNo;
  const auto status = dmarc::internet_nl_policy(facts, suffixes, found);
  if (status != dmarc::NlStatus::kValid && status != dmarc::NlStatus::kUnknown) return Silence::kNo;
  const auto record = dmarc::read_strictly(found.records.front());
  const bool is_above = found.domain != facts.name;
  const auto policy = is_above && record->subdomain_policy ? record->subdomain_policy : record->policy;
  return policy == dmarc::Policy::kReject ? Silence::kYes : Silence::kNo;
}

Finding nl_finding(const DomainFacts& facts, const DnsAnswer& base, Silence silence) {
  if (base.outcome == DnsOutcome::kAnswer || base.outcome == DnsOutcome::kNoData) {
    return finding(Outcome::kPass, "scan.dkim.nl_something", mail_dns::kFullPoints);
  }
  if (silence == Silence::kYes) return finding(Outcome::kNotApplicable, "scan.dkim.no_mail", mail_dns::kFullPoints);
  if (silence == Silence::kUnknown) return finding(Outcome::kInconclusive, "scan.dkim.sending_unknown");
  return finding(Outcome::kFail, "scan.dkim.nl_nothing", 0, {{"name", base_name(facts)}});
}

/// From good to bad; what is worst of all selectors is said.
struct Selector {
  int rank = 0;
  Finding finding;
};

Selector judge_selector(const DnsAnswer& answer, const std::string& name) {
  const mail_dns::Arguments names{{"selector", name}};
  const auto said = [&](int rank, Outcome outcome, const char* key) {
    return Selector{rank, finding(outcome, key, 0, names, answer.records)};
  };
  if (answer.records.size() > 1) return said(7, Outcome::kFail, "scan.dkim.several");
  const auto key = read_key(answer.records.front());
  if (!key) return said(7, Outcome::kFail, "scan.dkim.bad_key");
  if (key->is_revoked) return said(1, Outcome::kInfo, "scan.dkim.revoked");
  if (!key->is_for_mail || key->bits == 0) return said(2, Outcome::kInfo, "scan.dkim.not_for_mail");
  if (key->has_only_sha1) return said(6, Outcome::kFail, "scan.dkim.sha1");
  const mail_dns::Arguments bits{{"selector", name}, {"bits", std::to_string(key->bits)}};
  if (key->kind == "rsa" && key->bits < kLeastBits) {
    return {6, finding(Outcome::kFail, "scan.dkim.weak", 0, bits, answer.records)};
  }
  if (key->is_testing) return said(5, Outcome::kWarn, "scan.dkim.testing");
  if (key->kind == "rsa" && key->bits < kGoodBits) {
    return {4, finding(Outcome::kWarn, "scan.dkim.short", 0, bits, answer.records)};
  }
  return {3, finding(Outcome::kPass, key->kind == "rsa" ? "scan.dkim.good" : "scan.dkim.good_ed25519", 0, bits,
                     answer.records)};
}

/// Of the selectors that were asked for and exist, the worst; a revoked one only when there is no other.
std::optional<Finding> by_selectors(const DomainFacts& facts) {
  const std::string end = "." + base_name(facts);
  std::optional<Selector> worst;
  for (const DnsAnswer& answer : facts.dns) {
    if (answer.type != "TXT" || !answer.name.ends_with(end) || is_unknown(answer) || answer.records.empty()) continue;
    Selector selector = judge_selector(answer, answer.name.substr(0, answer.name.size() - end.size()));
    if (!worst || selector.rank > worst->rank) worst = std::move(selector);
  }
  if (!worst) return std::nullopt;
  return std::move(worst->finding);
}

Finding own_finding(const DomainFacts& facts, const DnsAnswer& base, Silence silence) {
  if (auto given = by_selectors(facts)) return std::move(*given);
  if (silence == Silence::kYes) return finding(Outcome::kNotApplicable, "scan.dkim.no_mail");
  if (is_unknown(base)) return mail_dns::not_known("dkim", facts.dns, base_name(facts), "TXT");
  if (base.outcome != DnsOutcome::kNoName) return finding(Outcome::kInconclusive, "scan.dkim.selectors_unknown");
  if (silence == Silence::kUnknown) return finding(Outcome::kInconclusive, "scan.dkim.sending_unknown");
  return base.security == DnsSecurity::kSecure ? finding(Outcome::kFail, "scan.dkim.proved_none")
                                               : finding(Outcome::kInconclusive, "scan.dkim.likely_none");
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject /*subject*/) {
  const DnsAnswer* base = find(facts.dns, base_name(facts), "TXT");
  if (base == nullptr || is_unknown(*base)) {
    Finding unknown = mail_dns::not_known("dkim", facts.dns, base_name(facts), "TXT");
    const auto given = by_selectors(facts);
    return {unknown, given.value_or(unknown)};
  }
  const Silence silence = silence_of(facts, rules.suffixes.get());
  return {nl_finding(facts, *base, silence), own_finding(facts, *base, silence)};
}

/// Beside its own, what tells whether the domain sends mail at all.
std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions = dmarc::still_needed(facts);
  mail_dns::ask(questions, facts.dns, base_name(facts), "TXT");
  mail_dns::ask(questions, facts.dns, facts.name, "TXT");
  for (const std::string& selector : facts.dkim_selectors) {
    std::string name = spf::target_name(selector + "." + base_name(facts));
    if (spf::is_name(name)) mail_dns::ask(questions, facts.dns, std::move(name), "TXT");
  }
  return questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"dkim", Category::kAuthentication, kMailOnly, "5.14 8.24", &judge, &asks};

}  // namespace waarborg::scan::dkim
