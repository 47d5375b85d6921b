// SPDX-License-Identifier: EUPL-1.2
#include "features/task/icalendar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace waarborg::task {
namespace {

const Moment kStamp = parse_moment("2026-03-02T09:15:00.250Z").value();
const Message kAbout{"task.calendar.about", {{"days", "400"}}};
Day day(const char* text) { return parse_day(text).value(); }

/// Content lines as a reader sees them: unfolded (RFC 5545 section 3.1).
std::vector<std::string> lines_of(std::string text) {
  for (std::size_t fold = text.find("\r\n "); fold != std::string::npos; fold = text.find("\r\n ", fold)) {
    text.erase(fold, 3);
  }
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    EXPECT_NE(end, std::string::npos);
    lines.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return lines;
}

TEST(Icalendar, an_occurrence_is_a_whole_day_event_until_its_window_ends) {
  const CalendarItem item{"0190-a",          "Hersteltest",     "Back-up\nHIS",
                          day("2026-03-30"), day("2026-04-12"), "https://zorg.example/occurrences/0190-a"};
  EXPECT_EQ(lines_of(to_icalendar({&item, 1}, kAbout, Language::kEn, kStamp)),
            (std::vector<std::string>{"BEGIN:VCALENDAR",
                                      "VERSION:2.0",
                                      "PRODID:-//Waarborg//Waarborg//EN",
                                      "CALSCALE:GREGORIAN",
                                      "METHOD:PUBLISH",
                                      "X-WR-CALNAME:Waarborg: tasks",
                                      "X-WR-CALDESC:What is still to be done\\, up to 400 days ahead.",
                                      "DESCRIPTION:What is still to be done\\, up to 400 days ahead.",
                                      "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
                                      "BEGIN:VEVENT",
                                      "UID:0190-a@waarborg",
                                      "DTSTAMP:20260302T091500Z",
                                      "DTSTART;VALUE=DATE:20260330",
                                      "DTEND;VALUE=DATE:20260413",
                                      "SUMMARY:Hersteltest",
                                      "DESCRIPTION:Back-up\\nHIS",
                                      "URL:https://zorg.example/occurrences/0190-a",
                                      "TRANSP:TRANSPARENT",
                                      "END:VEVENT",
                                      "END:VCALENDAR"}));
}

TEST(Icalendar, text_cannot_leave_its_line) {
  const CalendarItem item{
      "x", "a,b;c\\d\r\nBEGIN:VALARM\x01", "", day("2026-03-30"), day("2026-03-01"), "https://x\r\nX-EVIL:1"};
  const auto lines = lines_of(to_icalendar({&item, 1}, kAbout, Language::kNl, kStamp));
  EXPECT_NE(std::ranges::find(lines, "SUMMARY:a\\,b\\;c\\\\d\\nBEGIN:VALARM"), lines.end());
  EXPECT_NE(std::ranges::find(lines, "URL:https://xX-EVIL:1"), lines.end());
  EXPECT_NE(std::ranges::find(lines, "DTEND;VALUE=DATE:20260331"), lines.end()) << "never before the start";
  EXPECT_EQ(std::ranges::count(lines, "BEGIN:VALARM"), 0);
}

TEST(Icalendar, lines_are_folded_at_75_octets_between_letters) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    std::string title;
    for (unsigned i = 0; i < random() % 120; ++i) title += random() % 3 == 0 ? "€" : random() % 2 == 0 ? "é" : "x";
    const CalendarItem item{"x", title, "", day("2026-03-30"), day("2026-03-30"), ""};
    const std::string text = to_icalendar({&item, 1}, kAbout, Language::kNl, kStamp);
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = text.find("\r\n", at);
      ASSERT_LE(end - at, 75U);
      EXPECT_NE(static_cast<unsigned char>(text[at]) & 0xC0U, 0x80U) << "a letter was cut";
      const std::size_t first = text[at] == ' ' ? at + 1 : at;
      EXPECT_NE(static_cast<unsigned char>(text[first]) & 0xC0U, 0x80U) << "a letter was cut";
      at = end + 2;
    }
    const auto lines = lines_of(text);
    EXPECT_NE(std::ranges::find(lines, "SUMMARY:" + title), lines.end());
  }
}

}  // namespace
}  // namespace waarborg::task
