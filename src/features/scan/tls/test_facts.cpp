// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/test_facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "base/test_source_folder.h"
#include "features/scan/tls/judging.h"
#include "features/scan/tls/test_certificates.h"

namespace waarborg::scan::testing {
namespace {

std::string file(const std::filesystem::path& path) {
  std::ifstream in(waarborg::testing::source_folder() / path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

RuleSet read(const std::string& name) {
  auto rules = read_rule_set(file("content/scan/rules/" + name), name);
  if (!rules) throw std::logic_error(rules.error().where + ": " + rules.error().what.key);
  return std::move(*rules);
}

/// Keys of the words of one check, or of what all checks of TLS share.
std::set<std::string> keys(const std::string& part, const std::string& language) {
  const std::string folder = part == "tls" ? "tls" : "checks/" + part;
  std::istringstream in(file("src/features/scan/" + folder + "/text/" + language + ".txt"));
  std::set<std::string> out;
  for (std::string line; std::getline(in, line);) out.insert(line.substr(0, line.find(':')));
  return out;
}

std::string word(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPass:
      return "pass";
    case Outcome::kWarn:
      return "warn";
    case Outcome::kFail:
      return "fail";
    case Outcome::kInfo:
      return "info";
    case Outcome::kNotApplicable:
      return "na";
    case Outcome::kInconclusive:
      return "?";
  }
  return "";
}

void expect_words(const Finding& finding) {
  const std::string part = finding.why.key.substr(5, finding.why.key.rfind('.') - 5);
  EXPECT_TRUE(keys(part, "nl").contains(finding.why.key)) << finding.why.key;
  EXPECT_TRUE(keys(part, "en").contains(finding.why.key)) << finding.why.key;
  EXPECT_LE(finding.seen.size(), 20U);
  for (const std::string& seen : finding.seen) EXPECT_LE(seen.size(), 300U);
}

}  // namespace

HelloFact answered(std::string asked, int version, int suite, int group) {
  HelloFact hello;
  hello.asked = std::move(asked);
  hello.outcome = HelloOutcome::kServerHello;
  hello.version = version;
  hello.suite = suite;
  hello.group = group;
  hello.signature = version == 0x0303 ? 0x0804 : 0;
  hello.extended_master_secret = version == 0x0303;
  hello.renegotiation_info = version < 0x0304;
  return hello;
}

HelloFact alerted(std::string asked, int alert) {
  HelloFact hello;
  hello.asked = std::move(asked);
  hello.outcome = HelloOutcome::kAlert;
  hello.alert = alert;
  return hello;
}

HelloFact unanswered(std::string asked, HelloOutcome outcome) {
  HelloFact hello;
  hello.asked = std::move(asked);
  hello.outcome = outcome;
  return hello;
}

TlsFacts good_tls() {
  TlsFacts facts;
  facts.hellos = {
      answered("tls13", 0x0304, kAes256Gcm13),
      answered("tls12", 0x0303, kEcdheAes256Gcm),
      alerted("tls11", 70),
      alerted("tls10", 70),
      alerted("ssl3"),
      unanswered("ssl2", HelloOutcome::kClosed),
      alerted("tls12_weak"),
      answered("tls12_suites_1", 0x0303, kEcdheAes256Gcm),
      answered("tls12_suites_2", 0x0303, kEcdheAes128Gcm),
      alerted("tls12_suites_3"),
      answered("order_1", 0x0303, kEcdheAes256Gcm),
      answered("order_2", 0x0303, kEcdheAes256Gcm),
      alerted("dhe"),
      alerted("sha1"),
      alerted("sha224"),
      alerted("ccm8"),
      answered("control", 0x0304, kAes256Gcm13),
  };
  facts.hellos[1].chain = good_chain();
  facts.handshake.heard = Heard::kAnswer;
  facts.handshake.version = 0x0304;
  facts.handshake.chain_error = 0;
  facts.handshake.name_matches = true;
  facts.handshake.client_renegotiations = 0;
  facts.handshake.chain = good_chain();
  return facts;
}

TlsFacts tls13_only() {
  TlsFacts facts = good_tls();
  std::erase_if(facts.hellos, [](const HelloFact& hello) { return hello.version == 0x0303; });
  facts.hellos.insert(facts.hellos.begin() + 1, alerted("tls12", 70));
  return facts;
}

TlsFacts with(TlsFacts facts, std::initializer_list<HelloFact> hellos) {
  for (const HelloFact& hello : hellos) {
    const auto old = std::ranges::find(facts.hellos, hello.asked, &HelloFact::asked);
    if (old != facts.hellos.end()) {
      *old = hello;
    } else {
      facts.hellos.insert(facts.hellos.empty() ? facts.hellos.end() : facts.hellos.end() - 1, hello);
    }
  }
  return facts;
}

TlsFacts without(TlsFacts facts, std::initializer_list<std::string> asked) {
  for (const std::string& name : asked) {
    std::erase_if(facts.hellos, [&](const HelloFact& hello) { return hello.asked == name; });
  }
  return facts;
}

TlsFacts each(TlsFacts facts, void (*change)(HelloFact&)) {
  for (HelloFact& hello : facts.hellos) change(hello);
  return facts;
}

TlsFacts all_ended(HelloOutcome outcome, int alert) {
  TlsFacts facts;
  for (const HelloFact& hello : good_tls().hellos) {
    facts.hellos.push_back(unanswered(hello.asked, outcome));
    facts.hellos.back().alert = alert;
  }
  facts.handshake.heard = Heard::kTlsFailed;
  return facts;
}

DomainFacts site(std::initializer_list<TlsFacts> servers) {
  DomainFacts facts;
  facts.name = "zorg.example";
  facts.at = kNow;
  for (const TlsFacts& tls : servers) {
    WebAddressFacts web;
    web.address = "192.0.2." + std::to_string(facts.web.size() + 1);
    web.port_80 = web.port_443 = Heard::kAnswer;
    web.tls = tls;
    facts.web.push_back(std::move(web));
  }
  return facts;
}

DomainFacts mail(std::initializer_list<TlsFacts> servers) {
  DomainFacts facts;
  facts.name = "zorg.example";
  facts.at = kNow;
  DnsAnswer mx{"zorg.example", "MX", DnsOutcome::kAnswer, DnsSecurity::kSecure, "", {}, 300, ""};
  for (const TlsFacts& tls : servers) {
    const std::string number = std::to_string(facts.mail.size() + 1);
    MailServerFacts server;
    server.host = "mx" + number + ".zorg.example";
    server.address = "192.0.2.10" + number;
    server.heard = Heard::kAnswer;
    server.code = 250;
    server.offers_starttls = true;
    server.tls = tls;
    mx.records.push_back("10 " + server.host);
    facts.mail.push_back(std::move(server));
  }
  facts.dns.push_back(std::move(mx));
  return facts;
}

DomainFacts with(DomainFacts facts, DnsAnswer answer) {
  std::erase_if(facts.dns, [&](const DnsAnswer& old) { return old.name == answer.name && old.type == answer.type; });
  facts.dns.push_back(std::move(answer));
  return facts;
}

const RuleSet& rules() {
  static const RuleSet kRules = read("internet.nl-1.11.2.toml");
  return kRules;
}

const RuleSet& older_rules() {
  static const RuleSet kRules = read("ncsc-2.1.toml");
  return kRules;
}

void expect(const Check& check, Subject subject, const std::vector<Row>& rows, const RuleSet& by) {
  for (const Row& row : rows) {
    SCOPED_TRACE(row.what);
    const Judged judged = check.judge(row.facts, by, subject);
    EXPECT_EQ(row.internet_nl, judged.internet_nl ? word(judged.internet_nl->outcome) : "-");
    EXPECT_EQ(row.own, word(judged.own.outcome));
    EXPECT_EQ(row.why, judged.own.why.key.substr(judged.own.why.key.rfind('.') + 1));
    expect_words(judged.own);
    if (!judged.internet_nl) continue;
    expect_words(*judged.internet_nl);
    const int full = by.weights.find(rule_key(subject, check.id))->second.full;
    const bool counts_full = row.internet_nl == "pass" || row.internet_nl == "warn";
    EXPECT_TRUE(!counts_full || judged.internet_nl->points == full);
    const bool counts_nothing = row.internet_nl == "fail" || row.internet_nl == "?";
    EXPECT_TRUE(!counts_nothing || judged.internet_nl->points == 0);
  }
}

}  // namespace waarborg::scan::testing
