// SPDX-License-Identifier: EUPL-1.2
//
// What to tell whom. A letter is queued in the transaction that causes it and brought to the mail server afterwards;
// reminders come from the screen "Today", so that mail and screen agree; every user may have a calendar feed.
#pragma once

#include <memory>
#include <mutex>
#include <stop_token>

#include "features/auth/answers.h"
#include "features/auth/recipient.h"
#include "features/auth/route.h"
#include "features/notice/notice_views.h"
#include "features/notice/rules.h"
#include "features/task/task.h"
#include "features/today/today.h"
#include "platform/clock/clock.h"
#include "platform/mail/smtp.h"

namespace waarborg::auth {
class Api;
}

namespace waarborg::notice {

struct Settings {
  std::string seal_key;    ///< 32 raw bytes; letters lie sealed in the queue.
  std::string public_url;  ///< https://zorg.example, without a slash at the end.
  std::string from;        ///< Address that letters come from; empty: nothing is mailed.
};

struct NewLetter {
  OrganisationId organisation;  ///< Empty for an account without an organisation.
  AccountId account;            ///< Empty for someone without an account.
  std::string kind;             ///< Words: the phrase notice.kind.<kind>.
  std::string dedup;            ///< A second letter with this key is not queued; empty: none like it.
  std::string to;
  std::string to_name;
  std::string subject;
  std::string text;
  Language language = Language::kNl;
  Moment expires_at{};  ///< Afterwards it is not worth sending.
};

/// How many letters stand where, for the figures of the machine.
struct Backlog {
  std::int64_t queued = 0;
  std::int64_t failed = 0;
};

struct DueLetter;
struct CalendarRow;

/// The present password, given once more by whoever has the session of this call; a fault when it is not that.
using Prove = std::function<Result<auth::Nothing>(auth::Call&, const std::optional<std::string>& password)>;

class Notices {
 public:
  Notices(db::Database& database, trail::Trail& trail, const Clock& clock, today::TodayView& today, task::Tasks& tasks,
          Settings settings);

  bool mails() const { return !settings_.from.empty(); }

  // --- outbox (outbox.cpp)
  /// False when one with this key was queued before.
  bool queue(db::Transaction& tx, const NewLetter& letter);
  /// A letter that an account gives rise to, with its words; see auth::Accounts::set_post.
  void post(db::Transaction& tx, const auth::PersonalLetter& letter);
  /// Tries every letter that is due. At least once: a letter whose sending was interrupted by a crash goes again, with
  /// the same message id. Gives up after kMostAttempts, at a refusal for good, or when its time is over; that stands in
  /// the trail and on the screen of the administrator. For one thread at a time. @return letters that went
  std::size_t deliver(mail::Sender& sender, std::stop_token stop = {});
  Result<auth::Page<LetterRow>> letters(const auth::Actor& who, const std::string& state, const std::string& after,
                                        std::int64_t limit);
  Backlog backlog();
  /// Forgets settled letters and old marks; for the scheduler.
  void purge();

  // --- reminders (reminders.cpp)
  /// Queues the reminders of this moment for every member; nothing twice. Returns the number of letters.
  std::size_t remind(const OrganisationId& organisation);
  Result<Preferences> preferences(const auth::Actor& who);
  Result<Preferences> set_preferences(const auth::Actor& who, const Preferences& wanted);

  // --- calendar (calendar.cpp)
  /// How the present password is asked before an address is made; without it none is.
  void set_prove(Prove prove) { prove_ = std::move(prove); }
  /// Withdraws the addresses of an account in every organisation.
  void forget_calendars(db::Transaction& tx, const AccountId& account);
  void forget_calendar(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account);
  Result<CalendarState> calendar_state(const auth::Actor& who);
  /// A new address; an older one stops working.
  Result<CalendarAddress> renew_calendar(auth::Call& call, const CalendarOrder& order);
  Result<CalendarState> remove_calendar(const auth::Actor& who);
  /// The feed at an address (RFC 5545), with a weak ETag. kNotFound for an unknown or withdrawn token, 429 when asked
  /// for too often.
  Result<http::Response> calendar(auth::Call& call);

 private:
  bool send_one(const DueLetter& due, mail::Sender& sender, std::stop_token stop, bool& went);
  void give_up(const DueLetter& due, const Message& cause);
  std::size_t remind_one(const auth::Recipient& recipient, const Preferences& wants, const std::string& organisation);
  bool told(db::Transaction& tx, const auth::Actor& who, const std::string& kind, const std::string& subject);
  bool tell(db::Transaction& tx, const auth::Actor& who, const std::string& kind, const std::string& subject);
  void note(db::Transaction& tx, const auth::Actor& who, const char* action, std::vector<trail::Change> changes = {});
  std::string base_of(const http::Request& request) const;

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  today::TodayView& today_;
  task::Tasks& tasks_;
  Settings settings_;
  Prove prove_;
  std::mutex door_;
  Turnstile per_address_{300};
  Turnstile per_calendar_{20};
};

void add_routes(auth::Api& api, Notices& notices);

}  // namespace waarborg::notice
