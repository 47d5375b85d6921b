// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::x_content_type_options {
extern const Check kCheck;

namespace {

using namespace web;

TEST(XContentTypeOptions, the_first_value_must_be_nosniff) {
  const std::string name = "x-content-type-options";
  const struct {
    Headers headers;
    int status;
    const char* internet_nl;
    const char* own;
  } kRows[] = {
      {{{name, "nosniff"}}, 200, "pass good", "pass good"},
      {{{name, " NoSniff "}}, 200, "pass good", "pass good"},
      {{{name, "nosniff, nosniff"}}, 200, "pass good", "pass good"},
      {{{name, "nosniff"}, {name, "x"}}, 404, "pass good", "pass good"},
      {{{name, "x"}, {name, "nosniff"}}, 200, "warn no_effect", "warn no_effect"},
      {{{name, ""}}, 200, "warn no_effect", "warn no_effect"},
      {{{name, "\"nosniff\""}}, 200, "warn no_effect", "warn no_effect"},
      {{}, 200, "warn missing", "warn missing"},
      {{}, 403, "warn missing", "unknown blocked"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, site(page(row.headers, row.status)));
    EXPECT_EQ(row.internet_nl, said_shortly(judged.internet_nl));
    EXPECT_EQ(row.own, said_shortly(judged.own));
  }
}

}  // namespace
}  // namespace waarborg::scan::x_content_type_options
