// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/worker_pool.h"

#include <algorithm>
#include <utility>

namespace waarborg::http {

namespace {

std::size_t half(std::size_t whole) { return (whole + 1) / 2; }

}  // namespace

WorkerPool::WorkerPool(unsigned threads, std::size_t waiting) : waiting_(waiting), running_by_party_(half(threads)) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() { stop(); }

bool WorkerPool::submit(std::string party, Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= waiting_) return false;
    Share& share = shares_[party];
    if (share.waiting >= half(waiting_)) return false;
    ++share.waiting;
    queue_.push_back({std::move(party), std::move(job)});
  }
  changed_.notify_one();
  return true;
}

void WorkerPool::stop() {
  std::deque<Waiting> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(queue_);
  }
  changed_.notify_all();
  threads_.clear();  // joins
}

std::deque<WorkerPool::Waiting>::iterator WorkerPool::next() {
  return std::ranges::find_if(queue_,
                              [this](const Waiting& one) { return shares_.at(one.party).running < running_by_party_; });
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    auto first = queue_.end();
    changed_.wait(lock, [&] { return stopping_ || (first = next()) != queue_.end(); });
    if (stopping_) return;
    Waiting one = std::move(*first);
    queue_.erase(first);
    Share& share = shares_.at(one.party);
    --share.waiting;
    ++share.running;
    lock.unlock();
    one.job();
    one.job = nullptr;  // what it holds goes before the lock is taken
    lock.lock();
    if (--share.running == 0 && share.waiting == 0) shares_.erase(one.party);
  }
}

}  // namespace waarborg::http
