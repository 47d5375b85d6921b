// SPDX-License-Identifier: EUPL-1.2
//
// What the routes of letters, reminders and calendars take and answer, as JSON.
#pragma once

#include <optional>
#include <string>

#include <boost/describe.hpp>

#include "base/json_words.h"
#include "base/time.h"

namespace waarborg::notice {

/// Which reminders one wants, per organisation.
struct Preferences {
  bool weekly = true;     ///< Overview on Monday morning.
  bool overdue = false;   ///< The morning after a task of one's own became overdue.
  bool worsened = false;  ///< The morning after a verdict on a measure of one's own got worse.
};
BOOST_DESCRIBE_STRUCT(Preferences, (), (weekly, overdue, worsened))

struct CalendarState {
  bool active = false;
  std::optional<Moment> created_at;
  std::optional<Moment> last_used_at;
};
BOOST_DESCRIBE_STRUCT(CalendarState, (), (active, created_at, last_used_at))

/// A session that someone else holds must not be able to keep reading by way of a calendar.
struct CalendarOrder {
  std::optional<std::string> current;  ///< The present password.
};
BOOST_DESCRIBE_STRUCT(CalendarOrder, (), (current))

/// The only time that the address is shown.
struct CalendarAddress {
  std::string url;
};
BOOST_DESCRIBE_STRUCT(CalendarAddress, (), (url))

enum class LetterState { kQueued, kSent, kFailed };
BOOST_DESCRIBE_ENUM(LetterState, kQueued, kSent, kFailed)

struct LetterRow {
  std::string id;
  std::string kind;
  std::string label;  ///< The kind in words.
  std::string recipient;
  json::Word<LetterState> state;
  std::int64_t attempts = 0;
  Moment created_at{};
  std::optional<Moment> next_at;  ///< Of a queued letter.
  std::optional<Moment> settled_at;
  std::string fault;  ///< Why the last attempt failed, in words; may be empty.
};
BOOST_DESCRIBE_STRUCT(LetterRow, (),
                      (id, kind, label, recipient, state, attempts, created_at, next_at, settled_at, fault))

}  // namespace waarborg::notice
