// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <semaphore>
#include <thread>

namespace waarborg::http {
namespace {

/// Jobs that tell when they start and end when they may.
struct Jobs {
  std::counting_semaphore<> started{0};
  std::counting_semaphore<> may_end{0};
  std::atomic<int> starts = 0;

  WorkerPool::Job job() {
    return [this] {
      ++starts;
      started.release();
      may_end.acquire();
    };
  }
};

TEST(WorkerPool, one_party_never_holds_more_than_half_of_the_threads) {
  Jobs greedy, other;
  WorkerPool pool(4, 100);
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(pool.submit("greedy", greedy.job()));
  greedy.started.acquire();
  greedy.started.acquire();
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(pool.submit("other", other.job()));

  other.started.acquire();  // though four were before them
  other.started.acquire();
  EXPECT_EQ(greedy.starts, 2);

  greedy.may_end.release();
  greedy.started.acquire();
  EXPECT_EQ(greedy.starts, 3) << "one ended, one began";
  greedy.may_end.release(10);
  other.may_end.release(10);
  for (int i = 0; i < 3; ++i) greedy.started.acquire();
  EXPECT_EQ(greedy.starts, 6) << "all of them come";
}

TEST(WorkerPool, one_party_never_holds_more_than_half_of_the_queue) {
  Jobs jobs;
  WorkerPool pool(1, 4);
  ASSERT_TRUE(pool.submit("first", jobs.job()));
  jobs.started.acquire();

  EXPECT_TRUE(pool.submit("greedy", jobs.job()));
  EXPECT_TRUE(pool.submit("greedy", jobs.job()));
  EXPECT_FALSE(pool.submit("greedy", jobs.job()));
  EXPECT_TRUE(pool.submit("other", jobs.job()));
  EXPECT_TRUE(pool.submit("another", jobs.job()));
  EXPECT_FALSE(pool.submit("late", jobs.job())) << "the whole queue is full";
  jobs.may_end.release(10);
  for (int i = 0; i < 4; ++i) jobs.started.acquire();
}

TEST(WorkerPool, jobs_of_one_party_start_in_their_order) {
  std::vector<int> order;
  std::promise<void> done;
  WorkerPool pool(1, 100);
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(pool.submit("a", [&order, &done, i] {
      order.push_back(i);
      if (i == 49) done.set_value();
    }));
  }
  done.get_future().wait();
  for (int i = 0; i < 50; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST(WorkerPool, what_waits_at_the_end_is_dropped_and_what_runs_is_waited_for) {
  Jobs jobs;
  std::atomic<bool> ran = false;
  auto dropped = std::make_shared<int>(0);
  const std::weak_ptr<int> seen = dropped;
  WorkerPool pool(1, 10'000'000);
  ASSERT_TRUE(pool.submit("a", jobs.job()));
  jobs.started.acquire();
  ASSERT_TRUE(pool.submit("b", [&ran, held = std::move(dropped)] { ran = true; }));

  std::jthread stopping([&] { pool.stop(); });
  while (pool.submit("b", [&ran] { ran = true; })) std::this_thread::yield();  // refused: the stop has begun
  EXPECT_EQ(jobs.starts, 1) << "it runs still";
  jobs.may_end.release();
  stopping.join();

  EXPECT_FALSE(ran);
  EXPECT_TRUE(seen.expired()) << "what it held is let go of";
  EXPECT_FALSE(pool.submit("c", [] {}));
}

}  // namespace
}  // namespace waarborg::http
