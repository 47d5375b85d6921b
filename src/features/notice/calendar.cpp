// SPDX-License-Identifier: EUPL-1.2
//
// A calendar feed at an address that only its holder knows (a capability): calendar programs cannot sign in.
// The token is kept as a hash, and no log holds addresses of requests.
#include "base/text.h"
#include "features/auth/throttle.h"
#include "features/notice/notice.h"
#include "features/notice/queries.h"
#include "platform/crypto/crypto.h"

namespace waarborg::notice {

struct CalendarRow {
  OrganisationId organisation;
  AccountId account;
  Moment created_at{};
  std::optional<Moment> last_used_at;
};
BOOST_DESCRIBE_STRUCT(CalendarRow, (), (organisation, account, created_at, last_used_at))

namespace {

constexpr std::string_view kEnding = ".ics";

/// The part of the text that says the same at every fetch: without the moment at which it was made.
std::string mark_of(const std::string& text) {
  crypto::Sha256 sum;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line(text.data() + at, end - at);
    if (!line.starts_with("DTSTAMP:")) sum.add(line);
    at = end;
  }
  return "W/\"" + crypto::hex_encode(sum.finish()).substr(0, 32) + "\"";
}

bool holds(std::string_view list, std::string_view mark) {
  return list == "*" ||
         list.find(mark.substr(2)) != std::string_view::npos;  // RFC 9110 section 13.1.2: weak comparison
}

}  // namespace

std::string Notices::base_of(const http::Request& request) const {
  if (!settings_.public_url.empty()) return settings_.public_url;
  return (request.secure ? "https://" : "http://") + std::string(request.header("host"));
}

Result<CalendarState> Notices::calendar_state(const auth::Actor& who) {
  if (!who.organisation) return fail(FaultKind::kForbidden, "auth.organisation.none");
  db::Transaction tx = database_.read();
  const auto row = tx.row<CalendarRow>(sql::kCalendarOf, who.organisation, who.account);
  if (!row) return CalendarState{};
  return CalendarState{true, row->created_at, row->last_used_at};
}

void Notices::forget_calendars(db::Transaction& tx, const AccountId& account) {
  tx.execute(sql::kCalendarRemoveAll, account);
}

void Notices::forget_calendar(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account) {
  tx.execute(sql::kCalendarRemove, organisation, account);
}

Result<CalendarAddress> Notices::renew_calendar(auth::Call& call, const CalendarOrder& order) {
  const auth::Actor& who = call.actor;
  if (!who.organisation) return fail(FaultKind::kForbidden, "auth.organisation.none");
  if (auto ok = auth::require(who, "task.read"); !ok) return std::unexpected(ok.error());
  if (!prove_) return fail(FaultKind::kForbidden, "auth.forbidden");
  if (auto proven = prove_(call, order.current); !proven) return std::unexpected(proven.error());
  const std::string token = crypto::random_token();
  db::Transaction tx = database_.write();
  tx.execute(sql::kCalendarSave, who.organisation, who.account, crypto::sha256_hex(token), clock_.now());
  note(tx, who, "notice.calendar");
  tx.commit();
  return CalendarAddress{base_of(call.request) + "/api/v1/calendar/" + token + std::string(kEnding)};
}

Result<CalendarState> Notices::remove_calendar(const auth::Actor& who) {
  if (!who.organisation) return fail(FaultKind::kForbidden, "auth.organisation.none");
  db::Transaction tx = database_.write();
  if (tx.execute(sql::kCalendarRemove, who.organisation, who.account) > 0) note(tx, who, "notice.calendar_removed");
  tx.commit();
  return CalendarState{};
}

Result<http::Response> Notices::calendar(auth::Call& call) {
  std::string token = call.param("file");
  const std::string hash =
      crypto::sha256_hex(token.ends_with(kEnding) ? token.substr(0, token.size() - kEnding.size()) : std::string());
  {
    const std::lock_guard lock(door_);
    const Moment now = clock_.now();
    if (!per_address_.admit(auth::throttle_address(call.request.remote), now) || !per_calendar_.admit(hash, now)) {
      call.status = 429;
      call.answer_headers.push_back({"retry-after", "60"});
      return fail(FaultKind::kUnavailable, "notice.calendar.busy");
    }
  }
  const auto gone = [] { return fail(FaultKind::kNotFound, "notice.calendar.gone"); };
  std::vector<auth::Recipient> holder;
  {
    db::Transaction tx = database_.read();
    const auto row = tx.row<CalendarRow>(sql::kCalendarByHash, hash);
    if (!row) return gone();
    holder = auth::recipients(tx, row->organisation, clock_.today(), row->account);
  }
  if (holder.empty() || !holder.front().actor.may("task.read")) return gone();
  const auth::Actor& who = holder.front().actor;
  {
    db::Transaction tx = database_.write();
    tx.execute(sql::kCalendarTouch, clock_.now(), who.organisation, who.account);
    tx.commit();
  }
  http::Response response;
  response.body = tasks_.calendar(who, false, base_of(call.request));
  const std::string mark = mark_of(response.body);
  response.set("content-type", "text/calendar; charset=utf-8");
  response.set("content-disposition", "inline; filename=\"waarborg.ics\"");
  response.set("cache-control", "private, no-cache");
  response.set("etag", mark);
  if (holds(call.request.header("if-none-match"), mark)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

}  // namespace waarborg::notice
