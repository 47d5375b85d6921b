// SPDX-License-Identifier: EUPL-1.2
//
// Signing in and out, and what a session chooses: organisation and mode.
#include <algorithm>

#include "base/encoding.h"
#include "base/json_words.h"
#include "features/auth/cookie.h"
#include "features/auth/first_login.h"
#include "features/auth/queries.h"
#include "features/auth/session_views.h"
#include "features/auth/sign_in.h"
#include "features/auth/sign_ins.h"
#include "features/auth/store.h"
#include "features/trail/entries_taken.h"
#include "platform/crypto/crypto.h"

namespace waarborg::auth {
namespace {

std::string shortened(std::string_view text, std::size_t most) {
  std::string out(text.substr(0, most));
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return is_utf8(out) ? out : std::string();
}

/// That in which the account was last comes first, or else the first by name.
std::vector<OwnOrganisation> last_first(std::vector<OwnOrganisation> own, const OrganisationId& last) {
  const auto found = std::ranges::find(own, last, &OwnOrganisation::id);
  if (found != own.end()) std::rotate(own.begin(), found, found + 1);
  return own;
}

/// How long a browser stays known after signing in with both factors.
constexpr std::chrono::days kKnownBrowser{60};
constexpr std::string_view kBrowserContext = "known browser";

}  // namespace

SignIn::SignIn(db::Database& database, trail::Trail& trail, const Clock& clock, Settings settings)
    : database_(database),
      trail_(trail),
      clock_(clock),
      settings_(std::move(settings)),
      decoy_hash_(crypto::decoy_hash(settings_.cost)) {}

void SignIn::note(db::Transaction& tx, const trail::Author& author, std::string action, const AccountId& account,
                  std::string label, std::vector<trail::Change> changes) {
  note(tx, author, std::move(action), account, std::move(label), std::move(changes), "", "");
}

void SignIn::note(db::Transaction& tx, const trail::Author& author, std::string action, const AccountId& account,
                  std::string label, std::vector<trail::Change> changes, std::string state, std::string before) {
  trail::Author by = author;
  if (by.organisation.text.empty()) by.organisation = kInstallation;
  trail_.add(tx, by,
             {.action = std::move(action),
              .subject_kind = "account",
              .subject = account.text,
              .subject_label = std::move(label),
              .changes = std::move(changes),
              .state = std::move(state),
              .before = std::move(before)},
             clock_.now());
}

Session SignIn::view(db::Transaction& tx, const LiveSession& session) const {
  Session out;
  out.state = session.state();
  out.csrf = session.csrf;
  out.account = SessionAccount{session.account.text, session.login, session.name, session.locale};
  out.totp = session.totp;
  out.passkeys = session.passkeys;
  out.mode = "content";
  out.expires_at = to_text(ends_at(out.state, session.created_at, session.last_seen_at, settings_.lifetime));
  out.product_version = WAARBORG_VERSION;
  out.mail = static_cast<bool>(post_);
  out.max_upload_mb = settings_.max_upload_mb;
  if (out.state != SessionState::kReady) return out;

  for (const auto& own : organisations_of(tx, session.account, clock_.today())) {
    out.organisations.push_back({own.id.text, own.name});
  }
  if (session.organisation) out.organisation = org::find(tx, session.organisation);
  out.may_create_organisations = session.may_create_organisations;
  out.roles = split_roles(session.role_text);
  for (const std::string& mode : session.modes()) out.modes.emplace_back(mode);
  out.mode = session.mode();
  const auto rights = rights_in(out.roles, out.mode);
  out.rights.assign(rights.begin(), rights.end());
  return out;
}

Result<Session> SignIn::session(Call& call) {
  const auto found = resolve(call.request);
  if (found) {
    touch(*found);
    auto tx = database_.read();
    return view(tx, *found);
  }
  Session nobody;
  nobody.csrf = "anonymous";  // any value will do before signing in; see SignIn::admit
  nobody.mode = "content";
  nobody.product_version = WAARBORG_VERSION;
  nobody.mail = static_cast<bool>(post_);
  return nobody;
}

LiveSession SignIn::begin(db::Transaction& tx, Call& call, const AccountRecord& account, SessionState state) {
  const bool secure = call.request.secure || settings_.secure_cookie;
  if (const auto old = call.request.cookie(cookie_name(secure))) {
    tx.execute(sql::kSessionRemove, account.id, crypto::sha256_hex(*old));
  }
  const std::string token = crypto::random_token();
  const Moment now = clock_.now();
  tx.execute(sql::kSessionInsert, crypto::sha256_hex(token), account.id, OrganisationId{}, json::word_of(state),
             crypto::random_token(), now, now, shortened(call.request.remote, 64),
             shortened(call.request.header("user-agent"), 200));
  call.answer_headers.push_back({"set-cookie", session_cookie(token, secure)});
  return tx.row<LiveSession>(sql::kSessionLive, crypto::sha256_hex(token)).value_or(LiveSession{});
}

bool SignIn::rotate(db::Transaction& tx, Call& call, LiveSession& session, SessionState state) {
  const std::string token = crypto::random_token();
  const Moment now = clock_.now();
  const Moment created = state == session.state() ? session.created_at : now;
  if (tx.execute(sql::kSessionRotate, crypto::sha256_hex(token), json::word_of(state), session.wished,
                 session.wished_mode, created, now, session.id) == 0) {
    return false;
  }
  auto fresh = tx.row<LiveSession>(sql::kSessionLive, crypto::sha256_hex(token));
  if (!fresh) return false;
  session = std::move(*fresh);
  if (!is_active(session.until, day_of(now))) {
    session.organisation = {};
    session.role_text.clear();
  }
  const bool secure = call.request.secure || settings_.secure_cookie;
  call.answer_headers.push_back({"set-cookie", session_cookie(token, secure)});
  return true;
}

Result<void> SignIn::safe_to_sign_in(Call& call) const {
  if (!call.request.secure && !settings_.secure_cookie && !is_loopback(call.request.remote)) {
    return fail(FaultKind::kForbidden, "auth.plain_http");
  }
  if (!is_json(call.request)) {
    call.status = 415;
    return invalid("auth.json_only");
  }
  return {};
}

std::string SignIn::origin_of(db::Transaction& tx, const http::Request& request) const {
  // One count for all browsers of an account, however many it makes known: guessing from them brings no more tries.
  const auto cookie = request.cookie(browser_cookie_name(request.secure || settings_.secure_cookie));
  const auto known = cookie && cookie->size() < 300 ? crypto::open(settings_.seal_key, *cookie, kBrowserContext)
                                                    : Result<std::string>(invalid("auth.session.required"));
  if (known) {
    const std::size_t space = std::min(known->find(' '), known->size());
    const AccountId account{known->substr(0, space)};
    const auto until = parse_moment(known->substr(std::min(space + 1, known->size())));
    const auto found = until && *until > clock_.now() ? load_account(tx, account) : std::nullopt;
    if (found && !found->disabled) return "browser:" + account.text;
  }
  return "address:" + throttle_address(request.remote);
}

Result<bool> SignIn::attempt(Call& call, const std::string& subject) {
  std::vector<std::pair<std::string, ThrottleRule>> subjects{{subject, kPerAccount}};
  // Looked at first: whoever keeps trying while blocked, each time with another name, must not fill the table.
  auto wait = [&] {
    auto tx = database_.read();
    subjects.emplace_back(origin_of(tx, call.request), kPerAddress);
    return waiting(tx, subjects, clock_.now());
  }();
  if (wait == std::chrono::seconds{0}) {
    bool newly_blocked = false;
    auto tx = database_.write();
    wait = charge(tx, subjects, clock_.now(), newly_blocked);
    if (wait == std::chrono::seconds{0}) {
      tx.commit();
      return newly_blocked;
    }
  }
  call.status = 429;
  call.answer_headers.push_back({"retry-after", std::to_string(wait.count())});
  return fail(FaultKind::kUnavailable, "auth.throttled", "",
              {{"minutes", std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count())}});
}

void SignIn::forgive(db::Transaction& tx, Call& call, const std::string& subject) {
  tx.execute(sql::kThrottleClear, subject);
  tx.execute(sql::kThrottleForgive, clock_.now(), origin_of(tx, call.request));
}

Result<Session> SignIn::login(Call& call, const LoginInput& input) {
  if (auto safe = safe_to_sign_in(call); !safe) return std::unexpected(safe.error());
  const std::string login = normal_login(input.login.substr(0, 200));
  const std::string subject = throttled_account(login);
  const auto last_chance = attempt(call, subject);
  if (!last_chance) return std::unexpected(last_chance.error());

  std::optional<AccountRecord> account;
  std::int64_t passkeys = 0;
  {
    auto tx = database_.read();
    account = find_account(tx, login);
    if (account) passkeys = static_cast<std::int64_t>(tx.rows<PasskeyRecord>(sql::kPasskeyList, account->id).size());
  }
  const std::string password = input.password.substr(0, kPasswordBytes);
  const bool right = crypto::verify_password(account ? account->password_hash : decoy_hash_, password) &&
                     input.password.size() <= kPasswordBytes;
  if (!account || account->disabled || !right) {
    if (*last_chance) {
      auto tx = database_.write();
      // What was typed is not written down: people type passwords into the wrong field.
      note(tx, {{}, "", ""}, "account.blocked", account ? account->id : AccountId{}, account ? account->login : "");
      tx.commit();
    }
    return invalid("auth.login.wrong");
  }
  std::string better_hash;
  if (crypto::needs_rehash(account->password_hash, settings_.cost)) {
    better_hash = crypto::hash_password(password, settings_.cost);
  }
  {
    auto tx = database_.read();
    if (auto fits = check_as_logged(tx, trail_, account->id); !fits) return std::unexpected(fits.error());
  }
  auto tx = database_.write();
  const std::string sign_in = better_hash.empty() ? "" : sign_in_state(tx, account->id);
  forgive(tx, call, subject);
  if (!better_hash.empty()) {
    tx.execute(sql::kAccountSetPassword, better_hash, account->id);
    keep_sign_in(tx, account->id, sign_in);
  }
  const bool has_factor = !account->totp_secret.empty() || passkeys > 0;
  const LiveSession session = begin(tx, call, *account, has_factor ? SessionState::kFactor : SessionState::kEnrol);
  Session out = view(tx, session);
  tx.commit();
  return out;
}

void SignIn::choose_home(LiveSession& session) {
  // Before the transaction that signs in: who holds one organisation and then asks for another could wait for ever
  // (sign_ins.cpp).
  std::vector<OwnOrganisation> own;
  {
    auto tx = database_.read();
    const auto account = load_account(tx, session.account);
    if (account) own = last_first(organisations_of(tx, session.account, clock_.today()), account->last_organisation);
  }
  if (own.empty()) return;
  session.wished = own.front().id;
  if (own.size() == 1) return;
  const auto open = std::ranges::find_if(
      own, [&](const OwnOrganisation& one) { return trail::takes_entries(trail_, database_, one.id); });
  if (open != own.end()) session.wished = open->id;
}

Result<Session> SignIn::finish(db::Transaction& tx, Call& call, LiveSession& session, const std::string& factor) {
  const auto account = load_account(tx, session.account);
  if (!account) return fail(FaultKind::kForbidden, "auth.session.required");
  const auto own = last_first(organisations_of(tx, session.account, clock_.today()), account->last_organisation);
  const auto chosen = std::ranges::find(own, session.wished, &OwnOrganisation::id);
  if (chosen == own.end()) session.wished = own.empty() ? OrganisationId{} : own.front().id;
  session.wished_mode = "content";
  if (!rotate(tx, call, session, SessionState::kReady)) {
    call.status = 401;
    return fail(FaultKind::kForbidden, "auth.session.required");
  }
  if (const auto sealed = crypto::seal(
          settings_.seal_key, session.account.text + " " + to_text(clock_.now() + kKnownBrowser), kBrowserContext)) {
    const bool secure = call.request.secure || settings_.secure_cookie;
    call.answer_headers.push_back({"set-cookie", browser_cookie(*sealed, secure, kKnownBrowser)});
  }
  tx.execute(sql::kAccountSeen, clock_.now(), session.account);
  withdraw_printed(tx);
  note(tx, {session.organisation, session.account.text, session.name}, "account.login", session.account, session.login,
       {{"factor", "", factor}});
  Session out = view(tx, session);
  if (!own.empty() && own.front().id != session.wished) out.not_entered = own.front().name;
  tx.commit();
  return out;
}

Result<Session> SignIn::logout(Call& call) {
  const bool secure = call.request.secure || settings_.secure_cookie;
  if (resolve(call.request)) {
    const auto found = live(call, {SessionState::kFactor, SessionState::kEnrol, SessionState::kReady});
    if (!found) return std::unexpected(found.error());
    auto tx = database_.write();
    hold_account(tx, found->account, found->organisation);
    tx.execute(sql::kSessionRemove, found->account, found->id);
    note(tx, {found->organisation, found->account.text, found->name}, "account.logout", found->account, found->login);
    tx.commit();
  }
  call.answer_headers.push_back({"set-cookie", session_cookie("", secure)});
  Session nobody;
  nobody.csrf = "anonymous";
  nobody.mode = "content";
  nobody.product_version = WAARBORG_VERSION;
  nobody.mail = static_cast<bool>(post_);
  return nobody;
}

Result<Session> SignIn::choose_organisation(Call& call, const OrganisationId& organisation) {
  auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  auto tx = database_.write();
  hold_account(tx, found->account, organisation);
  const auto own = organisations_of(tx, found->account, clock_.today());
  if (std::ranges::find(own, organisation, &OwnOrganisation::id) == own.end()) {
    return fail(FaultKind::kNotFound, "auth.organisation.not_found", "organisation");
  }
  found->wished = organisation;
  found->wished_mode = "content";
  if (!rotate(tx, call, *found, SessionState::kReady)) return fail(FaultKind::kConflict, "auth.session.required");
  tx.execute(sql::kAccountSetOrganisation, organisation, found->account);
  note(tx, {organisation, found->account.text, found->name}, "account.organisation", found->account, found->login);
  Session out = view(tx, *found);
  tx.commit();
  return out;
}

Result<Session> SignIn::enter(Call& call, const OrganisationId& organisation) {
  return choose_organisation(call, organisation);
}

Result<Session> SignIn::choose_mode(Call& call, const std::string& mode) {
  auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  const auto modes = found->modes();
  if (std::ranges::find(modes, mode) == modes.end()) return invalid("auth.mode.not_allowed", "mode");
  const std::string before = found->mode();
  if (mode == before) {  // a second click changes nothing, and the log tells of changes
    auto tx = database_.read();
    return view(tx, *found);
  }
  auto tx = database_.write();
  hold_account(tx, found->account, found->organisation);
  found->wished_mode = mode;
  if (!rotate(tx, call, *found, SessionState::kReady)) return fail(FaultKind::kConflict, "auth.session.required");
  note(tx, {found->organisation, found->account.text, found->name}, "account.mode", found->account, found->login,
       {{"mode", before, mode}});
  Session out = view(tx, *found);
  tx.commit();
  return out;
}

}  // namespace waarborg::auth
