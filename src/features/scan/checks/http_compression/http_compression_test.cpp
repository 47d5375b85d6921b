// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::http_compression {
extern const Check kCheck;

namespace {

using namespace web;

Judged judged(HttpExchange compressed) {
  DomainFacts facts = site(page({}));
  facts.web[0].compressed = std::move(compressed);
  return judge_web(kCheck, facts);
}

TEST(HttpCompression, is_for_knowing_and_never_a_failure) {
  const struct {
    Headers headers;
    int status;
    const char* internet_nl;
    const char* own;
  } kRows[] = {
      {{}, 200, "pass scan.http_compression.none", "pass scan.http_compression.none"},
      {{{"content-encoding", "gzip"}}, 200, "info scan.http_compression.used", "info scan.http_compression.used"},
      {{{"content-encoding", "br"}}, 301, "info scan.http_compression.used", "info scan.http_compression.used"},
      {{{"content-encoding", ""}}, 200, "pass scan.http_compression.none", "pass scan.http_compression.none"},
      {{{"content-encoding", "Identity"}}, 200, "info scan.http_compression.used", "pass scan.http_compression.none"},
      {{{"content-encoding", "identity"}, {"content-encoding", "gzip"}},
       200,
       "info scan.http_compression.used",
       "info scan.http_compression.used"},
      {{{"content-encoding", "gzip"}}, 403, "info scan.http_compression.used", "unknown scan.web.blocked"},
  };
  for (const auto& row : kRows) {
    const Judged got = judged(page(row.headers, row.status));
    EXPECT_EQ(row.internet_nl, said(got.internet_nl));
    EXPECT_EQ(row.own, said(got.own));
  }
}

TEST(HttpCompression, is_unknown_without_an_answer_to_that_very_question) {
  EXPECT_EQ("unknown scan.web.no_answer", said(judged({}).own));
  EXPECT_EQ("unknown scan.web.no_answer", said(judged(unheard(Heard::kTimeout)).internet_nl));
}

}  // namespace
}  // namespace waarborg::scan::http_compression
