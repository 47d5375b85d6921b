// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/interview.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "features/scan/tls/dh_groups.h"
#include "features/scan/tls/registry.h"
#include "features/scan/tls/server_flight.h"
#include "features/scan/tls/testing_server.h"

namespace waarborg::scan {
namespace {

using testing::ServerReply;
using testing::ServerSetup;
using Answerer = std::function<ServerReply(std::string_view hello, std::size_t number)>;

// As NCSC 2025-05 has it, in short: what these tests need is that there are three classes.
Level level_of(std::string_view name) {
  const bool forward = name.starts_with("TLS_ECDHE_RSA") || name.starts_with("TLS_ECDHE_ECDSA");
  const bool good =
      forward && !name.ends_with("CCM_8") &&
      (name.find("AES_128_GCM") + name.find("AES_256_GCM") + name.find("CHACHA") != 3 * std::string_view::npos);
  if (good && !name.ends_with("OLD")) return Level::kSufficient;
  const bool modern = name.ends_with("SHA256") || name.ends_with("SHA384");
  return (forward || name.starts_with("TLS_DHE_RSA")) && modern ? Level::kPhaseOut : Level::kInsufficient;
}

InterviewPlan plan(InterviewDepth depth = InterviewDepth::kFull) {
  std::map<int, Level> levels;
  for (const Suite& suite : all_suites()) {
    if (level_of(suite.name) != Level::kInsufficient) levels[suite.number] = level_of(suite.name);
  }
  return plan_by(levels, {"www.zorg.example", {"http/1.1"}}, depth);
}

struct Held {
  std::vector<HelloFact> facts;
  Interview::Ending ending = Interview::Ending::kNotYet;
};

std::array<unsigned char, 64> random_bytes() {
  std::array<unsigned char, 64> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(7 * i + 1);
  return bytes;
}

Held hold(InterviewPlan what, const Answerer& answer) {
  Interview interview(std::move(what));
  while (const auto offer = interview.next()) {
    EXPECT_LT(interview.facts().size(), 1000U);
    ServerFlight flight;
    const ServerReply reply = answer(client_hello(*offer, random_bytes()), interview.facts().size());
    flight.feed(reply.bytes);
    flight.ended(reply.ended);
    interview.answer(flight.fact(*offer));
  }
  return {interview.facts(), interview.ending()};
}

Held hold(const ServerSetup& setup, InterviewPlan what = plan()) {
  return hold(std::move(what), [&](std::string_view hello, std::size_t) { return reply_to(setup, hello); });
}

bool is_answer(const HelloFact& fact) {
  return fact.outcome == HelloOutcome::kServerHello || fact.outcome == HelloOutcome::kRetryRequest;
}

std::set<int> versions_found(const std::vector<HelloFact>& facts) {
  std::set<int> versions;
  for (const HelloFact& fact : facts) {
    if (is_answer(fact)) versions.insert(fact.version);
  }
  return versions;
}

std::set<int> suites_found(const std::vector<HelloFact>& facts, int version) {
  std::set<int> suites;
  for (const HelloFact& fact : facts) {
    if (is_answer(fact) && fact.version == version) suites.insert(fact.suite);
  }
  return suites;
}

const HelloFact* fact_of(const std::vector<HelloFact>& facts, std::string_view asked) {
  const HelloFact* found = nullptr;
  for (const HelloFact& fact : facts) {
    if (fact.asked == asked) found = &fact;
  }
  return found;
}

int number(std::string_view name) { return find_suite(name).value(); }

/// A prime of this standard's form is not needed: any number will do for a group of one's own.
const std::string kOwnPrime = "\xC7" + std::string(126, '\x5A') + "\x2B";

ServerSetup modern() {
  ServerSetup setup;
  setup.versions = {kTls12, kTls13};
  setup.suites = {number("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                  number("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
                  number("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")};
  setup.suites13 = {0x1302, 0x1303, 0x1301};
  return setup;
}

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

// --- properties

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int roll(int below) { return static_cast<int>(engine_() % static_cast<unsigned>(below)); }
  bool chance(int percent) { return roll(100) < percent; }

 private:
  std::mt19937 engine_;
};

std::vector<int> some_of(Dice& dice, std::vector<int> from, std::size_t most) {
  for (std::size_t i = from.size(); i > 1; --i) {
    std::swap(from[i - 1], from[static_cast<std::size_t>(dice.roll(static_cast<int>(i)))]);
  }
  from.resize(std::min(from.size(), most));
  return from;
}

ServerSetup random_setup(Dice& dice) {
  ServerSetup setup;
  for (const int version : {kSsl2, kSsl3, kTls10, kTls11, kTls12, kTls13}) {
    if (dice.chance(version >= kTls12 ? 70 : 35)) setup.versions.insert(version);
  }
  // Now and then of all that there are, else of what servers have.
  std::vector<int> from = suites_for(kTls12);
  if (dice.chance(70)) from.resize(90);
  setup.suites = some_of(dice, from, static_cast<std::size_t>(dice.roll(dice.chance(20) ? 60 : 12)));
  setup.suites13 = some_of(dice, suites_for(kTls13), static_cast<std::size_t>(1 + dice.roll(4)));
  setup.ssl2_suites = some_of(dice, suites_for(kSsl2), static_cast<std::size_t>(dice.roll(5)));
  setup.own_order = dice.chance(60);
  setup.groups =
      some_of(dice, {29, 23, 24, 25, 30, 26, 27, 28, 21, 22, 19}, static_cast<std::size_t>(1 + dice.roll(5)));
  setup.signatures = {0x0402, 0x0403};
  for (const int scheme : {0x0401, 0x0804, 0x0201, 0x0301, 0x0203}) {
    if (dice.chance(60)) setup.signatures.push_back(scheme);
  }
  setup.prime = kOwnPrime;
  setup.extended_master_secret = dice.chance(70);
  setup.renegotiation_info = dice.chance(80);
  setup.session_ticket = dice.chance(50);
  setup.stapling = dice.chance(40);
  setup.compression = dice.chance(10);
  setup.piece = dice.chance(30) ? static_cast<std::size_t>(1 + dice.roll(40)) : 0;
  return setup;
}

/// SSL 3 is asked with fewer suites than TLS 1.0, which a server without that answers by SSL 3.
std::vector<int> offered_for(const ServerSetup& setup, int version) {
  return version_offer({}, version == kSsl3 && !setup.versions.contains(kTls10) ? kTls10 : version).suites;
}

struct Truth {
  std::set<int> versions;
  int classic = 0;
  std::set<int> suites;  ///< At `classic`.
};

Truth truth_of(const ServerSetup& setup) {
  Truth truth;
  for (const int version : {kSsl3, kTls10, kTls11, kTls12}) {
    if (!setup.versions.contains(version) || usable_suites(setup, version, offered_for(setup, version)).empty())
      continue;
    truth.versions.insert(version);
    truth.classic = version;
  }
  if (truth.classic != 0) {
    const auto suites = usable_suites(setup, truth.classic, suites_for(truth.classic));
    truth.suites = {suites.begin(), suites.end()};
  }
  const std::vector<int> offered13 = tls13_offer({}).groups;
  const bool has_group = std::ranges::any_of(
      setup.groups, [&](int group) { return std::ranges::find(offered13, group) != offered13.end(); });
  const bool has_suite = std::ranges::any_of(setup.suites13, [](int suite) { return suite != 0x1305; });
  if (setup.versions.contains(kTls13) && has_group && has_suite) truth.versions.insert(kTls13);
  if (setup.versions.contains(kSsl2) && !setup.ssl2_suites.empty()) truth.versions.insert(kSsl2);
  return truth;
}

void expect_truth(const ServerSetup& setup, const Held& held) {
  const Truth truth = truth_of(setup);
  EXPECT_EQ(truth.versions, versions_found(held.facts));
  EXPECT_EQ(truth.suites, suites_found(held.facts, truth.classic));
  for (const HelloFact& fact : held.facts) {
    if (fact.outcome != HelloOutcome::kServerHello || fact.version == kSsl2 || fact.version == kTls13) continue;
    const Suite* suite = suite_of(fact.suite);
    EXPECT_EQ(suite->exchange == KeyExchange::kDhe || suite->exchange == KeyExchange::kDhePsk, fact.dh_bits == 1024);
    EXPECT_EQ(suite->exchange == KeyExchange::kEcdhe || suite->exchange == KeyExchange::kEcdhePsk, fact.group != 0);
    EXPECT_EQ(setup.renegotiation_info, fact.renegotiation_info);
    EXPECT_EQ(!fact.asked.starts_with("ssl3") && setup.extended_master_secret, fact.extended_master_secret);
    EXPECT_EQ(setup.compression, fact.compression == 1);
  }
  if (const HelloFact* sha1 = fact_of(held.facts, "sha1"); sha1 != nullptr && is_answer(*sha1)) {
    EXPECT_EQ(2, sha1->signature >> 8);
    EXPECT_TRUE(std::ranges::find(setup.signatures, sha1->signature) != setup.signatures.end());
  }
  const HelloFact* ccm8 = fact_of(held.facts, "ccm8");
  EXPECT_EQ(truth.versions.contains(kTls13), ccm8 != nullptr);
  if (ccm8 != nullptr) {
    EXPECT_EQ(std::ranges::find(setup.suites13, 0x1305) != setup.suites13.end(), is_answer(*ccm8));
  }
}

TEST(Interview, finds_exactly_what_a_server_is_set_up_with) {
  std::size_t hellos = 0;
  for (unsigned seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    ServerSetup setup = random_setup(dice);
    constexpr HelloOutcome kRefusals[] = {HelloOutcome::kAlert, HelloOutcome::kAlert, HelloOutcome::kClosed,
                                          HelloOutcome::kReset, HelloOutcome::kTimeout};
    setup.refusal = kRefusals[dice.roll(5)];
    InterviewPlan what = plan();
    what.most_hellos = 200;

    const Held held = hold(setup, what);

    hellos += held.facts.size();
    // Nothing at all in common and not a word about it is a server that says nothing.
    if (truth_of(setup).versions.empty() && setup.refusal != HelloOutcome::kAlert) {
      EXPECT_EQ(Interview::Ending::kRefusing, held.ending);
      continue;
    }
    // One that has only what nobody asks for at first, and closes, is not found either; it is not believed to be clean.
    if (held.ending == Interview::Ending::kRefusing) {
      EXPECT_TRUE(versions_found(held.facts).empty());
      EXPECT_LT(*truth_of(setup).versions.rbegin(), kTls12);
      continue;
    }
    EXPECT_EQ(Interview::Ending::kComplete, held.ending);
    expect_truth(setup, held);
    if (HasFailure()) return;
  }
  RecordProperty("hellos", std::to_string(hellos));
}

TEST(Interview, is_not_misled_by_single_losses) {
  for (unsigned seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const ServerSetup setup = random_setup(dice);
    InterviewPlan what = plan();
    what.most_hellos = 1000;
    std::size_t last_lost = 0;

    const Held held = hold(what, [&](std::string_view hello, std::size_t number) {
      // Far enough apart that one question, its control and its further tries do not suffer twice.
      if (dice.chance(25) && (number == 0 || number >= last_lost + 5)) {
        last_lost = number;
        constexpr HelloOutcome kLosses[] = {HelloOutcome::kClosed, HelloOutcome::kReset, HelloOutcome::kTimeout};
        return ServerReply{"", kLosses[dice.roll(3)]};
      }
      return reply_to(setup, hello);
    });

    EXPECT_EQ(Interview::Ending::kComplete, held.ending);
    expect_truth(setup, held);
    if (HasFailure()) return;
  }
}

TEST(Interview, ends_whatever_is_answered) {
  for (unsigned seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    InterviewPlan what = plan(static_cast<InterviewDepth>(dice.roll(3)));
    if (dice.chance(20)) what.insufficient.clear();
    if (dice.chance(20)) what.phase_out.clear();
    const int good = 10 + dice.roll(90);
    Interview interview(what);
    std::size_t count = 0;
    while (const auto offer = interview.next()) {
      ASSERT_LE(++count, what.most_hellos);
      ASSERT_FALSE(client_hello(*offer, random_bytes()).empty());
      HelloFact fact;
      fact.asked = offer->asked;
      fact.outcome = dice.chance(good) ? HelloOutcome::kServerHello : static_cast<HelloOutcome>(dice.roll(9));
      constexpr int kVersions[] = {0, 2, 0x300, 0x301, 0x302, 0x303, 0x304, 0x305, -1, 0x7F1C};
      fact.version = kVersions[dice.roll(10)];
      fact.suite = dice.chance(90) && !offer->suites.empty()
                       ? offer->suites[static_cast<std::size_t>(dice.roll(static_cast<int>(offer->suites.size())))]
                       : dice.roll(70'000) - 10;
      fact.alert = dice.chance(50) ? 40 : dice.roll(256);
      fact.chain = {std::to_string(dice.roll(3))};
      interview.answer(std::move(fact));
    }
    EXPECT_NE(Interview::Ending::kNotYet, interview.ending());
  }
}

TEST(Interview, never_sends_a_hello_of_a_size_that_is_trouble) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    Dice dice(seed);
    const ServerSetup setup = random_setup(dice);
    hold(plan(), [&](std::string_view hello, std::size_t) {
      const testing::ReadHello read = testing::read_hello(hello);
      EXPECT_TRUE(read.is_whole);
      EXPECT_TRUE(read.bytes < 256 || read.bytes >= 512) << read.bytes << " seed " << seed;
      return dice.chance(10) ? ServerReply{"", HelloOutcome::kReset} : reply_to(setup, hello);
    });
  }
}

}  // namespace
}  // namespace waarborg::scan
