// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/score.h"

#include <gtest/gtest.h>

#include <random>

namespace waarborg::scan {
namespace {

RuleSet weights(std::map<std::string, Weight, std::less<>> of) {
  RuleSet rules;
  rules.weights = std::move(of);
  return rules;
}

/// Two categories, and of each kind of weight one.
const RuleSet& small_rules() {
  static const RuleSet kRules = weights({
      {"web.ipv6_web", {10, "fail"}},
      {"web.ipv6_same", {2, "fail"}},
      {"web.hsts", {10, "fail"}},
      {"web.tls_suites", {10, "fail"}},
      {"web.ems", {10, "fail", true}},
      {"web.csp", {0, "warn"}},
      {"web.rpki_exists", {5, "warn"}},
      {"mail.spf", {10, "fail"}},
  });
  return kRules;
}

Counted counted(std::string_view check, Category category, Outcome outcome, int points,
                Subject subject = Subject::kWeb) {
  return {check, category, subject, Finding{outcome, {}, {}, points}};
}

Counted pass(std::string_view check, Category category, int points) {
  return counted(check, category, Outcome::kPass, points);
}
Counted fail(std::string_view check, Category category, int points = 0) {
  return counted(check, category, Outcome::kFail, points);
}

std::string told(const Score& score) {
  std::string out = score.total ? std::to_string(*score.total) : "-";
  for (const CategoryScore& one : score.categories) {
    out += " " + std::to_string(one.points) + "/" + std::to_string(one.full) + "=" + std::to_string(one.percentage);
  }
  for (const std::string& check : score.untested) out += " ?" + check;
  return out;
}

TEST(Score, follows_worked_examples) {
  constexpr Category k6 = Category::kIpv6;
  constexpr Category kTls = Category::kTls;
  struct Case {
    const char* what;
    std::vector<Counted> findings;
    const char* score;
  };
  const Case cases[] = {
      {"nothing", {}, "-"},
      {"all good",
       {pass("ipv6_web", k6, 10), pass("ipv6_same", k6, 2), pass("hsts", kTls, 10)},
       "100 12/12=100 10/10=100"},
      {"all wrong", {fail("ipv6_web", k6), fail("hsts", kTls)}, "0 0/10=0 0/10=0"},
      {"half", {pass("ipv6_web", k6, 10), fail("hsts", kTls)}, "50 10/10=100 0/10=0"},
      {"part of the points", {fail("hsts", kTls, 2), pass("tls_suites", kTls, 10)}, "60 12/20=60"},
      {"rounds down in a category", {pass("ipv6_web", k6, 10), fail("ipv6_same", k6)}, "83 10/12=83"},
      {"rounds down in the mean",
       {pass("ipv6_web", k6, 10), fail("ipv6_same", k6), pass("hsts", kTls, 10)},
       "91 10/12=83 10/10=100"},
      {"each category counts the same",
       {pass("ipv6_web", k6, 10), fail("hsts", kTls), fail("tls_suites", kTls)},
       "50 10/10=100 0/20=0"},
      {"a warning with full points", {counted("tls_suites", kTls, Outcome::kWarn, 10)}, "100 10/10=100"},
      {"what does not count", {fail("csp", Category::kHeaders), pass("hsts", kTls, 10)}, "100 10/10=100"},
      {"a category in which nothing counts", {fail("csp", Category::kHeaders)}, "-"},
      {"a notice that counts", {counted("rpki_exists", Category::kRpki, Outcome::kWarn, 0)}, "0 0/5=0"},
      {"a check that the rules do not know", {fail("http3", kTls), pass("hsts", kTls, 10)}, "100 10/10=100"},
      {"not known is left out and named",
       {counted("hsts", kTls, Outcome::kInconclusive, 0), pass("tls_suites", kTls, 10)},
       "100 10/10=100 ?hsts"},
      {"a category of which nothing is known",
       {counted("hsts", kTls, Outcome::kInconclusive, 0), pass("ipv6_web", k6, 10)},
       "100 10/10=100 ?hsts"},
      {"nothing is known", {counted("hsts", kTls, Outcome::kInconclusive, 0)}, "- ?hsts"},
      {"not tested of a site without TLS",
       {counted("hsts", kTls, Outcome::kNotApplicable, 0), counted("tls_suites", kTls, Outcome::kNotApplicable, 0)},
       "0 0/20=0"},
      {"not tested, and counts only once tested",
       {counted("ems", kTls, Outcome::kNotApplicable, 0), pass("hsts", kTls, 10)},
       "100 10/10=100"},
      {"not tested, but as good as good", {counted("ems", kTls, Outcome::kNotApplicable, 10)}, "100 10/10=100"},
      {"once tested it counts", {fail("ems", kTls), pass("hsts", kTls, 10)}, "50 10/20=50"},
      {"of two addresses the worst", {pass("hsts", kTls, 10), fail("hsts", kTls, 2)}, "20 2/10=20"},
      {"of two addresses the worst, the other way round",
       {fail("hsts", kTls, 2), pass("hsts", kTls, 10)},
       "20 2/10=20"},
      {"a failure is worse than not known",
       {counted("hsts", kTls, Outcome::kInconclusive, 0), fail("hsts", kTls, 2)},
       "20 2/10=20 ?hsts"},
      {"known at one address, not at the other",
       {pass("hsts", kTls, 10), counted("hsts", kTls, Outcome::kInconclusive, 0)},
       "100 10/10=100 ?hsts"},
      {"a part at one address, not known at the other",
       {counted("hsts", kTls, Outcome::kWarn, 4), counted("hsts", kTls, Outcome::kInconclusive, 0)},
       "40 4/10=40 ?hsts"},
      {"nothing to test at one address",
       {pass("ems", kTls, 10), counted("ems", kTls, Outcome::kNotApplicable, 0)},
       "100 10/10=100"},
      {"another subject", {counted("spf", Category::kAuthentication, Outcome::kFail, 0, Subject::kMail)}, "-"},
      {"more points than there are", {pass("hsts", kTls, 1000)}, "100 10/10=100"},
      {"less than none", {fail("hsts", kTls, -7)}, "0 0/10=0"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(one.score, told(score(one.findings, small_rules(), Subject::kWeb))) << one.what;
  }
}

TEST(Score, of_mail_is_apart_from_that_of_the_site) {
  const std::vector<Counted> findings = {counted("spf", Category::kAuthentication, Outcome::kPass, 10, Subject::kMail),
                                         fail("hsts", Category::kTls)};
  EXPECT_EQ(100, score(findings, small_rules(), Subject::kMail).total);
  EXPECT_EQ(0, score(findings, small_rules(), Subject::kWeb).total);
}

constexpr std::string_view kChecks[] = {"ipv6_web", "ipv6_same", "hsts", "tls_suites", "ems", "csp", "rpki_exists"};
constexpr Category kCategories[] = {Category::kIpv6, Category::kIpv6,    Category::kTls, Category::kTls,
                                    Category::kTls,  Category::kHeaders, Category::kRpki};

std::vector<Counted> some_findings(std::mt19937& random) {
  std::vector<Counted> findings;
  for (std::size_t i = 0; i < std::size(kChecks); ++i) {
    for (auto more = random() % 3; more > 0; --more) {
      const auto outcome = static_cast<Outcome>(random() % 6);
      const int full = small_rules().weights.at("web." + std::string(kChecks[i])).full;
      const int points = full == 0 ? 0 : static_cast<int>(random() % static_cast<std::mt19937::result_type>(full + 1));
      findings.push_back(counted(kChecks[i], kCategories[i], outcome, points));
    }
  }
  return findings;
}

TEST(Score, is_from_0_to_100_and_the_order_of_findings_does_not_matter) {
  std::mt19937 random(20'261'130);
  for (int round = 0; round < 5'000; ++round) {
    std::vector<Counted> findings = some_findings(random);
    const Score first = score(findings, small_rules(), Subject::kWeb);
    if (first.total) {
      EXPECT_GE(*first.total, 0);
      EXPECT_LE(*first.total, 100);
    }
    for (const CategoryScore& one : first.categories) {
      EXPECT_GT(one.full, 0);
      EXPECT_LE(one.points, one.full);
      EXPECT_GE(one.percentage, 0);
      EXPECT_LE(one.percentage, 100);
    }
    std::shuffle(findings.begin(), findings.end(), random);
    EXPECT_EQ(first, score(findings, small_rules(), Subject::kWeb));
  }
}

TEST(Score, never_rises_when_a_finding_becomes_worse) {
  std::mt19937 random(7);
  for (int round = 0; round < 5'000; ++round) {
    std::vector<Counted> findings = some_findings(random);
    if (findings.empty()) continue;
    Finding& one = findings[random() % findings.size()].finding;
    one = Finding{Outcome::kPass, {}, {}, 100};
    // Good, not known, wrong: each no better than the one before. And of what is known, fewer points.
    const auto total = [&] { return score(findings, small_rules(), Subject::kWeb).total.value_or(-1); };
    const int good = total();
    one = Finding{Outcome::kInconclusive, {}, {}, 0};
    const int unknown = total();
    one = Finding{Outcome::kFail, {}, {}, 0};
    const int wrong = total();
    if (unknown >= 0) {
      EXPECT_LE(unknown, good);
      EXPECT_LE(wrong, unknown);
    }
    EXPECT_LE(wrong, good);
    int before = wrong;
    for (int points = 1; points <= 10; ++points) {
      one = Finding{Outcome::kWarn, {}, {}, points};
      EXPECT_GE(total(), before);
      before = total();
    }
  }
}

}  // namespace
}  // namespace waarborg::scan
