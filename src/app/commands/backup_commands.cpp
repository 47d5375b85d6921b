// SPDX-License-Identifier: EUPL-1.2
//
// backup and restore: everything of an installation in one encrypted file.
//
// Inside the sealed stream (platform/crypto/sealed_stream.h), one after another:
//   "FILE <size> <path>\n" and <size> bytes, …, and "END <number of files>\n".
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>
#include <cstdlib>
#include <fstream>

#include "app/backup_folder.h"
#include "app/commands/command.h"
#include "app/database_copy.h"
#include "app/unpacker.h"
#include "platform/crypto/crypto.h"

namespace waarborg::app {
namespace {

namespace stdfs = std::filesystem;

Result<std::string> passphrase() {
  const char* text = std::getenv("WAARBORG_PASSPHRASE");
  if (text == nullptr || std::string_view(text).size() < 12) return invalid("app.passphrase_missing");
  return std::string(text);
}

Result<void> put_file(crypto::SealedWriter& out, const stdfs::path& file, const std::string& name) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(FaultKind::kUnavailable, "app.file_unreadable", file.string());
  std::uintmax_t left = stdfs::file_size(file);
  if (auto ok = out.write(fmt::format("FILE {} {}\n", left, name)); !ok) return ok;
  char buffer[crypto::kSealedChunk];
  while (left > 0) {
    in.read(buffer, static_cast<std::streamsize>(std::min<std::uintmax_t>(left, sizeof buffer)));
    if (in.gcount() <= 0) return fail(FaultKind::kUnavailable, "app.file_unreadable", file.string());
    if (auto ok = out.write({buffer, static_cast<std::size_t>(in.gcount())}); !ok) return ok;
    left -= static_cast<std::uintmax_t>(in.gcount());
  }
  return {};
}

/// Takes away what is left of a path, whatever happened.
struct RemovedAtEnd {
  stdfs::path path;
  ~RemovedAtEnd() {
    std::error_code ignored;
    stdfs::remove_all(path, ignored);
  }
};

/// Forces a written file to the disk, which may only now say that it is full; or the names in a folder.
bool is_kept(const stdfs::path& path) {
  const int opened = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool kept = opened >= 0 && ::fsync(opened) == 0;
  if (opened >= 0) ::close(opened);
  return kept;
}

/// The names in a folder and in all below it.
bool are_names_kept(const stdfs::path& folder) {
  for (const auto& entry : stdfs::recursive_directory_iterator(folder)) {
    if (entry.is_directory() && !is_kept(entry.path())) return false;
  }
  return is_kept(folder);
}

Result<int> write_backup(Installation& installation, const std::string& file, const std::string& secret) {
  const stdfs::path data = installation.options().data;
  remove_left_backups(data);
  const auto folder = BackupFolder::make(data);
  if (!folder) return std::unexpected(folder.error());
  // The copy of the database comes first: evidence files are written before their row, so that every file that the
  // copy speaks of is there when the files are copied after it.
  const stdfs::path copy = folder->path() / copy_name(installation.database);
  if (auto ok = copy_database(installation.database, installation.options(), copy); !ok) {
    return std::unexpected(ok.error());
  }
  const std::string partial = file + ".partial";
  const RemovedAtEnd remove_partial{partial};
  std::ofstream stream(partial, std::ios::binary | std::ios::trunc);
  if (!stream) return fail(FaultKind::kUnavailable, "app.file_unwritable", file);
  auto out = crypto::SealedWriter::begin(stream, secret);
  if (!out) return std::unexpected(out.error());
  int count = 0;
  const auto put = [&](const stdfs::path& path, const std::string& name) -> Result<void> {
    ++count;
    return put_file(*out, path, name);
  };
  if (auto ok = put(copy, copy.filename().string()); !ok) return std::unexpected(ok.error());
  if (stdfs::exists(data / "waarborg.toml")) {
    if (auto ok = put(data / "waarborg.toml", "waarborg.toml"); !ok) return std::unexpected(ok.error());
  }
  for (const char* part : {"keys", "files"}) {
    if (!stdfs::exists(data / part)) continue;
    for (const auto& entry : stdfs::recursive_directory_iterator(data / part)) {
      const std::string name = stdfs::relative(entry.path(), data).string();
      if (!entry.is_regular_file() || name.find("/draft") != std::string::npos) continue;
      if (auto ok = put(entry.path(), name); !ok) return std::unexpected(ok.error());
    }
  }
  if (auto ok = out->write(fmt::format("END {}\n", count)); !ok) return std::unexpected(ok.error());
  if (auto ok = out->finish(); !ok) return std::unexpected(ok.error());
  stream.close();
  if (!stream || !is_kept(partial)) return fail(FaultKind::kUnavailable, "app.file_unwritable", file);
  stdfs::rename(partial, file);
  if (!is_kept(stdfs::path(file).parent_path())) return fail(FaultKind::kUnavailable, "app.file_unwritable", file);
  return count;
}

Result<void> unpack(const std::string& file, const stdfs::path& folder, const std::string& secret) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return invalid("app.file_unreadable", file);
  auto in = crypto::SealedReader::begin(stream, secret);
  if (!in) return std::unexpected(in.error());
  Unpacker unpacker(folder);
  while (true) {
    auto part = in->next();
    if (!part) return std::unexpected(part.error());
    if (!*part) break;
    if (auto ok = unpacker.take(**part); !ok) return ok;
  }
  return unpacker.finish();
}

int run_backup(Context& context, const std::string& file) {
  const auto secret = passphrase();
  if (!secret) return report(context, secret.error());
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  const auto count = write_backup(**installation, file, *secret);
  if (!count) return report(context, count.error());
  std::error_code unknown;
  const auto bytes = static_cast<std::int64_t>(stdfs::file_size(file, unknown));
  print(context,
        json::Object{{"file", file}, {"bytes", unknown ? json::Value() : json::Value(bytes)}, {"files", *count}}, [&] {
          const Message done{"app.backup_done", {{"count", std::to_string(*count)}, {"file", file}}};
          fmt::print("{}\n", say(context.language(), done));
        });
  return kExitGood;
}

int run_restore(Context& context, const std::string& file) {
  const auto secret = passphrase();
  if (!secret) return report(context, secret.error());
  const stdfs::path data = context.options.data;
  if (stdfs::exists(data) && !stdfs::is_empty(data)) {
    return report(context, {FaultKind::kConflict, {"app.target_not_empty", {}}, data.string()});
  }
  stdfs::path folder = data;
  folder += ".restoring";
  std::error_code ignored;
  stdfs::remove_all(folder, ignored);
  stdfs::create_directories(folder);
  stdfs::permissions(folder, stdfs::perms::owner_all);
  if (auto ok = unpack(file, folder, *secret); !ok) {
    stdfs::remove_all(folder, ignored);
    return report(context, ok.error());
  }
  if (stdfs::exists(folder / kPostgresCopy)) {
    if (auto ok = restore_postgres(context.options, folder / kPostgresCopy); !ok) {
      stdfs::remove_all(folder, ignored);  // keys and evidence lie open in it
      return report(context, ok.error());
    }
    stdfs::remove(folder / kPostgresCopy, ignored);
  }
  const Fault unwritable{FaultKind::kUnavailable, {"app.file_unwritable", {}}, data.string()};
  if (!are_names_kept(folder)) {
    stdfs::remove_all(folder, ignored);
    return report(context, unwritable);
  }
  stdfs::remove(data, ignored);
  stdfs::rename(folder, data);
  if (!is_kept(data.parent_path())) return report(context, unwritable);
  print(context, json::Object{{"folder", data.string()}},
        [&] { fmt::print("{}\n", say(context.language(), {"app.restore_done", {{"folder", data.string()}}})); });
  return kExitGood;
}

}  // namespace

void add_backup_commands(CLI::App& app, Context& context, int& result) {
  static std::string file;
  add_command(app, "backup", "app.help.backup", context, result, [&] { return run_backup(context, file); })
      ->add_option("-o,--output", file, "app.help.option.output")
      ->required();
  add_command(app, "restore", "app.help.restore", context, result, [&] { return run_restore(context, file); })
      ->add_option("file", file, "app.help.option.file.backup")
      ->required();
}

}  // namespace waarborg::app
