// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/checks/csp/internet_nl.h"
#include "features/scan/checks/csp/policy.h"
#include "features/scan/web/testing.h"

namespace waarborg::scan::csp {
extern const Check kCheck;

namespace {

using namespace web;
using Words = std::vector<std::string>;

TEST(Csp, a_policy_is_read_as_browsers_do) {
  const auto policies = read_policies(
      "Default-Src 'self'  https://a.nl;; script-src\t'none';script-src *;default-src *, ,sandbox;\xC2\xA0x y");

  ASSERT_EQ(2U, policies.size());
  EXPECT_EQ((Policy{{{"default-src", {"'self'", "https://a.nl"}}, {"script-src", {"'none'"}}}}), policies[0]);
  EXPECT_EQ((Policy{{{"sandbox", {}}, {"\xC2\xA0x", {"y"}}}}), policies[1]);
  EXPECT_TRUE(read_policies(" ; ,; ").empty());
}

TEST(Csp, headers_and_their_parts_are_policies_beside_each_other) {
  const HttpExchange exchange = page({{"content-security-policy", "default-src 'none'"},
                                      {"content-security-policy-report-only", "img-src *"},
                                      {"content-security-policy", "script-src a.nl, style-src b.nl"}});

  EXPECT_EQ(3U, read_policies(exchange, "content-security-policy").size());
}

TEST(Csp, what_is_not_named_falls_back_on_what_is) {
  const Policy policy = read_policies("default-src 'none'; script-src a.nl; child-src b.nl; base-uri c.nl")[0];
  const struct {
    const char* name;
    const char* governed_by;
  } kRows[] = {
      {"script-src", "script-src"},      {"script-src-elem", "script-src"}, {"script-src-attr", "script-src"},
      {"worker-src", "child-src"},       {"frame-src", "child-src"},        {"img-src", "default-src"},
      {"style-src-elem", "default-src"}, {"object-src", "default-src"},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.governed_by, governing(policy, row.name)->name) << row.name;
  EXPECT_EQ(nullptr, governing(read_policies("script-src a.nl")[0], "img-src"));
}

TEST(Csp, a_policy_without_bounds_takes_bounded_room) {
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "d" + std::to_string(i) + " x;";
  EXPECT_EQ(kMaxDirectives, read_policies(many)[0].directives.size());
  EXPECT_TRUE(read_policies(std::string(1'000'000, ',')).empty());
  std::string policies;
  for (int i = 0; i < 100; ++i) policies += "default-src 'none',";
  EXPECT_EQ(kMaxPolicies, read_policies(policies).size());
}

TEST(Csp, by_our_own_reading_one_policy_that_protects_is_enough) {
  const std::string rest = "; object-src 'none'; base-uri 'none'; form-action 'self'";
  const struct {
    std::string value;
    const char* own;
  } kRows[] = {
      {"default-src 'self'; base-uri 'none'; form-action 'self'", "pass scan.csp.good"},
      {"default-src 'none'; base-uri 'self'; form-action 'none'", "pass scan.csp.good"},
      {"script-src 'nonce-abc' 'strict-dynamic' https: 'unsafe-inline'" + rest, "pass scan.csp.good"},
      {"script-src 'sha256-abc=' 'unsafe-inline'" + rest, "pass scan.csp.good"},
      {"script-src 'self' 'unsafe-inline'" + rest, "warn scan.csp.inline_script"},
      {"script-src 'self' 'UNSAFE-INLINE'" + rest, "warn scan.csp.inline_script"},
      {"script-src 'self'; script-src-attr 'unsafe-inline'" + rest, "warn scan.csp.inline_script"},
      {"SCRIPT-SRC 'self'; script-src 'unsafe-inline'" + rest, "pass scan.csp.good"},
      {"script-src 'self' 'unsafe-inline'; script-src 'self'" + rest, "warn scan.csp.inline_script"},
      {"script-src 'self' 'unsafe-inline'" + rest + ", script-src 'self'", "pass scan.csp.good"},
      {"script-src 'unsafe-inline'" + rest + ", default-src 'unsafe-inline'", "warn scan.csp.inline_script"},
      {"script-src https:" + rest, "warn scan.csp.script_of_anyone"},
      {"script-src *" + rest, "warn scan.csp.script_of_anyone"},
      {"script-src https://*:*/" + rest, "warn scan.csp.script_of_anyone"},
      {"script-src data:" + rest, "warn scan.csp.script_of_anyone"},
      {"script-src https://*.a.nl" + rest, "pass scan.csp.good"},
      {"script-src 'self' 'unsafe-eval'" + rest, "warn scan.csp.eval"},
      {"style-src 'unsafe-inline'; script-src 'self'" + rest, "pass scan.csp.good"},
      {"script-src 'self'; base-uri 'none'; form-action 'self'", "warn scan.csp.objects"},
      {"default-src 'self'; form-action 'self'", "info scan.csp.base"},
      {"default-src 'self'; base-uri *; form-action 'self'", "info scan.csp.base"},
      {"default-src 'self'; base-uri 'self'", "info scan.csp.forms"},
      {"frame-ancestors 'none'", "warn scan.csp.inline_script"},
      {"default-src *", "warn scan.csp.script_of_anyone"},
      {" ; ", "warn scan.csp.missing"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, site(page({{"content-security-policy", row.value}})));
    EXPECT_EQ(row.own, said(judged.own)) << row.value;
  }
}

TEST(Csp, all_weak_points_are_seen) {
  const Judged judged = judge_web(kCheck, site(page({{"content-security-policy", "img-src *"}})));

  EXPECT_EQ(
      (Words{"script-src 'unsafe-inline', script-src *, script-src 'unsafe-eval', object-src, base-uri, form-action",
             "192.0.2.1: content-security-policy: img-src *"}),
      judged.own.seen);
}

TEST(Csp, a_policy_that_only_reports_keeps_nothing_out) {
  const Judged judged = judge_web(kCheck, site(page({{"content-security-policy-report-only", "default-src 'none'"}})));

  EXPECT_EQ("warn scan.csp.report_only", said(judged.own));
  EXPECT_EQ("warn scan.csp.missing", said(judged.internet_nl));
}

/// Good by internet.nl, but for `more`.
Words failures(const std::string& more) {
  return internet_nl_failures(
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " + more, "example.nl");
}

TEST(Csp, internet_nl_reads_it_its_own_way) {
  const struct {
    std::string more;
    Words expected;
  } kRows[] = {
      {"", {}},
      {"style-src 'unsafe-inline'", {"unsafe_inline"}},
      {"style-src 'unsafe-inline'niet", {"unsafe_inline"}},  // by the beginning only
      {"style-src 'UNSAFE-INLINE'", {}},
      {"STYLE-SRC 'unsafe-inline'", {}},
      {"img-src a.nl, img-src https://a.nl", {"host_without_scheme"}},
      {"script-src 'unsafe-eval' 'unsafe-hashes'", {"unsafe_eval", "unsafe_hashes"}},
      {"script-src 'nonce-a' 'unsafe-inline'", {"unsafe_inline"}},
      {"script-src 'nonce-_url_safe-'", {}},
      {"connect-src http:", {"http"}},
      {"connect-src http://a.nl", {"http"}},
      {"connect-src *://a.nl", {"http"}},
      {"connect-src HTTP://a.nl", {}},
      {"connect-src https:", {"bare_https"}},
      {"connect-src wss:", {}},
      {"img-src data:", {}},
      {"script-src data:", {"data"}},
      {"object-src data:", {"data"}},
      {"script-src-elem data:", {}},
      {"img-src *", {"host_without_scheme", "invalid_host"}},
      {"img-src https://*", {"invalid_host"}},
      {"img-src https://*:443/x", {"invalid_host"}},
      {"img-src 127.0.0.1:8080", {"host_without_scheme", "invalid_host"}},
      {"img-src https://[::1]:*/x", {}},
      {"img-src https://a.nl:poort", {}},
      {"img-src https://a.nl/x://b.nl", {}},
      {"img-src data://x http://y/://*", {"invalid_host"}},
      {"default-src https://www.example.nl", {}},
      {"default-src https://*.example.nl", {}},
      {"default-src https://*.nl", {}},
      {"default-src https://elders.nl", {"default_src"}},
      {"default-src 'none'", {"default_src"}},
      {"default-src 'report-sample'", {}},
      {"default-src blob:", {"default_src"}},
      {"base-uri 'self'", {"base_uri"}},
      {"base-uri https://a.nl", {"base_uri"}},
      {"frame-ancestors https://a.nl", {}},
      {"frame-src https://a.nl", {}},
      {"upgrade-insecure-requests; report-to x; sandbox", {}},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, failures(row.more)) << row.more;
}

TEST(Csp, internet_nl_misses_what_is_not_there) {
  EXPECT_EQ((Words{"default_src", "frame_src", "frame_ancestors", "base_uri", "form_action"}),
            internet_nl_failures("img-src 'self'", "example.nl"));
  EXPECT_EQ((Words{"default_src", "frame_ancestors", "base_uri", "form_action"}),
            internet_nl_failures("frame-src https://a.nl", "example.nl"));
  EXPECT_EQ((Words{"host_without_scheme", "default_src", "frame_src", "frame_ancestors", "base_uri"}),
            internet_nl_failures("form-action https://a.nl; frame-ancestors self", "example.nl"));
}

TEST(Csp, on_a_redirect_internet_nl_judges_the_redirect_and_we_the_page) {
  DomainFacts facts = site(redirect("https://example.nl/", "https://www.example.nl/"));
  facts.web[0].hops = {facts.web[0].secure,
                       page({{"content-security-policy", "default-src 'self'; base-uri 'none'; form-action 'self'"}},
                            200, "https://www.example.nl/")};

  const Judged judged = judge_web(kCheck, facts);

  EXPECT_EQ("warn scan.csp.missing", said(judged.internet_nl));
  EXPECT_EQ("pass scan.csp.good", said(judged.own));
}

}  // namespace
}  // namespace waarborg::scan::csp
