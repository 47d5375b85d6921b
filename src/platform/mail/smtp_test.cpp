// SPDX-License-Identifier: EUPL-1.2
//
// Against a real mail server on this computer, well and badly behaved. Needs python3-aiosmtpd and openssl.
#include "platform/mail/smtp.h"

#include <gtest/gtest.h>

#include <thread>

#include "platform/mail/test_server.h"

namespace waarborg::mail {
namespace {

using namespace std::chrono_literals;
using testing::MailServer;

Letter letter(const std::string& text = "Een regel.\n.\n..met een punt\nvan é en € en een heel lange regel " +
                                        std::string(200, 'x') + " einde\n") {
  Letter out;
  out.from = "waarborg@zorg.example";
  out.from_name = "Waarborg · Huisartsenpost Het Groene Hart, locatie Bedachtveen-Noord en omstreken";
  out.to = "nina@zorg.example";
  out.to_name = "Nina \"de\" Vries";
  out.subject = "Deze week bij Huisartsenpost Het Groene Hart: 3 taken, één over tijd – bekijk ze vandaag nog";
  out.text = text;
  out.message_id = "0190-a@zorg.example";
  out.at = parse_moment("2026-11-22T09:15:00Z").value();
  return out;
}

std::string key_of(const Result<void>& sent) { return sent ? "sent" : sent.error().what.key; }

TEST(Smtp, a_letter_arrives_over_starttls_after_signing_in_as_it_was_written) {
  const MailServer server("good");
  Smtp smtp(server.settings());
  const auto sent = smtp.send(letter());
  ASSERT_TRUE(sent) << sent.error().what.key;
  ASSERT_EQ(server.count(), 1U);
  const auto envelope = server.envelope(1);
  EXPECT_EQ(envelope.at("from").as_string(), "waarborg@zorg.example");
  EXPECT_EQ(json::print(envelope.at("to")), R"(["nina@zorg.example"])");
  EXPECT_TRUE(envelope.at("tls").as_bool());
  EXPECT_TRUE(envelope.at("signed_in").as_bool());
  EXPECT_EQ(envelope.at("helo").as_string(), "zorg.example");
  const std::string read = server.read_by_python(1);
  EXPECT_NE(read.find("Subject: " + letter().subject + "\n"), std::string::npos) << read;
  EXPECT_NE(read.find("Message-ID: <0190-a@zorg.example>\n"), std::string::npos) << read;
  EXPECT_NE(read.find("nina@zorg.example"), std::string::npos);
  EXPECT_EQ(read.substr(read.find("\n\n") + 2), letter().text);
}

TEST(Smtp, a_letter_arrives_over_tls_from_the_first_byte_and_without_any) {
  const MailServer tls("tls");
  auto settings = tls.settings();
  settings.security = Security::kTls;
  EXPECT_EQ(key_of(Smtp(settings).send(letter())), "sent");
  EXPECT_EQ(tls.count(), 1U);
  const MailServer plain("plain");
  EXPECT_EQ(key_of(Smtp(plain.plain_settings()).send(letter())), "sent");
  EXPECT_EQ(plain.count(), 1U);
}

TEST(Smtp, no_password_and_no_letter_goes_to_a_server_that_is_not_who_it_says) {
  const MailServer unknown("good");
  auto settings = unknown.settings();
  settings.ca_file.clear();
  EXPECT_EQ(key_of(Smtp(settings).send(letter())), "mail.tls");
  const MailServer other("wrong_name");
  EXPECT_EQ(key_of(Smtp(other.settings()).send(letter())), "mail.tls");
  const MailServer plain("plain");
  auto wants_tls = plain.plain_settings();
  wants_tls.security = Security::kStartTls;
  EXPECT_EQ(key_of(Smtp(wants_tls).send(letter())), "mail.tls");
  EXPECT_EQ(unknown.count() + other.count() + plain.count(), 0U);
}

TEST(Smtp, a_wrong_password_may_be_mended_later_and_stands_in_no_fault) {
  const MailServer server("good");
  auto settings = server.settings();
  settings.password = "een ander woord";
  const auto refused = Smtp(settings).send(letter());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what.key, "mail.sign_in");
  EXPECT_EQ(refused.error().kind, FaultKind::kUnavailable);
  EXPECT_EQ(refused.error().where, "localhost:" + std::to_string(server.port()));
  auto without = server.settings();
  without.user.clear();
  EXPECT_EQ(key_of(Smtp(without).send(letter())), "mail.sign_in");
}

TEST(Smtp, a_refusal_for_good_and_one_for_now_are_told_apart) {
  const MailServer refuse("refuse");
  EXPECT_EQ(
      Smtp(refuse.plain_settings()).send(letter()).error(),
      (Fault{FaultKind::kInvalid, {"mail.refused", {{"code", "550"}}}, "localhost:" + std::to_string(refuse.port())}));
  const MailServer full("full");
  const auto sent = Smtp(full.plain_settings()).send(letter());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, FaultKind::kUnavailable);
  EXPECT_EQ(sent.error().what, (Message{"mail.later", {{"code", "452"}}}));
  const MailServer later("later");
  Smtp again(later.plain_settings());
  EXPECT_EQ(key_of(again.send(letter())), "mail.later");
  EXPECT_EQ(key_of(again.send(letter())), "mail.later");
  EXPECT_EQ(key_of(again.send(letter())), "sent");
}

TEST(Smtp, a_server_that_hangs_or_hangs_up_costs_no_more_than_the_deadline) {
  for (const char* mode : {"hang", "hang_data"}) {
    const MailServer server(mode);
    auto settings = server.plain_settings();
    settings.whole = 1s;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(key_of(Smtp(settings).send(letter())), "mail.timeout") << mode;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  }
  const MailServer drop("drop");
  const auto sent = Smtp(drop.plain_settings()).send(letter(std::string(2'000'000, 'x')));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, FaultKind::kUnavailable) << sent.error().what.key;
}

TEST(Smtp, a_server_that_is_not_there_is_unreachable) {
  int port = 0;
  {
    port = MailServer("plain").port();
  }
  SmtpSettings settings;
  settings.host = "localhost";
  settings.port = port;
  settings.security = Security::kNone;
  EXPECT_EQ(key_of(Smtp(settings).send(letter())), "mail.unreachable");
}

TEST(Smtp, stopping_the_program_ends_a_running_attempt) {
  const MailServer server("hang");
  Smtp smtp(server.plain_settings());
  std::stop_source stop;
  const auto begin = std::chrono::steady_clock::now();
  std::jthread running([&] { EXPECT_FALSE(smtp.send(letter(), stop.get_token())); });
  stop.request_stop();
  running.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
}

TEST(Smtp, a_letter_with_a_broken_header_never_reaches_the_server) {
  const MailServer server("plain");
  Letter evil = letter();
  evil.subject = "x\r\nBcc: alles@elders.example";
  EXPECT_EQ(key_of(Smtp(server.plain_settings()).send(evil)), "mail.header");
  EXPECT_EQ(server.count(), 0U);
}

}  // namespace
}  // namespace waarborg::mail
