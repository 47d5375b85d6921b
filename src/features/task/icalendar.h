// SPDX-License-Identifier: EUPL-1.2
//
// A calendar that Outlook, Apple and Google read (RFC 5545): whole days, one event per item. Pure.
#pragma once

#include <span>
#include <string>

#include "base/phrasebook.h"
#include "base/time.h"

namespace waarborg::task {

struct CalendarItem {
  std::string id;  ///< Stable: a moved item keeps its place in the reader's calendar.
  std::string title;
  std::string detail;  ///< May hold line ends.
  Day first{};
  Day last{};        ///< Inclusive; not before `first`.
  std::string link;  ///< May be empty.
};

/// Text with CRLF and lines of at most 75 octets (section 3.1), text escaped (3.3.11), DTEND exclusive (3.6.1).
/// @param about  which items are in it, as the description of the calendar (RFC 7986 section 5.2)
/// @param stamp  DTSTAMP of every event (3.8.7.2): when this was made
std::string to_icalendar(std::span<const CalendarItem> items, const Message& about, Language language, Moment stamp);

}  // namespace waarborg::task
