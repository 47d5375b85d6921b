// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/server_messages.h"

#include <utility>

#include "features/scan/tls/dh_groups.h"
#include "features/scan/tls/versions.h"
#include "features/scan/tls/wire.h"

namespace waarborg::scan {
namespace {

/// ServerHello.random of a HelloRetryRequest, RFC 8446 section 4.1.3.
constexpr std::string_view kRetryRandom(
    "\xCF\x21\xAD\x74\xE5\x9A\x61\x11\xBE\x1D\x8C\x02\x1E\x65\xB8\x91"
    "\xC2\xA2\x11\x16\x7A\xBB\x8C\x5E\x07\x9E\x09\xE2\xC8\xA8\x33\x9C",
    32);

constexpr int kExplicitPrime = 0xFF01;
constexpr int kExplicitChar2 = 0xFF02;

/// A number of SSL 3 to TLS 1.1, which name no hash: RSA signs MD5 and SHA-1 together, the others SHA-1 (RFC 4346
/// section 7.4.3). The first is in no registry.
constexpr int kRsaMd5Sha1 = 0x0001;
constexpr int kDsaSha1 = 0x0202;
constexpr int kEcdsaSha1 = 0x0203;

enum Extension : int { kMasterSecret = 23, kTicket = 35, kVersions = 43, kShare = 51, kRenegotiation = 0xFF01 };

/// @return  False when it was there before or holds what it may not.
bool read_extension(int kind, std::string_view content, ServerHello& hello, int& selected) {
  Wire wire(content);
  switch (kind) {
    case kMasterSecret:
      return !std::exchange(hello.extended_master_secret, true) && content.empty();
    case kTicket:
      return !std::exchange(hello.session_ticket, true) && content.empty();
    case kRenegotiation:
      wire.vector(1);
      return !std::exchange(hello.renegotiation_info, true) && wire.is_read_whole();
    case kVersions:
      if (selected != 0) return false;
      selected = wire.number(2);
      return wire.is_read_whole() && selected != 0;
    case kShare:
      if (hello.group != 0) return false;
      hello.group = wire.number(2);
      if (!hello.is_retry && wire.vector(2).empty()) return false;
      return wire.is_read_whole() && hello.group != 0;
    default:
      return true;
  }
}

bool read_extensions(std::string_view block, ServerHello& hello) {
  Wire wire(block);
  int selected = 0;
  while (!wire.empty()) {
    const int kind = wire.number(2);
    const std::string_view content = wire.vector(2);
    if (wire.broken() || !read_extension(kind, content, hello, selected)) return false;
  }
  // A server chooses TLS 1.3 by the extension only, and names an older version by the field in front only (RFC 8446
  // section 4.2.1).
  if (selected != 0 && (hello.version != kTls12 || selected < kTls13)) return false;
  if (selected != 0) hello.version = selected;
  if (selected == 0) hello.group = 0;  // key_share means nothing below TLS 1.3
  return true;
}

int signature_below_tls12(Authentication authentication) {
  switch (authentication) {
    case Authentication::kRsa:
      return kRsaMd5Sha1;
    case Authentication::kDss:
      return kDsaSha1;
    case Authentication::kEcdsa:
      return kEcdsaSha1;
    default:
      return 0;
  }
}

bool is_signed(const Suite& suite) {
  if (suite.exchange == KeyExchange::kRsaPsk) return false;
  return signature_below_tls12(suite.authentication) != 0;
}

void read_signature(Wire& wire, int version, const Suite& suite, ServerKey& key) {
  if (!is_signed(suite)) return;
  key.signature = version == kTls12 ? wire.number(2) : signature_below_tls12(suite.authentication);
  wire.vector(2);
}

/// @return  False when the curve is written out, after which nothing more is read.
bool read_curve(Wire& wire, ServerKey& key) {
  enum CurveType : int { kWrittenOutPrime = 1, kWrittenOutChar2 = 2, kNamed = 3 };
  const int type = wire.number(1);
  if (type == kWrittenOutPrime || type == kWrittenOutChar2) {
    key.group = type == kWrittenOutPrime ? kExplicitPrime : kExplicitChar2;
    return false;
  }
  key.group = wire.number(2);
  if (type != kNamed || wire.vector(1).empty()) wire.refuse();
  return true;
}

void read_dh(Wire& wire, ServerKey& key) {
  const std::string_view prime = wire.vector(2);
  const std::string_view generator = wire.vector(2);
  const std::string_view share = wire.vector(2);
  if (wire.broken()) return;
  key.dh_bits = bit_length(prime);
  key.dh_group = dh_group_name(prime, generator);
  if (key.dh_bits == 0 || share.empty()) wire.refuse();
}

}  // namespace

std::optional<ServerHello> read_server_hello(std::string_view body) {
  constexpr std::size_t kLongestSession = 32;
  Wire wire(body);
  ServerHello hello;
  hello.version = wire.number(2);
  hello.is_retry = wire.take(32) == kRetryRandom;
  if (wire.vector(1).size() > kLongestSession) return std::nullopt;
  hello.suite = wire.number(2);
  hello.compression = wire.number(1);
  if (wire.broken()) return std::nullopt;
  if (!wire.empty()) {
    const std::string_view extensions = wire.vector(2);
    if (!wire.is_read_whole() || !read_extensions(extensions, hello)) return std::nullopt;
  }
  hello.is_retry = hello.is_retry && hello.version >= kTls13;
  return hello;
}

std::optional<ServerKey> read_server_key(std::string_view body, int version, const Suite& suite) {
  Wire wire(body);
  ServerKey key;
  switch (suite.exchange) {
    case KeyExchange::kEcdhePsk:
      wire.vector(2);
      [[fallthrough]];
    case KeyExchange::kEcdhe:
      if (!read_curve(wire, key)) return key;
      break;
    case KeyExchange::kDhePsk:
      wire.vector(2);
      [[fallthrough]];
    case KeyExchange::kDhe:
      read_dh(wire, key);
      break;
    case KeyExchange::kRsaExport:  // modulus and exponent
      wire.vector(2);
      wire.vector(2);
      break;
    case KeyExchange::kPsk:
    case KeyExchange::kRsaPsk:
      wire.vector(2);
      break;
    case KeyExchange::kSrp:  // N, g, s, B (RFC 5054 section 2.8.2)
      wire.vector(2);
      wire.vector(2);
      wire.vector(1);
      wire.vector(2);
      break;
    case KeyExchange::kGost:
    case KeyExchange::kEccPwd:
    case KeyExchange::kFortezza:
      return key;
    default:  // static keys: there is no such message
      return std::nullopt;
  }
  read_signature(wire, version, suite, key);
  return wire.is_read_whole() ? std::optional(std::move(key)) : std::nullopt;
}

std::optional<std::vector<std::string_view>> read_certificates(std::string_view body) {
  Wire message(body);
  Wire list(message.vector(3));
  if (!message.is_read_whole()) return std::nullopt;
  std::vector<std::string_view> certificates;
  while (!list.empty()) {
    const std::string_view der = list.vector(3);
    if (der.empty() || certificates.size() == kMostCertificates) return std::nullopt;
    certificates.push_back(der);
  }
  return certificates;
}

std::optional<bool> read_certificate_status(std::string_view body) {
  constexpr int kOcsp = 1;
  Wire wire(body);
  const int type = wire.number(1);
  const std::string_view response = wire.vector(3);
  if (!wire.is_read_whole() || type != kOcsp) return std::nullopt;
  return !response.empty();
}

std::optional<Ssl2Hello> read_ssl2_hello(std::string_view message) {
  constexpr int kServerHello = 4;
  Wire wire(message);
  if (wire.number(1) != kServerHello) return std::nullopt;
  wire.number(1);  // session known: never, for a hello without one
  wire.number(1);  // kind of certificate: X.509 is the only one
  Ssl2Hello hello;
  hello.version = wire.number(2);
  const int certificate_bytes = wire.number(2);
  const int suites_bytes = wire.number(2);
  const int connection_bytes = wire.number(2);
  hello.certificate = wire.take(static_cast<std::size_t>(certificate_bytes));
  Wire suites(wire.take(static_cast<std::size_t>(suites_bytes)));
  wire.take(static_cast<std::size_t>(connection_bytes));
  while (!suites.empty()) hello.suites.push_back(suites.number(3));
  if (!wire.is_read_whole() || suites.broken() || hello.version != kSsl2) return std::nullopt;
  return hello;
}

}  // namespace waarborg::scan
