// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/store.h"

#include <algorithm>

#include "base/json_words.h"
#include "features/auth/queries.h"

namespace waarborg::auth {
namespace {

struct LockedMember {
  OrganisationId organisation;
  std::string account;
  std::int64_t version = 0;
  std::string roles;
  std::optional<Day> until;
  bool disabled = false;
};
BOOST_DESCRIBE_STRUCT(LockedMember, (), (organisation, account, version, roles, until, disabled))

}  // namespace

SessionState LiveSession::state() const {
  return json::from_word<SessionState>(state_word).value_or(SessionState::kAnonymous);
}

std::optional<AccountRecord> find_account(db::Transaction& tx, const std::string& login) {
  return tx.row<AccountRecord>(sql::kAccountByLogin, login);
}

std::optional<AccountRecord> load_account(db::Transaction& tx, const AccountId& account) {
  return tx.row<AccountRecord>(sql::kAccountById, account);
}

std::vector<OwnOrganisation> organisations_of(db::Transaction& tx, const AccountId& account, Day today) {
  return tx.rows<OwnOrganisation>(sql::kMembershipOrganisations, account, today);
}

std::vector<Member> lock_members(db::Transaction& tx, const OrganisationId& organisation) {
  std::vector<Member> members;
  for (auto& row : tx.rows<LockedMember>(sql::kMembershipLock, organisation)) {
    members.push_back({std::move(row.account), split_roles(row.roles), row.until, row.disabled});
  }
  return members;
}

std::chrono::seconds waiting(db::Transaction& tx, const std::vector<std::pair<std::string, ThrottleRule>>& subjects,
                             Moment now) {
  std::chrono::seconds wait{0};
  for (const auto& [subject, rule] : subjects) {
    if (const auto found = tx.row<Attempts>(sql::kThrottleGet, subject)) wait = std::max(wait, wait_of(*found, now));
  }
  return wait;
}

std::chrono::seconds charge(db::Transaction& tx, const std::vector<std::pair<std::string, ThrottleRule>>& subjects,
                            Moment now, bool& newly_blocked) {
  std::chrono::seconds wait{0};
  std::vector<Attempts> found;
  for (const auto& [subject, rule] : subjects) {
    tx.execute(sql::kThrottleStart, subject, now);
    found.push_back(tx.row<Attempts>(sql::kThrottleLock, subject).value_or(Attempts{}));
    wait = std::max(wait, wait_of(found.back(), now));
  }
  newly_blocked = false;
  if (wait > std::chrono::seconds{0}) return wait;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const Attempts next = charged(found[i], subjects[i].second, now);
    newly_blocked |= next.blocked_until > now;
    tx.execute(sql::kThrottleSave, next.failures, next.blocked_until, subjects[i].first);
  }
  return wait;
}

}  // namespace waarborg::auth
