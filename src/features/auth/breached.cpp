// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/breached.h"

#include <algorithm>
#include <fstream>
#include <string_view>

#include "platform/crypto/sha1.h"

namespace waarborg::auth {
namespace {

constexpr std::size_t kHexDigits = 40;

/// The hash at the start of a line in lower case; empty when the line does not start with one.
std::string hash_of(std::string_view line) {
  if (line.size() < kHexDigits || (line.size() > kHexDigits && line[kHexDigits] != ':' && line[kHexDigits] != '\r')) {
    return {};
  }
  std::string hash(line.substr(0, kHexDigits));
  for (char& c : hash) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return {};
  }
  return hash;
}

bool find_sorted(std::ifstream& in, const std::string& key) {
  in.seekg(0, std::ios::end);
  std::streamoff low = 0;  // start of a line; every line before it is smaller
  std::streamoff high = in.tellg();
  std::string line;
  while (low < high) {
    const std::streamoff middle = low + (high - low) / 2;
    in.clear();
    in.seekg(middle > low ? middle - 1 : low);
    if (middle > low) std::getline(in, line);  // to the first line that starts at or after the middle
    const std::streamoff start = in.tellg();
    if (!in || start < 0 || start >= high || !std::getline(in, line)) {
      high = middle;
      continue;
    }
    const std::string hash = hash_of(line);
    if (hash == key) return true;
    if (hash < key) {
      low = in.eof() ? high : static_cast<std::streamoff>(in.tellg());
    } else {
      high = middle;
    }
  }
  return false;
}

}  // namespace

bool is_breached(const std::filesystem::path& file, const std::string& password) {
  if (file.empty()) return false;
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!std::getline(in, line)) return false;
  if (!hash_of(line).empty()) return find_sorted(in, crypto::sha1_hex(password));
  do {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line == password) return true;
  } while (std::getline(in, line));
  return false;
}

}  // namespace waarborg::auth
