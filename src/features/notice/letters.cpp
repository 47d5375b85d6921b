// SPDX-License-Identifier: EUPL-1.2
#include "features/notice/letters.h"

#include <algorithm>

#include "base/written.h"
#include "platform/mail/letter.h"

namespace waarborg::notice {
namespace {

constexpr std::size_t kMostLines = 15;

using Args = std::vector<std::pair<std::string, std::string>>;

std::string words(const Frame& frame, const char* key, Args args = {}) {
  return say(frame.language, Message{std::string("notice.") + key, std::move(args)});
}

std::string hello(const Frame& frame) { return words(frame, "hello", {{"name", mail::one_line(frame.name)}}) + "\n\n"; }

std::string organisation_of(const Frame& frame) {
  return frame.organisation.empty() ? std::string("Waarborg") : mail::one_line(frame.organisation);
}

std::string foot(const Frame& frame) {
  return "-- \n" + words(frame, "foot", {{"organisation", organisation_of(frame)}}) + "\n" +
         words(frame, "foot.preferences", {{"link", frame.address + "/security#notices"}}) + "\n";
}

std::string due_words(const today::TodayItem& item, const Frame& frame) {
  const auto& last = item.until ? item.until : item.due;  // until then it is in time, as the screens say
  const auto day = last ? parse_day(*last) : std::nullopt;
  if (!day) return "";
  return words(frame, item.kind == "expiring" ? "line.until" : "line.due",
               {{"day", written_day(frame.language, *day)}});
}

/// A heading with one line and a link for each item; nothing without items.
std::string section(const char* heading, const std::vector<today::TodayItem>& items, const Frame& frame) {
  if (items.empty()) return "";
  std::string out = words(frame, heading) + "\n";
  for (std::size_t i = 0; i < std::min(items.size(), kMostLines); ++i) {
    const std::string due = due_words(items[i], frame);
    out += "- " + mail::one_line(items[i].title) + (due.empty() ? "" : " (" + due + ")") + "\n";
    if (!items[i].detail.empty())
      out += "  " + mail::one_line(with_written_days(frame.language, items[i].detail)) + "\n";
    out += "  " + frame.address + items[i].link + "\n";
  }
  if (items.size() > kMostLines) {
    out += words(frame, "more", {{"count", std::to_string(items.size() - kMostLines)}}) + "\n";
  }
  return out + "\n";
}

}  // namespace

Words personal_letter(const auth::PersonalLetter& letter, const Frame& frame) {
  const std::string key = json::word_of(letter.kind);
  const std::string organisation = organisation_of(frame);
  Args args{{"organisation", organisation}};
  Words out;
  out.subject = words(frame, (key + ".subject").c_str(), args);
  if (letter.kind == auth::LetterKind::kInvitation || letter.kind == auth::LetterKind::kReset) {
    args.emplace_back("by", mail::one_line(letter.by));
  }
  out.text = hello(frame) + words(frame, (key + ".text").c_str(), args) + "\n\n";
  if (!letter.link.empty()) {
    out.text += letter.link + "\n\n" +
                (letter.kind == auth::LetterKind::kForgotten
                     ? words(frame, "link.hour")
                     : words(frame, "link.until", {{"day", written_day(frame.language, day_of(letter.until))}})) +
                " " + words(frame, (key + ".unasked").c_str()) + "\n\n";
  }
  out.text += "-- \n" + words(frame, "foot", {{"organisation", organisation}}) + "\n" + frame.address + "\n";
  return out;
}

Words weekly_letter(const today::Today& today, Day monday, const Frame& frame) {
  const std::string sunday = to_text(monday + std::chrono::days(6));
  std::vector<today::TodayItem> overdue, due, expiring, reviews;
  std::int64_t of_others = 0;
  for (const auto& item : today.items) {
    if (item.kind == "review") {
      reviews.push_back(item);
    } else if (item.kind == "expiring" && item.mine) {
      expiring.push_back(item);
    } else if (item.kind == "occurrence" && item.state == "overdue") {
      if (item.mine) {
        overdue.push_back(item);
      } else {
        ++of_others;
      }
    } else if (item.kind == "occurrence" && item.mine && item.due.value_or("") <= sunday) {
      due.push_back(item);
    }
  }
  const std::size_t count = overdue.size() + due.size() + expiring.size() + reviews.size();
  if (count == 0 && of_others == 0) return {};
  const std::string organisation = organisation_of(frame);
  Words out;
  out.subject =
      count == 0 ? words(frame, "weekly.subject_others", {{"organisation", organisation}})
                 : words(frame, "weekly.subject", {{"organisation", organisation}, {"count", std::to_string(count)}});
  out.text = hello(frame) + words(frame, "weekly.intro", {{"organisation", organisation}}) + "\n\n" +
             section("weekly.overdue", overdue, frame) + section("weekly.due", due, frame) +
             section("weekly.expiring", expiring, frame) + section("weekly.reviews", reviews, frame);
  if (of_others > 0) out.text += words(frame, "weekly.others", {{"count", std::to_string(of_others)}}) + "\n\n";
  out.text += words(frame, "today", {{"link", frame.address + "/"}}) + "\n\n" + foot(frame);
  return out;
}

Words daily_letter(const std::vector<today::TodayItem>& overdue, const std::vector<today::VerdictChange>& worsened,
                   const Frame& frame) {
  if (overdue.empty() && worsened.empty()) return {};
  const std::string organisation = organisation_of(frame);
  Words out;
  out.subject = words(
      frame, overdue.empty() ? "worsened.subject" : "overdue.subject",
      {{"organisation", organisation}, {"count", std::to_string(overdue.empty() ? worsened.size() : overdue.size())}});
  out.text = hello(frame) + section("overdue.intro", overdue, frame);
  if (!worsened.empty()) {
    // Which verdict it became stays inside: mail is no place for a list of weaknesses.
    out.text += words(frame, "worsened.intro") + "\n";
    for (const auto& change : worsened) {
      out.text += "- " + mail::one_line(change.title) + "\n  " + frame.address + change.link + "\n";
    }
    out.text += "\n";
  }
  out.text += words(frame, "today", {{"link", frame.address + "/"}}) + "\n\n" + foot(frame);
  return out;
}

}  // namespace waarborg::notice
