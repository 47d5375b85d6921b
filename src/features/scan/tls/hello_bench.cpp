// SPDX-License-Identifier: EUPL-1.2
//
// What one raw hello costs apart from the network: choosing it, building it, reading the answer. Budget: together well
// below the 40 µs that the kernel takes for connecting, sending and receiving.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>

#include "features/scan/tls/interview.h"
#include "features/scan/tls/registry.h"
#include "features/scan/tls/server_flight.h"

namespace waarborg::scan {
namespace {

const HelloTarget& target() {
  static const HelloTarget kTarget{"www.ziekenhuis.example", {"http/1.1"}};
  return kTarget;
}

std::array<unsigned char, 64> random_bytes() {
  std::array<unsigned char, 64> bytes{};
  bytes.fill(0x5A);
  return bytes;
}

std::string u16(std::size_t value) { return {static_cast<char>(value >> 8U), static_cast<char>(value)}; }

std::string message(int type, const std::string& body) {
  return static_cast<char>(type) + (static_cast<char>(body.size() >> 16U) + u16(body.size() & 0xFFFFU)) + body;
}

std::string record(const std::string& payload) { return "\x16\x03\x03" + u16(payload.size()) + payload; }

/// Three certificates of the usual sizes and an ECDHE key.
std::string flight12() {
  std::string list;
  for (const std::size_t bytes : {1300U, 1100U, 900U}) {
    list += '\0' + u16(bytes) + std::string(bytes, static_cast<char>(bytes));
  }
  const std::string hello = "\x03\x03" + std::string(32, 'r') + std::string("\0\xC0\x2F\0\0\x09", 6) +
                            std::string("\xFF\x01\0\x01\0\0\x17\0\0", 9);
  const std::string key =
      "\x03" + std::string("\0\x1D\x20", 3) + std::string(32, 'p') + "\x08\x04" + u16(256) + std::string(256, 's');
  return record(message(2, hello) + message(11, '\0' + u16(list.size()) + list) + message(12, key) + message(14, ""));
}

void look_up_a_suite(benchmark::State& state) {
  int number = 0;
  for (auto _ : state) benchmark::DoNotOptimize(suite_of(number = (number + 0x1F3) & 0xFFFF));
}
BENCHMARK(look_up_a_suite);

void build_hello_of_tls13(benchmark::State& state) {
  const HelloOffer offer = tls13_offer(target());
  const auto random = random_bytes();
  for (auto _ : state) benchmark::DoNotOptimize(client_hello(offer, random));
}
BENCHMARK(build_hello_of_tls13);

void build_hello_of_tls12_with_all_suites(benchmark::State& state) {
  const HelloOffer offer = version_offer(target(), kTls12);
  const auto random = random_bytes();
  for (auto _ : state) benchmark::DoNotOptimize(client_hello(offer, random));
}
BENCHMARK(build_hello_of_tls12_with_all_suites);

void make_offer_of_tls12_with_all_suites(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(version_offer(target(), kTls12));
}
BENCHMARK(make_offer_of_tls12_with_all_suites);

/// Argument: bytes at a time; 0 is all at once.
void read_flight_of_tls12(benchmark::State& state) {
  const std::string flight = flight12();
  HelloOffer offer = version_offer(target(), kTls12);
  offer.keeps_chain = state.range(1) != 0;
  const auto piece = state.range(0) == 0 ? flight.size() : static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    ServerFlight reading;
    for (std::string_view rest = flight; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
      reading.feed(rest.substr(0, piece));
    }
    const HelloFact fact = reading.fact(offer);
    if (fact.outcome != HelloOutcome::kServerHello) state.SkipWithError("not read");
    benchmark::DoNotOptimize(fact);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(flight.size()) * state.iterations());
}
BENCHMARK(read_flight_of_tls12)->Args({0, 0})->Args({0, 1})->Args({1448, 0})->Args({1, 0});

void read_refusal(benchmark::State& state) {
  const HelloOffer offer = version_offer(target(), kTls12);
  for (auto _ : state) {
    ServerFlight reading;
    reading.feed(std::string_view("\x15\x03\x03\0\x02\x02\x28", 7));
    benchmark::DoNotOptimize(reading.fact(offer));
  }
}
BENCHMARK(read_refusal);

/// All questions to a server that takes TLS 1.3 and three suites of TLS 1.2, without building and reading.
void interview_of_a_modern_server(benchmark::State& state) {
  std::map<int, Level> levels;
  for (const int suite : {0xC02F, 0xC030, 0xCCA8}) levels[suite] = Level::kSufficient;
  const InterviewPlan plan = plan_by(levels, target(), InterviewDepth::kFull);
  std::size_t hellos = 0;
  for (auto _ : state) {
    Interview interview(plan);
    while (const auto offer = interview.next()) {
      HelloFact fact;
      fact.asked = offer->asked;
      fact.outcome = HelloOutcome::kAlert;
      fact.alert = 40;
      const bool is_tls13 = offer->asked == "tls13";
      for (const int suite : {0xC02F, 0xC030, 0xCCA8, 0x1301}) {
        if (std::ranges::find(offer->suites, suite) == offer->suites.end()) continue;
        if (!is_tls13 && offer->asked != "tls12" && !offer->asked.starts_with("tls12_suites")) continue;
        fact.outcome = HelloOutcome::kServerHello;
        fact.version = is_tls13 ? kTls13 : kTls12;
        fact.suite = suite;
        break;
      }
      interview.answer(std::move(fact));
    }
    hellos += interview.facts().size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(hellos));
}
BENCHMARK(interview_of_a_modern_server)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace waarborg::scan
