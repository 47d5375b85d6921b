// SPDX-License-Identifier: EUPL-1.2
//
// The words of letters. Pure: the same facts give the same letter.
#pragma once

#include <string>
#include <vector>

#include "features/auth/recipient.h"
#include "features/today/today_views.h"

namespace waarborg::notice {

struct Words {
  std::string subject;  ///< One line.
  std::string text;     ///< Empty: there is nothing to tell.
};

/// To whom, for which organisation, and where the application stands.
struct Frame {
  Language language = Language::kNl;
  std::string name;
  std::string organisation;  ///< Name; empty when it is about the account alone.
  std::string address;       ///< https://zorg.example
};

/// Invitation, link for a new password, warning.
Words personal_letter(const auth::PersonalLetter& letter, const Frame& frame);

/// Own work of this week from what the screen "Today" shows: overdue, due until Sunday, expiring evidence, reviews.
Words weekly_letter(const today::Today& today, Day monday, const Frame& frame);

/// What became overdue, and which own measures got a worse verdict; either may be empty.
Words daily_letter(const std::vector<today::TodayItem>& overdue, const std::vector<today::VerdictChange>& worsened,
                   const Frame& frame);

}  // namespace waarborg::notice
