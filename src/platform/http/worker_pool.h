// SPDX-License-Identifier: EUPL-1.2
//
// A fixed number of threads with a bounded queue: under too much load new work is refused at once, instead of
// everything becoming slow. One party never holds more than half of either, so that others are served meanwhile.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace waarborg::http {

class WorkerPool {
 public:
  using Job = std::move_only_function<void()>;

  /// @param waiting  most jobs in the queue, besides those running
  WorkerPool(unsigned threads, std::size_t waiting);
  ~WorkerPool();  ///< As stop().
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False, and the job is dropped, when the queue or the party's half of it is full, or the pool stopped. Jobs start
  /// in order, but those of a party that has half of the threads wait for one of its own. A job must not throw.
  bool submit(std::string party, Job job);
  /// Waits for running jobs and drops those that wait.
  void stop();

 private:
  struct Waiting {
    std::string party;
    Job job;
  };
  struct Share {
    std::size_t running = 0;
    std::size_t waiting = 0;
  };

  void work();
  /// The first that may start now; the end when none may. Under the lock.
  std::deque<Waiting>::iterator next();

  const std::size_t waiting_;
  const std::size_t running_by_party_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> queue_;
  std::map<std::string, Share> shares_;  ///< Of those who have something running or waiting.
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace waarborg::http
