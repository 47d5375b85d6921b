// SPDX-License-Identifier: EUPL-1.2
#include <map>
#include <regex>

#include <soci/soci.h>

#include "platform/crypto/crypto.h"
#include "platform/db/session.h"

namespace waarborg::db {
namespace {

/// The migrations are written for SQLite STRICT tables; PostgreSQL needs other names for the same types.
std::string for_postgres(std::string sql) {
  sql = std::regex_replace(sql, std::regex(R"(\bINTEGER\b)"), "BIGINT");
  sql = std::regex_replace(sql, std::regex(R"(\bREAL\b)"), "DOUBLE PRECISION");
  // Text order must be the same in both databases (bytes), so that cursors and tests agree.
  sql = std::regex_replace(sql, std::regex(R"(\bTEXT\b)"), "TEXT COLLATE \"C\"");
  return std::regex_replace(sql, std::regex(R"(\)\s*STRICT(\s*,\s*WITHOUT ROWID)?\s*;)"), ");");
}

std::vector<std::string> statements_of(const std::string& sql) {
  std::vector<std::string> out;
  std::string current;
  std::size_t at = 0;
  while (at < sql.size()) {  // comments end at the line; our migrations hold no ';' inside literals
    const auto end = std::min(sql.find('\n', at), sql.size());
    std::string line = sql.substr(at, end - at);
    if (const auto comment = line.find("--"); comment != std::string::npos) line.resize(comment);
    current += line + "\n";
    if (line.find_last_not_of(" \t\r") != std::string::npos && line[line.find_last_not_of(" \t\r")] == ';') {
      current.resize(current.rfind(';'));
      out.push_back(std::move(current));
      current.clear();
    }
    at = end + 1;
  }
  return out;
}

/// Any number, the same in every server that may start on this database.
constexpr std::int64_t kMigrationLock = 7510;

/// By "feature/name": the hash of each migration that was done.
std::map<std::string, std::string> applied_in(soci::session& sql) {
  std::map<std::string, std::string> applied;
  soci::rowset<soci::row> rows = (sql.prepare << "SELECT feature || '/' || name, sha256 FROM schema_migration");
  for (const auto& row : rows) applied[row.get<std::string>(0)] = row.get<std::string>(1);
  return applied;
}

std::string key_of(const Migration& migration) {
  return std::string(migration.feature) + "/" + std::string(migration.name);
}

Result<int> migrate_in(soci::session& sql, bool postgres, std::span<const Migration> migrations,
                       const std::function<Result<void>()>& before) {
  sql.once << "CREATE TABLE IF NOT EXISTS schema_migration (feature TEXT NOT NULL, name TEXT NOT NULL, "
              "sha256 TEXT NOT NULL, PRIMARY KEY (feature, name))";
  std::map<std::string, std::string> applied = applied_in(sql);
  const bool had_tables = !applied.empty();
  int count = 0;
  for (const Migration& migration : migrations) {
    const std::string key = key_of(migration);
    const std::string hash = crypto::sha256_hex(migration.sql);
    if (const auto found = applied.find(key); found != applied.end()) {
      if (found->second != hash) return invalid("db.migration_differs", key);
      applied.erase(found);
      continue;
    }
    if (count == 0 && had_tables && before) {
      if (auto ok = before(); !ok) return std::unexpected(ok.error());
    }
    soci::transaction transaction(sql);
    const std::string text = postgres ? for_postgres(std::string(migration.sql)) : std::string(migration.sql);
    for (const std::string& statement : statements_of(text)) sql.once << statement;
    const std::string feature(migration.feature);
    const std::string name(migration.name);
    sql.once << "INSERT INTO schema_migration (feature, name, sha256) VALUES (:f, :n, :h)", soci::use(feature),
        soci::use(name), soci::use(hash);
    transaction.commit();
    ++count;
  }
  if (!applied.empty()) return invalid("db.newer_database", applied.begin()->first);
  return count;
}

}  // namespace

Result<int> Database::migrate(std::span<const Migration> migrations, const std::function<Result<void>()>& before) {
  auto session = take_session();
  soci::session& sql = session->sql;
  try {
    // Two servers that start on one database: the second waits, and finds the work done. It belongs to the connection,
    // so it ends with the server, too.
    if (postgres_) {
      // Neither that wait nor a change of a large table is bound to the time of a request.
      sql.once << "SET lock_timeout = 0";
      sql.once << "SET statement_timeout = 0";
      sql.once << "SELECT pg_advisory_lock(" + std::to_string(kMigrationLock) + ")";
    }
    auto count = migrate_in(sql, postgres_, migrations, before);
    if (postgres_) sql.once << "SELECT pg_advisory_unlock(" + std::to_string(kMigrationLock) + ")";
    session->broken = postgres_;  // the next one is opened with the times of a request
    give_back(std::move(session));
    return count;
  } catch (const soci::soci_error& error) {
    session->broken = true;
    give_back(std::move(session));
    throw DatabaseError("migrate: " + error.get_error_message());
  }
}

Result<void> Database::check_schema(std::span<const Migration> migrations) {
  auto session = take_session();
  std::map<std::string, std::string> applied;
  try {
    applied = applied_in(session->sql);
    give_back(std::move(session));
  } catch (const soci::soci_error& error) {
    session->broken = true;
    give_back(std::move(session));
    throw DatabaseError("check_schema: " + error.get_error_message());
  }
  std::string lacking;
  for (const Migration& migration : migrations) {
    const auto found = applied.find(key_of(migration));
    if (found == applied.end()) {
      lacking = key_of(migration);
    } else if (found->second != crypto::sha256_hex(migration.sql)) {
      return invalid("db.migration_differs", found->first);
    } else {
      applied.erase(found);
    }
  }
  if (!applied.empty()) return invalid("db.newer_database", applied.begin()->first);
  if (!lacking.empty()) return invalid("db.older_database", lacking);
  return {};
}

Result<void> Database::copy_to(const std::string& file) {
  auto session = take_session();
  try {
    session->sql.once << "VACUUM INTO '" + std::regex_replace(file, std::regex("'"), "''") + "'";
    give_back(std::move(session));
    return {};
  } catch (const soci::soci_error& error) {
    give_back(std::move(session));
    return fail(FaultKind::kUnavailable, "db.copy_failed", file);
  }
}

std::vector<std::string> Database::self_check() {
  std::vector<std::string> problems;
  if (postgres_) return problems;  // PostgreSQL enforces keys itself; page checksums are the server's business
  auto session = take_session();
  soci::rowset<std::string> integrity = (session->sql.prepare << "SELECT * FROM pragma_integrity_check");
  for (const std::string& line : integrity) {
    if (line != "ok") problems.push_back("integrity: " + line);
  }
  soci::rowset<std::string> keys =
      (session->sql.prepare
       << "SELECT \"table\" || ' row ' || rowid || ' -> ' || parent FROM pragma_foreign_key_check");
  for (const std::string& line : keys) problems.push_back("foreign key: " + line);
  give_back(std::move(session));
  return problems;
}

}  // namespace waarborg::db
