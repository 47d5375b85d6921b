// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_certificates.h"
#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::cert_chain {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts sending(const std::vector<std::string>& ders) {
  TlsFacts facts = good_tls();
  facts.handshake.chain = in_base64(ders);
  return facts;
}

TlsFacts valid(std::chrono::hours from_now, std::chrono::hours until_now) {
  Wanted wanted = leaf();
  wanted.from = kNow + from_now;
  wanted.until = kNow + until_now;
  return sending({certificate(wanted, intermediate()), certificate(intermediate(), root())});
}

TlsFacts with_expired_intermediate() {
  Wanted wanted = intermediate();
  wanted.until = kNow - std::chrono::hours{1};
  return sending({certificate(leaf(), wanted), certificate(wanted, root())});
}

/// Leaf, intermediate and a root that ended yesterday.
TlsFacts with_expired_root() {
  Wanted wanted = root();
  wanted.until = kNow - std::chrono::hours{24};
  return sending({certificate(leaf(), intermediate()), certificate(intermediate(), root()), certificate(wanted)});
}

TEST(CertChain, must_be_valid_and_in_order) {
  using std::chrono::hours;
  const std::string own = certificate(leaf(), intermediate());
  const std::string between = certificate(intermediate(), root());
  const std::string top = certificate(root());
  constexpr hours kDay{24};
  expect(kCheck, Subject::kWeb,
         {
             {"as it should be", site({good_tls()}), "-", "pass", "good"},
             {"with its root", site({sending({own, between, top})}), "-", "pass", "good"},
             {"the leaf alone", site({sending({own})}), "-", "pass", "good"},
             {"the other way round", site({sending({top, between, own})}), "-", "warn", "reversed"},
             {"in disorder", site({sending({own, top, between})}), "-", "warn", "mixed"},
             {"a link missing", site({sending({own, top})}), "-", "warn", "gap"},
             {"one twice", site({sending({own, between, between})}), "-", "info", "duplicates"},
             {"valid for 15 days", site({valid(-kDay, 15 * kDay)}), "-", "pass", "good"},
             {"valid for exactly 14 days", site({valid(-kDay, 14 * kDay)}), "-", "pass", "good"},
             {"valid for 13 days", site({valid(-kDay, 13 * kDay)}), "-", "warn", "expires_soon"},
             {"expired an hour ago", site({valid(-kDay, -hours{1})}), "-", "fail", "expired"},
             {"valid from tomorrow", site({valid(kDay, 30 * kDay)}), "-", "fail", "not_yet_valid"},
             {"an expired intermediate", site({with_expired_intermediate()}), "-", "fail", "expired"},
             {"an expired root that browsers hold themselves", site({with_expired_root()}), "-", "pass", "good"},
             {"expired at the second address", site({good_tls(), valid(-kDay, -hours{1})}), "-", "fail", "expired"},
             {"no certificate seen", site({all_ended(HelloOutcome::kTimeout)}), "-", "?", "silent"},
         });
  expect(kCheck, Subject::kMail,
         {{"expired", mail({valid(-kDay, -hours{1})}), "-", "warn", "expired"},
          {"soon", mail({valid(-kDay, 13 * kDay)}), "-", "warn", "expires_soon"}});
}

TEST(CertChain, says_on_which_day) {
  const Judged judged =
      kCheck.judge(site({valid(std::chrono::hours{-1}, std::chrono::hours{24})}), rules(), Subject::kWeb);
  EXPECT_EQ("2026-12-01", judged.own.why.args.at(0).second);
}

}  // namespace
}  // namespace waarborg::scan::cert_chain
