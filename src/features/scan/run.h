// SPDX-License-Identifier: EUPL-1.2
//
// Measuring a whole list: many domains at a time, each written down as soon as it is done. A run that was broken off,
// by whatever it was, goes on with what is not in its log.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "features/scan/run_log.h"
#include "features/scan/scan.h"

namespace waarborg::scan {

/// How far it is. Times are since this process took the run up.
struct Progress {
  std::size_t total = 0;
  std::size_t done = 0;         ///< Those of before included.
  std::size_t done_before = 0;  ///< By an earlier process.
  std::size_t under_way = 0;
  std::size_t answered = 0;  ///< Of those done now: a web or mail server answered.
  std::chrono::milliseconds elapsed{};

  /// Domains a second, of this process; 0 at the beginning.
  double rate() const;
  /// Until the end at this rate; zero when that is not known yet.
  std::chrono::seconds left() const;
};

struct RunOptions {
  std::size_t together = 200;  ///< Domains under way at a time: what bounds the memory.
  /// Called after each domain.
  std::function<void(const Progress&)> on_progress{};
  /// Asked before each domain; true: begin no more, end those under way.
  std::function<bool()> stop{};
};

class Run {
 public:
  /// Opens or goes on with the log at this path. Faults as RunLog::open; a record that is no facts is skipped and
  /// counted.
  static Result<Run> open(const std::string& path);

  bool has(const ScanTarget& target) const;
  std::size_t skipped() const { return skipped_; }
  /// Measures what is not there yet, in an order that keeps neighbours on a list apart. Ends early only by `stop`, or
  /// when the log cannot be written (kUnavailable scan.run.unwritable).
  boost::asio::awaitable<Result<Progress>> measure(Scanner& scanner, std::vector<ScanTarget> targets,
                                                   RunOptions options);

 private:
  struct Work;
  boost::asio::awaitable<void> measure_some(Work& work);

  RunLog log_;
  std::vector<std::uint64_t> done_;  ///< Hashes of names, in order: a million of them are 8 MB.
  std::size_t skipped_ = 0;
};

/// Every domain of a run, in the order in which they were done; of one that is there twice, both.
Result<void> read_run(const std::string& path, const std::function<void(DomainFacts)>& visit);

}  // namespace waarborg::scan
