// SPDX-License-Identifier: EUPL-1.2
//
// A run in a file of this machine, for one process. A run that was broken off, by whatever it was, goes on with what is
// not in its log.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "features/scan/run/run_log.h"
#include "features/scan/run/run_store.h"

namespace waarborg::scan {

class RunFile final : public RunStore {
 public:
  /// Opens or goes on with the log at this path. Faults as RunLog::open; a record that is no facts is skipped and
  /// counted.
  static Result<RunFile> open(const std::string& path, std::vector<ScanTarget> targets);

  std::size_t skipped() const { return skipped_; }

  Result<Counts> counts() override;
  Result<std::vector<Task>> take(std::size_t most) override;
  /// Written at once, and to the disk within a second: a crash of the machine costs that second's domains.
  Result<std::size_t> put(std::span<const Measured> measured) override;
  Result<void> hold() override;
  Result<void> give_back(std::span<const Task> ours) override;
  Result<void> read(const std::function<void(DomainFacts)>& visit) override;
  Result<void> sync() override;

 private:
  std::string path_;
  RunLog log_;
  std::vector<Task> open_;                ///< Still to be taken, the next one last.
  std::vector<Task> silent_;              ///< The same, once more.
  std::set<std::int64_t> measured_once_;  ///< Of those: the next time counts, whatever it is.
  std::size_t total_ = 0, done_ = 0, skipped_ = 0;
  std::chrono::steady_clock::time_point synced_{};
};

/// The same without opening it for work: of a run that goes on, as far as it is. In the order in which they were done;
/// of one that is there twice, both.
Result<void> read_run_file(const std::string& path, const std::function<void(DomainFacts)>& visit);

}  // namespace waarborg::scan
