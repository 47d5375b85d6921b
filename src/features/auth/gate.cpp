// SPDX-License-Identifier: EUPL-1.2
//
// Who asks, and may they: cookie sessions and bearer tokens, cross-site checks, rights.
#include <algorithm>

#include "features/auth/cookie.h"
#include "features/auth/problem.h"
#include "features/auth/queries.h"
#include "features/auth/sign_in.h"
#include "features/auth/sign_ins.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"
#include "platform/db/disk_full.h"
#include "platform/db/unavailable.h"
#include "platform/log/log.h"

namespace waarborg::auth {
namespace {

struct LiveToken {
  std::string id;
  AccountId account;
  OrganisationId organisation;
  std::string name;
  std::string scope;
  Moment expires_at{};
  std::optional<Moment> last_used_at;
  std::string account_name;
  std::string locale;
  std::string roles;
  std::optional<Day> until;
};
BOOST_DESCRIBE_STRUCT(LiveToken, (),
                      (id, account, organisation, name, scope, expires_at, last_used_at, account_name, locale, roles,
                       until))

/// A write per request would cost more than the answer; a minute is exact enough for the idle time-out.
constexpr std::chrono::minutes kTouchEvery{1};
constexpr std::chrono::minutes kCheckEvery{1};
/// Then all are forgotten, and each is checked at its next request.
constexpr std::size_t kMostChecked = 20'000;
/// The one operation of a push token.
constexpr std::string_view kCollectorOperation = "evidence_import";
constexpr std::string_view kBearer = "Bearer ";

/// A moment of last use. Who only reads neither waits for who writes nor fails with it: the next request writes it.
template <class Write>
void write_if_free(db::Database& database, Write write) {
  try {
    auto tx = database.write_if_free();
    if (!tx) return;
    write(*tx);
    tx->commit();
  } catch (const db::Unavailable& error) {
    log::info("moment of last use not kept", {{"cause", error.what()}});
  } catch (const db::DiskFull& error) {
    log::info("moment of last use not kept", {{"cause", error.what()}});
  }
}

/// All that stands in its row but the moment of last use.
std::string row_of(const LiveToken& token, std::string_view secret) {
  std::string out = crypto::sha256_hex(secret);
  for (const std::string* part :
       {&token.id, &token.account.text, &token.organisation.text, &token.scope, &token.name}) {
    out += '\n' + *part;
  }
  return out + '\n' + to_text(token.expires_at);
}

Language language_for(const http::Request& request, const std::string& locale) {
  const auto wish = request.header("accept-language");
  return language_of(wish.empty() ? std::string_view(locale) : wish);
}

http::Response refuse(const http::Request& request, int status, const char* key) {
  http::Response response = problem(request, status, Message{key, {}});
  if (status == 401) response.set("www-authenticate", "Bearer");  // RFC 9110 section 15.5.2
  response.set("cache-control", "no-store");
  return response;
}

}  // namespace

std::optional<LiveSession> SignIn::resolve(const http::Request& request) {
  const auto token = request.cookie(cookie_name(request.secure || settings_.secure_cookie));
  if (!token || token->size() > 100) return std::nullopt;
  auto found = database_.read().row<LiveSession>(sql::kSessionLive, crypto::sha256_hex(*token));
  if (!found) return std::nullopt;
  const Moment now = clock_.now();
  if (!is_live(found->state(), found->created_at, found->last_seen_at, now, settings_.lifetime)) return std::nullopt;
  if (!found->organisation.text.empty() && !is_active(found->until, day_of(now))) {
    found->organisation = {};
    found->role_text.clear();
  }
  holders_.saw(request, found->account);
  return found;
}

Result<LiveSession> SignIn::live(Call& call, States allowed) {
  auto session = resolve(call.request);
  if (!session) {
    call.status = 401;
    return fail(FaultKind::kForbidden, "auth.session.required");
  }
  if (is_unsafe(call.request.method) && !crypto::equal_constant_time(call.request.header(kCsrfHeader), session->csrf)) {
    return fail(FaultKind::kForbidden, "auth.csrf");
  }
  if (std::ranges::find(allowed, session->state()) == allowed.end()) {
    if (session->state() != SessionState::kReady) {
      call.status = 401;
      return fail(FaultKind::kForbidden, "auth.session.required");
    }
    return fail(FaultKind::kConflict, "auth.session.state");
  }
  touch(*session);
  return std::move(*session);
}

void SignIn::touch(const LiveSession& session) {
  const Moment now = clock_.now();
  if (now - session.last_seen_at < kTouchEvery) return;
  write_if_free(database_, [&](db::Transaction& tx) {
    tx.execute(sql::kSessionTouch, now, session.id);
    tx.execute(sql::kAccountSeen, now, session.account);
  });
}

Result<void> SignIn::check_token(const std::string& token, const AccountId& account) {
  const Moment now = clock_.now();
  {
    const std::lock_guard lock(checked_mutex_);
    const auto found = checked_.find(token);
    if (found != checked_.end() && found->second <= now && now - found->second < kCheckEvery) return {};
  }
  auto tx = database_.read();
  if (auto fits = check_as_logged(tx, trail_, account); !fits) return fits;
  const std::lock_guard lock(checked_mutex_);
  if (checked_.size() >= kMostChecked) checked_.clear();
  checked_[token] = now;
  return {};
}

std::expected<Actor, http::Response> SignIn::admit(const http::Request& request, const Route& route) {
  const bool unsafe = is_unsafe(request.method);
  if (unsafe && !is_same_site(request)) return std::unexpected(refuse(request, 403, "auth.cross_site"));
  if (route.anonymous) {
    // A form of another site cannot send this header, so signing someone in unasked is refused too.
    if (unsafe && !has_header(request, kCsrfHeader)) return std::unexpected(refuse(request, 403, "auth.csrf"));
    Actor nobody;
    nobody.language = language_for(request, "");
    return nobody;
  }
  const std::string_view authorization = request.header("authorization");
  if (authorization.starts_with(kBearer)) return admit_token(request, route, authorization.substr(kBearer.size()));

  const auto session = resolve(request);
  if (!session || session->state() != SessionState::kReady) {
    return std::unexpected(refuse(request, 401, "auth.session.required"));
  }
  if (unsafe && !crypto::equal_constant_time(request.header(kCsrfHeader), session->csrf)) {
    return std::unexpected(refuse(request, 403, "auth.csrf"));
  }
  Actor actor;
  actor.account = session->account;
  actor.name = session->name;
  actor.organisation = session->organisation;
  actor.roles = split_roles(session->role_text);
  actor.rights = rights_in(actor.roles, session->mode());
  actor.language = language_for(request, session->locale);
  if (!route.right.empty() && !actor.may(route.right)) {
    return std::unexpected(refuse(request, 403, "auth.forbidden"));
  }
  touch(*session);
  return actor;
}

std::expected<Actor, http::Response> SignIn::admit_token(const http::Request& request, const Route& route,
                                                         std::string_view secret) {
  const Moment now = clock_.now();
  std::optional<LiveToken> token;
  if (secret.size() < 200) token = database_.read().row<LiveToken>(sql::kTokenLive, crypto::sha256_hex(secret));
  if (!token || token->expires_at <= now || !is_active(token->until, day_of(now))) {
    return std::unexpected(refuse(request, 401, "auth.token.invalid"));
  }
  if (auto fits = check_token(row_of(*token, secret), token->account); !fits) {
    return std::unexpected(problem(request, fits.error()));
  }
  holders_.saw(request, token->account);
  Actor actor;
  actor.account = token->account;
  actor.name = token->account_name;
  actor.organisation = token->organisation;
  actor.roles = split_roles(token->roles);
  actor.rights = rights_in(actor.roles, "content");
  actor.language = language_for(request, token->locale);
  if (token->scope == "collector") {
    const bool still = actor.may("evidence.add");
    actor.collector = token->id;
    actor.name = token->name;
    actor.roles.clear();
    actor.rights.clear();
    if (still) actor.rights.insert("evidence.add");
    if (route.operation != kCollectorOperation) return std::unexpected(refuse(request, 403, "auth.token.scope"));
  }
  if (route.session_only) return std::unexpected(refuse(request, 403, "auth.token.people"));
  if (!route.right.empty() && !actor.may(route.right)) {
    return std::unexpected(refuse(request, 403, "auth.forbidden"));
  }
  if (!token->last_used_at || now - *token->last_used_at >= kTouchEvery) {
    write_if_free(database_, [&](db::Transaction& tx) { tx.execute(sql::kTokenTouch, now, token->id); });
  }
  return actor;
}

}  // namespace waarborg::auth
