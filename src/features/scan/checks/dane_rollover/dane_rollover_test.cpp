// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::dane_rollover {
extern const Check kCheck;

namespace {

using namespace testing;

const std::string kHash(64, 'a');

DomainFacts having(std::vector<std::string> records, DnsSecurity security = DnsSecurity::kSecure,
                   DnsOutcome outcome = DnsOutcome::kAnswer) {
  return with(mail({good_tls()}),
              DnsAnswer{"_25._tcp.mx1.zorg.example", "TLSA", outcome, security, "", std::move(records), 60, ""});
}

TEST(DaneRollover, needs_a_second_record) {
  expect(kCheck, Subject::kMail,
         {
             {"two of usage 3", having({"3 1 1 " + kHash, "3 1 1 " + std::string(64, 'b')}), "pass", "pass", "ready"},
             {"usages 3 and 2", having({"3 1 1 " + kHash, "2 1 1 " + kHash}), "pass", "pass", "ready"},
             {"one of usage 3", having({"3 1 1 " + kHash}), "info", "info", "single"},
             {"one of usage 2", having({"2 1 1 " + kHash}), "info", "info", "single"},
             {"two of usage 2", having({"2 1 1 " + kHash, "2 0 1 " + kHash}), "info", "info", "single"},
             {"usages 3 and 1", having({"3 1 1 " + kHash, "1 1 1 " + kHash}), "info", "info", "single"},
             {"the second cannot be used", having({"3 1 1 " + kHash, "3 1 1 aa"}), "info", "info", "single"},
             {"none", having({}, DnsSecurity::kSecure, DnsOutcome::kNoName), "na", "na", "no_dane"},
             {"not signed", having({"3 1 1 " + kHash}, DnsSecurity::kInsecure), "na", "na", "no_dane"},
             {"no answer", having({}, DnsSecurity::kUnknown, DnsOutcome::kTimeout), "?", "?", "unknown"},
             {"not asked", mail({good_tls()}), "?", "?", "unknown"},
         });
}

}  // namespace
}  // namespace waarborg::scan::dane_rollover
