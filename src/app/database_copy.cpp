// SPDX-License-Identifier: EUPL-1.2
#include "app/database_copy.h"

#include <spawn.h>
#include <sys/wait.h>
#include <algorithm>
#include <charconv>
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
    // Without a password in the address that of the surroundings counts, as it does for the program itself.
    if (password.empty() || !std::string_view(*entry).starts_with("PGPASSWORD=")) environment.emplace_back(*entry);
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

/// Each %hh as its byte, whatever that byte is; '+' stays, as in libpq.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    if (text[i] == '%' && text.size() - i > 2) {
      const char* const first = text.data() + i + 1;
      if (const auto [end, error] = std::from_chars(first, first + 2, byte, 16);
          error == std::errc{} && end == first + 2) {
        out.push_back(static_cast<char>(byte));
        i += 2;
        continue;
      }
    }
    out.push_back(text[i]);
  }
  return out;
}

}  // namespace

Address split_password(std::string_view address) {
  Address out;
  const std::size_t scheme = address.find("://");
  std::size_t at = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t end = address.find_first_of("@/", at);
  if (end != std::string_view::npos && address[end] == '@') {
    const std::size_t colon = std::min(address.find(':', at), end);
    if (colon < end) out.password = decoded(address.substr(colon + 1, end - colon - 1));
    out.without_password = address.substr(0, colon);
    at = end;
  } else {
    out.without_password = address.substr(0, at);
  }
  const std::size_t question = std::min(address.find('?', at), address.size());
  out.without_password += address.substr(at, question - at);
  char sign = '?';
  for (at = question; at < address.size();) {
    const std::size_t next = std::min(address.find('&', at + 1), address.size());
    const std::string_view one = address.substr(at + 1, next - at - 1);
    const std::size_t is = std::min(one.find('='), one.size());
    if (decoded(one.substr(0, is)) == "password") {
      out.password = decoded(one.substr(std::min(is + 1, one.size())));  // libpq takes the last that it reads
    } else {
      out.without_password.append(1, sign).append(one);
      sign = '&';
    }
    at = next;
  }
  return out;
}

Result<Address> address_for_tools(std::string_view address) {
  std::string_view query = address.substr(std::min(address.find('?'), address.size()));
  while (!query.empty()) {
    query.remove_prefix(1);
    const std::string_view one = query.substr(0, query.find('&'));
    if (decoded(one.substr(0, one.find('='))) == "sslpassword") return invalid("app.backup_sslpassword", "database");
    query.remove_prefix(one.size());
  }
  return split_password(address);
}

Result<void> copy_database(db::Database& database, const Options& options, const std::filesystem::path& file) {
  if (!database.is_postgres()) return database.copy_to(file.string());
  const auto address = address_for_tools(options.database);
  if (!address) return std::unexpected(address.error());
  const std::filesystem::path partial = file.string() + ".partial";
  auto made =
      run_tool({"pg_dump", "--format=custom", "--no-owner", "--file=" + partial.string(), address->without_password},
               address->password);
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
  const auto address = address_for_tools(options.database);
  if (!address) return std::unexpected(address.error());
  return run_tool(
      {"pg_restore", "--no-owner", "--single-transaction", "--dbname=" + address->without_password, file.string()},
      address->password);
}

}  // namespace waarborg::app
