// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <limits>

#include "features/scan/checks/hsts/sts_header.h"
#include "features/scan/web/testing.h"

namespace waarborg::scan::hsts {
extern const Check kCheck;

namespace {

using namespace web;

TEST(Hsts, the_header_is_read_by_rfc_6797) {
  const struct {
    std::string_view value;
    std::optional<StsPolicy> expected;
  } kRows[] = {
      {"max-age=31536000", StsPolicy{31536000}},
      {"max-age=15768000 ; includeSubDomains", StsPolicy{15768000, true}},  // the example of section 6.2
      {"max-age=0; includeSubDomains", StsPolicy{0, true}},
      {"max-age=\"31536000\"", StsPolicy{31536000}},
      {"MAX-AGE = \"1\" ;INCLUDESUBDOMAINS;PreLoad", StsPolicy{1, true, true}},
      {" ; ;max-age=1;; ", StsPolicy{1}},
      {"max-age=1; vreemd; anders=\"a;b\"", StsPolicy{1}},
      {"max-age=\"\\1\\2\"", StsPolicy{12}},
      {"max-age=99999999999999999999", StsPolicy{std::numeric_limits<std::int64_t>::max()}},
      {"", std::nullopt},
      {"includeSubDomains", std::nullopt},
      {"max-age", std::nullopt},
      {"max-age=", std::nullopt},
      {"max-age=\"\"", std::nullopt},
      {"max-age=-1", std::nullopt},
      {"max-age=1.5", std::nullopt},
      {"max-age=een", std::nullopt},
      {"max-age:31536000", std::nullopt},
      {"max-age=\"31536000", std::nullopt},
      {"max-age=31536000\"", std::nullopt},
      {"max-age=1 includeSubDomains", std::nullopt},
      {"max-age=1; max-age=2", std::nullopt},
      {"max-age=1; Includesubdomains; includeSubDomains", std::nullopt},
      {"max-age=1; includeSubDomains=true", std::nullopt},
      {"max-age=1, max-age=2", std::nullopt},
      {"max-age=1; =x", std::nullopt},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, read_sts(row.value)) << row.value;
  EXPECT_EQ(std::nullopt, read_sts("max-age=1;" + std::string(kMaxHeaderBytes, ';')));
}

TEST(Hsts, internet_nl_reads_it_its_own_way) {
  const struct {
    std::string_view joined;
    std::optional<std::int64_t> expected;
  } kRows[] = {
      {"max-age=31536000", 31536000},
      {"includeSubDomains; MAX-AGE= 31536000 ; preload", 31536000},
      {"max-age=31536000, max-age=0", 31536000},
      {"max-age=31_536_000", 31536000},
      {"max-age=-5", -5},
      {"x-max-age=7", 7},
      {"max-age=\"31536000\"", std::nullopt},
      {"max-age = 31536000", std::nullopt},
      {"preload, max-age=31536000", std::nullopt},
      {"max-age=max-age=1", std::nullopt},
      {"max-age=1__0", std::nullopt},
      {"max-age=", std::nullopt},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, internet_nl_max_age(row.joined)) << row.joined;
}

TEST(Hsts, refuses_a_max_age_below_a_year) {
  const struct {
    Headers headers;
    const char* internet_nl;
    int points;
    const char* own;
  } kRows[] = {
      {{{"strict-transport-security", "max-age=31536000"}}, "pass scan.hsts.good", 10, "pass scan.hsts.good"},
      {{{"strict-transport-security", "max-age=31535999"}}, "fail scan.hsts.short", 2, "warn scan.hsts.short"},
      {{{"strict-transport-security", "max-age=0"}}, "fail scan.hsts.short", 2, "fail scan.hsts.off"},
      {{{"strict-transport-security", "max-age=\"31536000\""}}, "fail scan.hsts.malformed", 0, "pass scan.hsts.good"},
      {{{"strict-transport-security", "max-age=x"}}, "fail scan.hsts.malformed", 0, "fail scan.hsts.malformed"},
      {{{"strict-transport-security", ""}}, "fail scan.hsts.missing", 0, "fail scan.hsts.malformed"},
      {{}, "fail scan.hsts.missing", 0, "fail scan.hsts.missing"},
      {{{"strict-transport-security", "max-age=63072000"}, {"strict-transport-security", "max-age=0"}},
       "pass scan.hsts.good",
       10,
       "pass scan.hsts.good"},
      {{{"strict-transport-security", "max-age=63072000; max-age=63072000"}},
       "pass scan.hsts.good",
       10,
       "fail scan.hsts.malformed"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, site(page(row.headers)));
    EXPECT_EQ(row.internet_nl, said(judged.internet_nl));
    EXPECT_EQ(row.points, judged.internet_nl->points);
    EXPECT_EQ(row.own, said(judged.own));
  }
}

TEST(Hsts, counts_on_a_redirect_and_not_on_a_block_page) {
  HttpExchange to_www = redirect("https://example.nl/", "https://www.example.nl/");
  to_www.headers.push_back({"strict-transport-security", "max-age=63072000"});
  EXPECT_EQ("pass scan.hsts.good", said(judge_web(kCheck, site(to_www)).own));

  const Judged blocked = judge_web(kCheck, site(page({}, 403)));
  EXPECT_EQ("fail scan.hsts.missing", said(blocked.internet_nl));
  EXPECT_EQ("unknown scan.web.blocked", said(blocked.own));
}

TEST(Hsts, means_nothing_on_a_connection_that_browsers_distrust) {
  DomainFacts facts = site(page({{"strict-transport-security", "max-age=63072000"}}));
  facts.web[0].tls.handshake.heard = Heard::kAnswer;
  facts.web[0].tls.handshake.chain_error = 18;
  EXPECT_EQ("warn scan.hsts.distrusted", said(judge_web(kCheck, facts).own));

  facts.web[0].tls.handshake.chain_error = 0;
  EXPECT_EQ("warn scan.hsts.distrusted", said(judge_web(kCheck, facts).own));

  facts.web[0].tls.handshake.name_matches = true;
  EXPECT_EQ("pass scan.hsts.good", said(judge_web(kCheck, facts).own));
}

TEST(Hsts, a_limit_that_we_ran_into_is_no_verdict_of_internet_nl) {
  HttpExchange limited = page({}, 429);
  limited.heard = Heard::kLimited;

  EXPECT_EQ("unknown scan.web.blocked", said(judge_web(kCheck, site(limited)).internet_nl));
}

}  // namespace
}  // namespace waarborg::scan::hsts
