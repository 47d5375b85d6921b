// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/run.h"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "base/json_decode.h"
#include "base/json_encode.h"
#include "features/scan/together.h"

namespace waarborg::scan {

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace {

constexpr auto kSyncEvery = std::chrono::seconds(1);

/// FNV-1a with a last mixing step: spreads names of one letter's difference over the whole range.
std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  hash ^= hash >> 32U;
  return hash * 0xD6E8FEB86659FD93U;
}

std::uint64_t key_of(const ScanTarget& target) { return hash_of(target.name + ":" + std::to_string(target.port)); }

bool has_answer(const DomainFacts& facts) {
  return std::ranges::any_of(facts.web, [](const auto& at) { return at.port_443 == Heard::kAnswer; }) ||
         std::ranges::any_of(facts.mail, [](const auto& at) { return at.heard == Heard::kAnswer; });
}

}  // namespace

double Progress::rate() const {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  return seconds <= 0 ? 0 : static_cast<double>(done - done_before) / seconds;
}

std::chrono::seconds Progress::left() const {
  const double speed = rate();
  return std::chrono::seconds(speed <= 0 ? 0 : static_cast<std::int64_t>(static_cast<double>(total - done) / speed));
}

struct Run::Work {
  Scanner& scanner;
  std::vector<ScanTarget> targets;
  RunOptions options;
  Progress progress;
  steady_clock::time_point began = steady_clock::now();
  steady_clock::time_point synced = began;
  std::size_t next = 0;
  Result<void> outcome{};
};

Result<Run> Run::open(const std::string& path) {
  Run run;
  auto log = RunLog::open(path, [&](std::string_view record) {
    if (const auto facts = json::decode<DomainFacts>(record)) {
      run.done_.push_back(key_of({facts->name, {}, facts->port}));
    } else {
      ++run.skipped_;
    }
  });
  if (!log) return std::unexpected(log.error());
  run.log_ = std::move(*log);
  std::ranges::sort(run.done_);
  return run;
}

bool Run::has(const ScanTarget& target) const { return std::ranges::binary_search(done_, key_of(target)); }

asio::awaitable<void> Run::measure_some(Work& work) {
  while (work.next < work.targets.size() && work.outcome && !(work.options.stop && work.options.stop())) {
    ScanTarget target = std::move(work.targets[work.next++]);
    ++work.progress.under_way;
    const DomainFacts facts = co_await work.scanner.measure(std::move(target));
    --work.progress.under_way;
    if (auto written = log_.append(json::print(json::encode(facts))); !written) work.outcome = written;
    const auto now = steady_clock::now();
    if (work.outcome && now - work.synced > kSyncEvery) {
      work.outcome = log_.sync();
      work.synced = now;
    }
    ++work.progress.done;
    work.progress.answered += has_answer(facts) ? 1 : 0;
    work.progress.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - work.began);
    if (work.options.on_progress) work.options.on_progress(work.progress);
  }
}

asio::awaitable<Result<Progress>> Run::measure(Scanner& scanner, std::vector<ScanTarget> targets, RunOptions options) {
  Work work{scanner, std::move(targets), std::move(options), {}};
  work.progress.total = work.targets.size();
  std::erase_if(work.targets, [&](const ScanTarget& target) { return has(target); });
  work.progress.done = work.progress.done_before = work.progress.total - work.targets.size();
  // Names that stand together on a list are often with one host.
  std::ranges::sort(work.targets, {}, key_of);
  Together together(co_await asio::this_coro::executor);
  const std::size_t many = std::min(std::max<std::size_t>(work.options.together, 1), work.targets.size());
  for (std::size_t i = 0; i < many; ++i) together.start(measure_some(work));
  co_await together.wait();
  if (work.outcome) work.outcome = log_.sync();
  if (!work.outcome) co_return std::unexpected(work.outcome.error());
  co_return work.progress;
}

Result<void> read_run(const std::string& path, const std::function<void(DomainFacts)>& visit) {
  const auto read = RunLog::read(path, [&](std::string_view record) {
    if (auto facts = json::decode<DomainFacts>(record)) visit(std::move(*facts));
  });
  if (!read) return std::unexpected(read.error());
  return {};
}

}  // namespace waarborg::scan
