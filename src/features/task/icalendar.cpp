// SPDX-License-Identifier: EUPL-1.2
#include "features/task/icalendar.h"

#include <algorithm>

namespace waarborg::task {
namespace {

constexpr std::size_t kLine = 75;

/// Section 3.3.11; control characters have no place in a text.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte >= 0x20 && byte != 0x7F) {
      out += c;
    } else if (c == '\t') {
      out += ' ';
    }
  }
  return out;
}

/// One content line, folded between code points.
void add(std::string& out, const std::string& line) {
  std::string_view rest = line;
  std::size_t room = kLine;
  while (rest.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(rest[cut]) & 0xC0U) == 0x80) --cut;
    out.append(rest.substr(0, cut));
    out += "\r\n ";
    rest.remove_prefix(cut);
    room = kLine - 1;  // the space counts
  }
  out.append(rest);
  out += "\r\n";
}

/// 20261122
std::string date(Day day) {
  std::string text = to_text(day);
  std::erase(text, '-');
  return text;
}

/// 20261122T091500Z
std::string date_time(Moment moment) {
  std::string text = to_text(moment).substr(0, 19);
  std::erase(text, '-');
  std::erase(text, ':');
  return text + "Z";
}

/// A link is a URI, not a text: no escaping, but nothing that ends the line either.
std::string uri(std::string_view link) {
  std::string out;
  std::ranges::copy_if(link, std::back_inserter(out), [](char c) { return c > 0x20 && c < 0x7F; });
  return out;
}

}  // namespace

std::string to_icalendar(std::span<const CalendarItem> items, const Message& about, Language language, Moment stamp) {
  std::string out;
  add(out, "BEGIN:VCALENDAR");
  add(out, "VERSION:2.0");
  add(out, "PRODID:-//Waarborg//Waarborg//" + std::string(language == Language::kNl ? "NL" : "EN"));
  add(out, "CALSCALE:GREGORIAN");
  add(out, "METHOD:PUBLISH");
  add(out, "X-WR-CALNAME:" + escaped(say(language, "task.calendar.name")));
  const std::string which = escaped(say(language, about));
  add(out, "X-WR-CALDESC:" + which);  // as most programs read it
  add(out, "DESCRIPTION:" + which);
  add(out, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");  // RFC 7986 section 5.7
  for (const CalendarItem& item : items) {
    add(out, "BEGIN:VEVENT");
    add(out, "UID:" + escaped(item.id) + "@waarborg");
    add(out, "DTSTAMP:" + date_time(stamp));
    add(out, "DTSTART;VALUE=DATE:" + date(item.first));
    add(out, "DTEND;VALUE=DATE:" + date(std::max(item.first, item.last) + std::chrono::days(1)));
    add(out, "SUMMARY:" + escaped(item.title));
    if (!item.detail.empty()) add(out, "DESCRIPTION:" + escaped(item.detail));
    if (!item.link.empty()) add(out, "URL:" + uri(item.link));
    add(out, "TRANSP:TRANSPARENT");
    add(out, "END:VEVENT");
  }
  add(out, "END:VCALENDAR");
  return out;
}

}  // namespace waarborg::task
