// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/run/run_file.h"

#include <algorithm>
#include <utility>

#include "base/json_decode.h"
#include "base/json_encode.h"

namespace waarborg::scan {

using std::chrono::steady_clock;

namespace {

constexpr auto kSyncEvery = std::chrono::seconds(1);

}  // namespace

/// FNV-1a with a last mixing step.
std::uint64_t hash_of(const ScanTarget &target) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : target.name + ":" + std::to_string(target.port)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  hash ^= hash >> 32U;
  return hash * 0xD6E8FEB86659FD93U;
}

Result<RunFile> RunFile::open(const std::string &path, std::vector<ScanTarget> targets) {
  RunFile run;
  run.path_ = path;
  std::vector<std::uint64_t> done;  // hashes: of a million domains 8 MB
  auto log = RunLog::open(path, [&](std::string_view record) {
    if (const auto facts = json::decode<DomainFacts>(record)) {
      done.push_back(hash_of({facts->name, {}, facts->port}));
    } else {
      ++run.skipped_;
    }
  });
  if (!log) return std::unexpected(log.error());
  run.log_ = std::move(*log);
  std::ranges::sort(done);
  run.total_ = targets.size();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (std::ranges::binary_search(done, hash_of(targets[i]))) continue;
    run.open_.push_back({static_cast<std::int64_t>(i), std::move(targets[i])});
  }
  run.done_ = run.total_ - run.open_.size();
  std::ranges::sort(run.open_, {}, [](const Task &task) { return hash_of(task.target); });
  return run;
}

Result<RunStore::Counts> RunFile::counts() { return Counts{total_, done_}; }

Result<std::vector<Task>> RunFile::take(std::size_t most) {
  const std::size_t left = open_.size() - std::min(most, open_.size());
  std::vector<Task> out(std::move_iterator(open_.begin() + static_cast<std::ptrdiff_t>(left)),
                        std::move_iterator(open_.end()));
  open_.resize(left);
  return out;
}

Result<void> RunFile::put(std::span<const Measured> done) {
  for (const Measured &one : done) {
    if (auto written = log_.append(json::print(json::encode(one.facts))); !written) return written;
    ++done_;
  }
  const auto now = steady_clock::now();
  if (now - synced_ < kSyncEvery) return {};
  synced_ = now;
  return log_.sync();
}

Result<void> RunFile::hold() { return {}; }

Result<void> RunFile::give_back(std::span<const Task> ours) {
  open_.insert(open_.end(), ours.begin(), ours.end());
  return {};
}

Result<void> RunFile::read(const std::function<void(DomainFacts)> &visit) { return read_run_file(path_, visit); }

Result<void> RunFile::sync() { return log_.sync(); }

Result<void> read_run_file(const std::string &path, const std::function<void(DomainFacts)> &visit) {
  const auto read = RunLog::read(path, [&](std::string_view record) {
    if (auto facts = json::decode<DomainFacts>(record)) visit(std::move(*facts));
  });
  if (!read) return std::unexpected(read.error());
  return {};
}

}  // namespace waarborg::scan
