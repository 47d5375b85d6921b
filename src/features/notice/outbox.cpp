// SPDX-License-Identifier: EUPL-1.2
//
// The queue of letters: sealed while they wait, emptied once they are settled.
#include <algorithm>

#include "base/id_form.h"
#include "base/json.h"
#include "base/json_decode.h"
#include "base/json_encode.h"
#include "base/json_words.h"
#include "features/notice/letters.h"
#include "features/notice/notice.h"
#include "features/notice/queries.h"
#include "features/org/org.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"

namespace waarborg::notice {

struct DueLetter {
  OrganisationId organisation;
  std::string id;
  AccountId account;
  std::string kind, recipient, content;
  std::int64_t attempts = 0;
  Moment expires_at{};
  Moment created_at{};
  std::string fault, fault_code;
};
BOOST_DESCRIBE_STRUCT(DueLetter, (),
                      (organisation, id, account, kind, recipient, content, attempts, expires_at, created_at, fault,
                       fault_code))

namespace {

struct Content {
  std::string name, subject, text, language;
};
BOOST_DESCRIBE_STRUCT(Content, (), (name, subject, text, language))

struct StoredLetter {
  std::string id;
  AccountId account;
  std::string kind, recipient, state;
  std::int64_t attempts = 0;
  Moment next_at{};
  Moment created_at{};
  std::optional<Moment> settled_at;
  std::string fault, fault_code;
};
BOOST_DESCRIBE_STRUCT(StoredLetter, (),
                      (id, account, kind, recipient, state, attempts, next_at, created_at, settled_at, fault,
                       fault_code))

/// A letter moved to another row does not open there.
std::string context_of(const std::string& id) { return "letter " + id; }

std::string host_of(const std::string& url) {
  const auto scheme = url.find("://");
  const std::string rest = scheme == std::string::npos ? url : url.substr(scheme + 3);
  return rest.substr(0, rest.find_first_of(":/"));
}

Message cause_of(const std::string& fault, const std::string& code) {
  Message cause{fault, {}};
  if (!code.empty()) cause.args.emplace_back("code", code);
  return cause;
}

std::string code_in(const Message& cause) {
  for (const auto& [name, value] : cause.args) {
    if (name == "code") return value;
  }
  return "";
}

/// Nothing is wrong with the letter: the server is away, so the next one would not go either.
bool is_about_the_server(const std::string& key) {
  return key == "mail.unreachable" || key == "mail.timeout" || key == "mail.tls" || key == "mail.sign_in";
}

}  // namespace

Notices::Notices(db::Database& database, trail::Trail& trail, const Clock& clock, today::TodayView& today,
                 task::Tasks& tasks, Settings settings)
    : database_(database), trail_(trail), clock_(clock), today_(today), tasks_(tasks), settings_(std::move(settings)) {}

bool Notices::queue(db::Transaction& tx, const NewLetter& letter) {
  const Moment now = clock_.now();
  const std::string id = crypto::new_id(now);
  const Content content{letter.to_name, letter.subject, letter.text, std::string(code_of(letter.language))};
  const auto sealed = crypto::seal(settings_.seal_key, json::print(json::encode(content)), context_of(id));
  if (!sealed) throw std::runtime_error("a letter cannot be sealed: " + sealed.error().what.key);
  return tx.execute(sql::kLetterInsert, letter.organisation, id, letter.account, letter.kind,
                    letter.dedup.empty() ? id : letter.dedup, letter.to, *sealed, now, letter.expires_at) == 1;
}

void Notices::post(db::Transaction& tx, const auth::PersonalLetter& letter) {
  if (!mails()) return;
  Frame frame{letter.language, letter.name, "", settings_.public_url};
  if (const auto organisation = org::find(tx, letter.organisation)) frame.organisation = organisation->name;
  Words words = personal_letter(letter, frame);
  const Moment until = letter.until == Moment{} ? clock_.now() + std::chrono::hours(72) : letter.until;
  queue(tx, {letter.organisation, letter.account, json::word_of(letter.kind), "", letter.email, letter.name,
             std::move(words.subject), std::move(words.text), letter.language, until});
}

void Notices::give_up(const DueLetter& due, const Message& cause) {
  const Moment now = clock_.now();
  const OrganisationId in = due.organisation ? due.organisation : trail::kInstallation;
  const auto settle = [&](bool logged) {
    db::Transaction tx = database_.write();
    if (tx.execute(sql::kLetterSettle, "failed", now, cause.key, code_in(cause), due.organisation, due.id) == 0) return;
    if (logged) {
      trail_.add(tx, {in, "system", "Waarborg"},
                 {.action = "notice.failed",
                  .subject_kind = "letter",
                  .subject = due.id,
                  .subject_label = due.recipient,
                  .changes = {{"kind", "", due.kind}, {"cause", "", cause.key}},
                  .state = {},
                  .before = {}},
                 now);
    }
    tx.commit();
    log::error("letter given up", {{"letter", due.id}, {"kind", due.kind}, {"cause", cause.key}});
  };
  try {
    settle(true);
  } catch (const trail::LogDoesNotFit&) {  // said in an alarm; the letters behind it go on
    settle(false);
  }
}

bool Notices::send_one(const DueLetter& due, mail::Sender& sender, std::stop_token stop, bool& went) {
  went = false;
  const Moment now = clock_.now();
  const Message last = due.fault.empty() ? Message{"notice.expired", {}} : cause_of(due.fault, due.fault_code);
  if (due.expires_at <= now || due.attempts >= kMostAttempts) {
    give_up(due, last);
    return true;
  }
  const Moment again = now + wait_after(due.attempts + 1);
  const auto opened = crypto::open(settings_.seal_key, due.content, context_of(due.id));
  const auto content = opened ? json::decode<Content>(*opened) : Result<Content>(invalid("notice.unreadable"));
  if (!content) {
    give_up(due, {"notice.unreadable", {}});
    return true;
  }
  {
    // While it is being sent no other server takes it: that would be a second letter.
    db::Transaction tx = database_.write();
    if (tx.execute(sql::kLetterClaim, std::max(again, now + kLongestSend), due.organisation, due.id, due.attempts) ==
        0) {
      return true;  // someone else has it
    }
    tx.commit();
  }
  mail::Letter letter{settings_.from,
                      "Waarborg",
                      due.recipient,
                      mail::one_line(content->name),
                      mail::one_line(content->subject),
                      content->text,
                      due.id + "@" + host_of(settings_.public_url),
                      due.created_at,
                      language_of(content->language)};
  const auto sent = sender.send(letter, stop);
  if (!sent && sent.error().kind == FaultKind::kInvalid) {
    give_up(due, sent.error().what);
    return true;
  }
  db::Transaction tx = database_.write();
  if (sent) {
    went = true;
    tx.execute(sql::kLetterSettle, "sent", clock_.now(), "", "", due.organisation, due.id);
  } else {
    tx.execute(sql::kLetterDelayed, sent.error().what.key, code_in(sent.error().what), again, due.organisation, due.id);
  }
  tx.commit();
  return sent || !is_about_the_server(sent.error().what.key);
}

std::size_t Notices::deliver(mail::Sender& sender, std::stop_token stop) {
  std::size_t sent = 0;
  const auto due = database_.read().rows<DueLetter>(sql::kLetterDue, clock_.now());
  for (const DueLetter& letter : due) {
    if (stop.stop_requested()) break;
    bool went = false;
    const bool go_on = send_one(letter, sender, stop, went);
    sent += went ? 1 : 0;
    if (!go_on) break;
  }
  return sent;
}

Result<auth::Page<LetterRow>> Notices::letters(const auth::Actor& who, const std::string& state,
                                               const std::string& after, std::int64_t limit) {
  if (auto ok = auth::require(who, "account.edit"); !ok) return std::unexpected(ok.error());
  if (!after.empty() && !is_id(after)) return invalid("db.after_unknown", "after");
  db::Transaction tx = database_.read();
  auth::Page<LetterRow> page;
  page.total = tx.number(sql::kLetterCount, who.organisation, state);
  auto rows = tx.rows<StoredLetter>(sql::kLetterPage, who.organisation, state, after, limit + 1);
  if (std::ssize(rows) > limit) {
    rows.pop_back();
    page.next = rows.back().id;
  }
  for (const StoredLetter& row : rows) {
    LetterRow out{row.id,
                  row.kind,
                  say(who.language, "notice.kind." + row.kind),
                  row.recipient,
                  row.state,
                  row.attempts,
                  row.created_at,
                  std::nullopt,
                  row.settled_at,
                  ""};
    if (row.state == "queued") out.next_at = row.next_at;
    if (!row.fault.empty()) out.fault = say(who.language, cause_of(row.fault, row.fault_code));
    page.items.push_back(std::move(out));
  }
  return page;
}

Backlog Notices::backlog() {
  db::Transaction tx = database_.read();
  return {tx.number(sql::kLetterCountAll, "queued"), tx.number(sql::kLetterCountAll, "failed")};
}

void Notices::purge() {
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  tx.execute(sql::kLetterPurge, now - std::chrono::days(90));
  tx.execute(sql::kToldPurge, now - std::chrono::days(400));
  tx.commit();
}

}  // namespace waarborg::notice
