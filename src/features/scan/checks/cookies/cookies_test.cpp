// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/checks/cookies/set_cookie.h"
#include "features/scan/web/testing.h"

namespace waarborg::scan::cookies {
extern const Check kCheck;

namespace {

using namespace web;

TEST(Cookies, are_read_as_browsers_do) {
  const Cookie whole =
      read_set_cookie("SID = 31d4; Path=/; Domain=example.nl; secure; HTTPONLY; SameSite=strict").value();
  EXPECT_EQ("SID", whole.name);
  EXPECT_EQ("/", whole.path);
  EXPECT_TRUE(whole.secure && whole.http_only && whole.has_domain);
  EXPECT_EQ(SameSite::kStrict, whole.same_site);

  EXPECT_EQ(SameSite::kUnset, read_set_cookie("a=b; SameSite=Vreemd")->same_site);
  EXPECT_EQ(SameSite::kLax, read_set_cookie("a=b; SameSite=None; SameSite=Lax")->same_site);
  EXPECT_EQ("", read_set_cookie("alleen een waarde")->name);
  EXPECT_EQ("a", read_set_cookie("a=b=c;;;")->name);
  EXPECT_FALSE(read_set_cookie("a=b; niet=Secure")->secure);
  EXPECT_FALSE(read_set_cookie("a=Secure")->secure);
  EXPECT_EQ("", read_set_cookie("a=b; Path=ergens")->path);
  EXPECT_TRUE(read_set_cookie("a=b\tc").has_value());
}

TEST(Cookies, that_a_browser_drops_are_dropped) {
  EXPECT_EQ(std::nullopt, read_set_cookie(""));
  EXPECT_EQ(std::nullopt, read_set_cookie(" = ; Secure"));
  EXPECT_EQ(std::nullopt, read_set_cookie("a=b\nc"));
  EXPECT_EQ(std::nullopt, read_set_cookie(std::string_view("a=b\0c", 5)));
  EXPECT_EQ(std::nullopt, read_set_cookie("a=" + std::string(kMaxPairBytes, 'x')));
  EXPECT_EQ("", read_set_cookie("a=b; path=/" + std::string(kMaxAttributeBytes, 'x'))->path);
}

TEST(Cookies, are_judged_by_their_attributes) {
  const std::string all = "; Secure; HttpOnly; SameSite=Lax";
  const struct {
    std::string value;
    const char* expected;
  } kRows[] = {
      {"taal=nl" + all, "pass good"},
      {"PHPSESSID=x" + all, "pass good"},
      {"PHPSESSID=x; HttpOnly; SameSite=Lax", "fail not_secure"},
      {"connect.sid=x", "fail not_secure"},
      {"taal=nl", "warn not_secure"},
      {"PHPSESSID=x; Secure; SameSite=Lax", "warn for_scripts"},
      {"taal=nl; Secure; SameSite=Lax", "info for_scripts"},
      {"taal=nl; Secure; HttpOnly", "info same_site"},
      {"taal=nl; Secure; HttpOnly; SameSite=None", "info cross_site"},
      {"__Host-x=y; Path=/" + all, "pass good"},
      {"__Host-x=y" + all, "warn prefix"},
      {"__host-x=y; Path=/; Domain=example.nl" + all, "warn prefix"},
      {"__Secure-x=y" + all, "pass good"},
      {"__Secure-x=y", "warn not_secure"},
      {"weg=; Max-Age=0", "na none"},
      {"weg=; Max-Age=-1", "na none"},
      {"weg=; expires=Thu, 01 Jan 1970 00:00:00 GMT", "na none"},
      {"weg=; Max-Age=0; expires=Thu, 01 Jan 2037 00:00:00 GMT", "na none"},
      {"blijft=1; Max-Age=x; expires=Thu, 01 Jan 2037 00:00:00 GMT" + all, "pass good"},
      {"blijft=1; Max-Age=60; expires=Thu, 01 Jan 1970 00:00:00 GMT" + all, "pass good"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, site(page({{"set-cookie", row.value}})));
    EXPECT_EQ(row.expected, said_shortly(judged.own)) << row.value;
    EXPECT_EQ(std::nullopt, judged.internet_nl);
  }
}

TEST(Cookies, the_worst_counts_and_no_value_is_shown) {
  const Judged judged = judge_web(kCheck, site(page({{"set-cookie", "taal=nl; Secure; HttpOnly; SameSite=Lax"},
                                                     {"set-cookie", "JSESSIONID=geheim; Path=/"}})));

  EXPECT_EQ("fail not_secure", said_shortly(judged.own));
  EXPECT_EQ("JSESSIONID", judged.own.why.args[0].second);
  EXPECT_EQ((std::vector<std::string>{"set-cookie: taal=…; Secure; HttpOnly; SameSite=Lax", "set-cookie: JSESSIONID=…",
                                      "192.0.2.1"}),
            judged.own.seen);
}

TEST(Cookies, of_a_guard_before_the_site_do_not_count) {
  EXPECT_EQ("unknown blocked", said_shortly(judge_web(kCheck, site(page({{"set-cookie", "sid=1"}}, 503))).own));
  EXPECT_EQ("na none", said_shortly(judge_web(kCheck, site(page({}))).own));
}

}  // namespace
}  // namespace waarborg::scan::cookies
