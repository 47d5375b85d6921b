// SPDX-License-Identifier: EUPL-1.2
#include "features/notice/notice.h"

namespace waarborg::notice {
namespace {

using auth::Call;
using auth::Nothing;

auth::Route own_route(const char* pattern, const char* operation, const char* summary) {
  return auth::Route{pattern, operation, summary, ""}.for_people();
}

void add_own_routes(auth::Api& api, Notices& notices) {
  const char* const kNotices = "/api/v1/account/notices";
  const char* const kCalendar = "/api/v1/account/calendar";
  api.get<Preferences>(own_route(kNotices, "account_notices", "Which reminders one gets in this organisation"),
                       [&](Call& call) { return notices.preferences(call.actor); });
  api.put<Preferences, Preferences>(
      own_route(kNotices, "account_notices_change", "Choose which reminders one gets"),
      [&](Call& call, const Preferences& wanted) { return notices.set_preferences(call.actor, wanted); });
  api.get<CalendarState>(own_route(kCalendar, "account_calendar", "Whether one's calendar has an address"),
                         [&](Call& call) { return notices.calendar_state(call.actor); });
  api.post<CalendarOrder, CalendarAddress>(
      own_route(kCalendar, "account_calendar_renew",
                "A new address for one's calendar; an older one stops; asks the password"),
      [&](Call& call, const CalendarOrder& order) { return notices.renew_calendar(call, order); });
  api.remove<CalendarState>(own_route(kCalendar, "account_calendar_remove", "Withdraw the address of one's calendar"),
                            [&](Call& call) { return notices.remove_calendar(call.actor); });
}

}  // namespace

void add_routes(auth::Api& api, Notices& notices) {
  add_own_routes(api, notices);
  auth::Route feed{"/api/v1/calendar/{file}", "calendar_get", "The calendar at an address that only its holder knows",
                   ""};
  feed.anonymous = true;
  api.raw(http::Method::kGet, feed, "text/calendar", [&](Call& call) { return notices.calendar(call); });
  auth::Route letters{"/api/v1/letters", "letter_list", "Letters that were sent, wait or failed; newest first",
                      "account.edit"};
  letters.query = {auth::one_of<LetterState>("state", "state of the letter"),
                   {"after", "Value of next of the page before"},
                   auth::number("limit", "50 when absent", 1, 200)};
  letters.session_only = true;
  api.get<auth::Page<LetterRow>>(letters, [&](Call& call) {
    return notices.letters(call.actor, call.query("state"), call.query("after"),
                           call.query_number("limit", 50, 1, 200));
  });
}

}  // namespace waarborg::notice
