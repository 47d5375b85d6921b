// SPDX-License-Identifier: EUPL-1.2
#include "platform/dns/exchange.h"

#include <gtest/gtest.h>

#include <set>

#include "platform/dns/testing_server.h"

namespace waarborg::dns {
namespace {

namespace asio = boost::asio;
using namespace testing;
using namespace std::chrono_literals;

struct DnsExchange : ::testing::Test {
  using Ask = asio::awaitable<ServerAnswer> (*)(asio::any_io_executor, ServerQuestion);
  ServerAnswer ask(Ask way, std::chrono::milliseconds patience = 5s) {
    ServerQuestion question;
    question.server = asio::ip::address_v6::loopback();
    question.port = server.port();
    question.name = "goed.example";
    question.type = Type::kNs;
    question.deadline = std::chrono::steady_clock::now() + patience;
    ServerAnswer out;
    asio::co_spawn(loop, way(loop.get_executor(), question), [&](const std::exception_ptr&, ServerAnswer answer) {
      out = std::move(answer);
      loop.stop();
    });
    loop.restart();
    loop.run();
    return out;
  }
  asio::io_context loop;
  NameServer server{loop};
};

TEST_F(DnsExchange, an_answer_by_datagram_is_given_as_it_came) {
  server.by_udp = [](const Message& question) { return std::vector{own_zone(question)}; };
  const ServerAnswer got = ask(&ask_by_udp);
  ASSERT_TRUE(got.message);
  EXPECT_EQ(got.message->answers.size(), 2U);
  EXPECT_TRUE(got.has_route);
}

TEST_F(DnsExchange, each_question_has_an_id_and_a_port_of_its_own) {
  server.by_udp = [](const Message& question) { return std::vector{own_zone(question)}; };
  std::set<std::string> ids;
  for (int i = 0; i < 20; ++i) ask(&ask_by_udp);
  for (const std::string& one : server.asked) ids.insert(one.substr(0, 2));
  EXPECT_GT(ids.size(), 15U);
  EXPECT_GT(std::set(server.from_port.begin(), server.from_port.end()).size(), 10U);
}

TEST_F(DnsExchange, what_is_no_answer_to_the_question_is_passed_over) {
  server.by_another_port = [](const Message& question) { return std::vector{own_zone(question, 0x8405)}; };
  server.by_udp = [](const Message& question) {
    Message other = question;
    other.name = "ander.example";
    Message later = question;
    later.id ^= 1U;
    Message of_type = question;
    of_type.type = Type::kA;
    return std::vector{own_zone(other),         own_zone(later), own_zone(of_type), own_zone(question, 0x0400),
                       std::string("\x01\x02"), std::string(),   own_zone(question)};
  };
  const ServerAnswer got = ask(&ask_by_udp);
  ASSERT_TRUE(got.message);
  EXPECT_EQ(got.message->rcode, 0U);
  EXPECT_EQ(got.message->name, "goed.example");
}

TEST_F(DnsExchange, of_an_error_the_question_may_be_missing) {
  server.by_udp = [](const Message& question) {
    return std::vector{number(question.id ^ 1U) + number(0x8001) + std::string(8, '\0'),
                       number(question.id) + number(0x8005) + std::string(8, '\0')};
  };
  const ServerAnswer got = ask(&ask_by_udp);
  ASSERT_TRUE(got.message);
  EXPECT_EQ(got.message->rcode, 5U) << "not that of another id";
}

TEST_F(DnsExchange, silence_ends_at_the_deadline_however_much_garbage_comes) {
  server.by_udp = [](const Message&) { return std::vector<std::string>(100, "garbage"); };
  const auto begin = std::chrono::steady_clock::now();
  const ServerAnswer got = ask(&ask_by_udp, 200ms);
  EXPECT_FALSE(got.message);
  EXPECT_TRUE(got.has_route);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
}

TEST_F(DnsExchange, over_tcp_a_whole_answer_of_any_size_is_read_and_half_of_one_is_none) {
  server.by_tcp = [](const Message& question) {
    const std::vector<std::string> many(2000, record("\xc0\x0c", 2, 300, "\3ns1\xc0\x0c"));
    return answer(0x8400, question.name, question.type, many, {}, question.id);
  };
  const ServerAnswer whole = ask(&ask_by_tcp);
  ASSERT_TRUE(whole.message);
  EXPECT_EQ(whole.message->answers.size(), 2000U);
  server.by_tcp = [](const Message& question) { return own_zone(question).substr(0, 40); };
  EXPECT_FALSE(ask(&ask_by_tcp).message);
  server.by_tcp = [](const Message& question) {
    Message later = question;
    later.id ^= 1U;
    return own_zone(later);
  };
  EXPECT_FALSE(ask(&ask_by_tcp).message);
  server.by_tcp = {};
  EXPECT_FALSE(ask(&ask_by_tcp).message) << "closed at once";
}

}  // namespace
}  // namespace waarborg::dns
