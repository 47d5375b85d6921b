// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/session.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>

#include "platform/db/filters.h"

namespace waarborg::db {
namespace {

ColumnKind kind_of_cell(const Cell& cell) {
  if (std::holds_alternative<std::int64_t>(cell)) return ColumnKind::kInteger;
  return std::holds_alternative<double>(cell) ? ColumnKind::kReal : ColumnKind::kText;
}

char letter(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kInteger:
      return 'i';
    case ColumnKind::kReal:
      return 'r';
    case ColumnKind::kText:
      return 't';
  }
  return '?';
}

}  // namespace

void Prepared::set(const std::vector<Cell>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Slot& slot = in[i];
    slot.indicator = soci::i_ok;
    if (const auto* integer = std::get_if<std::int64_t>(&arguments[i])) {
      slot.integer = *integer;
    } else if (const auto* real = std::get_if<double>(&arguments[i])) {
      slot.real = *real;
    } else if (const auto* text = std::get_if<std::string>(&arguments[i])) {
      slot.text = *text;
    } else {
      slot.indicator = soci::i_null;
    }
  }
}

std::vector<Cell> Prepared::row() const {
  std::vector<Cell> cells;
  cells.reserve(out.size());
  for (const Slot& slot : out) {
    if (slot.indicator == soci::i_null) {
      cells.emplace_back();
    } else if (slot.kind == ColumnKind::kInteger) {
      cells.emplace_back(static_cast<std::int64_t>(slot.integer));
    } else if (slot.kind == ColumnKind::kReal) {
      cells.emplace_back(slot.real);
    } else {
      cells.emplace_back(slot.text);
    }
  }
  return cells;
}

Prepared& Session::prepare(const Transaction::StatementView& statement, const std::vector<Cell>& arguments,
                           const std::vector<ColumnKind>& kinds, bool postgres) {
  std::string key(statement.name);
  key += '/';
  for (const Cell& argument : arguments) key += letter(kind_of_cell(argument));
  key += '/';
  for (const ColumnKind kind : kinds) key += letter(kind);
  const std::string_view whole = postgres ? statement.postgres : statement.sqlite;
  std::string_view forms;
  if (!kinds.empty()) {
    auto known = filters.find(statement.name);
    if (known == filters.end())
      known = filters.emplace(statement.name, filter_forms(whole, statement.parameters)).first;
    forms = known->second;
  }
  const bool filtered = !forms.empty();
  key += idle_signs(forms, arguments);
  const auto found = prepared.find(key);
  if (found != prepared.end()) return *found->second;

  auto made = std::make_unique<Prepared>(sql);
  const std::string text = filtered ? with_fitting_filters(whole, statement.parameters, arguments) : std::string(whole);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Prepared::Slot& slot = made->in.emplace_back();
    slot.kind = kind_of_cell(arguments[i]);
    const std::string name(statement.parameters[i]);
    if (filtered && !has_parameter(text, name)) continue;
    switch (slot.kind) {
      case ColumnKind::kInteger:
        made->statement.exchange(soci::use(slot.integer, slot.indicator, name));
        break;
      case ColumnKind::kReal:
        made->statement.exchange(soci::use(slot.real, slot.indicator, name));
        break;
      case ColumnKind::kText:
        made->statement.exchange(soci::use(slot.text, slot.indicator, name));
        break;
    }
  }
  for (const ColumnKind kind : kinds) {
    Prepared::Slot& slot = made->out.emplace_back();
    slot.kind = kind;
    switch (kind) {
      case ColumnKind::kInteger:
        made->statement.exchange(soci::into(slot.integer, slot.indicator));
        break;
      case ColumnKind::kReal:
        made->statement.exchange(soci::into(slot.real, slot.indicator));
        break;
      case ColumnKind::kText:
        made->statement.exchange(soci::into(slot.text, slot.indicator));
        break;
    }
  }
  made->statement.alloc();
  made->statement.prepare(text);
  made->statement.define_and_bind();
  return *prepared.emplace(key, std::move(made)).first->second;
}

void Session::hold_organisation(const Transaction::StatementView& statement, const std::vector<Cell>& arguments) {
  const auto parameter = std::ranges::find(statement.parameters, std::string_view("organisation"));
  if (parameter == statement.parameters.end()) return;
  const auto* organisation =
      std::get_if<std::string>(&arguments[static_cast<std::size_t>(parameter - statement.parameters.begin())]);
  if (organisation == nullptr || organisation->empty() || *organisation == held) return;
  static constexpr std::string_view kParameters[] = {"organisation"};
  constexpr std::string_view kHold = "SELECT pg_advisory_xact_lock(hashtextextended(:organisation, 0))";
  const std::vector<Cell> one{*organisation};
  Prepared& hold = prepare({"db.hold_organisation", {}, kHold, kParameters}, one, {}, true);
  hold.set(one);
  hold.statement.execute(true);
  held = *organisation;
}

void Session::forget(std::string_view name) {
  const std::string prefix = std::string(name) + "/";
  std::erase_if(prepared, [&](const auto& item) { return item.first.starts_with(prefix); });
}

namespace {

/// The address with what it does not say itself. SOCI takes a text without '=' for a list of keys and appends one; with
/// a parameter the address stays whole. A server that is gone is noticed, also when its machine no longer answers.
std::string with_parameters(std::string where, const Patience& patience) {
  const std::pair<const char*, std::string> wanted[] = {
      {"application_name", "waarborg"}, {"connect_timeout", std::to_string(patience.connect.count())},
      {"tcp_user_timeout", "60000"},    {"keepalives_idle", "30"},
      {"keepalives_interval", "10"},    {"keepalives_count", "3"}};
  const std::string said = where.substr(std::min(where.find('?'), where.size()));
  for (const auto& [name, value] : wanted) {
    if (said.find(name + std::string("=")) != std::string::npos) continue;
    where += (where.find('?') == std::string::npos ? "?" : "&") + std::string(name) + "=" + value;
  }
  return where;
}

/// As a URI that says that no process has it open: then SQLite needs no files beside it, and a folder that it may not
/// write in will do.
std::string alone(const std::string& where) {
  std::string uri = "file:";
  for (const char c : where) uri += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
  return uri + "?immutable=1";
}

/// Our schema has none of either: what somebody puts in the file does not change rows while we write, nor stands
/// between us and a table. Triggers of the connection itself, which only we could make, are not meant.
void without_code(soci::session& sql) {
  auto* connection = static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
  for (const int what : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW}) {
    int now = 1;
    const int result = sqlite_api::sqlite3_db_config(connection, what, 0, &now);
    if (result != SQLITE_OK || now != 0) throw DatabaseError("open: triggers and views cannot be switched off");
  }
}

void open_to_read(soci::session& sql, const std::string& where, Access access) {
  const std::string name = access == Access::kReadAlone ? alone(where) : where;
  sql.open(soci::sqlite3, "dbname=\"" + name + "\" readonly=true");
  without_code(sql);
  for (const char* pragma : {kBusyTimeout, "PRAGMA trusted_schema = OFF", "PRAGMA cache_size = -64000"}) {
    sql.once << pragma;
  }
}

}  // namespace

std::unique_ptr<Session> open_session(const std::string& where, bool postgres, const Patience& patience,
                                      Access access) {
  auto session = std::make_unique<Session>();
  if (postgres) {
    session->sql.open(soci::postgresql, with_parameters(where, patience));
    session->sql.once << "SET client_min_messages = warning";
    session->sql.once << "SET lock_timeout = " + std::to_string(patience.writer.count());
    session->sql.once << "SET statement_timeout = " + std::to_string(patience.statement.count());
    // Our answers are short: starting workers costs more than they save, and makes the same question take 20 or 70 ms.
    session->sql.once << "SET max_parallel_workers_per_gather = 0";
    // Indexes that hold all that is asked lie in memory; the default is for a disk that turns.
    session->sql.once << "SET random_page_cost = 1.1";
    if (access != Access::kChange) session->sql.once << "SET default_transaction_read_only = on";
    return session;
  }
  if (access != Access::kChange) {
    open_to_read(session->sql, where, access);
    return session;
  }
  // SOCI runs a "synchronous" of its connect string before its time-out counts, which fails while another process
  // recovers the log after a crash; so the time-out comes first and everything else after it.
  session->sql.open(soci::sqlite3, "dbname=\"" + where + "\"");
  without_code(session->sql);
  session->sql.once << kBusyTimeout;
  for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL",
                             "PRAGMA trusted_schema = OFF", "PRAGMA cache_size = -64000"}) {
    session->sql.once << pragma;
  }
  return session;
}

}  // namespace waarborg::db
