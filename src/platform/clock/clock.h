// SPDX-License-Identifier: EUPL-1.2
//
// The present moment behind an interface, so that tests decide what time it is.
#pragma once

#include <atomic>

#include "base/time.h"

namespace waarborg {

struct Clock {
  virtual ~Clock() = default;
  virtual Moment now() const = 0;
  Day today() const { return day_of(now()); }
};

struct SystemClock final : Clock {
  Moment now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

/// For tests and for building the demo's year of history.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Moment start) : now_(start) {}
  Moment now() const override { return now_; }
  void set(Moment moment) { now_ = moment; }
  void tick(std::chrono::milliseconds step) { now_ += step; }

 private:
  Moment now_;
};

}  // namespace waarborg
