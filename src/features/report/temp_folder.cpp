// SPDX-License-Identifier: EUPL-1.2
#include "features/report/temp_folder.h"

#include <stdlib.h>

#include <fstream>

namespace waarborg::report {

Result<TempFolder> TempFolder::make() {
  std::error_code error;
  const std::filesystem::path base = std::filesystem::temp_directory_path(error);
  std::string pattern = (base / "waarborg-XXXXXX").string();
  if (error || mkdtemp(pattern.data()) == nullptr) return fail(FaultKind::kUnavailable, "report.no_temp_folder");
  return TempFolder(pattern);
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  std::ifstream in(path, std::ios::binary);
  if (error || !in) return fail(FaultKind::kUnavailable, "report.disk");
  std::string bytes(size, '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return fail(FaultKind::kUnavailable, "report.disk");
  return bytes;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return fail(FaultKind::kUnavailable, "report.disk");
  return {};
}

}  // namespace waarborg::report
