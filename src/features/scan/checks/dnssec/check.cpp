// SPDX-License-Identifier: EUPL-1.2
//
// Whether answers about the domain are signed and the signatures are right (RFC 4033 to 4035), and for mail those about
// its mail servers too, because DANE rests on both (RFC 7672 section 2.2). internet.nl asks for the SOA record; any
// record of the name, or the signed word that there is none, shows the same.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/names/hosts.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::dnssec {
namespace {

enum class Signed { kSecure, kInsecure, kBogus, kUnknown, kNoName };

Signed signed_of(const DnsAnswer& answer) {
  if (answer.security == DnsSecurity::kBogus) return Signed::kBogus;
  // A name that does not exist is signed or not as any other, but there is nothing of ours to sign.
  if (answer.outcome == DnsOutcome::kNoName) return Signed::kNoName;
  if (answer.security == DnsSecurity::kSecure) return Signed::kSecure;
  return answer.security == DnsSecurity::kInsecure ? Signed::kInsecure : Signed::kUnknown;
}

struct State {
  Signed what = Signed::kUnknown;
  const DnsAnswer* by = nullptr;
};

/// The SOA answer, or the first other answer about this name that says anything.
State by_soa(const DnsAnswers& answers, std::string_view name) {
  State state;
  for (const DnsAnswer& answer : answers) {
    if (answer.name != name || signed_of(answer) == Signed::kUnknown) continue;
    const bool is_soa = answer.type == "SOA";
    if (state.by == nullptr || (is_soa && state.by->type != "SOA")) state = {signed_of(answer), &answer};
  }
  return state;
}

/// The same, but one bogus answer of any type is enough: it is what visitors do not get.
State by_all(const DnsAnswers& answers, std::string_view name) {
  const auto bogus = std::ranges::find_if(
      answers, [&](const DnsAnswer& answer) { return answer.name == name && answer.security == DnsSecurity::kBogus; });
  return bogus != answers.end() ? State{Signed::kBogus, &*bogus} : by_soa(answers, name);
}

/// @param who  "domain" or "mx": whose sentence it is
Finding finding_of(const State& state, std::string_view name, const std::string& who) {
  // `word`: as RFC 4033 section 5 and the DNS itself name it.
  const auto finding = [&](Outcome outcome, const char* word, const char* what, int points) {
    Finding made{outcome, {"scan.dnssec." + who + "_" + what, {{"name", std::string(name)}}}, {}, points};
    std::string seen = std::string(name) + ": " + word;
    if (state.by != nullptr) seen += " (" + state.by->type + ")";
    if (state.by != nullptr && !state.by->reason.empty()) seen += ": " + state.by->reason;
    made.seen = {web::as_seen(seen)};
    return made;
  };
  switch (state.what) {
    case Signed::kSecure:
      return finding(Outcome::kPass, "secure", "secure", 10);
    case Signed::kInsecure:
      return finding(Outcome::kFail, "insecure", "insecure", 2);
    case Signed::kBogus:
      return finding(Outcome::kFail, "bogus", "bogus", 0);
    case Signed::kNoName:
      return finding(Outcome::kNotApplicable, "NXDOMAIN", "no_name", 0);
    case Signed::kUnknown:
      break;
  }
  return finding(Outcome::kInconclusive, "?", "unknown", 0);
}

using Look = State (*)(const DnsAnswers&, std::string_view);

/// @param silence_counts  whether a silent mail server makes the whole unknown, or only that of the domain would
Finding judge_by(const DomainFacts& facts, Subject subject, Look look, bool silence_counts) {
  Finding domain = finding_of(look(facts.dns, facts.name), facts.name, "domain");
  if (subject == Subject::kWeb) return domain;
  std::vector<Finding> findings{domain};
  // Without the list of mail servers nothing is said of them; that it is missing, the checks on mail say.
  for (const std::string& host : mail_hosts(facts.dns, facts.name).value_or(std::vector<std::string>{})) {
    findings.push_back(finding_of(look(facts.dns, host), host, "mx"));
  }
  Finding whole = web::worst_of(findings);
  if (whole.outcome == Outcome::kInconclusive && !silence_counts) {
    whole.outcome = domain.outcome;
    whole.why = domain.why;
  }
  whole.points = domain.points;  // those of the mail servers colour, and do not count (internet.nl)
  return whole;
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject subject) {
  return {judge_by(facts, subject, &by_soa, false), judge_by(facts, subject, &by_all, true)};
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions{{facts.name, "SOA"}, {facts.name, "MX"}};
  for (const std::string& host : mail_hosts(facts.dns, facts.name).value_or(std::vector<std::string>{})) {
    questions.push_back({host, "SOA"});
  }
  return questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"dnssec", Category::kDnssec, kWebAndMail, "8.20 8.21 8.24", &judge, &asks};

}  // namespace waarborg::scan::dnssec
