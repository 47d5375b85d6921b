// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: facts of example.nl from a zone written as lines "name TYPE record", got by asking what a check asks,
// as the prober does. Instead of a record: "?" no answer, "~" SERVFAIL, "#" bogus, "-" no such record, "=" no such
// name, proved by DNSSEC. What is not in the zone has no such record (the name is there with another type) or no such
// name.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "features/scan/check.h"
#include "features/scan/names/public_suffix.h"

namespace waarborg::scan::mail_dns::testing {

inline constexpr const char* kDomain = "example.nl";

inline DnsAnswer answer_from(const std::string& zone, const DnsQuestion& question) {
  DnsAnswer answer;
  answer.name = question.name;
  answer.type = question.type;
  answer.security = DnsSecurity::kInsecure;
  bool has_name = false;
  std::istringstream lines(zone);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(' ');
    const std::size_t second = line.find(' ', first + 1);
    if (first == std::string::npos || second == std::string::npos || line.substr(0, first) != question.name) continue;
    has_name = true;
    if (line.substr(first + 1, second - first - 1) == question.type) answer.records.push_back(line.substr(second + 1));
  }
  answer.outcome = DnsOutcome::kAnswer;
  const std::string mark = answer.records.size() == 1 ? answer.records.front() : "";
  if (answer.records.empty()) answer.outcome = has_name ? DnsOutcome::kNoData : DnsOutcome::kNoName;
  if (mark == "?") answer.outcome = DnsOutcome::kTimeout;
  if (mark == "~") answer.outcome = DnsOutcome::kFailed;
  if (mark == "-") answer.outcome = DnsOutcome::kNoData;
  if (mark == "=") answer.outcome = DnsOutcome::kNoName;
  if (mark == "?" || mark == "~") answer.security = DnsSecurity::kUnknown;
  if (mark == "=") answer.security = DnsSecurity::kSecure;
  if (mark == "#") answer.security = DnsSecurity::kBogus;
  if (answer.outcome != DnsOutcome::kAnswer || mark == "#") answer.records.clear();
  return answer;
}

/// Fails when a check has no end of questions.
inline DomainFacts facts_of(const Check& check, const std::string& zone, const std::string& name = kDomain) {
  DomainFacts facts;
  facts.name = name;
  facts.at = *parse_moment("2026-11-30T12:00:00Z");
  for (int round = 0; round < 16; ++round) {
    bool has_new = false;
    for (const DnsQuestion& question : check.asks(facts)) {
      if (find(facts.dns, question.name, question.type) != nullptr) continue;
      facts.dns.push_back(answer_from(zone, question));
      has_new = true;
    }
    if (!has_new) return facts;
  }
  ADD_FAILURE() << check.id << " keeps asking";
  return facts;
}

inline RuleSet rules() {
  static const auto kSuffixes =
      std::make_shared<const PublicSuffixes>(PublicSuffixes::read("nl\ncom\nuk\nco.uk\norg\nhosting.example\n"));
  RuleSet made;
  made.suffixes = kSuffixes;
  return made;
}

/// What a finding must be: outcome, case ("scan.<check>." is left out) and, for internet.nl, points.
struct Wanted {
  Outcome outcome;
  std::string_view word;
  int points = 0;
};

inline void expect(const Check& check, const Wanted& wanted, const Finding& found, const std::string& about) {
  EXPECT_EQ(wanted.outcome, found.outcome) << about << "\n-> " << found.why.key;
  EXPECT_EQ("scan." + std::string(check.id) + "." + std::string(wanted.word), found.why.key) << about;
  EXPECT_EQ(wanted.points, found.points) << about;
  EXPECT_LE(found.seen.size(), 20U);
  for (const std::string& line : found.seen) EXPECT_LE(line.size(), 300U);
}

}  // namespace waarborg::scan::mail_dns::testing
