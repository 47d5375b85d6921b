// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/testing_postgres.h"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include <libpq-fe.h>

#include "platform/crypto/crypto.h"
#include "platform/db/db.h"

namespace waarborg::testing {

std::string fresh_name() { return "waarborg_" + crypto::hex_encode(crypto::random_bytes(8)); }

std::string hash_of(Migrations migrations) {
  std::string all;
  for (const auto& migration : migrations) all += migration.sql;
  return crypto::sha256_hex(all);
}

void bring_forward(const std::string& where, Migrations migrations) {
  db::Database database(where);
  const auto done = database.migrate(migrations, {});
  if (!done) throw std::runtime_error("migrations: " + done.error().what.key + " " + done.error().where);
}

namespace postgres {
namespace {

/// A column, table, index or migration more or less changes it. Numbers from 16384 on are those of a user.
constexpr const char* kTables =
    "SELECT count(*) || ' ' || count(*) FILTER (WHERE attisdropped) || ' ' || sum(attrelid::bigint) || ' ' ||"
    "  (SELECT md5(string_agg(m::text, ',' ORDER BY m::text)) FROM schema_migration AS m)"
    "  FROM pg_attribute WHERE attrelid >= 16384";
constexpr const char* kEmpty =
    "SET lock_timeout = '5s'; SET session_replication_role = replica;"
    "DO $$ DECLARE t regclass; BEGIN"
    "  FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    "     AND relname <> 'schema_migration' LOOP EXECUTE 'DELETE FROM ' || t; END LOOP; END $$";

}  // namespace

/// A connection to the server at WAARBORG_TEST_POSTGRES; its user may do everything there.
class Server {
 public:
  explicit Server(const std::string& database = {}) {
    connection_.reset(PQconnectdb((database.empty() ? address() : address_of(database)).c_str()));
    if (PQstatus(connection_.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_.get()));
    run("SET client_min_messages = warning");
  }
  /// The first column of the first row, "" without; nothing when it failed.
  std::optional<std::string> try_run(const std::string& sql) {
    PGresult* result = PQexec(connection_.get(), sql.c_str());
    const auto status = PQresultStatus(result);
    std::optional<std::string> first;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
      first = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
    }
    PQclear(result);
    return first;
  }
  std::string run(const std::string& sql) {
    auto first = try_run(sql);
    if (!first) throw std::runtime_error("test database: " + std::string(PQerrorMessage(connection_.get())));
    return *first;
  }
  /// The same address with another database name: postgresql://user@host:port/NAME?options
  static std::string address_of(const std::string& name) {
    const auto query = std::min(address().find('?'), address().size());
    const auto slash = address().find('/', std::string("postgresql://").size());
    return address().substr(0, std::min(slash, query)) + "/" + name + address().substr(query);
  }

 private:
  static const std::string& address() {
    static const std::string kAddress = std::getenv("WAARBORG_TEST_POSTGRES");
    return kAddress;
  }
  struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  std::unique_ptr<PGconn, Close> connection_;
};

Copies& Copies::here() {
  static Copies copies;
  return copies;
}

Copies::Copies() : server_(std::make_unique<Server>()) {}

std::unique_ptr<Copy> Copies::take(Migrations migrations) {
  const std::string source = "waarborg_template_" + hash_of(migrations).substr(0, 16);
  for (auto copy = idle_.begin(); copy != idle_.end(); ++copy) {
    if ((*copy)->source != source) continue;
    auto found = std::move(*copy);
    idle_.erase(copy);
    return found;
  }
  make_template(source, migrations);
  const std::string name = fresh_name();
  // FILE_COPY takes a seventh of the time.
  server_->run("CREATE DATABASE " + name + " TEMPLATE " + source + " STRATEGY FILE_COPY");
  return std::make_unique<Copy>(Copy{name, Server::address_of(name), source, Server(name).run(kTables)});
}

void Copies::give_back(std::unique_ptr<Copy> copy) noexcept {
  try {
    if (is_as_new(*copy)) return idle_.push_back(std::move(copy));
  } catch (const std::exception&) {  // nobody can connect to it: it is of no use
  }
  drop(*copy);
}

Copies::~Copies() {
  for (const auto& copy : idle_) drop(*copy);
}

void Copies::drop(const Copy& copy) { server_->try_run("DROP DATABASE IF EXISTS " + copy.name + " WITH (FORCE)"); }

void Copies::make_template(const std::string& name, Migrations migrations) {
  server_->run("SELECT pg_advisory_lock(7510)");  // tests run in several processes
  if (server_->run("SELECT 1 FROM pg_database WHERE datname = '" + name + "'").empty()) {
    const std::string half = fresh_name();
    server_->run("CREATE DATABASE " + half);
    bring_forward(Server::address_of(half), migrations);
    server_->run("ALTER DATABASE " + half + " RENAME TO " + name);
  }
  server_->run("SELECT pg_advisory_unlock(7510)");
}

bool Copies::is_as_new(const Copy& copy) {
  Server inside(copy.name);
  return inside.try_run(kTables) == copy.tables && inside.try_run(kEmpty).has_value();
}

}  // namespace postgres

}  // namespace waarborg::testing
