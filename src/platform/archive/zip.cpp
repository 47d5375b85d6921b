// SPDX-License-Identifier: EUPL-1.2
#include "platform/archive/zip.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>

#include "platform/archive/layout.h"

namespace waarborg::archive {

/// One file on its way into the archive. libzip asks for it twice at most: to look at its size, and to read it.
struct ZipWriter::Source {
  Maker make;
  std::optional<Fault> fault;
  std::string bytes;
  std::size_t at = 0;
  zip_error_t error{};

  static zip_int64_t answer(void* self, void* data, zip_uint64_t length, zip_source_cmd_t command) {
    return static_cast<Source*>(self)->answer(data, length, command);
  }

  zip_int64_t answer(void* data, zip_uint64_t length, zip_source_cmd_t command) {
    switch (command) {
      case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
      case ZIP_SOURCE_OPEN:
        return open();
      case ZIP_SOURCE_READ: {
        const std::size_t part = std::min<std::size_t>(bytes.size() - at, length);
        std::memcpy(data, bytes.data() + at, part);
        at += part;
        return static_cast<zip_int64_t>(part);
      }
      case ZIP_SOURCE_CLOSE:
        std::string().swap(bytes);  // assigning an empty text would keep the room of every file until the end
        return 0;
      case ZIP_SOURCE_STAT:
        zip_stat_init(static_cast<zip_stat_t*>(data));
        return sizeof(zip_stat_t);
      case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&error, data, length);
      case ZIP_SOURCE_FREE:
        return 0;  // the writer owns it
      default:
        zip_error_set(&error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
  }

  zip_int64_t open() {
    auto made = make();
    if (!made) {
      fault = made.error();
      zip_error_set(&error, ZIP_ER_READ, 0);
      return -1;
    }
    bytes = std::move(*made);
    at = 0;
    return 0;
  }
};

Result<ZipWriter> ZipWriter::create(const std::filesystem::path& file, Moment at) {
  int error = 0;
  zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_EXCL, &error);
  if (archive == nullptr) return fail(FaultKind::kUnavailable, "archive.disk", file.filename().string());
  return ZipWriter(archive, at);
}

ZipWriter::ZipWriter(zip* archive, Moment at) : archive_(archive), at_(at) {}

ZipWriter::ZipWriter(ZipWriter&& other) noexcept
    : archive_(std::exchange(other.archive_, nullptr)),
      at_(other.at_),
      sources_(std::move(other.sources_)),
      failed_(other.failed_) {}

ZipWriter::~ZipWriter() {
  if (archive_ != nullptr) zip_discard(archive_);
}

void ZipWriter::add(const std::string& path, std::string bytes) {
  put(path, [kept = std::move(bytes)]() -> Result<std::string> { return kept; }, true);
}

void ZipWriter::add_later(const std::string& path, Maker make) { put(path, std::move(make), false); }

void ZipWriter::put(const std::string& path, Maker make, bool compress) {
  auto& source = *sources_.emplace_back(std::make_unique<Source>());
  source.make = std::move(make);
  zip_source_t* handle = zip_source_function(archive_, &Source::answer, &source);
  const zip_int64_t index = handle == nullptr ? -1 : zip_file_add(archive_, path.c_str(), handle, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    if (handle != nullptr) zip_source_free(handle);
    failed_ = true;
    return;
  }
  const auto at = static_cast<zip_uint64_t>(index);
  zip_set_file_compression(archive_, at, compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
  // The date as MS-DOS writes it, of the UTC moment: the same archive wherever it is made.
  const auto day = std::chrono::floor<std::chrono::days>(at_);
  const std::chrono::year_month_day date{day};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at_ - day).count();
  const auto dos_date = static_cast<zip_uint16_t>((std::max(0, static_cast<int>(date.year()) - 1980) << 9) |
                                                  static_cast<int>(static_cast<unsigned>(date.month()) << 5U) |
                                                  static_cast<int>(static_cast<unsigned>(date.day())));
  const auto dos_time =
      static_cast<zip_uint16_t>(((seconds / 3600) << 11) | ((seconds / 60 % 60) << 5) | (seconds % 60 / 2));
  zip_file_set_dostime(archive_, at, dos_time, dos_date, 0);
}

Result<void> ZipWriter::finish() {
  if (!failed_ && zip_close(archive_) == 0) {
    archive_ = nullptr;
    return {};
  }
  for (const auto& source : sources_) {
    if (source->fault) return std::unexpected(*source->fault);
  }
  return fail(FaultKind::kUnavailable, "archive.disk");
}

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.size() > 200 || path.back() == '/') return false;
  bool begins = true;
  for (const char c : path) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (begins ? !plain : !plain && c != '.' && c != '/') return false;
    begins = c == '/';
  }
  return true;
}

Result<ZipReader> ZipReader::open(const std::filesystem::path& file, const ZipLimits& limits) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return fail(FaultKind::kNotFound, "archive.missing", file.string());
  }
  std::ifstream bytes(file, std::ios::binary);
  const auto read = [&](std::uint64_t offset, char* into, std::size_t count) {
    bytes.clear();
    bytes.seekg(static_cast<std::streamoff>(offset));
    return static_cast<bool>(bytes.read(into, static_cast<std::streamsize>(count)));
  };
  const std::uintmax_t size = std::filesystem::file_size(file, ignored);
  if (auto ok = check_layout(read, ignored ? 0 : size, limits.entries); !ok) return std::unexpected(ok.error());
  int error = 0;
  ZipReader reader(zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (reader.archive_ == nullptr) return invalid("archive.not_zip");
  if (auto ok = reader.look(limits); !ok) return std::unexpected(ok.error());
  return reader;
}

Result<ZipReader> ZipReader::open_bytes(std::string_view bytes, const ZipLimits& limits) {
  const auto read = [&](std::uint64_t offset, char* into, std::size_t count) {
    std::ranges::copy(bytes.substr(offset, count), into);
    return true;  // check_layout() stays within the size
  };
  if (auto ok = check_layout(read, bytes.size(), limits.entries); !ok) return std::unexpected(ok.error());
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  ZipReader reader(source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (reader.archive_ == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (reader.archive_ == nullptr) return invalid("archive.not_zip");
  if (auto ok = reader.look(limits); !ok) return std::unexpected(ok.error());
  return reader;
}

ZipReader::ZipReader(ZipReader&& other) noexcept
    : archive_(std::exchange(other.archive_, nullptr)),
      entries_(std::move(other.entries_)),
      at_(std::move(other.at_)) {}

ZipReader::~ZipReader() {
  if (archive_ != nullptr) zip_discard(archive_);
}

Result<void> ZipReader::look(const ZipLimits& limits) {
  const zip_int64_t count = zip_get_num_entries(archive_, 0);
  if (count < 0 || static_cast<std::uint64_t>(count) > limits.entries) return invalid("archive.too_many");
  std::uint64_t total = 0;
  std::vector<std::string> folders;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_, i, ZIP_FL_ENC_RAW, &stat) != 0 || stat.name == nullptr ||
        (stat.valid & (ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)) != (ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)) {
      return invalid("archive.not_zip");
    }
    std::string_view name = stat.name;
    // Who packs a folder again with another tool gets an entry for each folder in it. It holds nothing.
    constexpr std::uint64_t kNothing = 2;  // bytes: nothing, compressed
    const bool folder = name.ends_with('/') && stat.size == 0 && stat.comp_size <= kNothing;
    if (folder) name.remove_suffix(1);
    const std::string path(name);
    if (!is_plain_path(path)) return invalid("archive.bad_path");
    if (stat.size > limits.bytes || (total += stat.size) > limits.bytes) return invalid("archive.too_large");
    if (stat.size > limits.ratio_from && stat.size / limits.ratio > stat.comp_size)
      return invalid("archive.bomb", path);
    if (folder) {
      folders.push_back(path);
      continue;
    }
    if (!at_.emplace(path, entries_.size()).second) return invalid("archive.double_path", path);
    entries_.push_back({path, stat.size, stat.comp_size, i});
  }
  for (const std::string& path : folders) {
    if (at_.contains(path)) return invalid("archive.double_path", path);
  }
  return {};
}

const ZipEntry* ZipReader::find(const std::string& path) const {
  const auto found = at_.find(path);
  return found == at_.end() ? nullptr : &entries_[found->second];
}

Result<void> ZipReader::read(const std::string& path, const std::function<void(std::string_view)>& take) const {
  const auto found = at_.find(path);
  if (found == at_.end()) return fail(FaultKind::kNotFound, "archive.no_entry", path);
  zip_file_t* file = zip_fopen_index(archive_, entries_[found->second].place, 0);
  if (file == nullptr) return invalid("archive.damaged", path);
  std::vector<char> part(1U << 16U);
  std::uint64_t left = entries_[found->second].size;
  bool sound = true;
  while (sound) {
    const zip_int64_t read = zip_fread(file, part.data(), part.size());
    if (read == 0) break;
    sound = read > 0 && static_cast<std::uint64_t>(read) <= left;
    if (!sound) break;
    left -= static_cast<std::uint64_t>(read);
    take({part.data(), static_cast<std::size_t>(read)});
  }
  sound = zip_fclose(file) == 0 && sound && left == 0;
  if (!sound) return invalid("archive.damaged", path);
  return {};
}

Result<std::string> ZipReader::read(const std::string& path, std::uint64_t most) const {
  const ZipEntry* entry = find(path);
  if (entry == nullptr) return fail(FaultKind::kNotFound, "archive.no_entry", path);
  if (entry->size > most) return invalid("archive.entry_too_large", path);
  std::string bytes;
  if (auto ok = read(path, [&](std::string_view part) { bytes += part; }); !ok) return std::unexpected(ok.error());
  return bytes;
}

}  // namespace waarborg::archive
