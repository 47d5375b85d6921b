// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/attestation.h"

namespace waarborg::crypto {
namespace {

constexpr std::size_t kMaxBytes = 16384;
constexpr int kMaxDepth = 4;
constexpr std::uint64_t kMaxMembers = 16;

/// Major types of RFC 8949 section 3.1.
enum class Kind : unsigned { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple };

struct Head {
  Kind kind = Kind::kUnsigned;
  std::uint64_t value = 0;
};

/// Reads from the front of a text; false or nothing means malformed, and then reading stops for good.
class CborReader {
 public:
  explicit CborReader(std::string_view rest) : rest_(rest) {}

  bool at_end() const { return rest_.empty(); }

  std::optional<Head> head() {
    if (rest_.empty()) return std::nullopt;
    const auto first = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    Head head{static_cast<Kind>(first >> 5U), first & 31U};
    if (head.value < 24) return head;
    if (head.value > 27) return std::nullopt;  // reserved, or an indefinite length
    const std::size_t length = std::size_t{1} << (head.value - 24);
    if (rest_.size() < length) return std::nullopt;
    head.value = 0;
    for (const char byte : rest_.substr(0, length)) head.value = head.value << 8U | static_cast<unsigned char>(byte);
    rest_.remove_prefix(length);
    return head;
  }

  std::optional<std::string_view> string(Kind kind) {
    const auto start = head();
    if (!start || start->kind != kind) return std::nullopt;
    return take(start->value);
  }

  std::optional<std::uint64_t> map() {
    const auto start = head();
    if (!start || start->kind != Kind::kMap || start->value > kMaxMembers) return std::nullopt;
    return start->value;
  }

  std::optional<std::int64_t> integer() {
    const auto start = head();
    if (!start || start->value > INT64_MAX) return std::nullopt;
    if (start->kind == Kind::kUnsigned) return static_cast<std::int64_t>(start->value);
    if (start->kind == Kind::kNegative) return -1 - static_cast<std::int64_t>(start->value);
    return std::nullopt;
  }

  bool skip(int depth = 0) {
    const auto start = head();
    if (!start || depth > kMaxDepth) return false;
    switch (start->kind) {
      case Kind::kUnsigned:
      case Kind::kNegative:
      case Kind::kSimple:
        return true;
      case Kind::kBytes:
      case Kind::kText:
        return take(start->value).has_value();
      case Kind::kTag:
        return false;
      case Kind::kArray:
      case Kind::kMap:
        break;
    }
    if (start->value > kMaxMembers) return false;
    const std::uint64_t items = start->kind == Kind::kMap ? start->value * 2 : start->value;
    for (std::uint64_t i = 0; i < items; ++i) {
      if (!skip(depth + 1)) return false;
    }
    return true;
  }

 private:
  std::optional<std::string_view> take(std::uint64_t length) {
    if (length > rest_.size()) return std::nullopt;
    const std::string_view part = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return part;
  }

  std::string_view rest_;
};

bool read_statement(CborReader& reader, Attestation& attestation) {
  const auto members = reader.map();
  if (!members) return false;
  attestation.has_statement = *members > 0;
  for (std::uint64_t i = 0; i < *members; ++i) {
    const auto name = reader.string(Kind::kText);
    if (!name) return false;
    if (*name == "alg") {
      attestation.algorithm = reader.integer();
      if (!attestation.algorithm) return false;
    } else if (*name == "sig") {
      const auto signature = reader.string(Kind::kBytes);
      if (!signature) return false;
      attestation.signature = *signature;
    } else {
      attestation.has_certificates |= *name == "x5c";
      if (!reader.skip()) return false;
    }
  }
  return true;
}

bool read_member(CborReader& reader, std::string_view name, Attestation& attestation) {
  if (name == "attStmt") return read_statement(reader, attestation);
  if (name != "fmt" && name != "authData") return false;
  const auto value = reader.string(name == "fmt" ? Kind::kText : Kind::kBytes);
  if (!value) return false;
  (name == "fmt" ? attestation.format : attestation.authenticator_data) = *value;
  return true;
}

}  // namespace

Result<Attestation> parse_attestation(std::string_view cbor) {
  constexpr const char* kMalformed = "crypto.passkey.attestation";
  if (cbor.size() > kMaxBytes) return invalid(kMalformed);
  CborReader reader{cbor};
  Attestation attestation;
  std::string seen;  // names so far: a name that comes twice would let two readers see two different objects
  const auto members = reader.map();
  if (!members || *members != 3) return invalid(kMalformed);
  for (int i = 0; i < 3; ++i) {
    const auto name = reader.string(Kind::kText);
    if (!name || seen.find(std::string{*name} + ";") != std::string::npos) return invalid(kMalformed);
    seen += std::string{*name} + ";";
    if (!read_member(reader, *name, attestation)) return invalid(kMalformed);
  }
  if (!reader.at_end()) return invalid(kMalformed);
  return attestation;
}

bool is_well_formed_authenticator_data(std::string_view bytes) {
  constexpr std::size_t kFlagsAt = 32;
  constexpr std::size_t kFixed = 37;     // hash, flags, counter
  constexpr std::size_t kAttested = 18;  // AAGUID and the length of the credential id
  if (bytes.size() < kFixed || bytes.size() > kMaxBytes) return false;
  const auto flags = static_cast<unsigned char>(bytes[kFlagsAt]);
  int items = (flags & 0x80U) != 0 ? 1 : 0;  // extensions
  bytes.remove_prefix(kFixed);
  if ((flags & 0x40U) != 0) {  // attested credential data
    if (bytes.size() < kAttested) return false;
    const std::size_t length =
        std::size_t{static_cast<unsigned char>(bytes[16])} << 8U | static_cast<unsigned char>(bytes[17]);
    bytes.remove_prefix(kAttested);
    if (bytes.size() < length) return false;
    bytes.remove_prefix(length);
    ++items;  // the key
  }
  CborReader reader{bytes};
  for (; items > 0; --items) {
    if (!reader.skip()) return false;
  }
  return reader.at_end();
}

}  // namespace waarborg::crypto
