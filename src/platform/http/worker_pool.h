// SPDX-License-Identifier: EUPL-1.2
//
// A fixed number of threads with a bounded queue: under too much load new work is refused at once, instead of
// everything becoming slow.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
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

  /// False, and the job is dropped, when the queue is full or the pool stopped. A job must not throw.
  bool submit(Job job);
  /// Waits for running jobs and drops those that wait.
  void stop();

 private:
  void work();

  const std::size_t waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace waarborg::http
