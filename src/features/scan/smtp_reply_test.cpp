// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/smtp_reply.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

using State = SmtpReply::State;

TEST(SmtpReply, of_several_lines_ends_at_the_line_with_a_space) {
  SmtpReply reply;
  EXPECT_EQ(reply.feed("250-mx.zorg.example\r\n250-SIZE 1000\r\n250-star"), State::kMore);
  EXPECT_EQ(reply.feed("ttls\r\n250 HELP\r\n"), State::kDone);
  EXPECT_EQ(reply.code(), 250);
  EXPECT_EQ(reply.lines().size(), 4U);
  EXPECT_TRUE(reply.names("STARTTLS"));
  EXPECT_TRUE(reply.names("SIZE"));
  EXPECT_FALSE(reply.names("MX.ZORG.EXAMPLE")) << "the first line is the name of the server";
  EXPECT_FALSE(reply.names("START"));
  EXPECT_FALSE(reply.has_more());
}

TEST(SmtpReply, is_read_whatever_the_pieces) {
  const std::string whole = "220-welkom\r\n220-niet storen\n220 klaar\r\nextra";
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    SmtpReply reply;
    reply.feed(std::string_view(whole).substr(0, cut));
    reply.feed(std::string_view(whole).substr(cut));
    EXPECT_EQ(reply.state(), State::kDone) << cut;
    EXPECT_EQ(reply.code(), 220) << cut;
    EXPECT_EQ(reply.lines().size(), 3U) << cut;
  }
}

TEST(SmtpReply, tells_what_came_after_it) {
  SmtpReply reply;
  EXPECT_EQ(reply.feed("220 go\r\n250 injected\r\n"), State::kDone);
  EXPECT_TRUE(reply.has_more());
}

TEST(SmtpReply, that_is_none_is_garbage) {
  for (const char* text : {"HTTP/1.1 400 Bad Request\r\n", "\r\n", "22\r\n", "220x\r\n", "100 x\r\n", "600 x\r\n",
                           "220-a\r\n250 b\r\n", "\x16\x03\x01\r\n"}) {
    SmtpReply reply;
    EXPECT_EQ(reply.feed(text), State::kGarbage) << text;
  }
}

TEST(SmtpReply, without_end_is_too_large) {
  SmtpReply reply;
  State state = State::kMore;
  std::size_t fed = 0;
  for (; state == State::kMore && fed < 10 * SmtpReply::kMostBytes; fed += 13) state = reply.feed("220-and more ");
  EXPECT_EQ(state, State::kTooLarge);
  EXPECT_LE(fed, SmtpReply::kMostBytes + 13);
  SmtpReply lines;
  for (state = State::kMore; state == State::kMore;) state = lines.feed("220-x\r\n");
  EXPECT_EQ(state, State::kTooLarge);
  EXPECT_LE(lines.lines().size(), 100U);
}

}  // namespace
}  // namespace waarborg::scan
