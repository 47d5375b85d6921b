// SPDX-License-Identifier: EUPL-1.2
//
// For tests: an empty database with all tables, on SQLite or PostgreSQL, that goes when the test ends. The tables are
// made once and copied: per process on SQLite, per server on PostgreSQL. A copy costs PostgreSQL more than most tests
// do, so a process empties the one it has and takes it again, unless the test changed its tables.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "features/auth/testing_postgres.h"
#include "platform/db/db.h"

namespace waarborg::testing {

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
      copy_ = postgres::Copies::here().take(migrations);
      where_ = copy_->where;
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
    if (copy_) postgres::Copies::here().give_back(std::move(copy_));
  }
  db::Database& database() { return *database_; }
  const std::string& where() const { return where_; }

 private:
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

  std::string name_ = fresh_name();
  std::string where_;
  std::unique_ptr<postgres::Copy> copy_;
  std::optional<Folder> folder_;
  std::optional<db::Database> database_;
};

}  // namespace waarborg::testing
