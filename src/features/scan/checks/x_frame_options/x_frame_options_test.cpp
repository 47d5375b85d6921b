// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::x_frame_options {
extern const Check kCheck;

namespace {

using namespace web;

TEST(XFrameOptions, only_two_values_work_and_frame_ancestors_goes_first) {
  const std::string xfo = "x-frame-options", csp = "content-security-policy";
  const struct {
    Headers headers;
    const char* internet_nl;
    const char* own;
  } kRows[] = {
      {{{xfo, "DENY"}}, "pass scan.x_frame_options.good", "pass scan.x_frame_options.good"},
      {{{xfo, " sameOrigin "}}, "pass scan.x_frame_options.good", "pass scan.x_frame_options.good"},
      {{}, "info scan.x_frame_options.missing", "warn scan.x_frame_options.missing"},
      {{{xfo, ""}}, "info scan.x_frame_options.missing", "warn scan.x_frame_options.no_effect"},
      {{{xfo, "ALLOW-FROM https://a.nl"}},
       "info scan.x_frame_options.no_effect",
       "warn scan.x_frame_options.no_effect"},
      {{{xfo, "ALLOWALL"}}, "info scan.x_frame_options.no_effect", "warn scan.x_frame_options.no_effect"},
      {{{xfo, "DENY"}, {xfo, "deny"}}, "pass scan.x_frame_options.good", "pass scan.x_frame_options.good"},
      {{{xfo, "DENY, SAMEORIGIN"}}, "pass scan.x_frame_options.good", "info scan.x_frame_options.conflict"},
      {{{xfo, "x, SAMEORIGIN"}}, "info scan.x_frame_options.no_effect", "info scan.x_frame_options.conflict"},
      {{{xfo, "x, y"}}, "info scan.x_frame_options.no_effect", "warn scan.x_frame_options.no_effect"},
      {{{csp, "frame-ancestors 'none'"}}, "info scan.x_frame_options.missing", "pass scan.x_frame_options.by_policy"},
      {{{csp, "frame-ancestors *"}, {xfo, "DENY"}},
       "pass scan.x_frame_options.good",
       "warn scan.x_frame_options.policy_too_wide"},
      {{{csp, "frame-ancestors https:"}, {csp, "frame-ancestors 'self'"}},
       "info scan.x_frame_options.missing",
       "pass scan.x_frame_options.by_policy"},
      {{{csp, "default-src 'none'"}}, "info scan.x_frame_options.missing", "warn scan.x_frame_options.missing"},
      {{{csp + "-report-only", "frame-ancestors 'none'"}},
       "info scan.x_frame_options.missing",
       "warn scan.x_frame_options.missing"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, site(page(row.headers)));
    const std::string what = row.headers.empty() ? "none" : row.headers[0].name + ": " + row.headers[0].value;
    EXPECT_EQ(row.internet_nl, said(judged.internet_nl)) << what;
    EXPECT_EQ(row.own, said(judged.own)) << what;
  }
}

TEST(XFrameOptions, of_a_block_page_is_not_of_the_site) {
  const Judged judged = judge_web(kCheck, site(page({{"x-frame-options", "DENY"}}, 406)));

  EXPECT_EQ("pass scan.x_frame_options.good", said(judged.internet_nl));
  EXPECT_EQ("unknown scan.web.blocked", said(judged.own));
}

}  // namespace
}  // namespace waarborg::scan::x_frame_options
