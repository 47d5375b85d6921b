// SPDX-License-Identifier: EUPL-1.2
//
// What the SPF record says, with all that it includes or redirects to: no error that makes receivers give up, within
// the limits of RFC 7208 section 4.6.4, and an end that tells senders apart. internet.nl judges by rules of its own:
// ../spf/internet_nl.h.
#include "features/scan/check.h"

#include "features/scan/checks/spf/check_host.h"
#include "features/scan/checks/spf/internet_nl.h"
#include "features/scan/checks/spf/tree.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::spf_policy {
namespace {

using mail_dns::finding;

/// What fits in a UDP answer without EDNS, the rest of it not counted (RFC 7208 section 3.4).
constexpr std::size_t kMostRecordBytes = 512;

Finding nl_finding(const spf::NlVerdict& verdict, const std::vector<std::string>& seen) {
  const auto fail = [&](const char* key, int points) {
    return finding(Outcome::kFail, key, points, {{"domain", verdict.domain}}, seen);
  };
  switch (verdict.status) {
    case spf::NlStatus::kValid:
      return finding(Outcome::kPass, "scan.spf_policy.nl_valid", mail_dns::kFullPoints, {}, seen);
    case spf::NlStatus::kSyntax:
      return fail("scan.spf_policy.nl_syntax", 0);
    case spf::NlStatus::kAll:
      return fail("scan.spf_policy.nl_all", mail_dns::kPartPoints);
    case spf::NlStatus::kLookups:
      return fail("scan.spf_policy.nl_lookups", mail_dns::kPartPoints);
    case spf::NlStatus::kInclude:
      return fail("scan.spf_policy.nl_include", mail_dns::kPartPoints);
    case spf::NlStatus::kRedirect:
      return fail("scan.spf_policy.nl_redirect", mail_dns::kPartPoints);
    case spf::NlStatus::kUnknown:
      break;
  }
  return finding(Outcome::kInconclusive, "scan.spf_policy.unanswered", 0, {{"name", verdict.domain}}, seen);
}

const char* key_of(spf::Trouble trouble) {
  switch (trouble) {
    case spf::Trouble::kNoRecord:
      return "scan.spf_policy.leads_to_none";
    case spf::Trouble::kSeveral:
      return "scan.spf_policy.leads_to_several";
    case spf::Trouble::kBadTerm:
      return "scan.spf_policy.bad_term";
    case spf::Trouble::kBadName:
      return "scan.spf_policy.bad_name";
    case spf::Trouble::kLoop:
      return "scan.spf_policy.loop";
    default:
      return "scan.spf_policy.too_many_servers";
  }
}

/// By what ends it, once nothing is wrong on the way.
Finding by_end(const spf::Tree& tree, const std::string& record) {
  const mail_dns::Arguments count{{"count", std::to_string(tree.lookups)}};
  const auto said = [&](Outcome outcome, const char* key) { return finding(outcome, key, 0, count, tree.records); };
  if (!tree.all_is_known) return said(Outcome::kInconclusive, "scan.spf_policy.depends_on_mail");
  if (!tree.all) return said(Outcome::kFail, "scan.spf_policy.no_all");
  if (*tree.all == '+') return said(Outcome::kFail, "scan.spf_policy.open");
  if (*tree.all == '?') return said(Outcome::kFail, "scan.spf_policy.neutral");
  if (tree.has_after_all) return said(Outcome::kWarn, "scan.spf_policy.after_all");
  if (tree.has_ptr) return said(Outcome::kWarn, "scan.spf_policy.ptr");
  if (record.size() > kMostRecordBytes) {
    return finding(Outcome::kWarn, "scan.spf_policy.too_long", 0, {{"bytes", std::to_string(record.size())}},
                   tree.records);
  }
  if (tree.has_macro) return said(Outcome::kPass, "scan.spf_policy.good_so_far");
  return said(Outcome::kPass, *tree.all == '-' ? "scan.spf_policy.strict" : "scan.spf_policy.soft");
}

Finding own_finding(const DomainFacts& facts, const std::string& record) {
  const spf::Tree tree = spf::walk(facts.dns, facts.name, record);
  const auto fail = [&](const char* key, mail_dns::Arguments arguments) {
    return finding(Outcome::kFail, key, 0, std::move(arguments), tree.records);
  };
  if (tree.trouble != spf::Trouble::kNone) {
    return fail(key_of(tree.trouble), {{"domain", tree.at}, {"term", tree.term}});
  }
  if (tree.lookups > spf::kMostLookups) {
    const bool cut = tree.lookups > spf::kMostCounted;
    return fail(cut ? "scan.spf_policy.far_too_many_lookups" : "scan.spf_policy.too_many_lookups",
                {{"count", std::to_string(std::min(tree.lookups, spf::kMostCounted))}});
  }
  if (tree.void_lookups > spf::kMostVoidLookups) {
    return fail("scan.spf_policy.too_many_void", {{"count", std::to_string(tree.void_lookups)}});
  }
  if (!tree.unknown_at.empty()) {
    Finding unknown = mail_dns::not_known("spf_policy", facts.dns, tree.unknown_at, "TXT");
    unknown.seen = finding(Outcome::kInconclusive, "", 0, {}, tree.records).seen;
    return unknown;
  }
  if (tree.void_lookups + tree.unknown_lookups > spf::kMostVoidLookups) {
    return finding(Outcome::kInconclusive, "scan.spf_policy.void_unknown", 0, {}, tree.records);
  }
  return by_end(tree, record);
}

Judged judge(const DomainFacts& facts, const RuleSet& /*rules*/, Subject /*subject*/) {
  auto all = mail_dns::txt_records(facts.dns, facts.name);
  if (!all.known) return both(mail_dns::not_known("spf_policy", facts.dns, facts.name, "TXT"));
  std::erase_if(all.records, [](const auto& record) { return !mail_dns::begins_with(record, "v=spf1"); });
  // "Not tested", without points.
  const Finding none = finding(Outcome::kNotApplicable, "scan.spf_policy.no_record", 0, {}, all.records);
  Judged judged{none, none};
  if (all.records.size() == 1) {
    const auto& record = all.records.front();
    judged.internet_nl = nl_finding(spf::internet_nl_policy(facts.dns, facts.name, record), all.records);
  }
  const auto own = spf::spf_records(facts.dns, facts.name);
  if (own && own->size() == 1) judged.own = own_finding(facts, own->front());
  return judged;
}

/// Records that includes and redirects lead to, ever deeper, and what the terms that count would find.
std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions;
  mail_dns::ask(questions, facts.dns, facts.name, "TXT");
  const auto records = spf::spf_records(facts.dns, facts.name);
  if (!records || records->size() != 1) return questions;
  return spf::walk(facts.dns, facts.name, records->front()).questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"spf_policy", Category::kAuthentication, kMailOnly, "5.14 8.21", &judge, &asks};

}  // namespace waarborg::scan::spf_policy
