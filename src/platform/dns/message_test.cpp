// SPDX-License-Identifier: EUPL-1.2
#include "platform/dns/message.h"

#include <gtest/gtest.h>

#include "platform/dns/testing_messages.h"

namespace waarborg::dns {
namespace {

using namespace testing;

TEST(DnsMessage, a_question_asks_for_recursion_and_for_the_word_on_validation) {
  const auto bytes = question_bytes(0x1234, "goed.example", Type::kMx, Checking::kWanted);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->substr(0, 12), std::string("\x12\x34\x01\x20\0\1\0\0\0\0\0\1", 12));
  EXPECT_EQ(bytes->substr(12, 18), std::string("\4goed\7example\0\0\xf\0\1", 18));
  EXPECT_EQ(bytes->substr(30), std::string("\0\0\x29\x04\xd0\0\0\0\0\0\0", 11)) << "EDNS, 1232 bytes, no DO";
  EXPECT_EQ((*question_bytes(1, "a", Type::kA, Checking::kDisabled))[3], '\x10') << "CD";
  const auto read = read_message(*bytes);
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->is_answer);
  EXPECT_EQ(read->name, "goed.example");
}

TEST(DnsMessage, a_question_to_a_name_server_asks_for_what_it_knows_itself) {
  const auto bytes = question_bytes(0x1234, "goed.example", Type::kNs, Checking::kDisabled, Recursion::kNotWanted);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->substr(2, 2), std::string("\0\x10", 2)) << "CD, no RD";
  EXPECT_EQ(bytes->substr(30), std::string("\0\0\x29\x04\xd0\0\0\0\0\0\0", 11)) << "EDNS all the same";
}

TEST(DnsMessage, an_error_may_come_without_its_question_and_nothing_else_may) {
  const auto header = [](unsigned flags, unsigned questions) {
    return number(7) + number(flags) + number(questions) + number(0) + number(0) + number(0);
  };
  const auto read = read_message(header(0x8001, 0));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rcode, 1U);
  EXPECT_EQ(read->name, "");
  EXPECT_FALSE(read_message(header(0x8000, 0)));
  EXPECT_FALSE(read_message(header(0x0001, 0))) << "a question";
  EXPECT_FALSE(read_message(header(0x8001, 2)));
}

TEST(DnsMessage, what_can_be_no_name_is_no_question) {
  const std::string long_name = std::string(63, 'a') + "." + std::string(63, 'b') + "." + std::string(63, 'c') + ".";
  EXPECT_TRUE(question_bytes(1, long_name + std::string(61, 'd'), Type::kA, Checking::kWanted));
  for (const std::string& name : {std::string("a..b"), std::string(".a"), std::string(64, 'a'), std::string("a\\032b"),
                                  long_name + std::string(62, 'd')}) {
    EXPECT_FALSE(question_bytes(1, name, Type::kA, Checking::kWanted)) << name;
  }
  EXPECT_TRUE(question_bytes(1, ".", Type::kNs, Checking::kWanted)) << "the root";
}

TEST(DnsMessage, names_are_put_together_from_pointers_in_owners_and_in_data) {
  const auto read = read_message(
      answer(0x81A0, "www.goed.example", Type::kA,
             {record("\xc0\x0c", 5, 300, "\3web\xc0\x10"), record("\xc0\x2e", 1, 60, std::string("\x7f\0\0\1", 4))}));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->is_authentic);
  ASSERT_EQ(read->answers.size(), 2U);
  EXPECT_EQ(read->answers[0].owner, "www.goed.example");
  EXPECT_EQ(to_text(Type::kCname, read->answers[0].rdata), "web.goed.example");
  EXPECT_EQ(read->answers[1].owner, "web.goed.example");
  EXPECT_EQ(to_text(Type::kA, read->answers[1].rdata), "127.0.0.1");
  EXPECT_EQ(read->answers[1].ttl, 60U);
}

TEST(DnsMessage, mx_and_soa_hold_names_that_may_be_compressed) {
  const auto mx = read_message(
      answer(0x8180, "goed.example", Type::kMx, {record("\xc0\x0c", 15, 300, std::string("\0\x0a\4mail\xc0\x0c", 9))}));
  ASSERT_TRUE(mx && mx->answers.size() == 1);
  EXPECT_EQ(to_text(Type::kMx, mx->answers[0].rdata), "10 mail.goed.example");
  const auto soa =
      read_message(answer(0x8180, "goed.example", Type::kSoa,
                          {record("\xc0\x0c", 6, 300, "\2ns\xc0\x0c\4root\xc0\x0c" + std::string(20, '\0'))}));
  ASSERT_TRUE(soa && soa->answers.size() == 1);
  EXPECT_TRUE(to_text(Type::kSoa, soa->answers[0].rdata)->starts_with("ns.goed.example root.goed.example"));
}

TEST(DnsMessage, extended_errors_are_told_in_words) {
  const auto read = read_message(answer(0x8182, "slecht.example", Type::kA, {}, extended_error(7, "too\nold")));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rcode, 2U);
  EXPECT_EQ(read->error, "7: too old");
  EXPECT_EQ(read_message(answer(0x8182, "a", Type::kA, {}, extended_error(6, "")))->error, "6");
}

TEST(DnsMessage, pointers_that_go_round_or_forward_give_no_message) {
  for (const std::string data : {"\xc0\x2a", "\xc0\x2b", "\xc0\xff", "\xff\xff", "\x40", "\xc0"}) {
    EXPECT_FALSE(read_message(answer(0x8180, "goed.example", Type::kNs, {record("\xc0\x0c", 2, 1, data)})));
  }
}

TEST(DnsMessage, cut_anywhere_it_is_no_message_unless_it_says_that_it_was_cut) {
  const auto whole = [](unsigned flags) {
    return answer(flags, "goed.example", Type::kMx,
                  {record("\xc0\x0c", 15, 300, std::string("\0\x0a\4mail\xc0\x0c", 9))}, extended_error(3, "stale"));
  };
  const std::string bytes = whole(0x8180), cut = whole(0x8380);
  ASSERT_TRUE(read_message(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(read_message(bytes.substr(0, size))) << size;
    const auto read = read_message(cut.substr(0, size));
    EXPECT_EQ(read.has_value(), size >= 30) << size << ": whole as far as the question";
  }
}

}  // namespace
}  // namespace waarborg::dns
