// SPDX-License-Identifier: EUPL-1.2
//
// Measuring a whole list: many domains at a time on a thread for each core, each kept as soon as it is done.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

#include "base/result.h"
#include "features/scan/run/run_store.h"
#include "features/scan/scan.h"

namespace waarborg::scan {

/// How far it is. Times are since this process took the run up.
struct Progress {
  std::size_t total = 0;
  std::size_t done = 0;         ///< By everyone who works on it, and before.
  std::size_t done_before = 0;  ///< When this process took it up.
  std::size_t under_way = 0;    ///< Here.
  std::size_t done_here = 0;
  std::size_t answered = 0;  ///< Of those done here: a web or mail server answered.
  std::chrono::milliseconds elapsed{};

  /// Domains a second since this process began; 0 at the beginning.
  double rate() const;
  /// Until the end at this rate; zero when that is not known yet.
  std::chrono::seconds left() const;
};

struct RunOptions {
  std::size_t together = 200;  ///< Domains under way at a time, on all cores:
                               ///< what bounds the memory.
  std::size_t cores = 1;       ///< Threads that measure.
  /// Called now and then, by the thread that called measure_run.
  std::function<void(const Progress&)> on_progress{};
  /// Asked several times a second by that thread; true: begin no more, end those under way.
  std::function<bool()> stop{};
  /// When nothing is left but what others hold: so often it is asked whether something came back.
  std::chrono::milliseconds look_again{1000};
};

/// Makes the scanner of one thread.
using OpenScanner = std::function<Result<std::unique_ptr<Scanner>>(boost::asio::any_io_executor)>;

/// Takes work from the store until nothing is left, also of what others had and lost. Ends early only by `stop`, or by
/// a fault of the store or of opening a scanner.
Result<Progress> measure_run(RunStore& store, const OpenScanner& open, const RunOptions& options);

}  // namespace waarborg::scan
