// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::starttls {
extern const Check kCheck;

namespace {

using namespace testing;

DomainFacts heard(Heard how, bool offers = false) {
  DomainFacts facts = mail({TlsFacts{}});
  facts.mail.front().heard = how;
  facts.mail.front().offers_starttls = offers;
  return facts;
}

DomainFacts without_port_25() {
  DomainFacts facts = heard(Heard::kTimeout);
  facts.vantage.port_25 = false;
  return facts;
}

DomainFacts with_mx(DnsOutcome outcome, std::vector<std::string> records = {}) {
  DomainFacts facts = mail({});
  facts.dns.front().outcome = outcome;
  facts.dns.front().records = std::move(records);
  return facts;
}

TEST(Starttls, is_offered_missing_or_not_known) {
  DomainFacts one_without = mail({good_tls(), TlsFacts{}});
  one_without.mail.back().offers_starttls = false;
  expect(kCheck, Subject::kMail,
         {
             {"offered and works", mail({good_tls()}), "pass", "pass", "offered"},
             {"on every server", mail({good_tls(), good_tls()}), "pass", "pass", "offered"},
             {"only old versions still is encryption", mail({with(TlsFacts{}, {answered("tls10", 0x0301, k3Des)})}),
              "pass", "pass", "offered"},
             {"EHLO does not name it", heard(Heard::kAnswer), "?", "fail", "missing"},
             {"one of two servers without", one_without, "?", "fail", "missing"},
             {"offered, and every version refused",
              mail({with(TlsFacts{}, {alerted("tls13", 70), alerted("tls12", 70), alerted("ssl2", 40)})}), "?", "fail",
              "no_version"},
             {"offered, only TLS 1.3 and 1.2 asked and refused",
              mail({with(TlsFacts{}, {alerted("tls13"), alerted("tls12")})}), "?", "?", "only_alerts"},
             {"offered, then silence", mail({all_ended(HelloOutcome::kTimeout)}), "?", "?", "silent"},
             {"offered, then closed", mail({all_ended(HelloOutcome::kClosed)}), "?", "?", "broken_off"},
             {"offered and not tried", mail({TlsFacts{}}), "?", "?", "not_tried"},
             {"no banner in time", heard(Heard::kTimeout), "?", "?", "silent"},
             {"nothing listens", heard(Heard::kRefused), "?", "?", "refused"},
             {"no route", heard(Heard::kUnreachable), "?", "?", "unreachable"},
             {"too many connections (421)", heard(Heard::kLimited), "?", "?", "limited"},
             {"closed before the banner", heard(Heard::kClosed), "?", "?", "broken_off"},
             {"a banner that is no SMTP", heard(Heard::kGarbage), "?", "?", "broken_off"},
             {"not tried", heard(Heard::kNotTried), "?", "?", "not_tried"},
             {"port 25 is closed from here", without_port_25(), "?", "?", "vantage"},
             {"no mail at all", with_mx(DnsOutcome::kNoData), "na", "na", "no_mail"},
             {"null MX", with_mx(DnsOutcome::kAnswer, {"0 ."}), "na", "na", "no_mail"},
             {"MX not known", with_mx(DnsOutcome::kTimeout), "?", "?", "no_mail_server"},
             {"MX without an address", with_mx(DnsOutcome::kAnswer, {"10 mx.example"}), "?", "?", "no_mail_server"},
         });
}

}  // namespace
}  // namespace waarborg::scan::starttls
