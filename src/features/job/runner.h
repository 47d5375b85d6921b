// SPDX-License-Identifier: EUPL-1.2
//
// Does the jobs: a fixed number of threads for people, one for recurring work, and one that gives signs of life,
// passes on cancels and deadlines, takes over what a dead server left, and starts what recurs.
//
// Several servers may run on one database. Whether one is alive is seen by whether its beats still change, over time
// that passes here; no clock of one machine is compared with that of another, and a clock that jumps kills nothing.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "features/job/job.h"

namespace waarborg::job {

enum class Lane { kPeople, kRecurring };
struct End;

struct RunnerSettings {
  /// Names the data folder of this server: only one process has it, so what an earlier one left is taken over at once.
  std::string node;
  unsigned workers = 2;                          ///< For jobs of people; recurring work has a thread of its own.
  std::chrono::milliseconds beat{1'000};         ///< Between two signs of life.
  std::chrono::milliseconds look{2'000};         ///< Between two looks for what another server was asked.
  std::chrono::milliseconds dead_after{60'000};  ///< Without a beat.
  Running::Monotonic monotonic = [] { return std::chrono::steady_clock::now(); };
};

class Runner {
 public:
  Runner(Jobs& jobs, RunnerSettings settings);
  ~Runner();  ///< As stop().
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// Takes over what an earlier process of this node left, and starts the threads.
  void start();
  /// Asks running jobs to stop and waits for them. Those that may be repeated wait for the next start.
  void stop();

  /// Seconds since 1970 at which recurring work was last done; 0: not yet.
  std::int64_t last_turn() const { return last_turn_; }
  std::uint64_t ended() const { return ended_; }    ///< Jobs since start, however they ended.
  std::uint64_t failed() const { return failed_; }  ///< Of those.

  // What the threads do; tests call these without threads.
  void take_over();         ///< What an earlier process of this node left.
  bool run_one(Lane lane);  ///< Claims a job and does it; false when none waits.
  void beat();              ///< Signs of life, cancels, deadlines.
  void look();              ///< What dead servers left, and what recurs.

 private:
  struct Held;  ///< A job that this process works on.
  struct Sign {
    std::string runner;
    std::int64_t attempt = 0;
    std::int64_t beat = 0;
    std::chrono::steady_clock::time_point since;
  };

  void work(Lane lane, const std::stop_token& stop);
  void watch(const std::stop_token& stop);
  void wait(const std::stop_token& stop, std::chrono::milliseconds most, std::uint64_t seen);
  std::uint64_t news();
  void carry_out(const std::shared_ptr<Held>& held);
  Result<Outcome> attempt(Held& held);
  Result<Outcome> attempt_recurring(Held& held);
  void finish(Held& held, const Result<Outcome>& outcome);
  void close(Held& held, End how);
  void start_recurring();
  void take_over_dead();
  void resolve(const JobRow& left);
  std::chrono::milliseconds deadline_of(const JobRow& row) const;
  std::vector<std::shared_ptr<Held>> all_held();

  Jobs& jobs_;
  RunnerSettings settings_;
  std::string id_;  ///< node/start
  std::mutex guard_;
  std::condition_variable_any wake_;
  std::uint64_t news_ = 0;
  bool closing_ = false;
  std::map<std::string, std::shared_ptr<Held>> held_;  ///< By job.
  std::map<std::string, Sign> signs_;                  ///< Of jobs of others, by job; of the watching thread.
  std::atomic<std::int64_t> last_turn_{0};
  std::atomic<std::uint64_t> ended_{0};
  std::atomic<std::uint64_t> failed_{0};
  std::vector<std::jthread> threads_;
};

}  // namespace waarborg::job
