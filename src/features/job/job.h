// SPDX-License-Identifier: EUPL-1.2
//
// Work that takes longer than a request: asked for in a request, done by the runner (runner.h), with progress, cancel
// and a result that survives a restart. A job belongs to who asked for it. How a feature offers a kind of job: kinds.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "features/auth/api.h"
#include "features/job/job_views.h"
#include "features/job/kinds.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"
#include "platform/fs/file_store.h"

namespace waarborg::job {

/// A job as it is asked for.
struct NewJob {
  std::string kind;      ///< Name of its Kind.
  json::Object request;  ///< What its work gets.
  Message title;         ///< What people see it by.
};

struct JobRow;

class Jobs {
 public:
  static constexpr std::int64_t kMostOpen = 5;                      ///< Of one account.
  static constexpr std::chrono::hours kKept{24 * 7};                ///< A finished job and its result.
  static constexpr std::chrono::hours kTurnKept{24};                ///< A finished turn of recurring work.
  static constexpr std::size_t kLargest = std::size_t{512} << 20U;  ///< Bytes of a result.

  /// @param results  folder of their own: a result may go without touching equal bytes that are evidence
  Jobs(db::Database& database, const Clock& clock, std::filesystem::path results);

  /// Both before the runner starts. std::logic_error for a second kind of the same name.
  void add(Kind kind);
  void add_recurring(Recurring recurring);

  /// The same request that is still waiting or running is answered instead of made twice. kForbidden;
  /// kConflict job.too_many.
  Result<Job> enqueue(const auth::Actor& who, const NewJob& wanted);
  std::vector<Job> list(const auth::Actor& who);  ///< Newest first, at most 100.
  /// kNotFound job.unknown, as below; also for a job of someone else.
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
