// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/reading.h"

#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan {
namespace {

using namespace testing;

TlsFacts asked(std::initializer_list<HelloFact> hellos) {
  TlsFacts facts;
  facts.hellos = hellos;
  return facts;
}

std::string word(Known known) { return known == Known::kYes ? "yes" : known == Known::kNo ? "no" : "?"; }

/// What is known of TLS 1.3, 1.2, 1.1, 1.0, SSL 3 and SSL 2.
std::string versions(const TlsFacts& facts) {
  std::string out;
  const Reading reading = read_tls(facts);
  for (const int version : kVersions) out += (out.empty() ? "" : " ") + word(reading.versions.at(version));
  return out;
}

TEST(Reading, knows_all_of_a_server_that_answers_all) {
  const TlsFacts facts = good_tls();
  const Reading reading = read_tls(facts);

  EXPECT_EQ("yes yes no no no no", versions(facts));
  EXPECT_TRUE(reading.spoke);
  EXPECT_EQ(kTls12, reading.classic);
  EXPECT_EQ((std::set<int>{kEcdheAes128Gcm, kEcdheAes256Gcm}), reading.suites.at(kTls12));
  EXPECT_EQ((std::set<int>{kAes256Gcm13}), reading.suites.at(kTls13));
  EXPECT_TRUE(reading.suites_complete);
  EXPECT_EQ("no", word(reading.weak));
  EXPECT_EQ("no", word(reading.ccm8));
  EXPECT_EQ("no", word(reading.dhe));
  EXPECT_EQ((std::set<int>{kX25519}), reading.groups);
  EXPECT_TRUE(reading.order_known);
  ASSERT_NE(nullptr, reading.tls12);
  EXPECT_EQ("tls12", reading.tls12->asked);
  EXPECT_TRUE(reading.compression_asked);
}

TEST(Reading, knows_nothing_of_a_server_that_says_nothing) {
  for (const HelloOutcome outcome : {HelloOutcome::kTimeout, HelloOutcome::kNoPeer, HelloOutcome::kBroken,
                                     HelloOutcome::kClosed, HelloOutcome::kReset, HelloOutcome::kNotTls}) {
    const Reading reading = read_tls(all_ended(outcome));
    EXPECT_EQ("? ? ? ? ? ?", versions(all_ended(outcome)));
    EXPECT_FALSE(reading.spoke);
    EXPECT_EQ("?", word(reading.classic_offered));
    EXPECT_EQ("?", word(reading.weak));
    EXPECT_EQ("?", word(reading.dhe));
    EXPECT_FALSE(reading.suites_complete);
    EXPECT_FALSE(reading.order_known);
  }
  EXPECT_EQ("? ? ? ? ? ?", versions({}));
}

TEST(Reading, takes_silence_for_no_refusal_even_beside_answers) {
  const HelloFact good = answered("control", kTls13, kAes256Gcm13);
  for (const HelloOutcome outcome : {HelloOutcome::kTimeout, HelloOutcome::kNoPeer, HelloOutcome::kBroken}) {
    EXPECT_EQ("yes ? ? ? ? no", versions(asked({unanswered("tls10", outcome), good}))) << static_cast<int>(outcome);
    EXPECT_EQ(Known::kUnknown, accepted({unanswered("sha1", outcome), good}, "sha1"));
  }
}

TEST(Reading, takes_a_closed_door_for_a_refusal_only_when_the_server_answers_after_it) {
  const HelloFact good = answered("control", kTls13, kAes256Gcm13);
  for (const HelloOutcome outcome : {HelloOutcome::kClosed, HelloOutcome::kReset, HelloOutcome::kNotTls}) {
    const HelloFact gone = unanswered("tls10", outcome);
    EXPECT_EQ("yes ? ? no ? no", versions(asked({gone, good})));
    EXPECT_EQ("yes ? ? ? ? no", versions(asked({good, gone})));
    EXPECT_EQ("? ? ? ? ? ?", versions(asked({gone})));
  }
}

TEST(Reading, takes_an_alert_about_the_offer_for_a_refusal_by_itself) {
  const auto ssl3 = [](std::initializer_list<HelloFact> hellos) { return read_tls(asked(hellos)).versions.at(kSsl3); };
  for (const int alert : {40, 70, 71, 86, 109}) EXPECT_EQ(Known::kNo, ssl3({alerted("ssl3", alert)})) << alert;
  // internal_error, decode_error, unrecognized_name, close_notify: not when that is all that the server ever says.
  const HelloFact good = answered("control", kTls12, kEcdheAes256Gcm);
  for (const int alert : {80, 50, 112, 0}) {
    EXPECT_EQ(Known::kUnknown, ssl3({alerted("ssl3", alert)})) << alert;
    EXPECT_EQ(Known::kNo, ssl3({alerted("ssl3", alert), good})) << alert;
    EXPECT_EQ(Known::kNo, ssl3({good, alerted("ssl3", alert)})) << alert;
  }
}

TEST(Reading, knows_a_version_by_an_answer_in_another_one) {
  EXPECT_EQ("no yes ? ? ? ?", versions(asked({answered("tls13", kTls12, kEcdheAes256Gcm)})));
  EXPECT_EQ("? ? no yes ? ?", versions(asked({answered("tls11", kTls10, kEcdheAes128CbcSha)})));
  EXPECT_EQ("? ? ? ? yes no", versions(asked({answered("ssl2", kSsl3, k3Des)})));
  HelloFact retry = answered("tls13", kTls13, kAes256Gcm13);
  retry.outcome = HelloOutcome::kRetryRequest;
  EXPECT_EQ("yes ? ? ? ? no", versions(asked({retry})));
}

TEST(Reading, one_who_knows_no_version_so_low_has_none_below_it) {
  EXPECT_EQ("? no no no no ?", versions(asked({alerted("tls12", 70)})));
  EXPECT_EQ("? ? no no no ?", versions(asked({alerted("tls11", 70)})));
  EXPECT_EQ("? ? ? no no ?", versions(asked({alerted("tls10", 70)})));
  EXPECT_EQ("? ? ? ? no ?", versions(asked({alerted("ssl3", 70)})));
  // By another alert too, of versions that were not asked.
  EXPECT_EQ("? ? no no no ?", versions(asked({alerted("tls11", 40)})));
  EXPECT_EQ("? ? no ? no ?", versions(asked({alerted("tls11", 40), unanswered("tls10", HelloOutcome::kTimeout)})));
  EXPECT_EQ("? no ? ? ? ?", versions(asked({alerted("tls12", 40)})));
  EXPECT_EQ("? yes no no no ?", versions(asked({answered("tls12", kTls12, k3Des), alerted("tls11", 80)})));
  // An answer is worth more than what follows from an alert.
  EXPECT_EQ("? ? no yes no ?", versions(asked({alerted("tls11", 70), answered("tls10", kTls10, k3Des)})));
}

TEST(Reading, a_second_try_makes_up_for_silence) {
  const HelloFact silent = unanswered("tls11", HelloOutcome::kTimeout);
  EXPECT_EQ(Known::kNo, read_tls(asked({silent, alerted("tls11", 40)})).versions.at(kTls11));
  EXPECT_EQ(Known::kYes, read_tls(asked({silent, answered("tls11", kTls11, kEcdheAes128CbcSha)})).versions.at(kTls11));
  EXPECT_EQ(Known::kNo, read_tls(asked({alerted("tls11", 40), silent})).versions.at(kTls11));
}

TEST(Reading, elimination_is_complete_when_the_server_refuses_the_rest) {
  const HelloFact first = answered("tls12_suites", kTls12, kEcdheAes256Gcm);
  const HelloFact refused = alerted("tls12_suites");
  const HelloFact silent = unanswered("tls12_suites", HelloOutcome::kTimeout);
  const HelloFact closed = unanswered("tls12_suites", HelloOutcome::kClosed);
  const HelloFact control = answered("control", kTls12, kEcdheAes256Gcm);
  const auto complete = [](std::initializer_list<HelloFact> hellos) { return read_tls(asked(hellos)).suites_complete; };
  EXPECT_TRUE(complete({first, refused}));
  EXPECT_FALSE(complete({first}));
  EXPECT_FALSE(complete({first, silent}));
  EXPECT_FALSE(complete({first, closed}));
  EXPECT_TRUE(complete({first, closed, control}));
  EXPECT_TRUE(complete({first, silent, control, refused})) << "asked again, or in parts";
  EXPECT_FALSE(complete({first, silent, control, silent, refused})) << "not known, and then the next set";
  EXPECT_FALSE(complete({first, unanswered("tls12_suites", HelloOutcome::kBroken), refused}));
  // Of another version than the highest: that says nothing of this one.
  EXPECT_FALSE(complete({answered("tls12", kTls12, kEcdheAes256Gcm), alerted("tls10_suites")}));
}

TEST(Reading, elimination_is_complete_only_when_the_weak_suites_are_known_too) {
  const HelloFact first = answered("tls12", kTls12, kEcdheAes256Gcm);
  const HelloFact silent = unanswered("tls12_weak", HelloOutcome::kTimeout);
  const HelloFact refused = alerted("tls12_suites");
  const auto complete = [](std::initializer_list<HelloFact> hellos) { return read_tls(asked(hellos)).suites_complete; };
  EXPECT_TRUE(complete({first, alerted("tls12_weak"), refused}));
  EXPECT_FALSE(complete({first, alerted("tls12_weak")})) << "only the weak ones are known";
  EXPECT_TRUE(complete({first, silent, refused})) << "the weak ones in parts, then the others";
  EXPECT_FALSE(complete({first, silent, unanswered("tls12_suites", HelloOutcome::kTimeout), refused}));
  EXPECT_FALSE(complete({first, silent, silent, refused}));
  EXPECT_FALSE(complete({first, refused, silent}));
}

TEST(Reading, collects_suites_by_the_version_of_the_answer) {
  const Reading reading = read_tls(asked({answered("tls12_weak", kTls12, k3Des), answered("tls10", kTls10, k3Des),
                                          answered("tls12", kTls12, kEcdheAes256Gcm)}));
  EXPECT_EQ((std::set<int>{k3Des, kEcdheAes256Gcm}), reading.suites.at(kTls12));
  EXPECT_EQ((std::set<int>{k3Des}), reading.suites.at(kTls10));
  EXPECT_EQ("yes", word(reading.weak));
}

TEST(Reading, tells_groups_of_fields_from_curves) {
  HelloFact dhe = answered("dhe", kTls12, kDheAes256Gcm, 0);
  dhe.dh_bits = 1024;
  dhe.dh_group = "modp1024";
  HelloFact nameless = answered("tls12", kTls12, kDheAes256Gcm, 0);
  nameless.dh_bits = 2048;
  const Reading reading = read_tls(asked({dhe, nameless, answered("tls13", kTls13, kAes256Gcm13, 0x11EC)}));
  EXPECT_EQ((std::set<DhGroup>{{"modp1024", 1024}, {"own", 2048}}), reading.dh_groups);
  EXPECT_EQ((std::set<int>{0x11EC}), reading.groups);
  EXPECT_EQ("yes", word(reading.dhe));
}

TEST(Reading, a_whole_handshake_shows_its_version) {
  TlsFacts facts;
  facts.handshake.heard = Heard::kAnswer;
  facts.handshake.version = kTls13;
  EXPECT_EQ("yes ? ? ? ? no", versions(facts));
  facts.handshake.version = kTls12;
  EXPECT_EQ("no yes ? ? ? ?", versions(facts));
  EXPECT_TRUE(read_tls(facts).spoke);
  EXPECT_EQ(kTls12, read_tls(facts).classic);
  facts.handshake.heard = Heard::kTlsFailed;
  EXPECT_EQ("? ? ? ? ? ?", versions(facts));
}

TEST(Reading, one_with_tls_13_has_no_ssl_2_unless_it_was_asked) {
  const HelloFact modern = answered("tls13", kTls13, kAes256Gcm13);
  EXPECT_EQ("yes ? ? ? ? no", versions(asked({modern})));
  EXPECT_EQ("yes ? ? ? ? ?", versions(asked({unanswered("ssl2", HelloOutcome::kTimeout), modern})));
  EXPECT_EQ("? yes ? ? ? ?", versions(asked({answered("tls12", kTls12, kEcdheAes256Gcm)})));
  EXPECT_EQ("? ? ? ? ? no", versions(asked({alerted("ssl2", 0)})));
}

TEST(Reading, an_order_half_answered_is_not_known) {
  const HelloFact one = answered("order_1", kTls12, kEcdheAes256Gcm);
  EXPECT_TRUE(read_tls(asked({one})).order_known);
  EXPECT_FALSE(read_tls(asked({one, unanswered("order_2", HelloOutcome::kTimeout)})).order_known);
  EXPECT_TRUE(read_tls(asked({unanswered("order_1", HelloOutcome::kTimeout), one})).order_known) << "asked again";
  EXPECT_FALSE(read_tls(asked({})).order_known);
}

TEST(Reading, prefers_the_plain_hello_for_what_it_says_of_a_version) {
  HelloFact odd = answered("tls12_weak", kTls12, k3Des);
  odd.extended_master_secret = false;
  const TlsFacts facts = asked({odd, answered("tls12", kTls12, kEcdheAes256Gcm)});
  EXPECT_TRUE(read_tls(facts).tls12->extended_master_secret);
  EXPECT_EQ("tls12", read_tls(facts).best_classic->asked);
  EXPECT_FALSE(read_tls(asked({answered("tls13", kTls12, kEcdheAes256Gcm)})).compression_asked);
}

}  // namespace
}  // namespace waarborg::scan
