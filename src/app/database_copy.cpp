// SPDX-License-Identifier: EUPL-1.2
#include "app/database_copy.h"

#include <spawn.h>
#include <sys/wait.h>
#include <string>
#include <string_view>
#include <vector>

extern char** environ;

namespace waarborg::app {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> out;
  for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

/// Runs a program without a shell. The address of the database can hold a password, which must not stand in the list
/// of processes: libpq takes it from PGPASSWORD, and the address on the command line goes without.
Result<void> run_tool(const std::vector<std::string>& words, const std::string& password) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!std::string_view(*entry).starts_with("PGPASSWORD=")) environment.emplace_back(*entry);
  }
  if (!password.empty()) environment.push_back("PGPASSWORD=" + password);
  const auto arguments = pointers(words);
  pid_t child = 0;
  int status = 0;
  const bool done =
      posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), pointers(environment).data()) == 0 &&
      waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!done) return fail(FaultKind::kUnavailable, "app.backup_postgres_tool", words.front());
  return {};
}

struct Address {
  std::string without_password;
  std::string password;
};

/// postgresql://user:password@host/name → both parts.
Address split_password(const std::string& address) {
  const auto start = address.find("://") + 3;
  const auto at = address.find('@', start);
  const auto colon = address.find(':', start);
  if (at == std::string::npos || colon == std::string::npos || colon > at) return {address, ""};
  return {address.substr(0, colon) + address.substr(at), address.substr(colon + 1, at - colon - 1)};
}

}  // namespace

Result<void> copy_database(db::Database& database, const Options& options, const std::filesystem::path& file) {
  if (!database.is_postgres()) return database.copy_to(file.string());
  const Address address = split_password(options.database);
  const std::filesystem::path partial = file.string() + ".partial";
  auto made =
      run_tool({"pg_dump", "--format=custom", "--no-owner", "--file=" + partial.string(), address.without_password},
               address.password);
  std::error_code error;
  if (made) {
    std::filesystem::rename(partial, file, error);
  } else {
    std::filesystem::remove(partial, error);
  }
  return made;
}

Result<void> restore_postgres(const Options& options, const std::filesystem::path& file) {
  if (options.database.empty()) return fail(FaultKind::kUnavailable, "app.backup_postgres_tool", "--database");
  const Address address = split_password(options.database);
  return run_tool(
      {"pg_restore", "--no-owner", "--exit-on-error", "--dbname=" + address.without_password, file.string()},
      address.password);
}

}  // namespace waarborg::app
