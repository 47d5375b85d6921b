// SPDX-License-Identifier: EUPL-1.2
//
// What a core can send and read: raw hellos and whole handshakes against a real server on this machine, which
// bench/scan starts on the other core and names in WAARBORG_BENCH_SERVER ("127.0.0.1:4433").
#include <benchmark/benchmark.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "features/scan/probe.h"
#include "features/scan/tls/interview.h"
#include "features/scan/tls/server_flight.h"
#include "features/scan/together.h"
#include "platform/crypto/random.h"
#include "platform/net/tls_client.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr int kTogether = 64;
constexpr int kEach = 1024;  ///< Of one turn.

std::optional<tcp::endpoint> server() {
  const char* text = std::getenv("WAARBORG_BENCH_SERVER");
  const std::string named = text == nullptr ? "" : text;
  const auto colon = named.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  boost::system::error_code error;
  const auto address = asio::ip::make_address(named.substr(0, colon), error);
  if (error) return std::nullopt;
  return tcp::endpoint(address, static_cast<unsigned short>(std::strtoul(named.c_str() + colon + 1, nullptr, 10)));
}

net::Deadline soon() { return std::chrono::steady_clock::now() + std::chrono::seconds(10); }

HelloOffer first_offer() {
  return *Interview(plan_by({}, {"bench.example", {"http/1.1"}}, InterviewDepth::kFull)).next();
}

asio::awaitable<void> say_hello(tcp::endpoint peer, int& left, int& answered) {
  const auto executor = co_await asio::this_coro::executor;
  const HelloOffer offer = first_offer();
  while (left-- > 0) {
    net::Tcp connection(executor);
    connection.set_deadline(soon());
    if (co_await connection.connect(peer) != net::Ending::kDone) continue;
    const crypto::Bytes random = crypto::random_bytes(64);
    ServerFlight flight;
    co_await connection.write(client_hello(offer, std::span<const unsigned char, 64>(random)));
    while (flight.state() == ServerFlight::State::kMore) {
      const net::Tcp::Read read = co_await connection.read();
      if (read.ending != net::Ending::kDone) break;
      flight.feed(read.bytes);
    }
    answered += flight.state() == ServerFlight::State::kMore ? 0 : 1;
    connection.drop();
  }
}

asio::awaitable<void> shake_hands(tcp::endpoint peer, net::TlsRoots& roots, int& left, int& answered) {
  const auto executor = co_await asio::this_coro::executor;
  while (left-- > 0) {
    net::Tcp connection(executor);
    connection.set_deadline(soon());
    if (co_await connection.connect(peer) != net::Ending::kDone) continue;
    net::TlsClient client(connection, roots);
    const net::Handshake shaken = co_await client.shake("bench.example", true);
    answered += shaken.ending == net::Ending::kDone ? 1 : 0;
    connection.drop();
  }
}

asio::awaitable<void> all_of(std::function<asio::awaitable<void>()> make) {
  Together together(co_await asio::this_coro::executor);
  for (int i = 0; i < kTogether; ++i) together.start(make());
  co_await together.wait();
}

template <class Make>
void run(benchmark::State& state, Make make) {
  const auto peer = server();
  if (!peer) {
    state.SkipWithError("WAARBORG_BENCH_SERVER names no server");
    return;
  }
  std::int64_t answered = 0;
  for (auto _ : state) {
    asio::io_context loop(1);
    int left = kEach, good = 0;
    std::function<asio::awaitable<void>()> one = [&] { return make(*peer, left, good); };
    asio::co_spawn(loop, all_of(one), [](const std::exception_ptr& thrown) {
      if (thrown) std::rethrow_exception(thrown);
    });
    loop.run();
    answered += good;
  }
  if (answered != state.iterations() * kEach) state.SkipWithError("not every connection got an answer");
  state.SetItemsProcessed(answered);
}

void raw_hellos(benchmark::State& state) {
  run(state, [](tcp::endpoint peer, int& left, int& good) { return say_hello(peer, left, good); });
}
BENCHMARK(raw_hellos)->Unit(benchmark::kMillisecond);
BENCHMARK(raw_hellos)->Name("raw_hellos_by_wall_clock")->Unit(benchmark::kMillisecond)->UseRealTime();

void full_handshakes(benchmark::State& state) {
  const auto roots = net::TlsRoots::load("");
  if (!roots) {
    state.SkipWithError("no trusted roots");
    return;
  }
  run(state, [&](tcp::endpoint peer, int& left, int& good) { return shake_hands(peer, **roots, left, good); });
}
BENCHMARK(full_handshakes)->Unit(benchmark::kMillisecond);
BENCHMARK(full_handshakes)->Name("full_handshakes_by_wall_clock")->Unit(benchmark::kMillisecond)->UseRealTime();

/// All that other scanners ask of a TLS server (versions, suites, groups, order, certificate): one host after the other
/// in each of the lanes. The hosts are those of WAARBORG_BENCH_HOSTS, with commas between.
asio::awaitable<void> interview_some(Probing& probing, const std::vector<asio::ip::address>& hosts, std::size_t& next,
                                     std::size_t& good) {
  while (next < hosts.size()) {
    const asio::ip::address host = hosts[next++];
    const auto hellos = co_await interview(probing, "bench.example", host, 443, false, soon());
    good += std::ranges::any_of(hellos, [](const HelloFact& one) { return one.outcome == HelloOutcome::kServerHello; });
  }
}

std::vector<asio::ip::address> bench_hosts() {
  std::vector<asio::ip::address> out;
  const char* text = std::getenv("WAARBORG_BENCH_HOSTS");
  std::istringstream in(text == nullptr ? "" : text);
  for (std::string one; std::getline(in, one, ',');) out.push_back(asio::ip::make_address(one));
  return out;
}

void interviews(benchmark::State& state) {
  const auto hosts = bench_hosts();
  const auto roots = net::TlsRoots::load("");
  if (hosts.empty() || !roots) {
    state.SkipWithError("WAARBORG_BENCH_HOSTS names no servers");
    return;
  }
  const std::map<int, Level> suites;
  std::size_t good = 0;
  for (auto _ : state) {
    asio::io_context loop(1);
    Courtesy courtesy({.together = 8, .per_second = 0, .burst = 0});
    Probing probing{loop.get_executor(), courtesy, **roots, {}, suites, "bench", "bench.invalid"};
    std::size_t next = 0;
    std::function<asio::awaitable<void>()> one = [&] { return interview_some(probing, hosts, next, good); };
    asio::co_spawn(loop, all_of(one), [](const std::exception_ptr& thrown) {
      if (thrown) std::rethrow_exception(thrown);
    });
    loop.run();
  }
  if (good != static_cast<std::size_t>(state.iterations()) * hosts.size()) state.SkipWithError("a host without answer");
  state.SetItemsProcessed(static_cast<std::int64_t>(good));
}
BENCHMARK(interviews)->Unit(benchmark::kMillisecond);
BENCHMARK(interviews)->Name("interviews_by_wall_clock")->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace waarborg::scan
