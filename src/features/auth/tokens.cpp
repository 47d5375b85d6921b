// SPDX-License-Identifier: EUPL-1.2
//
// Tokens for programs: "personal" has the content rights of its account, "collector" may only hand in evidence.
#include "features/auth/auth.h"
#include "features/auth/own_account_views.h"
#include "features/auth/queries.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"

namespace waarborg::auth {
namespace {

constexpr std::int64_t kPersonalDays = 366;
constexpr std::int64_t kCollectorDays = 3 * 366;

Result<void> check(const TokenInput& input, const LiveSession& session) {
  if (auto named = check_name(input.name); !named) return named;
  const bool collector = input.scope == "collector";
  const std::int64_t most = collector ? kCollectorDays : kPersonalDays;
  if (input.days < 1 || input.days > most) {
    return invalid("auth.token.days", "days", {{"most", std::to_string(most)}});
  }
  if (!session.organisation) return fail(FaultKind::kConflict, "auth.organisation.none");
  if (collector && !rights_in(split_roles(session.role_text), "content").contains("evidence.add")) {
    return fail(FaultKind::kForbidden, "auth.forbidden", "evidence.add");
  }
  return {};
}

}  // namespace

Result<Page<TokenRow>> Accounts::tokens(Call& call) {
  const auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  Page<TokenRow> page;
  page.items = database_.read().rows<TokenRow>(sql::kTokenList, found->organisation, found->account);
  page.total = static_cast<std::int64_t>(page.items.size());
  return page;
}

Result<TokenAdded> Accounts::add_token(Call& call, const TokenInput& input) {
  const auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  if (auto fits = check(input, *found); !fits) return std::unexpected(fits.error());
  if (auto proven = prove_for_factor(call, *found, input.current); !proven) return std::unexpected(proven.error());
  const Moment now = clock_.now();
  TokenAdded out;
  // The prefix lets scanners for leaked secrets recognise it.
  out.token = (input.scope == "collector" ? "wbc_" : "wbp_") + crypto::random_token();
  out.id = crypto::new_id(now);
  out.name = input.name;
  out.scope = input.scope;
  out.created_at = now;
  out.expires_at = now + std::chrono::days{input.days};
  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, found->account);
  tx.execute(sql::kTokenInsert, out.id, crypto::sha256_hex(out.token), found->account, found->organisation, out.name,
             out.scope, now, out.expires_at);
  keep_sign_in(tx, found->account, sign_in, 1);
  note(tx, {found->organisation, found->account.text, found->name}, "account.token", found->account, found->login,
       {{"token", "", out.name}, {"scope", "", out.scope}, {"expires_at", "", to_text(out.expires_at)}});
  tx.commit();
  return out;
}

Result<Nothing> Accounts::remove_token(Call& call, const std::string& id) {
  const auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, found->account);
  std::string name;
  for (const auto& row : tx.rows<TokenRow>(sql::kTokenList, found->organisation, found->account)) {
    if (row.id == id) name = row.name;
  }
  if (tx.execute(sql::kTokenRemove, found->organisation, found->account, id) == 0) {
    return fail(FaultKind::kNotFound, "auth.token.not_found", id);
  }
  keep_sign_in(tx, found->account, sign_in);
  note(tx, {found->organisation, found->account.text, found->name}, "account.token", found->account, found->login,
       {{"token", name, ""}});
  tx.commit();
  return Nothing{};
}

}  // namespace waarborg::auth
