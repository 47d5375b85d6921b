// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/replay.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "features/auth/testing.h"

namespace waarborg::auth {
namespace {

struct Count {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (count))

class Replay : public ::testing::Test {
 protected:
  Replay() {
    world.api.post<Count, Count>({"/api/v1/probe", "probe", "Probe", "measure.read"},
                                 [this](Call&, Count given) -> Result<Count> {
                                   ++runs;
                                   if (given.count < 0) return invalid("auth.name.missing", "count");
                                   return Count{runs};
                                 });
  }
  http::Response post(const std::string& who, const std::string& key, int count = 1,
                      http::Method method = http::Method::kPost) {
    return world.ask(method, "/api/v1/probe", who, R"({"count":)" + std::to_string(count) + "}",
                     {{"idempotency-key", key}});
  }
  testing::World world;
  std::atomic<int> runs{0};
};

TEST_F(Replay, the_same_submission_twice_is_done_once_and_answered_alike) {
  const auto first = post("alice", "k1");
  const auto second = post("alice", "k1");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(post("alice", "k2").body, R"({"count":2})") << "another key is another submission";
}

TEST_F(Replay, nobody_gets_the_answer_of_somebody_else) {
  post("alice", "k1");
  EXPECT_EQ(post("bob", "k1").body, R"({"count":2})");
  EXPECT_EQ(post("", "k1").status, 401);
}

TEST_F(Replay, a_key_with_another_body_is_refused) {
  post("alice", "k1", 1);
  EXPECT_EQ(post("alice", "k1", 2).status, 409);
  EXPECT_EQ(runs, 1);
}

TEST_F(Replay, what_was_refused_or_failed_may_be_tried_again) {
  EXPECT_EQ(post("alice", "k1", -1).status, 422);
  EXPECT_EQ(post("alice", "k1", 1).status, 200);

  Replays replays;
  http::Request request{.method = http::Method::kPost, .target = "/x"};
  request.headers.push_back({"idempotency-key", "k"});
  EXPECT_THROW(replays.once(request, "noord", "a", []() -> http::Response { throw std::runtime_error("disk"); }),
               std::runtime_error);
  EXPECT_EQ(replays.once(request, "noord", "a", [] { return http::Response{.status = 200}; }).status, 200);
}

TEST_F(Replay, at_the_same_moment_the_second_waits_for_the_first) {
  Replays replays;
  http::Request request{.method = http::Method::kPost, .target = "/x"};
  request.headers.push_back({"idempotency-key", "k"});
  std::atomic<int> worked{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto answer = replays.once(request, "noord", "a", [&] {
        ++worked;
        std::this_thread::yield();
        return http::Response{.status = 200, .body = "done"};
      });
      EXPECT_EQ(answer.body, "done");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(worked, 1);
}

TEST_F(Replay, a_repeat_gives_its_thread_back_when_the_first_takes_long_and_is_still_done_once) {
  Replays replays{std::chrono::milliseconds(0)};
  http::Request request{.method = http::Method::kPost, .target = "/x"};
  request.headers = {{"idempotency-key", "k"}, {"accept-language", "nl"}};
  const auto again = [&] {
    return replays.once(request, "noord", "a", [this] {
      ++runs;
      return http::Response{.status = 200, .body = "twice"};
    });
  };
  http::Response meanwhile;
  const auto first = replays.once(request, "noord", "a", [&] {
    meanwhile = again();
    return http::Response{.status = 200, .body = "done"};
  });
  EXPECT_EQ(meanwhile.status, 503);
  const auto wait = std::ranges::find(meanwhile.headers, "retry-after", &http::Header::name);
  ASSERT_NE(wait, meanwhile.headers.end());
  EXPECT_EQ(wait->value, "30");
  EXPECT_NE(meanwhile.body.find(say(Language::kNl, "auth.replay.under_way")), std::string::npos) << meanwhile.body;
  EXPECT_EQ(first.body, "done");
  EXPECT_EQ(again().body, "done");
  EXPECT_EQ(runs, 0);
}

TEST_F(Replay, a_long_answer_is_told_as_done_and_old_ones_are_forgotten) {
  Replays replays;
  const auto ask = [&](const std::string& key) {
    http::Request request{.method = http::Method::kPost, .target = "/x"};
    request.headers.push_back({"idempotency-key", key});
    return replays.once(request, "noord", "a", [this] {
      ++runs;
      return http::Response{.status = 200, .body = std::string(Replays::kMostBytes + 1, 'x')};
    });
  };
  EXPECT_EQ(ask("k").status, 200);
  EXPECT_EQ(ask("k").status, 409);
  for (std::size_t i = 0; i < Replays::kMostKept; ++i) ask(std::to_string(i));
  EXPECT_EQ(ask("k").status, 200);
  EXPECT_EQ(runs, static_cast<int>(Replays::kMostKept) + 2);
}

TEST_F(Replay, one_organisation_does_not_drive_out_the_answers_of_another) {
  Replays replays;
  const auto ask = [&](const std::string& organisation, const std::string& key) {
    http::Request request{.method = http::Method::kPost, .target = "/x"};
    request.headers.push_back({"idempotency-key", key});
    return replays.once(request, organisation, "a " + organisation, [this] {
      ++runs;
      return http::Response{.status = 200, .body = "done"};
    });
  };
  ask("noord", "k");
  for (std::size_t i = 0; i < 2 * Replays::kMostKept; ++i) ask("zuid", std::to_string(i));
  const int before = runs;
  EXPECT_EQ(ask("noord", "k").body, "done");
  EXPECT_EQ(runs, before) << "still known";
  ask("zuid", "0");
  EXPECT_EQ(runs, before + 1) << "an old one of its own is forgotten";
}

TEST_F(Replay, a_key_of_a_person_does_not_stand_in_the_way_of_his_token_nor_of_another_token) {
  const auto ask = [&](const std::string& authorization, int count) {
    std::vector<http::Header> headers{{"idempotency-key", "rapport-2026-03-02"}};
    if (!authorization.empty()) headers.push_back({"authorization", authorization});
    return world.ask(http::Method::kPost, "/api/v1/probe", "alice", R"({"count":)" + std::to_string(count) + "}",
                     headers);
  };
  EXPECT_EQ(ask("", 1).body, R"({"count":1})");
  EXPECT_EQ(ask("Bearer een", 2).body, R"({"count":2})") << "of the tool, with other news";
  EXPECT_EQ(ask("Bearer twee", 3).body, R"({"count":3})");
  EXPECT_EQ(ask("Bearer een", 2).body, R"({"count":2})") << "a repeat of the tool";
  EXPECT_EQ(ask("Bearer een", 4).status, 409);
  EXPECT_EQ(ask("Basic een", 1).body, R"({"count":1})") << "no token of ours: the person again";
  EXPECT_EQ(runs, 3);
}

}  // namespace
}  // namespace waarborg::auth
