// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/security_txt/envelope.h"

#include <algorithm>

namespace waarborg::scan::security_txt {
namespace {

constexpr std::string_view kBegin = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr std::string_view kSignature = "-----BEGIN PGP SIGNATURE-----";
constexpr std::string_view kEnd = "-----END PGP SIGNATURE-----";

bool is_base64(std::string_view line) {
  while (line.ends_with('=')) line.remove_suffix(1);
  return !line.empty() && std::ranges::all_of(line, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  });
}

/// "=" and four letters of base64 (RFC 9580 section 6.1).
bool is_checksum(std::string_view line) { return line.size() == 5 && line.front() == '=' && is_base64(line.substr(1)); }

bool is_armor_header(std::string_view line) { return line.find(": ") != std::string_view::npos; }

}  // namespace

Envelope::Part Envelope::open_signature() {
  at_ = At::kSignatureHeaders;
  return Part::kEnvelope;
}

Envelope::Part Envelope::take_signature(std::string_view line) {
  if (line == kEnd) {
    broken_ = broken_ || !has_signature_;
    at_ = At::kDone;
  } else if (!line.empty() && !is_checksum(line)) {
    broken_ = broken_ || !is_base64(line);
    has_signature_ = true;
  }
  return Part::kEnvelope;
}

Envelope::Part Envelope::take(std::string_view line, std::size_t number) {
  switch (at_) {
    case At::kOutside:
      if (line != kBegin) return Part::kText;
      if (number != 1) return Part::kLate;
      at_ = At::kHeaders;
      return Part::kEnvelope;
    case At::kHeaders:
      if (line.starts_with("Hash: ")) return Part::kEnvelope;
      at_ = At::kText;
      if (line.empty()) return Part::kEnvelope;
      broken_ = true;  // an empty line must stand between
      [[fallthrough]];
    case At::kText:
      return line == kSignature ? open_signature() : Part::kText;
    case At::kSignatureHeaders:
      if (is_armor_header(line)) return Part::kEnvelope;
      at_ = At::kSignature;
      if (line.empty()) return Part::kEnvelope;
      broken_ = true;
      [[fallthrough]];
    case At::kSignature:
      return take_signature(line);
    case At::kDone:
      break;
  }
  return Part::kAfter;
}

}  // namespace waarborg::scan::security_txt
