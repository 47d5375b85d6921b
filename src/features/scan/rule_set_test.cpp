// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/rule_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/test_source_folder.h"
#include "features/scan/tls/registry.h"
#include "features/scan/tls/versions.h"

namespace waarborg::scan {
namespace {

std::string text_of(const std::string& name) {
  std::ifstream in(testing::source_folder() / "content/scan/rules" / name, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

RuleSet read(const std::string& name) {
  auto rules = read_rule_set(text_of(name), name);
  EXPECT_TRUE(rules) << rules.error().where << " " << rules.error().what.key;
  return rules ? *rules : RuleSet{};
}

int suite(std::string_view name) { return find_suite(name).value_or(-1); }

int number_of(const std::map<int, Level>& levels, Level level) {
  return static_cast<int>(std::ranges::count_if(levels, [&](const auto& one) { return one.second == level; }));
}

TEST(RuleSet, in_use_is_that_of_internet_nl_1_11_2) {
  const RuleSet rules = read(std::string(kCurrentRules.substr(kCurrentRules.rfind('/') + 1)));

  EXPECT_EQ("internet.nl-1.11.2", rules.name);
  EXPECT_EQ("NCSC-2025-05", rules.tls);
  EXPECT_EQ(2, number_of(rules.suites, Level::kGood));
  EXPECT_EQ(10, number_of(rules.suites, Level::kSufficient));
  EXPECT_EQ(35, number_of(rules.suites, Level::kPhaseOut));
  EXPECT_EQ(3072, rules.rsa_sufficient);
  EXPECT_EQ(2048, rules.rsa_phase_out);
  EXPECT_EQ((Weight{10, "fail", false}), rules.weights.at("web.hsts"));
  EXPECT_EQ((Weight{10, "fail", true}), rules.weights.at("mail.starttls"));
  EXPECT_EQ((Weight{0, "info", false}), rules.weights.at("mail.cert_name"));
}

TEST(RuleSet, gives_the_full_scores_of_internet_nl) {
  const RuleSet rules = read("internet.nl-1.11.2.toml");
  const auto sum = [&](std::string_view start) {
    int points = 0;
    for (const auto& [name, weight] : rules.weights) points += name.starts_with(start) ? weight.full : 0;
    return points;
  };
  // scoring.py: TLS of a site 150, of which two tests of ten once tested; IPv6 of a site 22, of mail 20.
  EXPECT_EQ(130, sum("web.tls_") + sum("web.cert_"));
  EXPECT_EQ(20, sum("web.https_enforced") + sum("web.hsts"));
  EXPECT_EQ(22, sum("web.ipv6_"));
  EXPECT_EQ(10, sum("web.dnssec"));
  EXPECT_EQ(20, sum("mail.ipv6_"));
  EXPECT_EQ(50, sum("mail.spf") + sum("mail.dmarc") + sum("mail.dkim"));
  EXPECT_EQ(140, sum("mail.tls_") + sum("mail.cert_") + sum("mail.dane") + sum("mail.starttls"));
}

TEST(RuleSet, says_of_what_it_does_not_name_that_it_is_insufficient) {
  const RuleSet rules = read("internet.nl-1.11.2.toml");
  EXPECT_EQ(Level::kGood, level(rules.versions, kTls13));
  EXPECT_EQ(Level::kInsufficient, level(rules.versions, kTls11));
  EXPECT_EQ(Level::kInsufficient, level(rules.versions, 0));
  EXPECT_EQ(Level::kInsufficient, level(rules.suites, suite("TLS_RSA_WITH_AES_128_GCM_SHA256")));
  EXPECT_EQ(Level::kInsufficient, level(rules.suites, suite("TLS_AES_128_CCM_8_SHA256")));
  EXPECT_EQ(Level::kSufficient, level(rules.suites, suite("TLS_AES_128_GCM_SHA256")));
  EXPECT_EQ(Level::kPhaseOut, level(rules.suites, suite("TLS_DHE_RSA_WITH_AES_256_CCM")));
  EXPECT_EQ(Level::kInsufficient, level(rules.dh_groups, "ffdhe2048"));
  EXPECT_EQ(Level::kInsufficient, level(rules.dh_groups, ""));
  EXPECT_EQ(Level::kPhaseOut, level(rules.dh_groups, "ffdhe3072"));
  EXPECT_EQ(Level::kInsufficient, level(rules.hashes, "sha1"));
  EXPECT_EQ(Level::kGood, level(rules.groups, find_group("X25519MLKEM768").value_or(0)));
}

TEST(RuleSet, is_data_so_that_an_older_one_judges_otherwise) {
  const RuleSet now = read("internet.nl-1.11.2.toml");
  const RuleSet then = read("ncsc-2.1.toml");
  EXPECT_EQ("NCSC-2.1", then.tls);
  struct Case {
    const char* suite;
    Level then;
    Level now;
  };
  const Case cases[] = {
      {"TLS_AES_128_GCM_SHA256", Level::kGood, Level::kSufficient},
      {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", Level::kGood, Level::kSufficient},
      {"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", Level::kSufficient, Level::kInsufficient},
      {"TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", Level::kSufficient, Level::kPhaseOut},
      {"TLS_RSA_WITH_AES_128_CBC_SHA", Level::kPhaseOut, Level::kInsufficient},
      {"TLS_RSA_WITH_3DES_EDE_CBC_SHA", Level::kPhaseOut, Level::kInsufficient},
      {"TLS_ECDHE_RSA_WITH_CAMELLIA_128_GCM_SHA256", Level::kInsufficient, Level::kPhaseOut},
      {"TLS_RSA_WITH_RC4_128_SHA", Level::kInsufficient, Level::kInsufficient},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(one.then, level(then.suites, suite(one.suite))) << one.suite;
    EXPECT_EQ(one.now, level(now.suites, suite(one.suite))) << one.suite;
  }
  EXPECT_EQ(Level::kPhaseOut, level(then.versions, kTls10));
  EXPECT_EQ(Level::kInsufficient, level(now.versions, kTls10));
  EXPECT_FALSE(then.weights.contains("web.tls_extended_master_secret"));
}

/// A rule set in which `from` is `to`.
Result<RuleSet> changed(std::string_view from, std::string_view to) {
  std::string text = text_of("ncsc-2.1.toml");
  const std::size_t at = text.find(from);
  EXPECT_NE(std::string::npos, at) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return read_rule_set(text, "own.toml");
}

TEST(RuleSet, that_does_not_fit_is_refused_with_its_line) {
  struct Case {
    const char* from;
    const char* to;
    const char* key;
  };
  const Case cases[] = {
      {"tls13 = \"good\"", "tls14 = \"good\"", "scan.rules.unknown_name"},
      {"tls13 = \"good\"", "tls13 = \"fine\"", "scan.rules.wrong_value"},
      {"tls13 = \"good\"", "tls13 = 1", "scan.rules.wrong_value"},
      {"TLS_AES_128_GCM_SHA256 =", "TLS_AES_128_GCM_SHA255 =", "scan.rules.unknown_name"},
      {"x25519 =", "x25518 =", "scan.rules.unknown_name"},
      {"sha256 = \"good\"", "sha256 = true", "scan.rules.wrong_value"},
      {"sufficient = 2048", "sufficient = \"2048\"", "scan.rules.wrong_value"},
      {"sufficient = 2048", "sufficient = 0", "scan.rules.wrong_value"},
      {"sufficient = 2048", "enough = 2048", "scan.rules.unknown_name"},
      {"phase_out = 2048", "phase_out = 4096", "scan.rules.wrong_value"},
      {"\"10 fail\"", "\"10\"", "scan.rules.wrong_value"},
      {"\"10 fail\"", "\"ten fail\"", "scan.rules.wrong_value"},
      {"\"10 fail\"", "\"-1 fail\"", "scan.rules.wrong_value"},
      {"\"10 fail\"", "\"101 fail\"", "scan.rules.wrong_value"},
      {"\"10 fail\"", "\"10 bad\"", "scan.rules.wrong_value"},
      {"\"10 fail\"", "\"10 fail sometimes\"", "scan.rules.wrong_value"},
      {"\"10 fail\"", "10", "scan.rules.wrong_value"},
      {"[hashes]", "[digests]", "scan.rules.unknown_table"},
      {"[hashes]", "[[hashes]]", "scan.rules.unknown_table"},
      {"[rsa]", "[versions]", "toml.twice"},
      {"name = \"ncsc-2.1\"", "nam = \"ncsc-2.1\"", "scan.rules.unknown_name"},
      {"name = \"ncsc-2.1\"", "name = \"\"", "scan.rules.missing"},
      {"name = \"ncsc-2.1\"", "", "scan.rules.missing"},
      {"name = \"ncsc-2.1\"", "name = ", "toml.malformed"},
  };
  for (const Case& one : cases) {
    const auto rules = changed(one.from, one.to);
    ASSERT_FALSE(rules) << one.to;
    EXPECT_EQ(one.key, rules.error().what.key) << one.to;
    EXPECT_EQ(FaultKind::kInvalid, rules.error().kind);
    EXPECT_TRUE(rules.error().where.starts_with("own.toml")) << rules.error().where;
  }
  EXPECT_EQ("own.toml line 9", changed("tls13 = \"good\"", "tls13 = 1").error().where);
  EXPECT_EQ("scan.rules.missing", read_rule_set("", "own.toml").error().what.key);
}

}  // namespace
}  // namespace waarborg::scan
