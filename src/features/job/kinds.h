// SPDX-License-Identifier: EUPL-1.2
//
// What there is to do in the background.
//
// A kind of job (a feature offers `add_jobs`, app calls it):
//   jobs.add({"package", true, 30min, {"report.read", "trail.read"},
//             [&](const auth::Actor& who, const json::Object& request, job::Running& running) { … return Outcome{…};
//             }});
//   jobs.enqueue(call.actor, {"package", request, {"report.job.package", {}}});
//
// Recurring work of the installation, such as reminders by mail: one line in Installation::add_recurring (app):
//   jobs.add_recurring({"mail.reminders", 15min, 10min, [this](job::Running& running) { mail.remind(running); }});
// It runs at most once per period, whatever the number of servers; after a standstill or a jump of the clock it runs
// once, so the function does what is due by then instead of counting its turns. It may be broken off and run again.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "features/auth/actor.h"
#include "features/job/running.h"

namespace waarborg::job {

/// What a job leaves to download.
struct Outcome {
  std::string bytes;
  std::string media_type;
  std::string file_name;  ///< ASCII, in the language of who asked.
};

/// Does the work. A fault ends the job as failed with those words; an exception as job.failed.
using Work = std::function<Result<Outcome>(const auth::Actor& who, const json::Object& request, Running& running)>;

/// A kind of job that people ask for.
struct Kind {
  std::string name;  ///< Key in the database.
  /// True when a job that a killed server left half done may be run again; else it fails with job.interrupted.
  bool repeatable = false;
  std::chrono::milliseconds deadline{};  ///< For one run; then it is stopped and fails.
  std::vector<std::string> rights;       ///< All of them, to ask for it, when it runs, and to fetch the result.
  Work work;
};

/// Work of the installation itself.
struct Recurring {
  std::string name;  ///< Key in the database.
  std::chrono::minutes every{};
  std::chrono::milliseconds deadline{};  ///< For one turn.
  std::function<void(Running&)> work;    ///< An exception makes the turn fail; the next comes all the same.
};

}  // namespace waarborg::job
