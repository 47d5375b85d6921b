// SPDX-License-Identifier: EUPL-1.2
//
// Work that takes longer than a request: asked for in a request, done by the runner (runner.h), with progress, cancel
// and a result that survives a restart. A job belongs to who asked for it.
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

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "features/auth/api.h"
#include "features/job/running.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"
#include "platform/fs/file_store.h"

namespace waarborg::job {

/// What a job leaves to download.
struct Outcome {
  std::string bytes;
  std::string media_type;
  std::string file_name;  ///< ASCII, in the language of who asked.
};

/// Does the work. A fault ends the job as failed with those words; an exception as job.failed.
using Work = std::function<Result<Outcome>(const auth::Actor& who, const json::Object& request, Running& running)>;

struct Kind {
  std::string name;  ///< Key in the database.
  /// True when a job that a killed server left half done may be run again; else it fails with job.interrupted.
  bool repeatable = false;
  std::chrono::milliseconds deadline{};
  std::vector<std::string> rights;  ///< All of them, to ask for it, when it runs, and to fetch the result.
  Work work;
};

struct Recurring {
  std::string name;
  std::chrono::minutes every{};
  std::chrono::milliseconds deadline{};
  std::function<void(Running&)> work;
};

struct NewJob {
  std::string kind;
  json::Object request;
  Message title;
};

struct JobResult {
  std::string file_name;
  std::string media_type;
  std::int64_t size = 0;  ///< Bytes.
};
BOOST_DESCRIBE_STRUCT(JobResult, (), (file_name, media_type, size))

/// A job as people see it, in their language.
enum class JobState { kQueued, kRunning, kDone, kFailed, kCancelled };
BOOST_DESCRIBE_ENUM(JobState, kQueued, kRunning, kDone, kFailed, kCancelled)
struct Job {
  std::string id;
  std::string kind;
  std::string title;
  json::Word<JobState> state;
  std::int64_t done = 0;
  std::int64_t total = 0;  ///< 0: not known.
  std::string step;        ///< Words.
  bool cancel_asked = false;
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

struct JobRow;

class Jobs {
 public:
  static constexpr std::int64_t kMostOpen = 5;                      ///< Of one account.
  static constexpr std::chrono::hours kKept{24 * 7};                ///< A finished job and its result.
  static constexpr std::chrono::hours kTurnKept{24};                ///< A finished turn of recurring work.
  static constexpr std::size_t kLargest = std::size_t{512} << 20U;  ///< Bytes of a result.

  /// @param results  folder of their own: a result may go without touching equal bytes that are evidence
  Jobs(db::Database& database, const Clock& clock, std::filesystem::path results);

  void add(Kind kind);
  void add_recurring(Recurring recurring);

  /// The same request that is still waiting or running is answered instead of made twice. kForbidden;
  /// kConflict job.too_many.
  Result<Job> enqueue(const auth::Actor& who, const NewJob& wanted);
  std::vector<Job> list(const auth::Actor& who);  ///< Newest first, at most 100.
  Result<Job> get(const auth::Actor& who, const std::string& id);
  /// A waiting job ends at once, a running one as soon as it notices; an ended one stays as it is.
  Result<Job> cancel(const auth::Actor& who, const std::string& id);
  /// Forgets an ended job. kConflict job.open.
  Result<auth::Nothing> remove(const auth::Actor& who, const std::string& id);
  /// kConflict job.no_result; kNotFound job.result_gone; kForbidden when who asked lost the right.
  Result<Outcome> result(const auth::Actor& who, const std::string& id);
  /// Removes what is past its time, and result files that belong to no job.
  void expire();

 private:
  friend class Runner;
  /// What the runner wants to hear at once instead of at its next look.
  struct Listener {
    std::function<void()> on_new;
    std::function<void(const std::string& id)> on_cancel;
  };
  void listen(Listener listener);
  const Kind* kind_of(const std::string& name) const;
  Job view(const JobRow& row, Language language) const;
  Result<JobRow> load(db::Transaction& tx, const auth::Actor& who, const std::string& id);

  db::Database& database_;
  const Clock& clock_;
  std::filesystem::path results_folder_;
  fs::FileStore results_;
  std::map<std::string, Kind> kinds_;
  std::vector<Recurring> recurring_;
  std::mutex results_guard_;  ///< Between writing a result file and naming it in its row, nothing is swept.
  std::mutex listener_guard_;
  Listener listener_;
};

void add_routes(auth::Api& api, Jobs& jobs);
/// The answer of a route that makes a job: 202 with the address of the job (RFC 9110 section 15.3.3).
Result<Job> accepted(auth::Call& call, Result<Job> made);

}  // namespace waarborg::job
