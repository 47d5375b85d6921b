// SPDX-License-Identifier: EUPL-1.2
//
// A job that this process works on.
#pragma once

#include "features/job/store.h"

namespace waarborg::job {

struct Runner::Held {
  Held(JobRow claimed, std::chrono::milliseconds deadline, Running::Monotonic monotonic)
      : row(std::move(claimed)), running(deadline, std::move(monotonic)) {}

  const JobRow row;
  Running running;
};

}  // namespace waarborg::job
