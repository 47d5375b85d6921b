// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::https_enforced {
extern const Check kCheck;

namespace {

using namespace web;

HttpExchange plain(std::string to, int status = 301) { return redirect("http://example.nl/", std::move(to), status); }

struct Row {
  const char* what;
  HttpExchange plain;
  Heard port_80;
  const char* internet_nl;
  const char* own;
};

TEST(HttpsEnforced, the_first_step_must_be_https_on_the_same_host) {
  HttpExchange limited = page({}, 429, "http://example.nl/");
  limited.heard = Heard::kLimited;
  const Row kRows[] = {
      {"same host", plain("https://example.nl/"), Heard::kAnswer, "pass good", "pass good"},
      {"other path and port", plain("https://EXAMPLE.nl.:8443/start", 302), Heard::kAnswer, "pass good", "pass good"},
      {"307", plain("https://example.nl/", 307), Heard::kAnswer, "pass good", "pass good"},
      {"308", plain("https://example.nl/", 308), Heard::kAnswer, "pass good", "pass good"},
      {"www at once", plain("https://www.example.nl/"), Heard::kAnswer, "fail elsewhere", "warn elsewhere"},
      {"other site", plain("https://portaal.nl/"), Heard::kAnswer, "fail elsewhere", "warn elsewhere"},
      {"name that only looks alike", plain("https://example.nl.evil.nl/"), Heard::kAnswer, "fail elsewhere",
       "warn elsewhere"},
      {"name before the at sign", plain("https://example.nl@evil.nl/"), Heard::kAnswer, "fail elsewhere",
       "warn elsewhere"},
      {"http to www", plain("http://www.example.nl/"), Heard::kAnswer, "fail http_first", "fail http_first"},
      {"relative", plain("/nl/"), Heard::kAnswer, "fail http_first", "fail http_first"},
      {"without scheme", plain("//example.nl/"), Heard::kAnswer, "fail http_first", "fail http_first"},
      {"to an app", plain("app://example.nl"), Heard::kAnswer, "fail no_redirect", "fail no_redirect"},
      {"a page", page({}, 200, "http://example.nl/"), Heard::kAnswer, "fail no_redirect", "fail no_redirect"},
      {"not found", page({}, 404, "http://example.nl/"), Heard::kAnswer, "fail no_redirect", "fail no_redirect"},
      {"location without redirect", plain("https://example.nl/", 200), Heard::kAnswer, "fail no_redirect",
       "fail no_redirect"},
      {"redirect without location", page({}, 301, "http://example.nl/"), Heard::kAnswer, "fail no_redirect",
       "fail no_redirect"},
      {"block page", page({}, 403, "http://example.nl/"), Heard::kAnswer, "fail no_redirect", "unknown blocked"},
      {"server error", page({}, 502, "http://example.nl/"), Heard::kAnswer, "fail no_redirect", "unknown blocked"},
      {"limited", limited, Heard::kAnswer, "unknown blocked", "unknown blocked"},
      {"closed port", unheard(Heard::kRefused), Heard::kRefused, "pass no_http", "pass no_http"},
      {"icmp", unheard(Heard::kUnreachable), Heard::kUnreachable, "pass no_http", "pass no_http"},
      {"silence", unheard(Heard::kTimeout), Heard::kTimeout, "pass no_http", "unknown silent"},
      {"open port without http", unheard(Heard::kClosed), Heard::kAnswer, "pass no_http", "unknown silent"},
  };
  for (const Row& row : kRows) {
    DomainFacts facts = site(page({}));
    facts.web[0].plain = row.plain;
    facts.web[0].port_80 = row.port_80;
    const Judged judged = judge_web(kCheck, facts);
    EXPECT_EQ(row.internet_nl, said_shortly(judged.internet_nl)) << row.what;
    EXPECT_EQ(row.own, said_shortly(judged.own)) << row.what;
  }
}

TEST(HttpsEnforced, is_not_asked_of_a_site_without_https) {
  DomainFacts facts = site(unheard(Heard::kRefused));
  facts.web[0].port_443 = Heard::kRefused;
  EXPECT_EQ("na scan.https_enforced.no_https", said(judge_web(kCheck, facts).own));

  facts.web[0].port_443 = Heard::kAnswer;
  facts.web[0].secure.heard = Heard::kTlsFailed;
  EXPECT_EQ("unknown scan.web.no_answer", said(judge_web(kCheck, facts).own));

  facts.dns = {answer("example.nl", "A", {}), answer("example.nl", "AAAA", {})};
  EXPECT_EQ("na scan.web.no_address", said(judge_web(kCheck, facts).own));
}

TEST(HttpsEnforced, every_address_counts_and_is_named) {
  DomainFacts facts = dual_site(page({}), page({}));
  facts.web[1].plain = page({}, 200, "http://example.nl/");

  const Judged judged = judge_web(kCheck, facts);

  EXPECT_EQ("fail scan.https_enforced.no_redirect", said(judged.own));
  EXPECT_EQ((std::vector<std::string>{"192.0.2.1: http://example.nl/ 301 location: https://example.nl/",
                                      "2001:db8::1: http://example.nl/ 200"}),
            judged.own.seen);
}

}  // namespace
}  // namespace waarborg::scan::https_enforced
