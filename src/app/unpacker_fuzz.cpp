// SPDX-License-Identifier: EUPL-1.2
//
// Whatever a back-up holds, nothing is written outside its folder, and it makes no difference in which parts the bytes
// come.
#include <stdlib.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "app/unpacker.h"

namespace {

namespace stdfs = std::filesystem;

/// The folder to unpack in stands alone in one of this process.
const stdfs::path& around() {
  static const stdfs::path kFolder = [] {
    std::string name = (stdfs::temp_directory_path() / "waarborg-unpacker-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    return stdfs::path(name);
  }();
  return kFolder;
}

bool unpacks(std::string_view bytes, std::size_t part) {
  const stdfs::path inside = around() / "in";
  stdfs::remove_all(inside);
  stdfs::create_directory(inside);
  bool good = true;
  {
    waarborg::app::Unpacker unpacker(inside);
    while (good && !bytes.empty()) {
      const std::string_view next = bytes.substr(0, part);
      bytes.remove_prefix(next.size());
      good = unpacker.take(next).has_value();
    }
    good = good && unpacker.finish().has_value();
  }
  if (std::distance(stdfs::directory_iterator(around()), stdfs::directory_iterator()) != 1) std::abort();
  return good;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (unpacks(bytes, size + 1) != unpacks(bytes, 1 + size / 7)) std::abort();
  stdfs::remove_all(around() / "in");
  return 0;
}
