// SPDX-License-Identifier: EUPL-1.2
//
// What the facts of one domain come to, by one set of rules: every check, and internet.nl's two scores.
#pragma once

#include <vector>

#include "base/phrasebook.h"
#include "features/scan/check.h"
#include "features/scan/score.h"

namespace waarborg::scan {

struct CheckResult {
  const Check* check = nullptr;
  Subject subject = Subject::kWeb;
  Judged judged;
};

struct DomainVerdict {
  std::vector<CheckResult> results;  ///< In order of subject, category and id.
  Score web, mail;
};

/// Pure: the same facts and rules give the same verdict.
DomainVerdict judge(const DomainFacts& facts, const RuleSet& rules);

// --- as JSON and on screen
struct FindingView {
  Outcome outcome = Outcome::kInconclusive;
  std::string key;    ///< Stable: "scan.hsts.short".
  std::string words;  ///< In the language asked for.
  std::vector<std::string> seen;
};
BOOST_DESCRIBE_STRUCT(FindingView, (), (outcome, key, words, seen))

struct FixView {
  std::string system;  ///< "nginx", "apache", "iis", "postfix", "m365", "dns", "provider".
  std::string words;
};
BOOST_DESCRIBE_STRUCT(FixView, (), (system, words))

struct CheckView {
  std::string check;
  Subject subject = Subject::kWeb;
  Category category = Category::kTls;
  std::string title, why, source;
  std::string controls;                    ///< Of NEN 7510-2, separated by spaces.
  std::string severity;                    ///< What a wrong answer weighs by the rule set: high or low.
  FindingView own;                         ///< By the standard.
  std::optional<FindingView> internet_nl;  ///< Nothing when it has no such check.
  std::vector<FixView> fixes;              ///< Only when there is something to mend.
};
BOOST_DESCRIBE_STRUCT(CheckView, (),
                      (check, subject, category, title, why, source, controls, severity, own, internet_nl, fixes))

struct VerdictView {
  std::string name;
  Moment at{};        ///< Of the measurement.
  std::string rules;  ///< Name of the rule set.
  Score web, mail;
  std::vector<CheckView> checks;
};
BOOST_DESCRIBE_STRUCT(VerdictView, (), (name, at, rules, web, mail, checks))

VerdictView view(const DomainFacts& facts, const DomainVerdict& verdict, const RuleSet& rules, Language language);

}  // namespace waarborg::scan
