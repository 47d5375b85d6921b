// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/judge.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/json_words.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan {
namespace {

constexpr const char* kSystems[] = {"nginx", "apache", "iis", "postfix", "m365", "dns", "provider"};

FindingView view(const Finding& finding, Language language) {
  return {finding.outcome, finding.why.key, say(language, finding.why), finding.seen};
}

bool is_to_mend(const Judged& judged) {
  const auto wrong = [](Outcome outcome) { return outcome == Outcome::kFail || outcome == Outcome::kWarn; };
  return wrong(judged.own.outcome) || (judged.internet_nl && wrong(judged.internet_nl->outcome));
}

/// "scan.hsts.title", in words.
std::string text(const Check& check, std::string_view which, Language language) {
  const std::string key = "scan." + std::string(check.id) + "." + std::string(which);
  return has_words(language, key) ? say(language, key) : std::string();
}

/// High when internet.nl's rules let it cost points of the score.
std::string severity_of(const CheckResult& result, const RuleSet& rules) {
  const auto weight = rules.weights.find(json::word_of(result.subject) + "." + std::string(result.check->id));
  return weight != rules.weights.end() && weight->second.worst == "fail" ? "high" : "low";
}

Score score_of(const DomainVerdict& verdict, const RuleSet& rules, Subject subject) {
  std::vector<Counted> counted;
  for (const CheckResult& result : verdict.results) {
    if (!result.judged.internet_nl) continue;
    counted.push_back({result.check->id, result.check->category, result.subject, *result.judged.internet_nl});
  }
  return score(counted, rules, subject);
}

}  // namespace

DomainVerdict judge(const DomainFacts& facts, const RuleSet& rules) {
  DomainVerdict verdict;
  for (const Check* check : all_checks()) {
    if (check->category == Category::kRpki && !facts.routing) continue;  // no dump of routes: not tested
    for (const Subject subject : check->subjects) {
      verdict.results.push_back({check, subject, check->judge(facts, rules, subject)});
    }
  }
  std::ranges::stable_sort(verdict.results, {}, [](const CheckResult& result) {
    return std::tuple(result.subject, result.check->category, result.check->id);
  });
  // A name that leads nowhere is no site; internet.nl does not test it at all.
  if (!web::has_no_address(facts)) verdict.web = score_of(verdict, rules, Subject::kWeb);
  verdict.mail = score_of(verdict, rules, Subject::kMail);
  return verdict;
}

VerdictView view(const DomainFacts& facts, const DomainVerdict& verdict, const RuleSet& rules, Language language) {
  VerdictView out{facts.name, facts.at, rules.name, verdict.web, verdict.mail, {}};
  for (const CheckResult& result : verdict.results) {
    const Check& check = *result.check;
    CheckView one{std::string(check.id),
                  result.subject,
                  check.category,
                  text(check, "title", language),
                  text(check, "why", language),
                  text(check, "source", language),
                  std::string(check.controls),
                  severity_of(result, rules),
                  view(result.judged.own, language),
                  {},
                  {}};
    if (result.judged.internet_nl) one.internet_nl = view(*result.judged.internet_nl, language);
    for (const char* system : kSystems) {
      if (!is_to_mend(result.judged)) break;
      const std::string words = text(check, std::string("fix_") + system, language);
      if (!words.empty()) one.fixes.push_back({system, words});
    }
    out.checks.push_back(std::move(one));
  }
  return out;
}

}  // namespace waarborg::scan
