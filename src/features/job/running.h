// SPDX-License-Identifier: EUPL-1.2
//
// What a piece of work sees of its job: it tells how far it is, and hears there when it should stop.
//
//   for (const File& file : files) {
//     if (auto go_on = running.progress(done++, files.size(), "report.step.files"); !go_on) return go_on.error();
//     …
//   }
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "base/result.h"

namespace waarborg::job {

/// How far a job is; total 0: not known.
struct Progress {
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::string step;  ///< Phrase key, such as "report.step.files".

  bool operator==(const Progress&) const = default;
};

/// What is shown after a report of progress: the share never goes down, whatever the work says. Pure.
Progress advance(const Progress& before, std::int64_t done, std::int64_t total, const std::string& step);

enum class Stop {
  kNo,
  kCancelled,  ///< Who asked for it does not want it any more.
  kLate,       ///< The deadline of its kind passed.
  kLost,       ///< Another process took it over, or it is gone.
  kClosing,    ///< This program stops.
};

class Running {
 public:
  using Monotonic = std::function<std::chrono::steady_clock::time_point()>;

  /// A deadline is measured in time that passes, not on the clock on the wall.
  Running(std::chrono::milliseconds deadline, Monotonic monotonic);

  /// Cheap; call it often. The fault job.stopped means: stop now and return it.
  Result<void> progress(std::int64_t done, std::int64_t total, const std::string& step);
  /// As progress, without a report.
  Result<void> go_on();
  /// As go_on, after a rest that ends at once when the work should stop: for who waits for its turn.
  Result<void> rest(std::chrono::milliseconds most);

  Progress shown() const;
  void stop(Stop why);  ///< The first reason counts.
  Stop stopped() const { return stop_; }
  bool late() const { return monotonic_() >= ends_; }

 private:
  mutable std::mutex mutex_;
  std::condition_variable stopping_;
  Progress progress_;
  std::atomic<Stop> stop_{Stop::kNo};
  Monotonic monotonic_;
  std::chrono::steady_clock::time_point ends_;
};

}  // namespace waarborg::job
