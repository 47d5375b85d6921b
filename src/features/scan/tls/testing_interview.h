// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: interviews of servers that exist on paper.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/scan/tls/interview.h"
#include "features/scan/tls/registry.h"
#include "features/scan/tls/server_flight.h"
#include "features/scan/tls/testing_server.h"

namespace waarborg::scan::testing {

using Answerer = std::function<ServerReply(std::string_view hello, std::size_t number)>;

/// Nearly as NCSC 2025-05 has it: what these tests need is that there are three classes.
inline Level level_of(std::string_view name) {
  const auto has = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  if (!has("_SHA256") && !has("_SHA384")) return Level::kInsufficient;
  const bool forward = name.starts_with("TLS_ECDHE_RSA") || name.starts_with("TLS_ECDHE_ECDSA");
  const bool good = has("_WITH_AES_128_GCM") || has("_WITH_AES_256_GCM") || has("_WITH_CHACHA20");
  if (forward && good && !has("_OLD")) return Level::kSufficient;
  return forward || name.starts_with("TLS_DHE_RSA") ? Level::kPhaseOut : Level::kInsufficient;
}

inline InterviewPlan plan(InterviewDepth depth = InterviewDepth::kFull) {
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

inline std::array<unsigned char, 64> random_bytes() {
  std::array<unsigned char, 64> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(7 * i + 1);
  return bytes;
}

inline Held hold(InterviewPlan what, const Answerer& answer) {
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

inline Held hold(const ServerSetup& setup, InterviewPlan what = plan()) {
  return hold(std::move(what), [&](std::string_view hello, std::size_t) { return reply_to(setup, hello); });
}

inline bool is_answer(const HelloFact& fact) {
  return fact.outcome == HelloOutcome::kServerHello || fact.outcome == HelloOutcome::kRetryRequest;
}

inline std::set<int> versions_found(const std::vector<HelloFact>& facts) {
  std::set<int> versions;
  for (const HelloFact& fact : facts) {
    if (is_answer(fact)) versions.insert(fact.version);
  }
  return versions;
}

inline std::set<int> suites_found(const std::vector<HelloFact>& facts, int version) {
  std::set<int> suites;
  for (const HelloFact& fact : facts) {
    if (is_answer(fact) && fact.version == version) suites.insert(fact.suite);
  }
  return suites;
}

inline const HelloFact* fact_of(const std::vector<HelloFact>& facts, std::string_view asked) {
  const HelloFact* found = nullptr;
  for (const HelloFact& fact : facts) {
    if (fact.asked == asked) found = &fact;
  }
  return found;
}

inline int number(std::string_view name) { return find_suite(name).value(); }

inline ServerSetup modern() {
  ServerSetup setup;
  setup.versions = {kTls12, kTls13};
  setup.suites = {number("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                  number("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
                  number("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")};
  setup.suites13 = {0x1302, 0x1303, 0x1301};
  return setup;
}

}  // namespace waarborg::scan::testing
