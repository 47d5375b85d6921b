// SPDX-License-Identifier: EUPL-1.2
//
// With what each account signs in, and its tokens, as one record in the log of the installation: an account belongs to
// no organisation. `waarborg verify` compares, so that a password, factor or token put in behind the program's back is
// found. The log holds the hash of the record only; in it stand hashes and sealed secrets, which nobody can guess.
//
// On PostgreSQL two transactions that want what the other has wait for ever, so all that write about an account take
// things in one order (SQLite has one writer):
//   1. the log of the installation, when it gets an entry: hold_organisation, sign_in_state
//   2. the row of the account, for its sessions, factors, tokens and links too: hold_account, sign_in_state
//   3. the counts of failed attempts: forgive
//   4. the organisation, by the first statement that names it (db::Session::hold_organisation)
//   5. rows that are not of one account: invitations, members
#include "features/auth/sign_ins.h"

#include <set>

#include "base/json_encode.h"
#include "features/auth/auth.h"
#include "features/auth/queries.h"
#include "features/auth/store.h"
#include "features/trail/stage_hold.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"

namespace waarborg::auth {
namespace {

constexpr const char* kKind = "sign_in";
constexpr const char* kChanged = "account.sign_in";
constexpr const char* kBegin = "account.sign_ins_begin";

struct SignInRow {
  std::string account, login, name, email, password, totp;
  bool may_create_organisations = false;
  bool disabled = false;
};
BOOST_DESCRIBE_STRUCT(SignInRow, (), (account, login, name, email, password, totp, may_create_organisations, disabled))

struct Part {
  std::string account, value;
};
BOOST_DESCRIBE_STRUCT(Part, (), (account, value))

struct PasskeyPart {
  std::string account, id, credential, name, public_key;
  std::int64_t algorithm = 0;
  Moment created_at{};
};
BOOST_DESCRIBE_STRUCT(PasskeyPart, (), (account, id, credential, name, public_key, algorithm, created_at))

struct TokenPart {
  std::string account, id, hash, organisation, name, scope;
  Moment created_at{};
  Moment expires_at{};
};
BOOST_DESCRIBE_STRUCT(TokenPart, (), (account, id, hash, organisation, name, scope, created_at, expires_at))

template <class Row>
std::map<std::string, json::Array> grouped(const std::vector<Row>& rows) {
  std::map<std::string, json::Array> out;
  for (const Row& row : rows) out[row.account].push_back(json::encode(row));
  return out;
}

/// By account; of one of them, or of all when it is empty.
std::map<std::string, std::string> records(db::Transaction& tx, const std::string& account) {
  auto passkeys = grouped(tx.rows<PasskeyPart>(sql::kSignInPasskeys, account));
  auto codes = grouped(tx.rows<Part>(sql::kSignInRecovery, account));
  auto tokens = grouped(tx.rows<TokenPart>(sql::kSignInTokens, account));
  std::map<std::string, std::string> out;
  for (const SignInRow& row : tx.rows<SignInRow>(sql::kSignInAccounts, account)) {
    json::Value record = json::encode(row);
    record.as_object()["passkeys"] = std::move(passkeys[row.account]);
    record.as_object()["recovery_codes"] = std::move(codes[row.account]);
    record.as_object()["tokens"] = std::move(tokens[row.account]);
    out[row.account] = json::canonical(record);
  }
  return out;
}

trail::NewEntry entry_of(const std::string& account, std::string before, std::string state) {
  return {kChanged, kKind, account, "", {}, std::move(state), std::move(before)};
}

bool is_as_logged(db::Transaction& tx, const trail::Trail& trail, const AccountId& account) {
  for (const trail::Entry& entry : trail.page(tx, kInstallation, {account.text, "", kChanged}, -1, 1)) {
    if (!trail.holds(tx, kInstallation, entry)) return false;
    const auto body = json::parse(entry.body);
    const json::Value* logged = body && body->is_object() ? body->as_object().if_contains("state") : nullptr;
    const auto now = records(tx, account.text);
    const auto found = now.find(account.text);
    return logged != nullptr && logged->is_string() && found != now.end() &&
           logged->as_string() == crypto::sha256_hex(found->second);
  }
  return false;  // each has one, from begin_sign_ins or from when it was made
}

}  // namespace

std::size_t added_in(const std::string& before, const std::string& after) {
  const auto parts = [](const std::string& record) {
    std::set<std::string> out;
    const auto read = json::parse(record);
    for (const char* member : {"passkeys", "recovery_codes", "tokens"}) {
      const json::Value* all = read && read->is_object() ? read->as_object().if_contains(member) : nullptr;
      if (all == nullptr || !all->is_array()) continue;
      for (const json::Value& one : all->as_array()) out.insert(member + json::canonical(one));
    }
    return out;
  };
  std::set<std::string> fresh = parts(after);
  for (const std::string& one : parts(before)) fresh.erase(one);
  return fresh.size();
}

Result<void> check_as_logged(db::Transaction& tx, const trail::Trail& trail, const AccountId& account) {
  if (is_as_logged(tx, trail, account)) return {};
  log::error("log does not fit", {{"account", account.text}, {"cause", "a sign-in is not as it was logged"}});
  return fail(FaultKind::kUnavailable, "auth.sign_in.does_not_fit");
}

void SignIn::hold_organisation(db::Transaction& tx, const OrganisationId& organisation) {
  tx.number(sql::kOrganisationHold, organisation);
}

void SignIn::hold_account(db::Transaction& tx, const AccountId& account, const OrganisationId& log) {
  if (log.text.empty()) hold_organisation(tx, kInstallation);
  tx.rows<Part>(sql::kSignInLock, account);
}

void SignIn::hold_to_finish(db::Transaction& tx, const AccountId& account) {
  const auto own = organisations_of(tx, account, clock_.today());
  hold_account(tx, account, own.empty() ? OrganisationId{} : own.front().id);
}

std::string SignIn::sign_in_state(db::Transaction& tx, const AccountId& account) {
  hold_account(tx, account, {});
  return records(tx, account.text)[account.text];
}

void SignIn::keep_sign_in(db::Transaction& tx, const AccountId& account, std::string before, std::size_t added) {
  std::string after = records(tx, account.text)[account.text];
  if (!before.empty() && added_in(before, after) > added) {
    trail::refuse_record(kInstallation, kKind, account.text, "more was added than was asked");
  }
  trail_.add(tx, {kInstallation, "system", "Waarborg"}, entry_of(account.text, std::move(before), std::move(after)),
             clock_.now());
}

void Accounts::begin_sign_ins() {
  {
    db::Transaction tx = database_.read();
    if (!trail_.may_begin(tx, kBegin)) return;
  }
  db::Transaction tx = database_.write();
  if (!trail_.begin(tx, kBegin, clock_.now())) return;
  // A server that ran beside an older one may have logged some already: those are held to what was said of them.
  std::set<std::string> entered;
  for (const trail::Entry& entry : trail_.of_action(tx, kInstallation, kChanged)) entered.insert(entry.subject);
  std::vector<trail::NewEntry> entries;
  for (auto& [id, state] : records(tx, "")) {
    if (!entered.contains(id)) entries.push_back(entry_of(id, "", std::move(state)));
  }
  trail_.add_all(tx, {kInstallation, "system", "Waarborg"}, entries, clock_.now());
  tx.commit();
}

std::map<std::string, std::string> Accounts::sign_ins(db::Transaction& tx, const OrganisationId& organisation) {
  if (organisation != kInstallation) return {};
  return records(tx, "");
}

}  // namespace waarborg::auth
