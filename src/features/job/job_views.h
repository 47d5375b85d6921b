// SPDX-License-Identifier: EUPL-1.2
//
// Jobs as the API speaks of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json_words.h"
#include "base/time.h"

namespace waarborg::job {

/// What can be downloaded of a job that is done.
struct JobResult {
  std::string file_name;
  std::string media_type;
  std::int64_t size = 0;  ///< Bytes.
};
BOOST_DESCRIBE_STRUCT(JobResult, (), (file_name, media_type, size))

enum class JobState { kQueued, kRunning, kDone, kFailed, kCancelled };
BOOST_DESCRIBE_ENUM(JobState, kQueued, kRunning, kDone, kFailed, kCancelled)
/// A job as people see it, in their language.
struct Job {
  std::string id;
  std::string kind;  ///< Name of its Kind.
  std::string title;
  json::Word<JobState> state;
  std::int64_t done = 0;      ///< In the unit of the work itself.
  std::int64_t total = 0;     ///< 0: not known.
  std::string step;           ///< Words.
  bool cancel_asked = false;  ///< It runs, and will stop as soon as it notices.
  Moment created_at{};
  std::optional<Moment> started_at;
  std::optional<Moment> finished_at;
  std::optional<Moment> expires_at;  ///< Then job and result go.
  std::string error;                 ///< Words; why it failed.
  std::optional<JobResult> result;
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, kind, title, state, done, total, step, cancel_asked, created_at, started_at, finished_at,
                       expires_at, error, result))

}  // namespace waarborg::job
