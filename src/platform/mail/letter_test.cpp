// SPDX-License-Identifier: EUPL-1.2
#include "platform/mail/letter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace waarborg::mail {
namespace {

Letter letter() {
  Letter out;
  out.from = "waarborg@zorg.example";
  out.from_name = "Waarborg";
  out.to = "nina@zorg.example";
  out.to_name = "Nina";
  out.subject = "Deze week";
  out.text = "Goedemorgen,\n\nEen taak.\n";
  out.message_id = "0190-a@zorg.example";
  out.at = parse_moment("2026-11-22T09:15:00Z").value();
  return out;
}

TEST(Letter, is_plain_text_with_all_headers_that_a_server_wants) {
  EXPECT_EQ(compose(letter()).value(),
            "Date: Sun, 22 Nov 2026 09:15:00 +0000\r\n"
            "From: Waarborg\r\n <waarborg@zorg.example>\r\n"
            "To: Nina\r\n <nina@zorg.example>\r\n"
            "Subject: Deze week\r\n"
            "Message-ID: <0190-a@zorg.example>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "Content-Language: nl\r\n"
            "\r\n"
            "Goedemorgen,\r\n\r\nEen taak.\r\n");
}

TEST(Letter, a_name_or_subject_adds_no_header_and_no_recipient) {
  for (const char* evil : {"x\r\nBcc: alles@elders.example", "x\nBcc: a@b.nl", "x\rBcc: a@b.nl", "x\0y", "x\x7F"}) {
    for (std::string Letter::* field : {&Letter::subject, &Letter::from_name, &Letter::to_name}) {
      Letter one = letter();
      one.*field = std::string(evil, evil[1] == '\0' ? 3 : std::char_traits<char>::length(evil));
      const auto composed = compose(one);
      ASSERT_FALSE(composed) << *composed;
      EXPECT_EQ(composed.error().what.key, "mail.header");
    }
  }
  Letter quoted = letter();
  quoted.to_name = R"(Nina" <boef@elders.example>, "x)";
  const std::string text = compose(quoted).value();
  EXPECT_EQ(text.find("boef@"), std::string::npos) << text;
}

TEST(Letter, an_address_is_nothing_but_an_address) {
  for (const char* good : {"a@b", "nina@zorg.example", "j.de-vries+x@mail.zorg.example", "o'neil@zorg.example"}) {
    EXPECT_TRUE(is_address(good)) << good;
  }
  for (const char* wrong : {"", "nina", "@zorg.example", "nina@", "a b@zorg.example",
                            "a@zorg.example\r\nRCPT TO:<b@c.nl>", "<a@b.nl>", "a@b.nl,c@d.nl", "a@b.nl>", "\"a\"@b.nl",
                            "a..b@c.nl", ".a@c.nl", "a@c.nl.", "a@-c.nl", "jos\xC3\xA9@c.nl", "a@b@c.nl "}) {
    EXPECT_FALSE(is_address(wrong)) << wrong;
    Letter one = letter();
    one.to = wrong;
    EXPECT_EQ(compose(one).error(), (Fault{FaultKind::kInvalid, {"mail.address", {}}, "to"}));
  }
  EXPECT_FALSE(is_address(std::string(65, 'a') + "@b.nl"));
  EXPECT_FALSE(is_address("a@" + std::string(253, 'b')));
}

TEST(Letter, an_encoded_word_in_the_clear_stays_text) {
  Letter one = letter();
  one.subject = "=?UTF-8?B?Qm9lZg==?=";
  EXPECT_EQ(compose(one).value().find("Subject: =?UTF-8?B?Qm9lZg==?=\r\n"), std::string::npos);
}

TEST(Letter, lines_stay_short_whatever_is_written) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const char* const parts[] = {"a", " ", "é", "€", "=", ".", "\n", "\t", "😀", "woord "};
  for (int round = 0; round < 500; ++round) {
    Letter one = letter();
    for (unsigned i = 0; i < random() % 200; ++i) one.text += parts[random() % std::size(parts)];
    for (unsigned i = 0; i < random() % 80; ++i) one.subject += random() % 2 == 0 ? "é" : "x";
    const std::string text = compose(one).value();
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find("\r\n", at);
      ASSERT_NE(end, std::string::npos);
      EXPECT_LE(end - at, 76U);
      EXPECT_EQ(text.substr(at, end - at).find_first_of("\r\n"), std::string::npos);
      at = end + 2;
    }
    EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  }
}

TEST(Letter, one_line_makes_a_name_fit_for_a_header) {
  EXPECT_EQ(one_line("  Praktijk\r\n de  Brug\t"), "Praktijk de Brug");
  EXPECT_EQ(one_line("\n"), "");
}

}  // namespace
}  // namespace waarborg::mail
