// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/facts_dns.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

DnsAnswer answer(DnsOutcome outcome, DnsSecurity security) {
  DnsAnswer made;
  made.name = "example.nl";
  made.type = "TXT";
  made.outcome = outcome;
  made.security = security;
  return made;
}

TEST(DnsFacts, an_answer_is_found_by_name_and_type) {
  DnsAnswers answers{answer(DnsOutcome::kAnswer, DnsSecurity::kSecure)};
  EXPECT_EQ(&answers[0], find(answers, "example.nl", "TXT"));
  EXPECT_EQ(nullptr, find(answers, "example.nl", "MX"));
  EXPECT_EQ(nullptr, find(answers, "www.example.nl", "TXT"));
  EXPECT_EQ(nullptr, find({}, "example.nl", "TXT"));
}

TEST(DnsFacts, silence_and_failures_and_what_does_not_validate_are_unknown_and_never_absent) {
  struct Row {
    DnsOutcome outcome;
    DnsSecurity security;
    bool absent, unknown;
  };
  for (const Row& row : {Row{DnsOutcome::kAnswer, DnsSecurity::kSecure, false, false},
                         Row{DnsOutcome::kAnswer, DnsSecurity::kInsecure, false, false},
                         Row{DnsOutcome::kAnswer, DnsSecurity::kBogus, false, true},
                         Row{DnsOutcome::kNoData, DnsSecurity::kSecure, true, false},
                         Row{DnsOutcome::kNoData, DnsSecurity::kBogus, false, true},
                         Row{DnsOutcome::kNoName, DnsSecurity::kInsecure, true, false},
                         Row{DnsOutcome::kNoName, DnsSecurity::kBogus, false, true},
                         Row{DnsOutcome::kFailed, DnsSecurity::kUnknown, false, true},
                         Row{DnsOutcome::kFailed, DnsSecurity::kBogus, false, true},
                         Row{DnsOutcome::kTimeout, DnsSecurity::kUnknown, false, true}}) {
    const DnsAnswer given = answer(row.outcome, row.security);
    EXPECT_EQ(row.absent, is_absent(given));
    EXPECT_EQ(row.unknown, is_unknown(given));
  }
}

}  // namespace
}  // namespace waarborg::scan
