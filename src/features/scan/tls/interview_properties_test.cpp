// SPDX-License-Identifier: EUPL-1.2
//
// Interviews of servers that are set up by chance. Each failure names its seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "features/scan/tls/interview.h"
#include "features/scan/tls/reading.h"
#include "features/scan/tls/testing_interview.h"

namespace waarborg::scan {
namespace {

using testing::fact_of;
using testing::Held;
using testing::hold;
using testing::is_answer;
using testing::plan;
using testing::random_bytes;
using testing::ServerReply;
using testing::ServerSetup;
using testing::suites_found;
using testing::versions_found;

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
  if (setup.versions.contains(kTls13)) setup.versions.erase(kSsl2);  // no library has both
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
  setup.prime = std::string(128, '\xB5');  // a group of its own of 1024 bits
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

/// What the checks go by: every version and suite known, and nothing believed that is not so.
void expect_reading(const ServerSetup& setup, const Held& held) {
  const Truth truth = truth_of(setup);
  const TlsFacts facts{held.facts, {}};
  const Reading reading = read_tls(facts);
  const bool is_silent = setup.refusal == HelloOutcome::kTimeout;
  for (const int version : kVersions) {
    const Known no = is_silent ? Known::kUnknown : Known::kNo;
    const Known known = reading.versions.at(version);
    EXPECT_TRUE(known == (truth.versions.contains(version) ? Known::kYes : no) ||
                (is_silent && known == Known::kNo && !truth.versions.contains(version)))
        << version_name(version);
  }
  if (truth.classic == 0) return;
  EXPECT_EQ(truth.classic, reading.classic);
  EXPECT_EQ(!is_silent, reading.suites_complete);
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
    expect_reading(setup, held);
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

TEST(Interview, silence_makes_nothing_known_that_is_not_so) {
  for (unsigned seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const ServerSetup setup = random_setup(dice);
    const int share = dice.roll(70);

    const Held held = hold(plan(static_cast<InterviewDepth>(seed % 3)), [&](std::string_view hello, std::size_t) {
      return dice.chance(share) ? ServerReply{"", HelloOutcome::kTimeout} : reply_to(setup, hello);
    });

    const Truth truth = truth_of(setup);
    const TlsFacts facts{held.facts, {}};
    const Reading reading = read_tls(facts);
    for (const int version : kVersions) {
      const Known known = reading.versions.at(version);
      EXPECT_TRUE(known == Known::kUnknown || (known == Known::kYes) == truth.versions.contains(version))
          << version_name(version);
    }
    if (reading.suites_complete && reading.classic == truth.classic && reading.weak != Known::kUnknown) {
      EXPECT_EQ(truth.suites, suites_found(held.facts, truth.classic));
    }
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
