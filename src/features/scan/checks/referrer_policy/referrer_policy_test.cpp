// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::referrer_policy {
extern const Check kCheck;

namespace {

using namespace web;

TEST(ReferrerPolicy, internet_nl_takes_the_last_word_and_browsers_the_last_that_they_know) {
  const struct {
    const char* value;  ///< Null: no header.
    const char* internet_nl;
    const char* own;
  } kRows[] = {
      {"no-referrer", "pass good", "pass good"},
      {"same-origin", "pass good", "pass good"},
      {"strict-origin", "info origin", "info origin"},
      {"strict-origin-when-cross-origin", "info origin", "info origin"},
      {"origin", "warn unencrypted", "warn unencrypted"},
      {"origin-when-cross-origin", "warn unencrypted", "warn unencrypted"},
      {"no-referrer-when-downgrade", "warn whole_address", "warn whole_address"},
      {"unsafe-url", "warn whole_address", "warn whole_address"},
      {nullptr, "info missing", "info missing"},
      {"", "info missing", "info missing"},
      {" ", "info missing", "info missing"},
      {"No-Referrer", "warn unknown", "pass good"},
      {"unsafe-url, same-origin", "pass good", "pass good"},
      {"same-origin, unsafe-url", "warn whole_address", "warn whole_address"},
      {"same-origin, iets-nieuws", "warn unknown", "pass good"},
      {"same-origin,", "warn unknown", "pass good"},
      {"onzin", "warn unknown", "info missing"},
  };
  for (const auto& row : kRows) {
    Headers headers;
    if (row.value != nullptr) headers.push_back({"referrer-policy", row.value});
    const Judged judged = judge_web(kCheck, site(page(headers)));
    EXPECT_EQ(row.internet_nl, said_shortly(judged.internet_nl)) << (row.value ? row.value : "none");
    EXPECT_EQ(row.own, said_shortly(judged.own)) << (row.value ? row.value : "none");
  }
}

}  // namespace
}  // namespace waarborg::scan::referrer_policy
