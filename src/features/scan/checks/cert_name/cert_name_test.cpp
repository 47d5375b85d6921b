// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_certificates.h"
#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::cert_name {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts with_names(std::vector<std::string> names) {
  Wanted wanted = leaf();
  wanted.names = std::move(names);
  TlsFacts facts = good_tls();
  facts.handshake.chain = in_base64({certificate(wanted, intermediate())});
  return facts;
}

TlsFacts without_chain(bool matches, Heard heard) {
  TlsFacts facts = each(good_tls(), [](HelloFact& hello) { hello.chain.clear(); });
  facts.handshake.chain.clear();
  facts.handshake.name_matches = matches;
  facts.handshake.heard = heard;
  return facts;
}

DnsAnswer tlsa(std::string record, DnsSecurity security) {
  return {"_25._tcp.mx1.zorg.example", "TLSA", DnsOutcome::kAnswer, security, "", {std::move(record)}, 60, ""};
}

TEST(CertName, must_be_that_of_the_site) {
  expect(
      kCheck, Subject::kWeb,
      {
          {"the name itself", site({good_tls()}), "pass", "pass", "matches"},
          {"among others", site({with_names({"a.example", "zorg.example"})}), "pass", "pass", "matches"},
          {"another name", site({with_names({"www.zorg.example"})}), "fail", "fail", "other_host"},
          {"only a wildcard for what is below", site({with_names({"*.zorg.example"})}), "fail", "fail", "other_host"},
          {"no name at all", site({with_names({})}), "fail", "fail", "other_host"},
          {"no chain, the handshake says yes", site({without_chain(true, Heard::kAnswer)}), "pass", "pass", "matches"},
          {"no chain, the handshake says no", site({without_chain(false, Heard::kAnswer)}), "?", "?", "no_certificate"},
          {"neither chain nor handshake", site({without_chain(false, Heard::kTlsFailed)}), "?", "?", "no_certificate"},
          {"wrong at the second address", site({good_tls(), with_names({"other.example"})}), "fail", "fail",
           "other_host"},
      });
}

TEST(CertName, of_mail_counts_only_beside_an_authority_in_the_dns) {
  const std::string hash(64, 'a');
  const DomainFacts wrong = mail({with_names({"other.example"})});
  expect(kCheck, Subject::kMail,
         {
             {"the name of the server", mail({with_names({"mx1.zorg.example"})}), "pass", "pass", "matches"},
             {"a wildcard", mail({good_tls()}), "pass", "pass", "matches"},
             {"another name", wrong, "info", "info", "other_host"},
             {"another name and usage 3", with(wrong, tlsa("3 1 1 " + hash, DnsSecurity::kSecure)), "info", "info",
              "other_host"},
             {"another name and usage 2", with(wrong, tlsa("2 1 1 " + hash, DnsSecurity::kSecure)), "fail", "fail",
              "other_host"},
             {"another name and usage 2 without DNSSEC", with(wrong, tlsa("2 1 1 " + hash, DnsSecurity::kInsecure)),
              "info", "info", "other_host"},
             {"the right name and usage 2",
              with(mail({with_names({"mx1.zorg.example"})}), tlsa("2 1 1 " + hash, DnsSecurity::kSecure)), "pass",
              "pass", "matches"},
         });
}

TEST(CertName, shows_the_names_that_are_there) {
  const Judged judged = kCheck.judge(site({with_names({"other.example"})}), rules(), Subject::kWeb);
  EXPECT_EQ((std::vector<std::string>{"192.0.2.1: other.example"}), judged.own.seen);
}

}  // namespace
}  // namespace waarborg::scan::cert_name
