// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::cert_trust {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts with_error(int error, std::string problem = "unable to verify") {
  TlsFacts facts = good_tls();
  facts.handshake.chain_error = error;
  facts.handshake.chain_problem = std::move(problem);
  return facts;
}

TEST(CertTrust, names_what_is_wrong) {
  TlsFacts failed = with_error(-1, "");
  failed.handshake.heard = Heard::kTlsFailed;
  failed.handshake.trouble = "tlsv1 alert internal error";
  expect(kCheck, Subject::kWeb,
         {
             {"trusted", site({good_tls()}), "pass", "pass", "trusted"},
             {"expired", site({with_error(10)}), "fail", "fail", "expired"},
             {"not yet valid", site({with_error(9)}), "fail", "fail", "not_yet_valid"},
             {"signed by itself", site({with_error(18)}), "fail", "fail", "self_signed"},
             {"an unknown root", site({with_error(19)}), "fail", "fail", "unknown_root"},
             {"an issuer is missing", site({with_error(20)}), "fail", "fail", "no_issuer"},
             {"the first issuer is missing", site({with_error(21)}), "fail", "fail", "no_issuer"},
             {"withdrawn", site({with_error(23)}), "fail", "fail", "revoked"},
             {"something else", site({with_error(26)}), "fail", "fail", "untrusted"},
             {"without words of the library", site({with_error(26, "")}), "fail", "fail", "untrusted"},
             {"not looked at", site({with_error(-1)}), "?", "?", "unknown"},
             {"no handshake", site({failed}), "?", "?", "unknown"},
             {"wrong at the second address", site({good_tls(), with_error(10)}), "fail", "fail", "expired"},
             {"trusted at one, silent at the other", site({good_tls(), all_ended(HelloOutcome::kTimeout)}), "?", "?",
              "silent"},
         });
}

TEST(CertTrust, of_mail_is_only_worth_knowing) {
  expect(kCheck, Subject::kMail,
         {{"trusted", mail({good_tls()}), "pass", "pass", "trusted"},
          {"signed by itself", mail({with_error(18)}), "info", "info", "self_signed"},
          {"not looked at", mail({with_error(-1)}), "?", "?", "unknown"}});
}

}  // namespace
}  // namespace waarborg::scan::cert_trust
