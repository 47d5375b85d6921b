// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/run/run_file.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/json_decode.h"
#include "base/json_encode.h"
#include "features/scan/probe.h"

namespace waarborg::scan {

using std::chrono::steady_clock;

namespace {

constexpr auto kSyncEvery = std::chrono::seconds(1);

/// Who sends more than a record holds must not end the run of all others: of him is kept that nothing is known.
std::string record_of(const DomainFacts& facts) {
  std::string whole = json::print(json::encode(facts));
  if (whole.size() <= RunLog::kMostRecord) return whole;
  DomainFacts unknown;
  unknown.name = facts.name;
  unknown.port = facts.port;
  unknown.at = facts.at;
  unknown.vantage = facts.vantage;
  return json::print(json::encode(unknown));
}

}  // namespace

/// FNV-1a with a last mixing step.
std::uint64_t hash_of(const ScanTarget& target) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : target.name + ":" + std::to_string(target.port)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  hash ^= hash >> 32U;
  return hash * 0xD6E8FEB86659FD93U;
}

bool is_silent(const DomainFacts& facts) {
  const auto is_lost = [&](const DnsAnswer& answer) {
    return answer.name == facts.name &&
           (answer.outcome == DnsOutcome::kTimeout ||
            (answer.outcome == DnsOutcome::kFailed && answer.security != DnsSecurity::kBogus));
  };
  return std::ranges::any_of(facts.dns, is_lost) ||
         std::ranges::any_of(facts.web, [](const auto& at) { return is_mute(at.port_443) || is_mute(at.port_80); }) ||
         std::ranges::any_of(facts.mail, [](const auto& at) { return is_mute(at.heard); }) ||
         std::ranges::any_of(facts.name_servers, [](const auto& at) { return at.heard == NameServerHeard::kSilent; });
}

Result<RunFile> RunFile::open(const std::string& path, std::vector<ScanTarget> targets) {
  RunFile run;
  run.path_ = path;
  std::map<std::uint64_t, int> left;  // by hash: how often it must still be measured
  auto log = RunLog::open(path, [&](std::string_view record) {
    if (const auto facts = json::decode<DomainFacts>(record)) {
      const auto [at, is_first] = left.try_emplace(hash_of({facts->name, {}, facts->port}), 0);
      at->second = is_first && is_silent(*facts) ? 1 : 0;
    } else {
      ++run.skipped_;
    }
  });
  if (!log) return std::unexpected(log.error());
  run.log_ = std::move(*log);
  run.total_ = targets.size();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto known = left.find(hash_of(targets[i]));
    Task task{static_cast<std::int64_t>(i), std::move(targets[i])};
    if (known == left.end()) {
      run.open_.push_back(std::move(task));
    } else if (known->second > 0) {
      run.measured_once_.insert(task.number);
      run.silent_.push_back(std::move(task));
    } else {
      ++run.done_;
    }
  }
  std::ranges::sort(run.open_, {}, [](const Task& task) { return hash_of(task.target); });
  return run;
}

Result<RunStore::Counts> RunFile::counts() { return Counts{total_, done_}; }

Result<std::vector<Task>> RunFile::take(std::size_t most) {
  std::vector<Task>& from = open_.empty() ? silent_ : open_;
  const std::size_t left = from.size() - std::min(most, from.size());
  std::vector<Task> out(std::move_iterator(from.begin() + static_cast<std::ptrdiff_t>(left)),
                        std::move_iterator(from.end()));
  from.resize(left);
  return out;
}

Result<std::size_t> RunFile::put(std::span<const Measured> measured) {
  std::size_t done = 0;
  for (const Measured& one : measured) {
    if (auto written = log_.append(record_of(one.facts)); !written) return std::unexpected(written.error());
    if (is_silent(one.facts) && measured_once_.insert(one.number).second) {
      silent_.push_back({one.number, {one.facts.name, {}, one.facts.port, one.facts.dkim_selectors}});
    } else {
      ++done;
    }
  }
  done_ += done;
  const auto now = steady_clock::now();
  if (now - synced_ < kSyncEvery) return done;
  synced_ = now;
  if (auto synced = log_.sync(); !synced) return std::unexpected(synced.error());
  return done;
}

Result<void> RunFile::hold() { return {}; }

Result<void> RunFile::give_back(std::span<const Task> ours) {
  open_.insert(open_.end(), ours.begin(), ours.end());
  return {};
}

Result<void> RunFile::read(const std::function<void(DomainFacts)>& visit) { return read_run_file(path_, visit); }

Result<void> RunFile::sync() { return log_.sync(); }

Result<void> read_run_file(const std::string& path, const std::function<void(DomainFacts)>& visit) {
  const auto read = RunLog::read(path, [&](std::string_view record) {
    if (auto facts = json::decode<DomainFacts>(record)) visit(std::move(*facts));
  });
  if (!read) return std::unexpected(read.error());
  return {};
}

}  // namespace waarborg::scan
