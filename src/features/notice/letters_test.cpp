// SPDX-License-Identifier: EUPL-1.2
#include "features/notice/letters.h"

#include <gtest/gtest.h>

namespace waarborg::notice {
namespace {

const Day kMonday = parse_day("2026-11-23").value();
const Frame kFrame{Language::kNl, "Nina", "Huisartsenpost De Brug", "https://zorg.example"};

today::TodayItem item(const char* kind, const char* title, const char* due, const char* state, bool mine = true) {
  today::TodayItem out;
  out.kind = kind;
  out.title = title;
  out.detail = "Locatie Noord";
  if (*due != '\0') out.due = due;
  out.state = state;
  out.link = std::string("/occurrences/") + title;
  out.mine = mine;
  return out;
}

TEST(NoticeLetters, the_weekly_overview_says_what_asks_something_of_me_and_no_more) {
  today::Today today;
  today.items = {item("occurrence", "Hersteltest", "2026-11-10", "overdue"),
                 item("occurrence", "Andermans", "2026-11-10", "overdue", false),
                 item("occurrence", "Controle", "2026-11-29", "soon"),
                 item("occurrence", "VolgendeWeek", "2026-11-30", "soon"),
                 item("expiring", "Rapport", "2026-12-01", "soon"),
                 item("expiring", "AndermansRapport", "2026-12-01", "soon", false),
                 item("review", "Wachtend", "", "open"),
                 item("setup", "Inrichten", "", "open")};
  const Words words = weekly_letter(today, kMonday, kFrame);
  EXPECT_EQ(words.subject, "Deze week bij Huisartsenpost De Brug: 4 punten vragen iets van u");
  EXPECT_EQ(words.text,
            "Beste Nina,\n\nDit vraagt deze week iets van u bij Huisartsenpost De Brug.\n\n"
            "Te laat\n- Hersteltest (uiterlijk 10 november 2026)\n  Locatie Noord\n"
            "  https://zorg.example/occurrences/Hersteltest\n\n"
            "Deze week\n- Controle (uiterlijk 29 november 2026)\n  Locatie Noord\n"
            "  https://zorg.example/occurrences/Controle\n\n"
            "Bewijs dat is verlopen of binnen een maand verloopt\n- Rapport (geldig tot en met 1 december 2026)\n"
            "  Locatie Noord\n  https://zorg.example/occurrences/Rapport\n\n"
            "Beoordelen\n- Wachtend\n  Locatie Noord\n  https://zorg.example/occurrences/Wachtend\n\n"
            "Van anderen is er 1 taak te laat.\n\n"
            "Alles op een rij staat op het scherm Vandaag: https://zorg.example/\n\n"
            "-- \nDeze brief komt van Waarborg, waarmee Huisartsenpost De Brug informatiebeveiliging in de zorg "
            "aantoont. Antwoorden op deze brief leest niemand.\n"
            "Welke herinneringen u krijgt, kiest u zelf bij uw account: https://zorg.example/security#notices\n");
}

TEST(NoticeLetters, a_task_is_to_be_done_by_the_end_of_its_window_not_by_its_first_day) {
  today::Today today;
  today.items = {item("occurrence", "Hersteltest", "2026-11-24", "soon")};
  today.items[0].until = "2026-12-08";
  EXPECT_NE(weekly_letter(today, kMonday, kFrame).text.find("- Hersteltest (uiterlijk 8 december 2026)"),
            std::string::npos);
}

TEST(NoticeLetters, without_news_there_is_no_letter) {
  today::Today today;
  EXPECT_EQ(weekly_letter(today, kMonday, kFrame).text, "");
  today.items = {item("occurrence", "VolgendeWeek", "2026-11-30", "soon"), item("setup", "Inrichten", "", "open"),
                 item("deviation", "Afwijking", "", "open")};
  EXPECT_EQ(weekly_letter(today, kMonday, kFrame).text, "");
  EXPECT_EQ(daily_letter({}, {}, kFrame).text, "");
}

TEST(NoticeLetters, a_long_list_is_cut_and_says_so) {
  today::Today today;
  for (int i = 0; i < 20; ++i) today.items.push_back(item("occurrence", "Taak", "2026-11-24", "soon"));
  EXPECT_NE(weekly_letter(today, kMonday, kFrame).text.find("En nog 5 punten."), std::string::npos);
}

TEST(NoticeLetters, a_verdict_that_got_worse_is_named_without_the_verdict) {
  today::VerdictChange change;
  change.title = "Back-up";
  change.after = "refuted";
  change.detail = "De hersteltest mislukte";
  change.link = "/measures/1";
  const Words words = daily_letter({}, {change}, kFrame);
  EXPECT_NE(words.text.find("- Back-up\n  https://zorg.example/measures/1\n"), std::string::npos);
  EXPECT_EQ(words.text.find("mislukte"), std::string::npos) << "mail is no place for weaknesses";
}

TEST(NoticeLetters, names_cannot_start_a_line_or_a_header) {
  Frame frame = kFrame;
  frame.organisation = "De\r\nBcc: x@y.nl";
  frame.name = "Nina\n\nKlik hier: https://boef.example";
  today::Today today;
  today.items = {item("occurrence", "Taak\nKlik", "2026-11-24", "soon")};
  const Words words = weekly_letter(today, kMonday, frame);
  EXPECT_EQ(words.subject.find_first_of("\r\n"), std::string::npos);
  EXPECT_TRUE(words.text.starts_with("Beste Nina Klik hier: https://boef.example,\n"));
  EXPECT_NE(words.text.find("- Taak Klik"), std::string::npos);
}

TEST(NoticeLetters, a_personal_letter_holds_its_link_once_and_both_languages_say_the_same) {
  for (const auto kind : {auth::LetterKind::kInvitation, auth::LetterKind::kForgotten, auth::LetterKind::kReset,
                          auth::LetterKind::kPasswordChanged, auth::LetterKind::kAddressChanged}) {
    for (const Language language : {Language::kNl, Language::kEn}) {
      auth::PersonalLetter letter{kind, {}, {}, "nina@zorg.example", "Nina"};
      if (kind != auth::LetterKind::kPasswordChanged && kind != auth::LetterKind::kAddressChanged) {
        letter.link = "https://zorg.example/wachtwoord/TOKEN";
      }
      letter.by = "Bert";
      letter.until = parse_moment("2026-11-24T12:00:00Z").value();
      Frame frame = kFrame;
      frame.language = language;
      const Words words = personal_letter(letter, frame);
      EXPECT_EQ(words.subject.find("notice."), std::string::npos) << words.subject;
      EXPECT_EQ(words.text.find("notice."), std::string::npos) << words.text;
      EXPECT_EQ(words.text.find('{'), std::string::npos) << words.text;
      EXPECT_EQ(words.text.find("TOKEN") != std::string::npos, !letter.link.empty());
      EXPECT_EQ(words.text.find("TOKEN"), words.text.rfind("TOKEN"));
      EXPECT_EQ(words.subject.find("TOKEN"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace waarborg::notice
