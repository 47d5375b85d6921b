// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/own_format.h"
#include "platform/archive/zip.h"

namespace waarborg::catalog {
namespace {

constexpr archive::ZipLimits kLimits{.entries = 100, .bytes = 32U << 20U};
constexpr std::uint64_t kMostBytes = 16U << 20U;

/// The folder of framework.toml, with its slash; the shortest when there are more.
std::string folder_in(const archive::ZipReader& zip) {
  constexpr std::string_view kName = "framework.toml";
  const std::string* best = nullptr;
  for (const archive::ZipEntry& entry : zip.entries()) {
    const bool named = entry.path == kName || entry.path.ends_with("/" + std::string(kName));
    if (named && (best == nullptr || entry.path.size() < best->size())) best = &entry.path;
  }
  return best == nullptr ? std::string() : best->substr(0, best->size() - kName.size());
}

}  // namespace

bool is_own_package(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

Result<OwnFormatFiles> read_own_package(std::string_view zip) {
  const auto reader = archive::ZipReader::open_bytes(zip, kLimits);
  if (!reader) return std::unexpected(reader.error());
  const std::string folder = folder_in(*reader);
  OwnFormatFiles files;
  const auto take = [&](const char* name, bool needed, std::string& to) -> Result<void> {
    if (reader->find(folder + name) == nullptr) {
      if (needed) return invalid("catalog.own.no_file", name, {{"name", name}});
      return {};
    }
    auto bytes = reader->read(folder + name, kMostBytes);
    if (!bytes) return std::unexpected(bytes.error());
    to = std::move(*bytes);
    return {};
  };
  auto ok = take("framework.toml", true, files.framework_toml);
  if (ok) ok = take("requirements.csv", true, files.requirements_csv);
  if (ok) ok = take("mappings.csv", false, files.mappings_csv);
  if (!ok) return std::unexpected(ok.error());
  return files;
}

}  // namespace waarborg::catalog
