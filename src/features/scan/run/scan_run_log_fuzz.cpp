// SPDX-License-Identifier: EUPL-1.2
#include <sys/mman.h>
#include <unistd.h>
#include <cstdlib>
#include <string>
#include <vector>

#include "features/scan/run/run_log.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const int file = ::memfd_create("log", 0);
  if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  std::vector<std::string> seen, again;
  const auto read = waarborg::scan::RunLog::read(path, [&](std::string_view record) { seen.emplace_back(record); });
  {
    auto log = waarborg::scan::RunLog::open(path, [&](std::string_view record) { again.emplace_back(record); });
    // Whoever may write sees what whoever reads sees, and what is written then is read back.
    if (read && log) {
      if (seen != again) std::abort();
      if (!log->append("new")) std::abort();
    }
    if (read && log) again.emplace_back("new");
  }
  if (read && again.size() == seen.size() + 1) {
    seen.clear();
    if (!waarborg::scan::RunLog::read(path, [&](std::string_view record) { seen.emplace_back(record); })) std::abort();
    if (seen != again) std::abort();
  }
  ::close(file);
  return 0;
}
