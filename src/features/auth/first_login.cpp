// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/first_login.h"

#include "features/auth/auth.h"
#include "features/auth/queries.h"
#include "platform/crypto/crypto.h"
#include "platform/db/db.h"

namespace waarborg::auth {
namespace {

constexpr const char* kFirstLogin = "beheerder";

struct Administrators {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Administrators, (), (count))

}  // namespace

std::optional<std::string> first_login(Accounts& accounts, db::Database& database, Day today, const std::string& name,
                                       const OrganisationId& organisation) {
  {
    db::Transaction tx = database.write();
    withdraw_printed(tx);
    const auto found = tx.row<Administrators>(sql::kAccountAdministrators, today);
    tx.commit();
    if (!found || found->count > 0) return std::nullopt;
  }
  const auto token = accounts.invite_first(kFirstLogin, name, organisation,
                                           organisation ? Roles{"administrator", "security_officer"} : Roles{});
  if (!token) return std::nullopt;
  db::Transaction tx = database.write();
  tx.execute(sql::kInvitationPrinted, crypto::sha256_hex(*token));
  tx.commit();
  return *token;
}

void withdraw_printed(db::Transaction& tx) { tx.execute(sql::kInvitationWithdrawPrinted); }

}  // namespace waarborg::auth
