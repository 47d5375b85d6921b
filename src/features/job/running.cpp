// SPDX-License-Identifier: EUPL-1.2
#include "features/job/running.h"

#include <algorithm>

namespace waarborg::job {

Progress advance(const Progress& before, std::int64_t done, std::int64_t total, const std::string& step) {
  total = std::max<std::int64_t>(total, 0);
  done = std::clamp<std::int64_t>(done, 0, total);
  // As products, so that nothing is rounded; a job of 2^31 steps would still fit.
  const bool back = before.total > 0 && done * before.total < before.done * total;
  if (total == 0 || back) return {before.done, before.total, step};
  return {done, total, step};
}

Running::Running(std::chrono::milliseconds deadline, Monotonic monotonic)
    : monotonic_(std::move(monotonic)), ends_(monotonic_() + deadline) {}

Result<void> Running::go_on() {
  if (late()) stop(Stop::kLate);
  if (stop_ != Stop::kNo) return fail(FaultKind::kUnavailable, "job.stopped");
  return {};
}

Result<void> Running::rest(std::chrono::milliseconds most) {
  {
    std::unique_lock lock(mutex_);
    stopping_.wait_for(lock, most, [&] { return stop_ != Stop::kNo; });
  }
  return go_on();
}

Result<void> Running::progress(std::int64_t done, std::int64_t total, const std::string& step) {
  {
    const std::lock_guard lock(mutex_);
    progress_ = advance(progress_, done, total, step);
  }
  return go_on();
}

Progress Running::shown() const {
  const std::lock_guard lock(mutex_);
  return progress_;
}

void Running::stop(Stop why) {
  Stop expected = Stop::kNo;
  {
    const std::lock_guard lock(mutex_);  // nobody goes to rest between this look and the call
    stop_.compare_exchange_strong(expected, why);
  }
  stopping_.notify_all();
}

}  // namespace waarborg::job
