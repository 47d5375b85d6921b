// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/checks/dane/chain.h"
#include "features/scan/tls/test_certificates.h"
#include "features/scan/tls/test_facts.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/hash.h"

namespace waarborg::scan::dane {
extern const Check kCheck;

namespace {

using namespace testing;

const std::string kOther(64, 'a');

/// The good chain has names for zorg.example and all below it.
Certificate sent(std::size_t place) { return read_chain(good_chain()).at(place); }
std::string key_hash(std::size_t place) { return crypto::sha256_hex(sent(place).key_info); }
std::string whole_hash(std::size_t place) { return crypto::sha256_hex(sent(place).der); }

DnsAnswer tlsa(std::vector<std::string> records, DnsSecurity security = DnsSecurity::kSecure,
               DnsOutcome outcome = DnsOutcome::kAnswer) {
  return {"_25._tcp.mx1.zorg.example", "TLSA", outcome, security, "", std::move(records), 60, ""};
}

DomainFacts mx(std::vector<std::string> records, DnsSecurity security = DnsSecurity::kSecure,
               DnsOutcome outcome = DnsOutcome::kAnswer) {
  return with(mail({good_tls()}), tlsa(std::move(records), security, outcome));
}

DomainFacts web(std::vector<std::string> records, int chain_error = 0, DnsSecurity security = DnsSecurity::kSecure) {
  TlsFacts tls = good_tls();
  tls.handshake.chain_error = chain_error;
  DnsAnswer answer = tlsa(std::move(records), security);
  answer.name = "_443._tcp.zorg.example";
  return with(site({tls}), answer);
}

DomainFacts with_mx_insecure(DomainFacts facts) {
  facts.dns.front().security = DnsSecurity::kInsecure;
  return facts;
}

TEST(Dane, of_mail_must_be_there_and_match) {
  DomainFacts two = with(mail({good_tls(), good_tls()}), tlsa({"3 1 1 " + key_hash(0)}));
  DnsAnswer second = tlsa({"3 1 1 " + kOther});
  second.name = "_25._tcp.mx2.zorg.example";
  expect(
      kCheck, Subject::kMail,
      {
          {"the key of the leaf", mx({"3 1 1 " + key_hash(0)}), "pass", "pass", "matches"},
          {"the whole leaf", mx({"3 0 1 " + whole_hash(0)}), "pass", "pass", "matches"},
          {"the whole leaf itself", mx({"3 0 0 " + crypto::hex_encode(sent(0).der)}), "pass", "pass", "matches"},
          {"one of more", mx({"3 1 1 " + kOther, "3 1 1 " + key_hash(0)}), "pass", "pass", "matches"},
          {"beside one that cannot be used", mx({"3 1 9 aa", "3 1 1 " + key_hash(0)}), "pass", "pass", "matches"},
          {"another key", mx({"3 1 1 " + kOther}), "fail", "fail", "mismatch"},
          {"the key of the intermediate as if of the leaf", mx({"3 1 1 " + key_hash(1)}), "fail", "fail", "mismatch"},
          {"the intermediate as authority", mx({"2 1 1 " + key_hash(1)}), "pass", "pass", "matches"},
          {"the root as authority, not sent, but whole in the record",
           mx({"2 0 0 " + crypto::hex_encode(certificate(root()))}), "pass", "pass", "matches"},
          {"the root as authority, not sent", mx({"2 1 1 " + kOther}), "fail", "fail", "mismatch"},
          {"the leaf as authority", mx({"2 1 1 " + key_hash(0)}), "fail", "fail", "mismatch"},
          {"usage 1 does not count", mx({"1 1 1 " + key_hash(0)}), "fail", "fail", "none_usable"},
          {"usage 0 does not count", mx({"0 1 1 " + key_hash(1)}), "fail", "fail", "none_usable"},
          {"no record that can be used", mx({"3 1 1 aa", "junk"}), "fail", "fail", "none_usable"},
          {"none", mx({}, DnsSecurity::kSecure, DnsOutcome::kNoName), "fail", "warn", "none"},
          {"none, not signed", mx({}, DnsSecurity::kInsecure, DnsOutcome::kNoData), "fail", "warn", "none"},
          {"not signed", mx({"3 1 1 " + key_hash(0)}, DnsSecurity::kInsecure), "fail", "warn", "insecure"},
          {"bogus", mx({}, DnsSecurity::kBogus, DnsOutcome::kFailed), "fail", "fail", "bogus"},
          {"SERVFAIL", mx({}, DnsSecurity::kUnknown, DnsOutcome::kFailed), "?", "?", "unknown"},
          {"timeout", mx({}, DnsSecurity::kUnknown, DnsOutcome::kTimeout), "?", "?", "unknown"},
          {"not asked", mail({good_tls()}), "?", "?", "unknown"},
          {"MX not signed", with_mx_insecure(mx({"3 1 1 " + key_hash(0)})), "pass", "warn", "mx_insecure"},
          {"one of two servers wrong", with(two, second), "fail", "fail", "mismatch"},
          {"one of two servers not known", two, "?", "?", "unknown"},
      });
}

TEST(Dane, needs_the_chain_as_it_was_sent) {
  const std::string record = "3 1 1 " + key_hash(0);
  DomainFacts silent = with(mail({all_ended(HelloOutcome::kTimeout)}), tlsa({record}));
  DomainFacts none = silent;
  none.mail.front().offers_starttls = false;
  TlsFacts bare = each(good_tls(), [](HelloFact& hello) { hello.chain.clear(); });
  bare.handshake.chain.clear();
  DomainFacts nothing_at_all = with(none, tlsa({}, DnsSecurity::kSecure, DnsOutcome::kNoName));
  expect(kCheck, Subject::kMail,
         {
             {"the server is silent", silent, "?", "?", "silent"},
             {"a server without STARTTLS", none, "?", "fail", "no_tls"},
             {"a server with neither", nothing_at_all, "na", "na", "no_starttls"},
             {"no certificate seen", with(mail({bare}), tlsa({record})), "?", "?", "no_certificate"},
         });
}

TEST(Dane, by_an_authority_asks_for_the_name_of_the_server) {
  Wanted wrong = leaf();
  wrong.names = {"elsewhere.example"};
  TlsFacts tls = good_tls();
  tls.handshake.chain = in_base64({certificate(wrong, intermediate()), certificate(intermediate(), root())});
  TlsFacts strange = good_tls();
  Wanted pretender = intermediate();
  pretender.key = "secp384r1";
  strange.handshake.chain = in_base64({certificate(leaf(), pretender), certificate(intermediate(), root())});
  expect(kCheck, Subject::kMail,
         {
             {"another name", with(mail({tls}), tlsa({"2 1 1 " + key_hash(1)})), "pass", "fail", "other_name"},
             {"the leaf is not signed by the authority that was sent",
              with(mail({strange}), tlsa({"2 1 1 " + key_hash(1)})), "fail", "fail", "mismatch"},
         });
}

TEST(Dane, of_a_site_is_optional_but_must_match) {
  DnsAnswer none = tlsa({}, DnsSecurity::kSecure, DnsOutcome::kNoName);
  none.name = "_443._tcp.zorg.example";
  DomainFacts closed = with(site({TlsFacts{}}), none);
  closed.web.front().port_443 = Heard::kRefused;
  expect(kCheck, Subject::kWeb,
         {
             {"the key of the leaf", web({"3 1 1 " + key_hash(0)}), "pass", "pass", "matches"},
             {"another key", web({"3 1 1 " + kOther}), "warn", "fail", "mismatch"},
             {"none", with(site({good_tls()}), none), "info", "info", "none"},
             {"not signed", web({"3 1 1 " + key_hash(0)}, 0, DnsSecurity::kInsecure), "info", "warn", "insecure"},
             {"bogus", web({}, 0, DnsSecurity::kBogus), "warn", "fail", "bogus"},
             {"usage 1 of a trusted leaf", web({"1 1 1 " + key_hash(0)}), "pass", "pass", "matches"},
             {"usage 1 of a leaf that is not trusted", web({"1 1 1 " + key_hash(0)}, 20), "warn", "fail", "mismatch"},
             {"usage 1, trust not known", web({"1 1 1 " + key_hash(0)}, -1), "?", "?", "trust_unknown"},
             {"usage 0 of a trusted authority", web({"0 1 1 " + key_hash(1)}), "pass", "pass", "matches"},
             {"usage 0 of the leaf", web({"0 1 1 " + key_hash(0)}), "warn", "fail", "mismatch"},
             {"not asked", site({good_tls()}), "?", "?", "unknown"},
             {"no site and no records", closed, "na", "na", "closed_port"},
         });
}

TEST(Dane, counts_for_mail_twice_as_much_because_internet_nl_has_two_subtests) {
  EXPECT_EQ(20, kCheck.judge(mx({"3 1 1 " + key_hash(0)}), rules(), Subject::kMail).internet_nl->points);
  EXPECT_EQ(0, kCheck.judge(mx({"3 1 1 " + kOther}), rules(), Subject::kMail).internet_nl->points);
}

TEST(Dane, asks_for_the_records_of_the_site_and_of_each_mail_server) {
  const std::vector<DnsQuestion> questions = kCheck.asks(mail({good_tls(), good_tls()}));
  EXPECT_EQ((std::vector<DnsQuestion>{{"_443._tcp.zorg.example", "TLSA"},
                                      {"_25._tcp.mx1.zorg.example", "TLSA"},
                                      {"_25._tcp.mx2.zorg.example", "TLSA"}}),
            questions);
  const DnsAnswer alias{
      "zorg.example", "A", DnsOutcome::kAnswer, DnsSecurity::kSecure, "host.example", {"192.0.2.1"}, 60, ""};
  EXPECT_EQ("_443._tcp.host.example", kCheck.asks(with(site({}), alias)).front().name);
}

TEST(Dane, shows_the_records) {
  const Judged judged = kCheck.judge(mx({"3 1 1 " + kOther}), rules(), Subject::kMail);
  EXPECT_EQ("mx1.zorg.example (192.0.2.101): _25._tcp.mx1.zorg.example TLSA 3 1 1 " + kOther, judged.own.seen.at(0));
}

}  // namespace
}  // namespace waarborg::scan::dane
