// SPDX-License-Identifier: EUPL-1.2
//
// For tests: an empty database with all tables, on SQLite or PostgreSQL, that goes when the test ends. The tables are
// made once and copied: per process on SQLite, per server on PostgreSQL.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>

#include <libpq-fe.h>

#include "platform/crypto/crypto.h"
#include "platform/db/db.h"

namespace waarborg::testing {

using Migrations = std::span<const db::Migration>;

/// "sqlite", and "postgres" when WAARBORG_TEST_POSTGRES holds an address (see tools/test_postgres).
inline std::vector<std::string> databases() {
  std::vector<std::string> kinds{"sqlite"};
  if (std::getenv("WAARBORG_TEST_POSTGRES") != nullptr) kinds.emplace_back("postgres");
  return kinds;
}

class ScratchDatabase {
 public:
  ScratchDatabase(const std::string& kind, Migrations migrations) {
    if (kind == "postgres") {
      server_.emplace();
      const std::string source = server_->template_with(migrations);
      server_->run("CREATE DATABASE " + name_ + " TEMPLATE " + source + " STRATEGY FILE_COPY");  // a seventh of the time
      where_ = server_->address_of(name_);
    } else {
      folder_.emplace(scratch_folder() / name_);
      std::filesystem::copy_file(template_file(migrations), folder_->path / "waarborg.db");
      where_ = (folder_->path / "waarborg.db").string();
    }
    database_.emplace(where_);
  }
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;
  ~ScratchDatabase() {
    database_.reset();
    if (server_) server_->try_run("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
  }
  db::Database& database() { return *database_; }
  const std::string& where() const { return where_; }

 private:
  static std::string fresh_name() { return "waarborg_" + crypto::hex_encode(crypto::random_bytes(8)); }

  static std::string hash_of(Migrations migrations) {
    std::string all;
    for (const auto& migration : migrations) all += migration.sql;
    return crypto::sha256_hex(all);
  }
  static void bring_forward(const std::string& where, Migrations migrations) {
    db::Database database(where);
    const auto done = database.migrate(migrations, {});
    if (!done) throw std::runtime_error("migrations: " + done.error().what.key + " " + done.error().where);
  }

  struct Folder {
    explicit Folder(std::filesystem::path at) : path(std::move(at)) { std::filesystem::create_directories(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
  };
  static std::filesystem::path scratch_folder() {
    const std::filesystem::path memory = "/dev/shm";  // spares the disk an fsync per commit
    return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
  }
  static std::filesystem::path template_file(Migrations migrations) {
    static const Folder kFolder(scratch_folder() / fresh_name());
    const std::filesystem::path file = kFolder.path / (hash_of(migrations) + ".db");
    if (!std::filesystem::exists(file)) bring_forward(file.string(), migrations);
    return file;
  }

  /// The server at WAARBORG_TEST_POSTGRES; its user may make databases.
  class Server {
   public:
    Server() : connection_(PQconnectdb(address_.c_str())) {
      if (PQstatus(connection_.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_.get()));
      run("SET client_min_messages = warning");
    }
    bool try_run(const std::string& sql, bool* rows = nullptr) {
      PGresult* result = PQexec(connection_.get(), sql.c_str());
      const auto status = PQresultStatus(result);
      if (rows != nullptr) *rows = PQntuples(result) > 0;
      PQclear(result);
      return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    }
    void run(const std::string& sql, bool* rows = nullptr) {
      if (!try_run(sql, rows))
        throw std::runtime_error("test database: " + std::string(PQerrorMessage(connection_.get())));
    }
    /// The same address with another database name: postgresql://user@host:port/NAME?options
    std::string address_of(const std::string& name) const {
      const auto query = std::min(address_.find('?'), address_.size());
      const auto slash = address_.find('/', std::string("postgresql://").size());
      return address_.substr(0, std::min(slash, query)) + "/" + name + address_.substr(query);
    }
    std::string template_with(Migrations migrations) {
      const std::string name = "waarborg_template_" + hash_of(migrations).substr(0, 16);
      run("SELECT pg_advisory_lock(7510)");  // tests run in several processes
      bool known = false;
      run("SELECT 1 FROM pg_database WHERE datname = '" + name + "'", &known);
      if (!known) {
        const std::string half = fresh_name();
        run("CREATE DATABASE " + half);
        bring_forward(address_of(half), migrations);
        run("ALTER DATABASE " + half + " RENAME TO " + name);
      }
      run("SELECT pg_advisory_unlock(7510)");
      return name;
    }

   private:
    struct Close {
      void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    std::string address_ = std::getenv("WAARBORG_TEST_POSTGRES");
    std::unique_ptr<PGconn, Close> connection_;
  };

  std::string name_ = fresh_name();
  std::string where_;
  std::optional<Server> server_;
  std::optional<Folder> folder_;
  std::optional<db::Database> database_;
};

}  // namespace waarborg::testing
