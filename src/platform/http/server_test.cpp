// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "base/phrasebook.h"
#include "platform/http/test_client.h"
#include "platform/http/test_server.h"

namespace waarborg::http {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Client;
using test::plain_config;
using test::started;

TEST(Server, a_connection_serves_many_requests) {
  const auto server = started(plain_config());
  Client client(server->port());

  EXPECT_EQ(client.get("/a?b=c%20d").body, "GET /a b=c d ");
  EXPECT_EQ(client.ask("POST /a HTTP/1.1\r\nhost: h\r\ncontent-length: 4\r\n\r\nbody").body, "POST /a body");
  EXPECT_EQ(client
                .ask("PUT /a HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n"
                     "2\r\nab\r\n3;x=y\r\ncde\r\n0\r\ntrailer: t\r\n\r\n")
                .body,
            "PUT /a abcde");
  EXPECT_EQ(client.get("/quick").body, "quick");
  EXPECT_EQ(client.get("/missing").status, 404);
  EXPECT_EQ(client.get("/quick").status, 200);
  EXPECT_EQ(server->counters().connections, 1U);
  EXPECT_EQ(server->counters().requests, 6U);
}

TEST(Server, pipelined_requests_are_answered_in_order) {
  const auto server = started(plain_config());
  Client client(server->port());

  client.send(
      "POST /first HTTP/1.1\r\nhost: h\r\ncontent-length: 3\r\n\r\nabc"
      "GET /quick HTTP/1.1\r\nhost: h\r\n\r\n"
      "GET /third HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");

  EXPECT_EQ(client.receive().body, "POST /first abc");
  EXPECT_EQ(client.receive().body, "quick");
  EXPECT_EQ(client.receive().body, "GET /third ");
  EXPECT_TRUE(client.closed());
}

TEST(Server, a_request_may_arrive_byte_by_byte) {
  const auto server = started(plain_config());
  Client client(server->port());

  for (const char c : std::string("\r\nPOST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok")) {
    ASSERT_TRUE(client.send({&c, 1}));
  }

  EXPECT_EQ(client.receive().body, "POST /x ok");
}

TEST(Server, head_is_answered_without_a_body) {
  const auto server = started(plain_config());
  Client client(server->port());

  const Answer answer = client.ask("HEAD /quick HTTP/1.1\r\nhost: h\r\n\r\n", true);

  EXPECT_EQ(answer["content-length"], "5");
  EXPECT_EQ(client.get("/quick").body, "quick");  // nothing of a body came between
}

TEST(Server, every_answer_has_identity_date_and_security_headers) {
  const auto server = started(plain_config());
  Client client(server->port());
  std::set<std::string> ids;
  for (const auto* target : {"/quick", "/missing", "/throw", "/%zz"}) {
    const Answer answer =
        client.ask("GET " + std::string(target) + " HTTP/1.1\r\nhost: h\r\nx-request-id: mine\r\n\r\n");
    EXPECT_EQ(answer["x-request-id"].size(), 16U) << target;
    ids.insert(answer["x-request-id"]);
    EXPECT_EQ(answer["date"].size(), 29U) << answer["date"];
    EXPECT_NE(answer["content-security-policy"], "") << target;
    EXPECT_EQ(answer["x-content-type-options"], "nosniff") << target;
  }
  EXPECT_EQ(ids.size(), 4U);
}

TEST(Server, an_older_client_gets_one_answer_unless_it_asks_to_stay) {
  const auto server = started(plain_config());
  Client once(server->port());
  Client stays(server->port());

  EXPECT_EQ(once.ask("GET /quick HTTP/1.0\r\n\r\n")["connection"], "close");
  EXPECT_TRUE(once.closed());
  EXPECT_EQ(stays.ask("GET /quick HTTP/1.0\r\nconnection: keep-alive\r\n\r\n")["connection"], "keep-alive");
  EXPECT_EQ(stays.get("/quick").status, 200);
}

TEST(Server, a_large_answer_arrives_whole) {
  const auto server = started(plain_config());
  Client client(server->port());

  EXPECT_EQ(client.get("/large").body, std::string(3'000'000, 'x'));
  EXPECT_EQ(client.get("/quick").body, "quick");
}

TEST(Server, a_client_that_expects_continue_is_told_to) {
  const auto server = started(plain_config());
  Client client(server->port());

  const Answer first = client.ask("POST /x HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: 4\r\n\r\n");
  EXPECT_EQ(first.status, 100);
  EXPECT_EQ(client.ask("body").body, "POST /x body");

  const Answer refused =
      client.ask("POST /x HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: 4000\r\n\r\n");
  EXPECT_EQ(refused.status, 413);
}

TEST(Server, a_throwing_handler_is_500_without_the_cause_and_is_reported) {
  std::mutex mutex;
  std::vector<std::string> reported;
  ServerConfig config = plain_config();
  config.on_failure = [&](const Request& request, std::string_view what) {
    const std::lock_guard lock(mutex);
    reported.push_back(request.path + ": " + std::string(what));
  };
  const auto server = started(config);
  Client client(server->port());

  for (const auto* target : {"/throw", "/quick-throw", "/throw-int"}) {
    const Answer answer = client.get(target);
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer["content-type"], "application/problem+json");
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
  }
  EXPECT_EQ(client.get("/quick").status, 200);
  EXPECT_EQ(reported, (std::vector<std::string>{"/throw: secret cause", "/quick-throw: secret cause",
                                                "/throw-int: something that is no std::exception"}));
  EXPECT_EQ(server->counters().failures, 3U);
}

TEST(Server, each_answer_is_told_to_the_log) {
  using std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kWork{3};
  std::mutex mutex;
  std::vector<std::string> told;
  std::chrono::microseconds last{};
  ServerConfig config = plain_config();
  config.on_answer = [&](const Request& request, int status, std::chrono::microseconds took) {
    const std::lock_guard lock(mutex);
    last = took;
    told.push_back(request.target + " " + std::to_string(status) + " " + request.remote);
  };
  const auto server = started(config, [&](const Request& request) {
    const auto end = steady_clock::now() + kWork;
    while (request.path == "/slow" && steady_clock::now() < end) std::this_thread::yield();
    return test::slow_answer(request);
  });
  Client client(server->port());
  client.get("/quick?a=b");
  client.get("/missing");
  const auto before = steady_clock::now();
  client.get("/slow");
  server->stop(60s);

  EXPECT_EQ(told,
            (std::vector<std::string>{"/quick?a=b 200 127.0.0.1", "/missing 404 127.0.0.1", "/slow 200 127.0.0.1"}));
  EXPECT_GE(last, kWork) << "with the work";
  EXPECT_LE(last, steady_clock::now() - before) << "of this request alone";
}

TEST(Server, stopping_finishes_running_requests_and_closes_idle_connections) {
  std::promise<void> entered;
  std::promise<void> release;
  const auto server = started(plain_config(), [&](const Request&) {
    entered.set_value();
    release.get_future().wait();
    return test::text("finished");
  });
  Client idle(server->port());
  Client running(server->port());
  EXPECT_EQ(idle.get("/quick").status, 200);
  running.send("GET /slow HTTP/1.1\r\nhost: h\r\n\r\n");
  entered.get_future().wait();

  auto stopping = std::async(std::launch::async, [&] { server->stop(60s); });
  EXPECT_TRUE(idle.closed());  // so stop() has begun
  release.set_value();
  const Answer answer = running.receive();

  EXPECT_EQ(answer.body, "finished");
  EXPECT_EQ(answer["connection"], "close");
  EXPECT_TRUE(running.closed());
  stopping.get();
  EXPECT_EQ(server->counters().open, 0U);
  EXPECT_FALSE(Client(server->port()).connected());
}

TEST(Server, grace_ends) {
  const auto server = started(plain_config());
  Client half(server->port());
  EXPECT_EQ(half.get("/quick").status, 200);
  half.send("GET /never-ends HTTP/1.1\r\n");

  server->stop(50ms);  // comes back, though the request has an hour

  EXPECT_EQ(half.receive().status, 0);
}

TEST(Server, a_full_queue_is_503_with_retry_after) {
  std::promise<void> entered;
  std::promise<void> release;
  const auto released = release.get_future().share();
  std::atomic<bool> first = true;
  ServerConfig config = plain_config();
  config.workers = 1;
  config.worker_queue = 1;
  const auto server = started(config, [&](const Request&) {
    if (first.exchange(false)) entered.set_value();
    released.wait();
    return test::text("done");
  });
  Client one(server->port());
  Client two(server->port());
  one.send("GET /1 HTTP/1.1\r\nhost: h\r\n\r\n");
  entered.get_future().wait();
  // The second waits in the queue. It is pipelined behind a quick one, whose answer shows that it was taken.
  two.send("GET /quick HTTP/1.1\r\nhost: h\r\n\r\nGET /2 HTTP/1.1\r\nhost: h\r\n\r\n");
  EXPECT_EQ(two.receive().body, "quick");
  Client three(server->port());
  EXPECT_EQ(three.get("/quick").body, "quick");
  const Answer refused = three.get("/3");

  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused["retry-after"], "5");
  EXPECT_EQ(three.get("/quick").body, "quick");
  release.set_value();
  EXPECT_EQ(one.receive().body, "done");
  EXPECT_EQ(two.receive().body, "done");
}

TEST(Server, a_handler_past_its_deadline_is_503_and_may_run_on) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  ServerConfig config = plain_config();
  config.handler_deadline = 50ms;
  const auto server = started(config, [&](const Request&) {
    released.wait();
    return test::text("too late");
  });
  Client client(server->port());

  EXPECT_EQ(client.get("/x").status, 503);
  EXPECT_EQ(client.get("/quick").body, "quick");
  release.set_value();
}

TEST(Server, several_io_threads_serve_the_same) {
  ServerConfig config = plain_config();
  config.io_threads = 3;
  const auto server = started(config);
  std::vector<Client> clients;
  for (int i = 0; i < 12; ++i) clients.emplace_back(server->port());
  for (int round = 0; round < 3; ++round) {
    for (Client& client : clients) client.send("GET /x HTTP/1.1\r\nhost: h\r\n\r\n");
    for (Client& client : clients) EXPECT_EQ(client.receive().body, "GET /x ");
  }
}

TEST(Server, a_taken_port_and_a_bad_address_are_told) {
  const auto server = started(plain_config());
  ServerConfig config = plain_config();
  config.port = server->port();
  const auto limit = [](Method, std::string_view) { return std::size_t{0}; };
  Server second(config, test::quick_answer, test::slow_answer, limit);
  config.address = "localhost";
  Server third(config, test::quick_answer, test::slow_answer, limit);

  const auto taken = second.start();
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().what.key, "http.port_taken");
  for (const Language language : {Language::kNl, Language::kEn}) {
    const std::string words = say(language, taken.error().what);
    EXPECT_NE(words.find(std::to_string(server->port())), std::string::npos) << words;
  }
  EXPECT_EQ(third.start().error().what.key, "http.bad_address");
}

}  // namespace
}  // namespace waarborg::http
