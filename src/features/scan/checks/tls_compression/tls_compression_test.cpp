// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_compression {
extern const Check kCheck;

namespace {

using namespace testing;

HelloFact compressed(std::string asked, int version) {
  HelloFact hello = answered(std::move(asked), version, kEcdheAes256Gcm);
  hello.compression = 1;
  return hello;
}

TEST(TlsCompression, must_be_off) {
  expect(kCheck, Subject::kWeb,
         {
             {"off", site({good_tls()}), "pass", "pass", "off"},
             {"on", site({with(good_tls(), {compressed("tls12", 0x0303)})}), "fail", "fail", "on"},
             {"on at an older version only", site({with(good_tls(), {compressed("tls10", 0x0301)})}), "fail", "fail",
              "on"},
             {"TLS 1.3 only", site({tls13_only()}), "na", "na", "tls13_only"},
             {"older versions not known",
              site({with(all_ended(HelloOutcome::kTimeout), {answered("tls13", 0x0304, kAes256Gcm13)})}), "?", "?",
              "unknown"},
             {"answered only where it was not offered",
              site({with(TlsFacts{}, {answered("tls13", 0x0303, kEcdheAes256Gcm)})}), "?", "?", "unknown"},
             {"on at the second address", site({good_tls(), with(good_tls(), {compressed("tls12", 0x0303)})}), "fail",
              "fail", "on"},
         });
}

}  // namespace
}  // namespace waarborg::scan::tls_compression
