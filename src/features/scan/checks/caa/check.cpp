// SPDX-License-Identifier: EUPL-1.2
//
// Whether the domain says which certification authorities may issue for it: RFC 8659. For mail the same of each mail
// server. Certification authorities look when they issue; a record that they cannot read keeps all of them away, or
// none.
#include <algorithm>

#include "base/text.h"
#include "features/scan/check.h"
#include "features/scan/checks/caa/caa.h"
#include "features/scan/checks/caa/caa_record.h"
#include "features/scan/names/hosts.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::caa {
namespace {

Finding finding(Outcome outcome, const char* key, std::string_view name, int points = 0) {
  return {outcome, {key, {{"name", std::string(name)}}}, {}, points};
}

const char* key_of(Flaw flaw) {
  switch (flaw) {
    case Flaw::kReservedFlags:
      return "scan.caa.flags";
    case Flaw::kUnknownTag:
      return "scan.caa.unknown_tag";
    case Flaw::kReservedTag:
      return "scan.caa.reserved_tag";
    case Flaw::kSyntax:
      return "scan.caa.syntax";
    case Flaw::kUnknownMethod:
      return "scan.caa.method";
    case Flaw::kCriticalUnknown:
      return "scan.caa.critical";
    case Flaw::kNone:
      break;
  }
  return "scan.caa.good";
}

/// The records that count, the first ones met on the way up; `why` says why there are none.
struct Found {
  const DnsAnswer* answer = nullptr;
  Outcome without = Outcome::kInconclusive;
  const char* why = "scan.caa.not_told";
};

Found find_records(const DnsAnswers& answers, std::string_view domain) {
  for (const std::string& name : caa_names(domain)) {
    const DnsAnswer* answer = find(answers, name, "CAA");
    // What is above it would not count if this one had records, so silence ends the search.
    if (answer == nullptr || is_unknown(*answer)) return {};
    if (!answer->records.empty()) return {answer, Outcome::kPass, ""};
  }
  return {nullptr, Outcome::kWarn, "scan.caa.missing"};
}

using FlawOf = Flaw (*)(const Record&);

/// @param is_issue  whether a tag is "issue" by this reading
Finding judge_records(const DnsAnswer& answer, std::string_view domain, FlawOf flaw_of,
                      bool (*is_issue)(std::string_view)) {
  bool issue = false;
  Flaw worst = Flaw::kNone;
  const std::size_t count = std::min(answer.records.size(), kMaxRecords);
  for (std::size_t i = 0; i < count; ++i) {
    const auto record = read_record(answer.records[i]);
    const Flaw flaw = record ? flaw_of(*record) : Flaw::kSyntax;
    issue = issue || (record && is_issue(record->tag));
    if (worst == Flaw::kNone) worst = flaw;
  }
  if (worst != Flaw::kNone) return finding(Outcome::kWarn, key_of(worst), domain);
  if (!issue) return finding(Outcome::kWarn, "scan.caa.no_issue", domain);
  return finding(Outcome::kPass, "scan.caa.good", domain, 10);
}

std::vector<std::string> seen_of(std::string_view domain, const Found& found) {
  std::vector<std::string> seen;
  if (found.answer == nullptr) return {web::as_seen(std::string(domain) + ": no CAA")};
  for (const std::string& record : found.answer->records) {
    if (seen.size() < web::kMaxSeen) seen.push_back(web::as_seen(found.answer->name + ": " + record));
  }
  return seen;
}

Judged judge_name(const DnsAnswers& answers, std::string_view domain) {
  const Found found = find_records(answers, domain);
  Judged judged = both(finding(found.without, found.why, domain));
  if (found.answer != nullptr) {
    // internet.nl wants the tag in small letters, though it reads its value whatever the letters are.
    judged.internet_nl =
        judge_records(*found.answer, domain, &flaw_by_internet_nl, [](std::string_view tag) { return tag == "issue"; });
    judged.own = judge_records(*found.answer, domain, &flaw_by_standard,
                               [](std::string_view tag) { return tag.size() == 5 && lower(tag) == "issue"; });
  }
  return web::resting_on(std::move(judged), seen_of(domain, found));
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject subject) {
  if (subject == Subject::kWeb) return judge_name(facts.dns, facts.name);
  const auto hosts = mail_hosts(facts.dns, facts.name);
  if (!hosts) return both(finding(Outcome::kInconclusive, "scan.caa.not_told", facts.name));
  if (hosts->empty()) return both(finding(Outcome::kNotApplicable, "scan.caa.no_mail", facts.name));
  std::vector<Judged> judged;
  for (const std::string& host : *hosts) judged.push_back(judge_name(facts.dns, host));
  return web::worst_of(judged);
}

/// The next name on the way up of which nothing is known yet.
void add_question(const DnsAnswers& answers, std::string_view domain, std::vector<DnsQuestion>& questions) {
  for (const std::string& name : caa_names(domain)) {
    const DnsAnswer* answer = find(answers, name, "CAA");
    if (answer == nullptr) questions.push_back({name, "CAA"});
    if (answer == nullptr || is_unknown(*answer) || !answer->records.empty()) return;
  }
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions;
  add_question(facts.dns, facts.name, questions);
  const auto hosts = mail_hosts(facts.dns, facts.name);
  if (!hosts) questions.push_back({facts.name, "MX"});
  for (const std::string& host : hosts.value_or(std::vector<std::string>{})) {
    add_question(facts.dns, host, questions);
  }
  return questions;
}

}  // namespace

std::vector<std::string> caa_names(std::string_view domain) { return climb(domain, 1); }

extern const Check kCheck;
const Check kCheck{"caa", Category::kTls, kWebAndMail, "8.21 8.24", &judge, &asks};

}  // namespace waarborg::scan::caa
