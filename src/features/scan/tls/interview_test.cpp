// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/interview.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "features/scan/tls/testing_interview.h"

namespace waarborg::scan {
namespace {

using testing::fact_of;
using testing::Held;
using testing::hold;
using testing::is_answer;
using testing::modern;
using testing::number;
using testing::plan;
using testing::random_bytes;
using testing::ServerReply;
using testing::ServerSetup;
using testing::suites_found;
using testing::versions_found;

TEST(Interview, of_a_modern_server_takes_few_hellos) {
  const Held held = hold(modern());

  EXPECT_EQ(Interview::Ending::kComplete, held.ending);
  EXPECT_LE(held.facts.size(), 14U);
  EXPECT_EQ((std::set<int>{kTls12, kTls13}), versions_found(held.facts));
  EXPECT_EQ(3U, suites_found(held.facts, kTls12).size());
  EXPECT_EQ(HelloOutcome::kAlert, fact_of(held.facts, "tls12_weak")->outcome);
  EXPECT_EQ(HelloOutcome::kAlert, fact_of(held.facts, "sha1")->outcome);
  EXPECT_EQ(HelloOutcome::kAlert, fact_of(held.facts, "ccm8")->outcome);
  EXPECT_EQ(nullptr, fact_of(held.facts, "control"));
  EXPECT_EQ(nullptr, fact_of(held.facts, "dhe")) << "elimination has shown that there is none";
}

TEST(Interview, of_a_server_with_tls13_only_ends_after_the_versions) {
  ServerSetup setup = modern();
  setup.versions = {kTls13};

  const Held held = hold(setup);

  EXPECT_EQ(7U, held.facts.size());
  EXPECT_EQ(std::set<int>{kTls13}, versions_found(held.facts));
}

TEST(Interview, asks_again_in_another_shape_and_sends_a_control_before_a_closed_door_is_believed) {
  ServerSetup setup = modern();
  setup.refusal = HelloOutcome::kClosed;

  const Held held = hold(setup);

  EXPECT_EQ(Interview::Ending::kComplete, held.ending);
  std::vector<std::string> asked;
  for (const HelloFact& fact : held.facts) asked.push_back(fact.asked);
  const std::vector<std::string> expected{"tls13", "tls12", "tls11", "control", "tls11", "tls10", "control", "tls10"};
  ASSERT_GE(asked.size(), expected.size());
  asked.resize(expected.size());
  EXPECT_EQ(expected, asked);
  EXPECT_EQ(3U, suites_found(held.facts, kTls12).size());
}

TEST(Interview, stops_at_a_server_that_says_nothing) {
  for (const HelloOutcome how :
       {HelloOutcome::kTimeout, HelloOutcome::kClosed, HelloOutcome::kReset, HelloOutcome::kNoPeer}) {
    const Held held = hold(plan(), [&](std::string_view, std::size_t) { return ServerReply{"", how}; });

    EXPECT_EQ(Interview::Ending::kRefusing, held.ending);
    EXPECT_EQ(3U, held.facts.size());
  }
}

TEST(Interview, stops_at_a_port_that_speaks_plain_http) {
  const Held held = hold(plan(), [](std::string_view, std::size_t) {
    return ServerReply{"HTTP/1.1 400 Bad Request\r\n\r\n", HelloOutcome::kClosed};
  });

  EXPECT_EQ(3U, held.facts.size());
  EXPECT_EQ(HelloOutcome::kNotTls, held.facts.front().outcome);
}

TEST(Interview, stops_when_the_server_begins_to_limit_us) {
  const ServerSetup setup = modern();
  for (std::size_t limit = 1; limit < 12; ++limit) {
    const Held held = hold(plan(), [&](std::string_view hello, std::size_t number) {
      return number < limit ? reply_to(setup, hello) : ServerReply{"", HelloOutcome::kReset};
    });

    EXPECT_EQ(Interview::Ending::kRefusing, held.ending);
    EXPECT_LE(held.facts.size(), limit + 3);
    for (std::size_t i = limit; i < held.facts.size(); ++i) EXPECT_EQ(HelloOutcome::kReset, held.facts[i].outcome);
  }
}

TEST(Interview, finds_a_server_that_is_deaf_to_hellos_of_some_sizes) {
  for (const auto& [from, to] : {std::pair<std::size_t, std::size_t>{256, 512}, {512, 100'000}, {0, 256}}) {
    ServerSetup setup = modern();
    setup.deaf_from = from;
    setup.deaf_to = to;

    const Held held = hold(setup);

    EXPECT_EQ(Interview::Ending::kComplete, held.ending) << from;
    EXPECT_EQ((std::set<int>{kTls12, kTls13}), versions_found(held.facts)) << from;
    EXPECT_EQ(3U, suites_found(held.facts, kTls12).size()) << from;
  }
}

TEST(Interview, keeps_a_chain_once) {
  const Held held = hold(modern());

  const auto chains =
      std::count_if(held.facts.begin(), held.facts.end(), [](const HelloFact& fact) { return !fact.chain.empty(); });
  EXPECT_EQ(1, chains);
  EXPECT_FALSE(fact_of(held.facts, "tls12")->chain.empty());
}

TEST(Interview, shows_whether_the_server_prefers_better_suites) {
  ServerSetup setup = modern();
  setup.suites.push_back(number("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"));
  setup.suites.push_back(number("TLS_RSA_WITH_AES_128_CBC_SHA"));
  const int good = setup.suites.front();
  const int phase_out = setup.suites[3];
  const int weak = setup.suites[4];

  Held held = hold(setup);
  EXPECT_EQ(good, fact_of(held.facts, "order_phase_out_first")->suite);
  EXPECT_EQ(good, fact_of(held.facts, "order_good_first")->suite);
  EXPECT_EQ(good, fact_of(held.facts, "order_weak_first")->suite);

  setup.own_order = false;
  held = hold(setup);
  EXPECT_EQ(phase_out, fact_of(held.facts, "order_phase_out_first")->suite);
  EXPECT_EQ(good, fact_of(held.facts, "order_good_first")->suite);
  EXPECT_EQ(weak, fact_of(held.facts, "order_weak_first")->suite);

  setup.own_order = true;
  std::reverse(setup.suites.begin(), setup.suites.end());
  held = hold(setup);
  EXPECT_EQ(phase_out, fact_of(held.facts, "order_good_first")->suite);
}

TEST(Interview, sees_signatures_by_old_hashes) {
  ServerSetup setup = modern();
  setup.signatures = {0x0401, 0x0201, 0x0301};

  const Held held = hold(setup);

  EXPECT_EQ(0x0201, fact_of(held.facts, "sha1")->signature);
  EXPECT_EQ(0x0301, fact_of(held.facts, "sha224")->signature);
  EXPECT_EQ(0x0401, fact_of(held.facts, "tls12")->signature);
}

TEST(Interview, is_brief_with_strict_mail_servers) {
  Held held = hold(modern(), plan(InterviewDepth::kBrief));
  ASSERT_EQ(3U, held.facts.size());
  EXPECT_EQ("tls13", held.facts[0].asked);
  EXPECT_EQ(kTls13, held.facts[0].version);
  EXPECT_EQ("tls12_weak", held.facts[1].asked);
  EXPECT_EQ("tls11", held.facts[2].asked);

  held = hold(modern(), plan(InterviewDepth::kBriefBelowTls13));
  EXPECT_EQ("tls12", held.facts[0].asked);
  EXPECT_EQ(kTls12, held.facts[0].version);
  EXPECT_TRUE(held.facts[0].extended_master_secret);

  ServerSetup old = modern();
  old.versions = {kTls10, kTls11};
  old.suites = {number("TLS_RSA_WITH_3DES_EDE_CBC_SHA"), number("TLS_RSA_WITH_RC4_128_SHA")};
  held = hold(old, plan(InterviewDepth::kBrief));
  ASSERT_EQ(3U, held.facts.size());
  EXPECT_EQ(kTls11, held.facts[0].version);
  EXPECT_EQ("tls11_weak", held.facts[1].asked);
  EXPECT_EQ("tls10", held.facts[2].asked);
  EXPECT_EQ(kTls10, held.facts[2].version);

  held = hold(plan(InterviewDepth::kBrief),
              [](std::string_view, std::size_t) { return ServerReply{"", HelloOutcome::kTimeout}; });
  EXPECT_EQ(3U, held.facts.size());
}

TEST(Interview, answers_that_nobody_asked_for_are_ignored) {
  Interview interview(plan());
  interview.answer(HelloFact{});
  EXPECT_TRUE(interview.facts().empty());
  const auto first = interview.next();
  EXPECT_EQ(first, interview.next());
}

}  // namespace
}  // namespace waarborg::scan
