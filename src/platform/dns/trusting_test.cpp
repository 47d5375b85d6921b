// SPDX-License-Identifier: EUPL-1.2
//
// Against a resolver that answers what the test says; that a real one gives the same verdicts as validating ourselves
// is in tests/cli/scan_test.sh.
#include "platform/dns/trusting.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <optional>

#include "platform/dns/testing_messages.h"
#include "platform/dns/testing_port.h"

namespace waarborg::dns {
namespace {

namespace asio = boost::asio;
using namespace testing;
using namespace std::chrono_literals;

/// Answers by UDP and TCP on one port of the loopback.
class FakeResolver {
 public:
  /// What to send back, each as its own datagram.
  std::function<std::vector<std::string>(const Message& question, bool checks)> by_udp;
  std::function<std::string(const Message& question)> by_tcp;
  int questions = 0;             ///< But for those about the root.
  unsigned root_flags = 0x81A0;  ///< Validated.

  explicit FakeResolver(asio::io_context& loop) : udp_(loop), tcp_(loop) {
    listen_on_one_port(asio::ip::address_v4::loopback(), udp_, tcp_);
    asio::co_spawn(loop, datagrams(), asio::detached);
    asio::co_spawn(loop, connections(), asio::detached);
  }
  unsigned short port() const { return udp_.local_endpoint().port(); }

 private:
  asio::awaitable<void> datagrams() {
    std::array<char, 2048> buffer{};
    for (;;) {
      asio::ip::udp::endpoint from;
      const std::size_t size = co_await udp_.async_receive_from(asio::buffer(buffer), from, asio::use_awaitable);
      const auto question = read_message({buffer.data(), size});
      if (question && question->name == ".") {
        const std::string root = answer(root_flags, "", question->type, {}, {}, question->id);
        co_await udp_.async_send_to(asio::buffer(root), from, asio::use_awaitable);
        continue;
      }
      ++questions;
      if (!question || !by_udp) continue;
      const bool checks = (static_cast<unsigned char>(buffer[3]) & 0x10U) == 0;
      const auto answers = by_udp(*question, checks);
      for (const std::string& one : answers) {
        co_await udp_.async_send_to(asio::buffer(one), from, asio::use_awaitable);
      }
    }
  }
  asio::awaitable<void> connections() {
    for (;;) {
      auto socket = co_await tcp_.async_accept(asio::use_awaitable);
      std::array<unsigned char, 2> size{};
      co_await asio::async_read(socket, asio::buffer(size), asio::use_awaitable);
      std::string bytes(std::size_t{size[0]} << 8U | size[1], '\0');
      co_await asio::async_read(socket, asio::buffer(bytes), asio::use_awaitable);
      const auto question = read_message(bytes);
      if (!question || !by_tcp) continue;
      const std::string back = by_tcp(*question);
      co_await asio::async_write(socket, asio::buffer(number(static_cast<unsigned>(back.size())) + back),
                                 asio::use_awaitable);
    }
  }
  asio::ip::udp::socket udp_;
  asio::ip::tcp::acceptor tcp_;
};

struct TrustingResolver : ::testing::Test {
  Answer ask(const std::string& name, Type type, std::chrono::milliseconds deadline = 5s) {
    auto resolver = open_trusting(loop.get_executor(), "127.0.0.1@" + std::to_string(server.port()), deadline);
    std::optional<Answer> out;
    asio::co_spawn(loop, (*resolver)->ask(name, type), [&](const std::exception_ptr&, Answer answer) {
      out = std::move(answer);
      loop.stop();
    });
    loop.restart();
    loop.run();
    return out.value();
  }
  void answers(unsigned flags, std::vector<std::string> records, const std::string& more = {}) {
    server.by_udp = [=](const Message& question, bool) {
      return std::vector{answer(flags, question.name, question.type, records, more, question.id)};
    };
  }
  asio::io_context loop;
  FakeResolver server{loop};
};

const std::string kAddress("\x7f\0\0\1", 4);

TEST_F(TrustingResolver, takes_the_word_of_the_resolver_on_validation) {
  answers(0x81A0, {record("\xc0\x0c", 1, 300, kAddress)});
  const Answer secure = ask("GOED.example", Type::kA);
  EXPECT_EQ(secure.outcome, Outcome::kAnswer);
  EXPECT_EQ(secure.security, Security::kSecure);
  EXPECT_EQ(secure.records, std::vector<std::string>{"127.0.0.1"});
  EXPECT_EQ(secure.ttl, 300);
  EXPECT_EQ(secure.canonical, "");
  answers(0x8180, {record("\xc0\x0c", 1, 300, kAddress)});
  EXPECT_EQ(ask("goed.example", Type::kA).security, Security::kInsecure);
}

TEST_F(TrustingResolver, tells_no_such_name_from_nothing_of_this_type) {
  answers(0x81A3, {});
  EXPECT_EQ(ask("weg.example", Type::kA).outcome, Outcome::kNoName);
  EXPECT_EQ(ask("weg.example", Type::kA).security, Security::kSecure);
  answers(0x8180, {});
  EXPECT_EQ(ask("goed.example", Type::kMx).outcome, Outcome::kNoData);
}

TEST_F(TrustingResolver, follows_aliases_and_takes_no_records_of_other_names) {
  answers(0x8180, {record("\xc0\x0c", 5, 300, wire_name("een.example")),
                   record(wire_name("ander.example"), 1, 300, std::string("\x7f\0\0\x9", 4)),
                   record(wire_name("twee.example"), 1, 60, kAddress),
                   record(wire_name("een.example"), 5, 300, wire_name("twee.example"))});
  const Answer answer = ask("www.example", Type::kA);
  EXPECT_EQ(answer.canonical, "twee.example");
  EXPECT_EQ(answer.records, std::vector<std::string>{"127.0.0.1"});
  answers(0x8180, {record("\xc0\x0c", 5, 300, wire_name("www.example"))});
  EXPECT_EQ(ask("www.example", Type::kA).outcome, Outcome::kNoData) << "an alias of itself ends";
}

TEST_F(TrustingResolver, what_is_there_only_unchecked_is_bogus) {
  server.by_udp = [](const Message& question, bool checks) {
    return std::vector{
        checks ? answer(0x8182, question.name, question.type, {}, extended_error(7, "expired"), question.id)
               : answer(0x8190, question.name, question.type, {record("\xc0\x0c", 1, 3, kAddress)}, {}, question.id)};
  };
  const Answer bogus = ask("verlopen.example", Type::kA);
  EXPECT_EQ(bogus.security, Security::kBogus);
  EXPECT_EQ(bogus.outcome, Outcome::kFailed);
  EXPECT_TRUE(bogus.records.empty()) << "nobody may use them";
  EXPECT_EQ(bogus.reason, "7: expired");
}

TEST_F(TrustingResolver, calls_nothing_bogus_that_validates_a_moment_later_or_whose_servers_are_away) {
  server.by_udp = [&](const Message& question, bool checks) {
    const bool fails = checks && server.questions == 1;
    return std::vector{answer(fails ? 0x8182 : 0x81A0, question.name, question.type,
                              {record("\xc0\x0c", 1, 3, kAddress)}, {}, question.id)};
  };
  EXPECT_EQ(ask("traag.example", Type::kA).security, Security::kSecure);
  server.by_udp = [](const Message& question, bool checks) {
    return std::vector{
        answer(checks ? 0x8182 : 0x8190, question.name, question.type, {}, extended_error(22, ""), question.id)};
  };
  EXPECT_EQ(ask("weg.example", Type::kA).security, Security::kUnknown);
}

TEST_F(TrustingResolver, that_does_not_validate_is_not_taken_at_its_word) {
  server.root_flags = 0x8180;
  answers(0x8180, {record("\xc0\x0c", 1, 300, kAddress)});
  const Answer answer = ask("goed.example", Type::kA);
  EXPECT_EQ(answer.outcome, Outcome::kFailed);
  EXPECT_EQ(answer.security, Security::kUnknown) << "else everyone would be called unsigned";
  EXPECT_EQ(answer.reason, "the resolver does not validate");
}

TEST_F(TrustingResolver, whose_name_servers_are_silent_is_no_bogus) {
  answers(0x8182, {});
  const Answer failed = ask("stil.example", Type::kA);
  EXPECT_EQ(failed.outcome, Outcome::kFailed);
  EXPECT_EQ(failed.security, Security::kUnknown);
  EXPECT_EQ(failed.reason, "rcode 2");
}

TEST_F(TrustingResolver, believes_no_answer_to_another_question) {
  server.by_udp = [](const Message& question, bool) {
    const auto with = [&](const std::string& name, Type type, unsigned id, unsigned flags) {
      return answer(flags, name, type, {record("\xc0\x0c", 1, 3, std::string("\6\6\6\6", 4))}, {}, id);
    };
    return std::vector{
        with(question.name, question.type, question.id ^ 1U, 0x8180),
        with("ander.example", question.type, question.id, 0x8180),
        with(question.name, Type::kAaaa, question.id, 0x8180),
        with(question.name, question.type, question.id, 0x0180),
        std::string("garbage"),
        answer(0x8180, question.name, question.type, {record("\xc0\x0c", 1, 3, kAddress)}, {}, question.id)};
  };
  EXPECT_EQ(ask("goed.example", Type::kA).records, std::vector<std::string>{"127.0.0.1"});
}

TEST_F(TrustingResolver, asks_again_when_an_answer_is_lost) {
  server.by_udp = [&](const Message& question, bool) {
    if (server.questions == 1) return std::vector<std::string>{};
    return std::vector{
        answer(0x8180, question.name, question.type, {record("\xc0\x0c", 1, 3, kAddress)}, {}, question.id)};
  };
  EXPECT_EQ(ask("goed.example", Type::kA).outcome, Outcome::kAnswer);
  EXPECT_EQ(server.questions, 2);
}

TEST_F(TrustingResolver, ends_at_the_deadline) {
  EXPECT_EQ(ask("goed.example", Type::kA, 100ms).outcome, Outcome::kTimeout);
}

TEST_F(TrustingResolver, asked_more_than_fits_waits_for_room_and_hears_the_answers_meanwhile) {
  answers(0x8180, {record("\xc0\x0c", 1, 3, kAddress)});
  auto resolver = open_trusting(loop.get_executor(), "127.0.0.1@" + std::to_string(server.port()), 4s, 1);
  std::vector<Outcome> outcomes;
  for (const char* name : {"een.example", "twee.example"}) {
    asio::co_spawn(loop, (*resolver)->ask(name, Type::kA), [&](const std::exception_ptr&, const Answer& answer) {
      outcomes.push_back(answer.outcome);
      if (outcomes.size() == 2) loop.stop();
    });
  }
  loop.run();
  EXPECT_EQ(outcomes, (std::vector{Outcome::kAnswer, Outcome::kAnswer}));
}

TEST_F(TrustingResolver, asks_by_tcp_for_what_did_not_fit) {
  answers(0x8380, {});
  server.by_tcp = [](const Message& question) {
    std::vector<std::string> many(200, record("\xc0\x0c", 1, 3, kAddress));
    return answer(0x81A0, question.name, question.type, many, {}, question.id);
  };
  const Answer whole = ask("groot.example", Type::kA);
  EXPECT_EQ(whole.records.size(), 200U);
  EXPECT_EQ(whole.security, Security::kSecure);
}

TEST_F(TrustingResolver, a_name_that_cannot_be_asked_fails_at_once) {
  EXPECT_EQ(ask("a..b", Type::kA).outcome, Outcome::kFailed);
  EXPECT_EQ(server.questions, 0);
}

TEST(TrustingResolvers, elsewhere_are_refused) {
  asio::io_context loop;
  for (const char* where :
       {"9.9.9.9", "192.168.1.1@53", "localhost", "", "127.0.0.1@0", "127.0.0.1@99999", "fe80::1"}) {
    const auto opened = open_trusting(loop.get_executor(), where, 1s);
    ASSERT_FALSE(opened) << where;
    EXPECT_EQ(opened.error().what.key, "dns.not_here");
  }
}

}  // namespace
}  // namespace waarborg::dns
