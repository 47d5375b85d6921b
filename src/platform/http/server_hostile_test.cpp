// SPDX-License-Identifier: EUPL-1.2
//
// Clients that are wrong, slow, greedy or sly.
#include <gtest/gtest.h>
#include <poll.h>

#include <atomic>
#include <vector>

#include "platform/http/test_client.h"
#include "platform/http/test_server.h"

namespace waarborg::http {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Client;
using test::plain_config;
using test::started;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kPost = "POST /x HTTP/1.1\r\nhost: h\r\n";

TEST(HostileClient, a_large_head_is_431) {
  const auto server = started(plain_config());
  Client endless(server->port());
  Client many(server->port());
  std::string fields;
  for (int i = 0; i < 150; ++i) fields += "a: b\r\n";

  EXPECT_EQ(endless.ask("GET /x HTTP/1.1\r\nhost: h\r\nx: " + std::string(100'000, 'x')).status, 431);
  EXPECT_TRUE(endless.closed());
  EXPECT_EQ(many.ask("GET /x HTTP/1.1\r\nhost: h\r\n" + fields + "\r\n").status, 431);
}

TEST(HostileClient, a_head_of_just_the_limit_is_served) {
  ServerConfig config = plain_config();
  config.header_limit = 1000;
  const auto server = started(config);
  const auto head_of = [](std::size_t size) {
    const std::string start = "GET /quick HTTP/1.1\r\nhost: h\r\nx: ";
    return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
  };

  EXPECT_EQ(Client(server->port()).ask(head_of(1000)).status, 200);
  EXPECT_EQ(Client(server->port()).ask(head_of(1001)).status, 431);
}

TEST(HostileClient, a_body_over_the_limit_is_413_before_it_is_sent) {
  const auto server = started(plain_config());
  Client announced(server->port());
  Client chunked(server->port());
  Client drips(server->port());

  EXPECT_EQ(announced.ask(std::string(kPost) + "content-length: 10000000\r\n\r\n").status, 413);
  EXPECT_EQ(chunked.ask(std::string(kPost) + "transfer-encoding: chunked\r\n\r\n3e9\r\n").status, 413);
  drips.send(std::string(kPost) + "transfer-encoding: chunked\r\n\r\n");
  for (int i = 0; i < 100; ++i) drips.send("b\r\n01234567890\r\n");
  EXPECT_EQ(drips.receive().status, 413);
}

TEST(HostileClient, a_body_of_just_the_limit_is_served) {
  const auto server = started(plain_config());
  const std::string body(1000, 'x');

  EXPECT_EQ(Client(server->port()).ask(std::string(kPost) + "content-length: 1000\r\n\r\n" + body).status, 200);
  EXPECT_EQ(Client(server->port())
                .ask(std::string(kPost) + "transfer-encoding: chunked\r\n\r\n3e8\r\n" + body + "\r\n0\r\n\r\n")
                .status,
            200);
}

TEST(HostileClient, a_refused_body_may_still_be_on_its_way_when_the_answer_is_read) {
  const auto server = started(plain_config());
  Client client(server->port());

  // More than the buffers of two sockets hold, and little enough to pass in a second on a busy machine.
  client.send(std::string(kPost) + "content-length: 8000000\r\n\r\n");
  EXPECT_TRUE(client.send(std::string(8'000'000, 'x')));

  EXPECT_EQ(client.receive().status, 413);
  EXPECT_TRUE(client.closed());
}

TEST(HostileClient, one_address_cannot_take_the_room_of_all_and_small_bodies_need_none) {
  ServerConfig config = plain_config();
  config.body_budget = 12'288;  // of one address: 4096; small: 3
  const auto server = started(config);
  std::vector<Client> greedy;
  for (int i = 0; i < 4; ++i) {  // they announce, and send nothing
    greedy.emplace_back(server->port());
    EXPECT_EQ(greedy.back().ask(std::string(kPost) + "expect: 100-continue\r\ncontent-length: 1000\r\n\r\n").status,
              100);
  }

  EXPECT_EQ(Client(server->port()).ask(std::string(kPost) + "content-length: 500\r\n\r\n").status, 503);
  EXPECT_EQ(Client(server->port()).ask(std::string(kPost) + "content-length: 3\r\n\r\nabc").status, 200);
  Client elsewhere(server->port(), "127.0.0.2");
  EXPECT_EQ(elsewhere.ask(std::string(kPost) + "content-length: 500\r\n\r\n" + std::string(500, 'x')).status, 200);
}

TEST(HostileClient, a_body_that_breaks_off_reaches_no_handler) {
  std::atomic<int> handled{0};
  ServerConfig config = plain_config();
  config.on_answer = [&](const Request&, int, std::chrono::microseconds) { ++handled; };
  const auto server = started(config);
  {
    Client lost(server->port());
    EXPECT_EQ(lost.ask(std::string(kPost) + "expect: 100-continue\r\ncontent-length: 1000\r\n\r\n").status, 100);
    lost.send("half");
  }
  EXPECT_EQ(Client(server->port()).ask(std::string(kPost) + "content-length: 1\r\n\r\nx").status, 200);
  EXPECT_EQ(handled, 1) << "half a body was handled";
}

TEST(HostileClient, bodies_together_stay_within_the_budget) {
  ServerConfig config = plain_config();
  config.body_budget = 1500;
  config.max_connections_per_address = config.max_connections;
  const auto server = started(config);
  Client first(server->port());
  Client second(server->port());
  EXPECT_EQ(first.ask(std::string(kPost) + "expect: 100-continue\r\ncontent-length: 1000\r\n\r\n").status, 100);

  EXPECT_EQ(second.ask(std::string(kPost) + "content-length: 1000\r\n\r\n").status, 503);
  EXPECT_EQ(first.ask(std::string(1000, 'x')).status, 200);
  EXPECT_EQ(Client(server->port()).ask(std::string(kPost) + "content-length: 1\r\n\r\nx").status, 200);
}

TEST(HostileClient, messages_with_two_readings_are_refused) {
  const auto server = started(plain_config());
  const std::string table[] = {
      "content-length: 4\r\ncontent-length: 4\r\n\r\nbody",
      "content-length: 4\r\ncontent-length: 5\r\n\r\nbody",
      "content-length: 4, 4\r\n\r\nbody",
      "content-length: -4\r\n\r\nbody",
      "content-length: +4\r\n\r\nbody",
      "content-length: 4 4\r\n\r\nbody",
      "content-length: 99999999999999999999999\r\n\r\nbody",
      "content-length : 4\r\n\r\nbody",
      "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      "transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n",
      "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      "transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
      "transfer-encoding:\x0b"
      "chunked\r\n\r\n0\r\n\r\n",
      "x: y\r\n transfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      "host: other\r\n\r\n",
      "x: a\nb: c\r\n\r\n",
      "x: a\rb\r\n\r\n",
      "x\r\n\r\n",
      ": y\r\n\r\n",
      "transfer-encoding: chunked\r\n\r\nxyz\r\n",
      "transfer-encoding: chunked\r\n\r\n-1\r\n",
      "transfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
  };
  for (const std::string& rest : table) {
    Client client(server->port());
    EXPECT_EQ(client.ask(std::string(kPost) + rest + "GET /smuggled HTTP/1.1\r\nhost: h\r\n\r\n").status, 400) << rest;
    EXPECT_EQ(client.receive().status, 0) << rest;  // nothing after it is served
  }
  for (const auto* coding : {"gzip, chunked", "identity", "xchunked", "chunked, chunked"}) {
    const int status =
        Client(server->port()).ask(std::string(kPost) + "transfer-encoding: " + coding + "\r\n\r\n0\r\n\r\n").status;
    EXPECT_TRUE(status == 400 || status == 501) << coding << " " << status;
  }
}

TEST(HostileClient, requests_that_are_not_http_are_refused) {
  const auto server = started(plain_config());
  const std::pair<std::string, int> table[] = {
      {"hello\r\n\r\n", 400},
      {"\x16\x03\x01\x02", 400},  // TLS on the plain port
      {"GET /x\r\n\r\n", 400},
      {"GET /x HTTP/2.0\r\nhost: h\r\n\r\n", 400},
      {"GET  /x HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"GET /x HTTP/1.1\r\n\r\n", 400},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"BREW /x HTTP/1.1\r\nhost: h\r\n\r\n", 501},
      {"OPTIONS /x HTTP/1.1\r\nhost: h\r\n\r\n", 501},
      {"CONNECT h:443 HTTP/1.1\r\nhost: h\r\n\r\n", 501},
      {"GET http://h/x HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"GET /../etc/passwd HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"GET /%2e%2e/x HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"GET /a%00 HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"GET /a\\b HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"GET /%zz HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"GET /x HTTP/1.1\r\nhost: h\r\nexpect: the-unexpected\r\n\r\n", 417},
  };
  for (const auto& [bytes, status] : table) {
    Client client(server->port());
    EXPECT_EQ(client.ask(bytes).status, status) << bytes;
    EXPECT_TRUE(client.closed()) << bytes;
  }
}

TEST(HostileClient, a_slow_head_is_408_at_the_deadline) {
  ServerConfig config = plain_config();
  config.header_deadline = 100ms;
  const auto server = started(config);
  const auto before = Clock::now();
  Client slow(server->port());
  slow.send("GET /x HTTP/1.1\r\nhost:");

  EXPECT_EQ(slow.receive().status, 408);
  EXPECT_GE(Clock::now() - before, 95ms);
  EXPECT_TRUE(slow.closed());
  EXPECT_EQ(server->counters().timeouts, 1U);
}

TEST(HostileClient, a_slow_head_lets_others_be_served) {
  const auto server = started(plain_config());
  Client slow(server->port());
  slow.send("GET /x HTTP/1.1\r\nhost:");

  EXPECT_EQ(Client(server->port()).get("/x").status, 200) << "a long time before the deadline of the slow one";
  slow.send(" h\r\n\r\n");
  EXPECT_EQ(slow.receive().status, 200);
}

TEST(HostileClient, trickling_does_not_move_the_deadline) {
  ServerConfig config = plain_config();
  config.header_deadline = 200ms;
  const auto server = started(config);
  Client slow(server->port());
  slow.send("GET /x HTTP/1.1\r\nx: ");

  // One byte each time that nothing has come back for 20 ms: a deadline that moved would never be reached.
  constexpr int kBytes = 3000;  // a minute of them
  int sent = 0;
  pollfd ready{slow.socket(), POLLIN, 0};
  for (; sent < kBytes && ::poll(&ready, 1, 20) == 0; ++sent) slow.send("x");

  EXPECT_LT(sent, kBytes);
  EXPECT_EQ(slow.receive().status, 408);
}

TEST(HostileClient, a_slow_body_is_408_and_an_idle_connection_is_closed_in_silence) {
  ServerConfig config = plain_config();
  config.body_deadline = 100ms;
  config.idle = 100ms;
  const auto server = started(config);
  Client slow(server->port());
  Client idle(server->port());
  slow.send(std::string(kPost) + "content-length: 10\r\n\r\nabc");
  EXPECT_EQ(idle.get("/quick").status, 200);

  EXPECT_EQ(slow.receive().status, 408);
  EXPECT_TRUE(slow.closed());
  EXPECT_EQ(idle.receive().status, 0);
  EXPECT_TRUE(idle.closed());
}

TEST(HostileClient, one_that_never_reads_its_answer_is_closed) {
  ServerConfig config = plain_config();
  config.write_deadline = 100ms;
  const auto server = started(config, [](const Request&) { return test::text(std::string(50'000'000, 'x')); });
  Client deaf(server->port());
  deaf.send("GET /x HTTP/1.1\r\nhost: h\r\n\r\n");

  const auto before = Clock::now();
  while (server->counters().timeouts == 0 && Clock::now() - before < 60s) Client(server->port()).get("/quick");

  EXPECT_EQ(server->counters().timeouts, 1U);
}

TEST(HostileClient, two_hundred_slow_ones_delay_nobody) {
  const auto server = started(plain_config());
  std::vector<Client> slow;
  for (int i = 0; i < 200; ++i) {
    slow.emplace_back(server->port());
    slow.back().send(i % 2 == 0 ? "GET /x HTTP/1.1\r\nx: " : std::string(kPost) + "content-length: 9\r\n\r\nabc");
  }

  Client client(server->port());
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.get("/x").status, 200);

  EXPECT_EQ(server->counters().open, 201U) << "none of them had to end first";
}

TEST(HostileClient, an_address_has_its_share_of_connections) {
  ServerConfig config = plain_config();
  config.max_connections_per_address = 2;
  config.max_connections = 3;
  const auto server = started(config);
  Client first(server->port());
  EXPECT_EQ(first.get("/quick").status, 200);
  {
    Client second(server->port());
    EXPECT_EQ(second.get("/quick").status, 200);
    EXPECT_EQ(Client(server->port()).get("/quick").status, 0);

    Client elsewhere(server->port(), "127.0.0.2");
    EXPECT_EQ(elsewhere.get("/quick").status, 200);
    EXPECT_EQ(Client(server->port(), "127.0.0.3").get("/quick").status, 0);
    EXPECT_EQ(server->counters().refused, 2U);
  }

  const auto before = Clock::now();
  int status = 0;
  while (status != 200 && Clock::now() - before < 60s) status = Client(server->port()).get("/quick").status;
  EXPECT_EQ(status, 200);
}

}  // namespace
}  // namespace waarborg::http
