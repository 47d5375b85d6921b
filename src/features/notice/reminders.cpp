// SPDX-License-Identifier: EUPL-1.2
//
// Who is told what of the screen "Today", and which reminders one wants.
#include <map>

#include "features/notice/letters.h"
#include "features/notice/notice.h"
#include "features/notice/queries.h"
#include "features/org/org.h"
#include "platform/log/log.h"

namespace waarborg::notice {
namespace {

/// A verdict that changed longer ago is old news when someone switches this reminder on.
constexpr std::chrono::hours kNews{72};
constexpr std::chrono::hours kWorthSending{72};

struct PreferenceRow {
  std::string account;
  bool weekly = true;
  bool overdue = false;
  bool worsened = false;
};
BOOST_DESCRIBE_STRUCT(PreferenceRow, (), (account, weekly, overdue, worsened))

std::map<std::string, Preferences> preferences_of(db::Transaction& tx, const OrganisationId& organisation,
                                                  const AccountId& one = {}) {
  std::map<std::string, Preferences> out;
  for (const auto& row : tx.rows<PreferenceRow>(sql::kPreferenceList, organisation, one)) {
    out[row.account] = {row.weekly, row.overdue, row.worsened};
  }
  return out;
}

}  // namespace

bool Notices::told(db::Transaction& tx, const auth::Actor& who, const std::string& kind, const std::string& subject) {
  return tx.number(sql::kTold, who.organisation, who.account, kind, subject) > 0;
}

bool Notices::tell(db::Transaction& tx, const auth::Actor& who, const std::string& kind, const std::string& subject) {
  return tx.execute(sql::kTell, who.organisation, who.account, kind, subject, clock_.now()) == 1;
}

void Notices::note(db::Transaction& tx, const auth::Actor& who, const char* action,
                   std::vector<trail::Change> changes) {
  trail_.add(tx, who.author(),
             {.action = action,
              .subject_kind = "notice",
              .subject = who.account.text,
              .subject_label = who.name,
              .changes = std::move(changes),
              .state = {},
              .before = {}},
             clock_.now());
}

std::size_t Notices::remind_one(const auth::Recipient& recipient, const Preferences& wants,
                                const std::string& organisation) {
  const auth::Actor& who = recipient.actor;
  const Moment now = clock_.now();
  auto monday = wants.weekly ? weekly_due(now) : std::nullopt;
  if (monday && !is_settled(recipient.since, *monday)) monday.reset();
  auto day = wants.overdue || wants.worsened ? daily_due(now) : std::nullopt;
  {
    db::Transaction tx = database_.read();
    if (monday && told(tx, who, "weekly", to_text(*monday))) monday.reset();
    if (day && told(tx, who, "daily", to_text(*day))) day.reset();
  }
  if (!monday && !day) return 0;
  const auto today = today_.get(who);
  if (!today) return 0;
  const Frame frame{who.language, who.name, organisation, settings_.public_url};
  std::size_t letters = 0;
  db::Transaction tx = database_.write();
  const auto send = [&](const char* kind, const std::string& period, Words words) {
    if (words.text.empty()) return;
    const std::string key = who.organisation.text + " " + who.account.text + " " + kind + " " + period;
    letters += queue(tx, {who.organisation, who.account, kind, key, recipient.email, who.name, std::move(words.subject),
                          std::move(words.text), who.language, now + kWorthSending})
                   ? 1
                   : 0;
  };
  if (monday && tell(tx, who, "weekly", to_text(*monday))) {
    send("weekly", to_text(*monday), weekly_letter(*today, *monday, frame));
  }
  if (day && tell(tx, who, "daily", to_text(*day))) {
    std::vector<today::TodayItem> overdue;
    std::vector<today::VerdictChange> worsened;
    for (const auto& item : today->items) {
      const bool late = item.kind == "occurrence" && item.mine && item.state == "overdue";
      if (wants.overdue && late && tell(tx, who, "overdue", item.link)) overdue.push_back(item);
    }
    for (const auto& change : today->changes) {
      const bool news = change.mine && change.direction == "worse" && change.at >= to_text(now - kNews);
      if (wants.worsened && news && tell(tx, who, "worsened", change.at + " " + change.aspect + " " + change.link)) {
        worsened.push_back(change);
      }
    }
    send("daily", to_text(*day), daily_letter(overdue, worsened, frame));
  }
  tx.commit();
  return letters;
}

std::size_t Notices::remind(const OrganisationId& organisation) {
  if (!mails()) return 0;
  std::vector<auth::Recipient> recipients;
  std::map<std::string, Preferences> preferences;
  std::string name;
  {
    db::Transaction tx = database_.read();
    const auto found = org::find(tx, organisation);
    if (!found) return 0;
    name = found->name;
    recipients = auth::recipients(tx, organisation, clock_.today());
    preferences = preferences_of(tx, organisation);
  }
  std::size_t letters = 0;
  std::size_t failed = 0;
  for (const auto& recipient : recipients) {
    if (recipient.email.empty() || !recipient.actor.may("measure.read")) continue;
    const auto chosen = preferences.find(recipient.actor.account.text);
    try {
      letters += remind_one(recipient, chosen == preferences.end() ? Preferences{} : chosen->second, name);
    } catch (const std::exception& error) {  // the others get theirs
      ++failed;
      const std::string what = error.what();
      log::error("reminder failed", {{"organisation", organisation.text},
                                     {"account", recipient.actor.account.text},
                                     {"what", what.substr(0, what.find(':'))}});
    }
  }
  if (failed > 0) throw std::runtime_error("reminders: of " + std::to_string(failed) + " people");
  return letters;
}

Result<Preferences> Notices::preferences(const auth::Actor& who) {
  if (!who.organisation) return fail(FaultKind::kForbidden, "auth.organisation.none");
  db::Transaction tx = database_.read();
  const auto rows = preferences_of(tx, who.organisation, who.account);
  return rows.empty() ? Preferences{} : rows.begin()->second;
}

Result<Preferences> Notices::set_preferences(const auth::Actor& who, const Preferences& wanted) {
  if (!who.organisation) return fail(FaultKind::kForbidden, "auth.organisation.none");
  db::Transaction tx = database_.write();
  const auto rows = preferences_of(tx, who.organisation, who.account);
  const Preferences before = rows.empty() ? Preferences{} : rows.begin()->second;
  tx.execute(sql::kPreferenceSave, who.organisation, who.account, wanted.weekly, wanted.overdue, wanted.worsened);
  note(tx, who, "notice.preferences",
       trail::changes_between(json::encode(before).as_object(), json::encode(wanted).as_object()));
  tx.commit();
  return wanted;
}

}  // namespace waarborg::notice
