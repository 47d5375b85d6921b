// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <functional>

#include "features/scan/checks/mta_sts/policy.h"
#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::mta_sts {
extern const Check kCheck;

namespace {

using mail_dns::testing::expect;
using mail_dns::testing::facts_of;
using mail_dns::testing::Wanted;
using enum Outcome;

const std::string kRecord = "_mta-sts.example.nl TXT v=STSv1; id=20261130T1\nmta-sts.example.nl A 192.0.2.8\n";
const std::string kServers = "example.nl MX 10 mx.example.nl\nexample.nl MX 20 a.provider.nl\n";
const std::string kGood =
    "version: STSv1\r\nmode: enforce\r\nmx: mx.example.nl\r\nmx: *.provider.nl\r\nmax_age: 604800\r\n";

HttpExchange exchange_with(const std::string& body) {
  HttpExchange exchange;
  exchange.url = "https://mta-sts.example.nl/.well-known/mta-sts.txt";
  exchange.heard = Heard::kAnswer;
  exchange.status = 200;
  exchange.headers = {{"content-type", "text/plain; charset=utf-8"}};
  exchange.body = body;
  return exchange;
}

Finding judged(const std::string& zone, std::optional<HttpExchange> exchange) {
  DomainFacts facts = facts_of(kCheck, zone);
  if (exchange) facts.mta_sts.push_back(std::move(*exchange));
  const Judged made = kCheck.judge(facts, {}, Subject::kMail);
  EXPECT_FALSE(made.internet_nl);
  return made.own;
}

TEST(MtaSts, there_is_one_good_record_or_none) {
  struct Row {
    std::string zone;
    Wanted own;
  };
  const std::string at = "_mta-sts.example.nl TXT ";
  for (const Row& row : {
           Row{"", {kInfo, "none"}},
           Row{"example.nl MX 0 .", {kNotApplicable, "no_mail"}},
           Row{at + "?", {kInconclusive, "unanswered"}},
           Row{at + "#", {kInconclusive, "bogus"}},
           Row{at + "v=STSv1;id=1\n" + at + "v=STSv1;id=2", {kFail, "several"}},
           Row{at + "v=STSv1", {kFail, "bad_record"}},
           Row{at + "v=STSv1;", {kFail, "bad_record"}},
           Row{at + "v=STSv1;id=", {kFail, "bad_record"}},
           Row{at + "v=STSv1;id=2026-11-30", {kFail, "bad_record"}},
           Row{at + "v=STSv1;id=" + std::string(33, '1'), {kFail, "bad_record"}},
           Row{at + "v=stsv1;id=1", {kFail, "bad_record"}},
           Row{at + "v=STSv1;id=1;id=2", {kFail, "bad_record"}},
           Row{at + "v=STSv1;id=1;word", {kFail, "bad_record"}},
           Row{at + "v=STSv1 ; id=1; new.tag=x;\nmta-sts.example.nl A 192.0.2.8", {kInconclusive, "not_fetched"}},
           Row{at + "v=STSv1;id=1\nmta-sts.example.nl A ?", {kInconclusive, "not_fetched"}},
           Row{at + "v=STSv1;id=1", {kFail, "no_host"}},
       }) {
    expect(kCheck, row.own, judged(row.zone, std::nullopt), row.zone);
  }
}

TEST(MtaSts, the_policy_must_be_had_over_https_without_a_redirect) {
  struct Row {
    std::function<void(HttpExchange&)> change;
    Wanted own;
  };
  for (const Row& row : {
           Row{[](HttpExchange&) {}, {kPass, "enforced"}},
           Row{[](HttpExchange& e) { e.heard = Heard::kTimeout; }, {kInconclusive, "no_answer"}},
           Row{[](HttpExchange& e) { e.heard = Heard::kRefused; }, {kInconclusive, "no_answer"}},
           Row{[](HttpExchange& e) { e.heard = Heard::kLimited; }, {kInconclusive, "no_answer"}},
           Row{[](HttpExchange& e) { e.heard = Heard::kNotTried; }, {kInconclusive, "not_fetched"}},
           Row{[](HttpExchange& e) { e.heard = Heard::kTlsFailed; }, {kFail, "tls_failed"}},
           Row{[](HttpExchange& e) { e.heard = Heard::kTooLarge; }, {kFail, "too_large"}},
           Row{[](HttpExchange& e) { e.body_cut = true; }, {kFail, "too_large"}},
           Row{[](HttpExchange& e) { e.status = 301; }, {kFail, "redirected"}},
           Row{[](HttpExchange& e) { e.status = 404; }, {kFail, "bad_status"}},
           Row{[](HttpExchange& e) { e.status = 503; }, {kInconclusive, "no_answer"}},
           Row{[](HttpExchange& e) { e.status = 429; }, {kInconclusive, "no_answer"}},
           Row{[](HttpExchange& e) { e.headers.clear(); }, {kWarn, "not_text"}},
           Row{[](HttpExchange& e) { e.headers = {{"content-type", "text/html"}}; }, {kWarn, "not_text"}},
           Row{[](HttpExchange& e) { e.url = "https://example.nl/"; }, {kInconclusive, "not_fetched"}},
       }) {
    HttpExchange exchange = exchange_with(kGood);
    row.change(exchange);
    expect(kCheck, row.own, judged(kRecord + kServers, exchange), std::string(row.own.word));
  }
}

TEST(MtaSts, what_the_policy_says) {
  struct Row {
    std::string body;
    Wanted own;
  };
  const std::string head = "version: STSv1\nmode: enforce\n";
  const std::string mx = "mx: mx.example.nl\nmx: *.provider.nl\n";
  for (const Row& row : {
           Row{kGood, {kPass, "enforced"}},
           Row{head + mx + "max_age: 31557600", {kPass, "enforced"}},
           Row{head + mx + "max_age:86400\nnew.key: x\n\n", {kPass, "enforced"}},
           Row{head + mx + "max_age: 86399\n", {kWarn, "short_age"}},
           Row{head + mx + "max_age: 31557601\n", {kFail, "bad_age"}},
           Row{head + mx + "max_age: -1\n", {kFail, "bad_age"}},
           Row{head + mx, {kFail, "bad_age"}},
           Row{head + "max_age: 604800\n", {kFail, "no_mx"}},
           Row{head + "mx: mx.example.nl\nmax_age: 604800\n", {kFail, "mx_refused"}},
           Row{head + "mx: *.example.nl\nmx: a.b.provider.nl\nmax_age: 604800\n", {kFail, "mx_refused"}},
           Row{head + "mx: *\nmax_age: 604800\n", {kFail, "bad_mx"}},
           Row{head + "mx: a.*.nl\nmax_age: 604800\n", {kFail, "bad_mx"}},
           Row{"version: STSv1\nmode: testing\n" + mx + "max_age: 604800\n", {kWarn, "testing"}},
           Row{"version: STSv1\nmode: testing\nmx: mx.example.nl\nmax_age: 604800\n", {kWarn, "mx_missing"}},
           Row{"version: STSv1\nmode: none\nmax_age: 604800\n", {kInfo, "off"}},
           Row{"version: STSv1\nmode: strict\n" + mx + "max_age: 604800\n", {kFail, "bad_mode"}},
           Row{"mode: enforce\n" + mx + "max_age: 604800\n", {kFail, "bad_version"}},
           Row{"version: STSv2\nmode: enforce\n" + mx + "max_age: 604800\n", {kFail, "bad_version"}},
           Row{"", {kFail, "bad_version"}},
           Row{"<html>", {kFail, "bad_line"}},
           Row{head + "\n" + mx + "max_age: 604800\n", {kFail, "bad_line"}},
           Row{head + mx + "max_age: 604800\nmode: none\n", {kPass, "enforced"}},
           Row{head + std::string(70'000, 'x'), {kFail, "too_large"}},
       }) {
    expect(kCheck, row.own, judged(kRecord + kServers, exchange_with(row.body)), row.body.substr(0, 200));
  }
  expect(kCheck, {kInconclusive, "unanswered"}, judged(kRecord + "example.nl MX ?", exchange_with(kGood)), "");
}

// Source: RFC 8461 section 4.1.
TEST(MtaSts, a_wildcard_stands_for_one_label) {
  EXPECT_TRUE(matches("mail.example.com", "mail.example.com"));
  EXPECT_TRUE(matches("*.example.com", "mx1.example.com"));
  EXPECT_FALSE(matches("*.example.com", "a.mx1.example.com"));
  EXPECT_FALSE(matches("*.example.com", "example.com"));
  EXPECT_FALSE(matches("*.example.com", ".example.com"));
  EXPECT_FALSE(matches("example.com", "mail.example.com"));
}

TEST(MtaSts, the_address_of_the_policy_follows_from_the_record) {
  EXPECT_EQ("https://mta-sts.example.nl/.well-known/mta-sts.txt", policy_url(facts_of(kCheck, kRecord)));
  EXPECT_EQ(std::nullopt, policy_url(facts_of(kCheck, "")));
  const auto facts = facts_of(kCheck, kRecord);
  EXPECT_NE(nullptr, find(facts.dns, "mta-sts.example.nl", "AAAA"));
}

}  // namespace
}  // namespace waarborg::scan::mta_sts
