// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/client_hello.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace waarborg::scan {
namespace {

using Random = std::span<const unsigned char, 64>;

constexpr std::size_t kMaxRecord = 1U << 14U;  // RFC 5246 section 6.2.1, RFC 8446 section 5.1
constexpr int kX25519 = 29;
constexpr int kRenegotiationScsv = 0x00FF;  // RFC 5746 section 3.3

/// Appends numbers in network order. Lengths that are known only afterwards are filled in by `Block`.
struct Writer {
  std::string bytes;
  bool overflow = false;

  void u8(std::size_t value) { bytes += static_cast<char>(value & 0xFFU); }
  void u16(std::size_t value) {
    u8(value >> 8U);
    u8(value);
  }
  void number(int value) { u16(static_cast<std::size_t>(value)); }
  void raw(std::span<const unsigned char> part) { bytes.append(part.begin(), part.end()); }
};

/// Something with its length in front of it, as long as it lives.
class Block {
 public:
  Block(Writer& to, std::size_t width) : to_(to), width_(width), start_(to.bytes.size()) {
    to.bytes.append(width, '\0');
  }
  ~Block() {
    const std::size_t length = to_.bytes.size() - start_ - width_;
    if (width_ < 3 && length >> (8 * width_) != 0) to_.overflow = true;
    for (std::size_t i = 0; i < width_; ++i) {
      to_.bytes[start_ + i] = static_cast<char>(length >> (8 * (width_ - 1 - i)) & 0xFFU);
    }
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

 private:
  Writer& to_;
  std::size_t width_;
  std::size_t start_;
};

void write_numbers(Writer& to, const std::vector<int>& numbers) {
  const Block list(to, 2);
  for (const int number : numbers) to.number(number);
}

void write_server_name(Writer& to, const std::string& name) {
  constexpr std::size_t kLongestName = 255;  // RFC 1035 section 2.3.4
  if (name.size() > kLongestName) to.overflow = true;
  to.u16(0);
  const Block extension(to, 2);
  const Block list(to, 2);
  to.u8(0);  // host_name
  const Block host(to, 2);
  to.bytes += name;
}

void write_alpn(Writer& to, const std::vector<std::string>& protocols) {
  to.u16(16);
  const Block extension(to, 2);
  const Block list(to, 2);
  for (const std::string& protocol : protocols) {
    const Block one(to, 1);
    to.bytes += protocol;
  }
}

void write_key_share(Writer& to, KeyShare share, Random random) {
  to.u16(51);
  const Block extension(to, 2);
  const Block list(to, 2);
  if (share == KeyShare::kEmpty) return;
  to.number(kX25519);
  const Block key(to, 2);
  to.raw(random.last<32>());
}

void write_versions(Writer& to, const std::vector<int>& versions) {
  to.u16(43);
  const Block extension(to, 2);
  const Block list(to, 1);
  for (const int version : versions) to.number(version);
}

bool speaks_below_tls13(const HelloOffer& offer) {
  return offer.versions.empty() ||
         std::any_of(offer.versions.begin(), offer.versions.end(), [](int version) { return version < kTls13; });
}

/// Extensions without content go first: some servers fail on a hello that ends with one.
void write_flags(Writer& to, const HelloOffer& offer) {
  if (offer.extended_master_secret) to.bytes.append("\0\x17\0\0", 4);
  if (offer.session_ticket) to.bytes.append("\0\x23\0\0", 4);
  if (offer.renegotiation_info) to.bytes.append("\xFF\x01\0\x01\0", 5);
  if (offer.status_request) to.bytes.append("\0\x05\0\x05\x01\0\0\0\0", 9);  // ocsp, no responders, no extensions
}

void write_lists(Writer& to, const HelloOffer& offer, Random random) {
  if (!offer.groups.empty()) {
    if (speaks_below_tls13(offer)) to.bytes.append("\0\x0B\0\x02\x01\0", 6);  // points uncompressed, RFC 8422 5.1.2
    to.u16(10);
    const Block extension(to, 2);
    write_numbers(to, offer.groups);
  }
  if (!offer.alpn.empty()) write_alpn(to, offer.alpn);
  if (!offer.signatures.empty()) {
    to.u16(13);
    const Block extension(to, 2);
    write_numbers(to, offer.signatures);
  }
  if (offer.key_share != KeyShare::kNone) write_key_share(to, offer.key_share, random);
  if (!offer.versions.empty()) write_versions(to, offer.versions);
}

void write_padding(Writer& to, std::size_t pad_to) {
  constexpr std::size_t kHeader = 4;
  if (to.bytes.size() >= pad_to) return;
  const std::size_t missing = pad_to - to.bytes.size();
  to.u16(21);
  const Block extension(to, 2);
  to.bytes.append(missing > kHeader ? missing - kHeader : 1, '\0');
}

void write_extensions(Writer& to, const HelloOffer& offer, Random random) {
  const Block all(to, 2);
  if (!offer.server_name.empty()) write_server_name(to, offer.server_name);
  write_flags(to, offer);
  write_lists(to, offer, random);
  write_padding(to, offer.pad_to);
}

/// TLS 1.3 wants an identifier of a session that never was, for boxes that know only older versions (RFC 8446 D.4).
void write_session_id(Writer& to, const HelloOffer& offer, Random random) {
  const Block id(to, 1);
  if (offer.versions.empty()) return;
  for (std::size_t i = 0; i < 32; ++i) to.u8(random[i] ^ static_cast<std::size_t>(random[32 + i]));
}

void write_body(Writer& to, const HelloOffer& offer, Random random) {
  to.number(offer.version);
  to.raw(random.first<32>());
  write_session_id(to, offer, random);
  {
    const Block suites(to, 2);
    for (const int suite : offer.suites) to.number(suite);
    if (offer.version <= kSsl3 && offer.renegotiation_info) to.number(kRenegotiationScsv);
  }
  {
    const Block compressions(to, 1);
    for (const int method : offer.compressions) to.u8(static_cast<std::size_t>(method));
  }
  if (offer.version > kSsl3) write_extensions(to, offer, random);
}

/// What is inside the records.
Writer write_message(const HelloOffer& offer, Random random) {
  Writer to;
  to.bytes.reserve(512 + 2 * offer.suites.size() + offer.pad_to);
  to.u8(1);
  {
    const Block message(to, 3);
    write_body(to, offer, random);
  }
  return to;
}

std::string in_records(std::string_view message, int version) {
  std::string out;
  out.reserve(message.size() + 5 * (message.size() / kMaxRecord + 1));
  while (!message.empty()) {
    const std::string_view part = message.substr(0, kMaxRecord);
    message.remove_prefix(part.size());
    // Old servers refuse a record of a version above 3.1 before they read what is in it (RFC 8446 section 5.1).
    out += {'\x16', '\x03', version <= kSsl3 ? '\0' : '\x01'};
    out += static_cast<char>(part.size() >> 8U);
    out += static_cast<char>(part.size() & 0xFFU);
    out += part;
  }
  return out;
}

/// Hickman 1995, "CLIENT-HELLO"; kinds of three bytes.
std::string ssl2_hello(const HelloOffer& offer, Random random) {
  constexpr std::size_t kChallenge = 16;
  Writer to;
  const std::size_t kinds = 3 * offer.suites.size();
  const std::size_t length = 9 + kinds + kChallenge;
  if (length >= 0x8000) return {};
  to.u16(0x8000 | length);
  to.u8(1);
  to.number(kSsl2);
  to.u16(kinds);
  to.u16(0);
  to.u16(kChallenge);
  for (const int kind : offer.suites) {
    to.u8(static_cast<std::size_t>(kind) >> 16U);
    to.number(kind & 0xFFFF);
  }
  to.raw(random.first<kChallenge>());
  return to.bytes;
}

}  // namespace

std::string client_hello(const HelloOffer& offer, Random random) {
  if (offer.version == kSsl2) return ssl2_hello(offer, random);
  const Writer written = write_message(offer, random);
  return written.overflow ? std::string() : in_records(written.bytes, offer.version);
}

std::size_t hello_bytes(const HelloOffer& offer) {
  constexpr std::array<unsigned char, 64> kNoRandom{};
  HelloOffer bare = offer;
  bare.pad_to = 0;
  return offer.version == kSsl2 ? ssl2_hello(bare, kNoRandom).size() : write_message(bare, kNoRandom).bytes.size();
}

}  // namespace waarborg::scan
