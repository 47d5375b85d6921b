// SPDX-License-Identifier: EUPL-1.2
//
// The thread that calls keeps the store, which may be a database and block; the others measure and never wait for it.
#include "features/scan/run/run.h"

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace waarborg::scan {

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace {

constexpr auto kTick = std::chrono::milliseconds(200);
constexpr auto kCountEvery = std::chrono::seconds(5);
/// Facts that wait to be kept: more, and no new domain is begun until the store has caught up.
constexpr std::size_t kMostFinished = 2000;

bool has_answer(const DomainFacts& facts) {
  return std::ranges::any_of(facts.web, [](const auto& at) { return at.port_443 == Heard::kAnswer; }) ||
         std::ranges::any_of(facts.mail, [](const auto& at) { return at.heard == Heard::kAnswer; });
}

/// Where the thread of the store and those that measure hand things over.
class Counter {
 public:
  void bring(std::vector<Task> tasks) {
    const std::scoped_lock lock(mutex_);
    std::ranges::move(tasks, std::back_inserter(waiting_));
  }
  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  std::vector<Task> take_back() {
    const std::scoped_lock lock(mutex_);
    std::vector<Task> out(std::move_iterator(waiting_.begin()), std::move_iterator(waiting_.end()));
    waiting_.clear();
    return out;
  }
  /// Sets `closed` when nothing more will come.
  std::optional<Task> next(bool& closed) {
    const std::scoped_lock lock(mutex_);
    closed = closed_;
    if (closed_ || waiting_.empty() || finished_.size() >= kMostFinished) return std::nullopt;
    Task task = std::move(waiting_.front());
    waiting_.pop_front();
    ++under_way_;
    return task;
  }
  void finish(Measured measured) {
    const std::scoped_lock lock(mutex_);
    --under_way_;
    finished_.push_back(std::move(measured));
    changed_.notify_one();
  }
  void fail(std::exception_ptr thrown) {
    const std::scoped_lock lock(mutex_);
    if (!thrown_) thrown_ = std::move(thrown);
    closed_ = true;
    changed_.notify_one();
  }

  struct State {
    std::vector<Measured> finished;
    std::size_t waiting = 0, under_way = 0;
    std::exception_ptr thrown;
  };
  /// What was finished since, waiting for it a moment.
  State look(std::chrono::milliseconds most = kTick) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, most, [&] { return !finished_.empty() || thrown_; });
    return {std::exchange(finished_, {}), waiting_.size(), under_way_, thrown_};
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> waiting_;
  std::size_t under_way_ = 0;
  std::vector<Measured> finished_;
  bool closed_ = false;
  std::exception_ptr thrown_;
};

/// One thread that measures, with a loop and a scanner of its own.
class Measurer {
 public:
  explicit Measurer(Counter& counter) : counter_(counter), bell_(loop_, steady_clock::time_point::max()) {}

  Result<void> open(const OpenScanner& open) {
    auto scanner = open(loop_.get_executor());
    if (!scanner) return std::unexpected(scanner.error());
    scanner_ = std::move(*scanner);
    return {};
  }
  void start(std::size_t together) {
    lanes_ = together;
    for (std::size_t i = 0; i < together; ++i) {
      asio::co_spawn(loop_, measure_some(), [this](const std::exception_ptr& thrown) {
        if (thrown) counter_.fail(thrown);
        if (--lanes_ == 0) loop_.stop();  // the resolver listens for ever
      });
    }
    thread_ = std::jthread([this] { loop_.run(); });
  }
  /// There is work, or there will never be.
  void ring() {
    asio::post(loop_, [this] { bell_.cancel(); });
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  asio::awaitable<void> measure_some() {
    boost::system::error_code ec;
    for (bool closed = false; !closed;) {
      if (auto task = counter_.next(closed)) {
        DomainFacts facts = co_await scanner_->measure(std::move(task->target));
        counter_.finish({task->number, std::move(facts)});
      } else if (!closed) {
        co_await bell_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      }
    }
  }

  Counter& counter_;
  asio::io_context loop_{1};
  asio::steady_timer bell_;
  std::unique_ptr<Scanner> scanner_;
  std::size_t lanes_ = 0;
  std::jthread thread_;
};

/// The work of the thread that keeps the store.
class Keeper {
 public:
  Keeper(RunStore& store, const RunOptions& options) : store_(store), options_(options) {}

  Result<Progress> run(const OpenScanner& open) {
    if (auto ok = count(); !ok) return std::unexpected(ok.error());
    progress_.done_before = progress_.done;
    const std::size_t cores = std::max<std::size_t>(options_.cores, 1);
    together_ = std::max(options_.together, cores);
    for (std::size_t i = 0; i < cores; ++i) {
      if (auto ok = measurers_.emplace_back(std::make_unique<Measurer>(counter_))->open(open); !ok) {
        return std::unexpected(ok.error());
      }
    }
    Result<void> outcome;
    try {
      for (std::size_t i = 0; i < cores; ++i) {
        measurers_[i]->start(together_ / cores + (i < together_ % cores ? 1 : 0));
      }
      outcome = keep();
      if (outcome) outcome = wind_down();
    } catch (...) {  // of a database; those that measure still hold on to us
      close();
      throw;
    }
    close();
    // What was still under way when one of them failed is done now.
    const Counter::State last = counter_.look({});
    if (outcome) outcome = put(last.finished);
    if (outcome) outcome = store_.sync();
    if (last.thrown) std::rethrow_exception(last.thrown);
    if (!outcome) return std::unexpected(outcome.error());
    progress_.under_way = 0;
    return progress_;
  }

 private:
  Result<void> keep() {
    if (auto ok = fill(0); !ok) return ok;
    while (true) {
      Counter::State state = counter_.look();
      if (auto ok = put(state.finished); !ok) return ok;
      if (state.thrown) return {};
      if (options_.stop && options_.stop()) return {};
      if (auto ok = store_.hold(); !ok) return ok;
      const auto now = steady_clock::now();
      const bool idle = state.waiting + state.under_way == 0;
      // Only what the store says ends the work: some of ours may have been done by others, who thought us dead.
      if (now - counted_ > kCountEvery || (idle && progress_.done >= progress_.total)) {
        if (auto ok = count(); !ok) return ok;
        if (idle && progress_.done >= progress_.total) return {};
      }
      if (auto ok = fill(state.waiting); !ok) return ok;
      if (state.finished.size() >= kMostFinished) ring();
      tell(state.under_way);
    }
  }

  /// Begins no more. What is under way may take minutes, in which it stays ours and is kept as soon as it is done:
  /// whoever stops us may lose patience and kill us.
  Result<void> wind_down() {
    counter_.close();
    ring();
    if (auto ok = store_.give_back(counter_.take_back()); !ok) return ok;
    while (true) {
      Counter::State state = counter_.look();
      if (auto ok = put(state.finished); !ok) return ok;
      if (state.under_way == 0 || state.thrown) return {};
      if (auto ok = store_.hold(); !ok) return ok;
      tell(state.under_way);
    }
  }

  Result<void> fill(std::size_t waiting) {
    const auto now = steady_clock::now();
    if (waiting > together_ / 4 || now < look_again_) return {};
    auto more = store_.take(together_ - waiting);
    if (!more) return std::unexpected(more.error());
    if (more->empty()) {
      look_again_ = now + options_.look_again;  // the rest is with others, or under way
      return {};
    }
    counter_.bring(std::move(*more));
    ring();
    return {};
  }

  Result<void> put(const std::vector<Measured>& finished) {
    if (finished.empty()) return {};
    const auto done = store_.put(finished);
    if (!done) return std::unexpected(done.error());
    for (const Measured& one : finished) progress_.answered += has_answer(one.facts) ? 1 : 0;
    progress_.done += *done;
    progress_.done_here += *done;
    tell(progress_.under_way);
    return {};
  }
  Result<void> count() {
    counted_ = steady_clock::now();
    const auto counts = store_.counts();
    if (!counts) return std::unexpected(counts.error());
    progress_.total = counts->total;
    progress_.done = counts->done;
    return {};
  }
  void tell(std::size_t under_way) {
    progress_.under_way = under_way;
    progress_.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - began_);
    if (options_.on_progress) options_.on_progress(progress_);
  }
  void ring() {
    for (const auto& one : measurers_) one->ring();
  }
  void close() {
    counter_.close();
    ring();
    for (const auto& one : measurers_) one->join();
  }

  RunStore& store_;
  const RunOptions& options_;
  Counter counter_;
  std::vector<std::unique_ptr<Measurer>> measurers_;
  Progress progress_;
  std::size_t together_ = 1;
  steady_clock::time_point began_ = steady_clock::now(), counted_ = began_, look_again_ = began_;
};

}  // namespace

double Progress::rate() const {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  return seconds <= 0 ? 0 : static_cast<double>(done - done_before) / seconds;
}

std::chrono::seconds Progress::left() const {
  const double speed = rate();
  return std::chrono::seconds(speed <= 0 ? 0 : static_cast<std::int64_t>(static_cast<double>(total - done) / speed));
}

Result<Progress> measure_run(RunStore& store, const OpenScanner& open, const RunOptions& options) {
  return Keeper(store, options).run(open);
}

}  // namespace waarborg::scan
