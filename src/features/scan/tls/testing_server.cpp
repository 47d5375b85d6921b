// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/testing_server.h"

#include <algorithm>

#include "features/scan/tls/offers.h"
#include "features/scan/tls/wire.h"

namespace waarborg::scan::testing {
namespace {

bool contains(const std::vector<int>& list, int number) {
  return std::find(list.begin(), list.end(), number) != list.end();
}

std::vector<int> numbers(std::string_view content, std::size_t width = 2) {
  Wire wire(content);
  std::vector<int> out;
  while (!wire.empty()) out.push_back(wire.number(width));
  return out;
}

std::string extension(std::size_t kind, std::string_view content) { return u16(kind) + vector16(content); }

void read_extension(ReadHello& hello, int kind, std::string_view content) {
  Wire wire(content);
  hello.extensions.push_back(kind);
  if (kind == 0) {
    Wire list(wire.vector(2));
    list.number(1);
    hello.server_name = list.vector(2);
  } else if (kind == 10) {
    hello.groups = numbers(wire.vector(2));
  } else if (kind == 13) {
    hello.signatures = numbers(wire.vector(2));
  } else if (kind == 16) {
    Wire list(wire.vector(2));
    while (!list.empty()) hello.alpn.emplace_back(list.vector(1));
  } else if (kind == 43) {
    hello.versions = numbers(wire.vector(1));
  } else if (kind == 51) {
    Wire list(wire.vector(2));
    while (!list.empty()) {
      hello.shares.push_back(list.number(2));
      list.vector(2);
    }
  } else {
    return;
  }
  hello.is_whole = hello.is_whole && wire.is_read_whole();
}

ReadHello read_ssl2(std::string_view bytes) {
  ReadHello hello;
  Wire wire(bytes);
  const int length = wire.number(2) & 0x7FFF;
  hello.bytes = bytes.size();
  hello.is_whole = static_cast<std::size_t>(length) + 2 == bytes.size() && wire.number(1) == 1;
  hello.version = wire.number(2);
  const int kinds = wire.number(2);
  const int session = wire.number(2);
  const int challenge = wire.number(2);
  hello.suites = numbers(wire.take(static_cast<std::size_t>(kinds)), 3);
  wire.take(static_cast<std::size_t>(session + challenge));
  hello.is_whole = hello.is_whole && wire.is_read_whole() && challenge >= 16 && challenge <= 32;
  return hello;
}

/// The scheme it signs with, by the client's order; 0 when there is none, and for suites in which nothing is signed.
int choose_signature(const ServerSetup& setup, const ReadHello& hello, const Suite& suite) {
  for (const int scheme : hello.signatures) {
    if (!contains(setup.signatures, scheme)) continue;
    const int kind = scheme & 0xFF;
    if (suite.authentication == Authentication::kRsa && (kind == 1 || (scheme >= 0x0804 && scheme <= 0x0806)))
      return scheme;
    if (suite.authentication == Authentication::kDss && kind == 2) return scheme;
    if (suite.authentication == Authentication::kEcdsa && kind == 3) return scheme;
  }
  return 0;
}

bool is_signed(const Suite& suite) {
  const bool ephemeral = suite.exchange == KeyExchange::kDhe || suite.exchange == KeyExchange::kEcdhe ||
                         suite.exchange == KeyExchange::kRsaExport || suite.exchange == KeyExchange::kSrp;
  return ephemeral && (suite.authentication == Authentication::kRsa || suite.authentication == Authentication::kDss ||
                       suite.authentication == Authentication::kEcdsa);
}

int choose_group(const ServerSetup& setup, const std::vector<int>& offered) {
  for (const int group : setup.groups) {
    if (offered.empty() || contains(offered, group)) return group;
  }
  return 0;
}

bool is_usable(const ServerSetup& setup, const ReadHello& hello, int version, int number) {
  const Suite* suite = suite_of(number);
  if (suite == nullptr || suite->is_tls13() || suite->least_version > version) return false;
  const bool needs_curve = suite->exchange == KeyExchange::kEcdhe || suite->exchange == KeyExchange::kEcdhePsk;
  if (needs_curve && choose_group(setup, hello.groups) == 0) return false;
  return version < kTls12 || hello.signatures.empty() || !is_signed(*suite) ||
         choose_signature(setup, hello, *suite) != 0;
}

int choose_suite(const ServerSetup& setup, const ReadHello& hello, int version) {
  const std::vector<int>& own = version == kTls13 ? setup.suites13 : setup.suites;
  const std::vector<int>& first = setup.own_order ? own : hello.suites;
  const std::vector<int>& second = setup.own_order ? hello.suites : own;
  for (const int suite : first) {
    if (contains(second, suite) && (version == kTls13 || is_usable(setup, hello, version, suite))) return suite;
  }
  return 0;
}

int choose_version(const ServerSetup& setup, const ReadHello& hello) {
  if (setup.versions.contains(kTls13) && contains(hello.versions, kTls13)) return kTls13;
  for (const int version : {kTls12, kTls11, kTls10, kSsl3}) {
    const bool offered = hello.versions.empty() || contains(hello.versions, version);
    if (setup.versions.contains(version) && version <= hello.version && offered) return version;
  }
  return 0;
}

std::string key_exchange(const ServerSetup& setup, const ReadHello& hello, int version, const Suite& suite) {
  std::string body;
  const std::string point(33, 'p');
  switch (suite.exchange) {
    case KeyExchange::kEcdhePsk:
      body += vector16("hint");
      [[fallthrough]];
    case KeyExchange::kEcdhe:
      body += '\x03' + u16(static_cast<std::size_t>(choose_group(setup, hello.groups))) + vector8(point);
      break;
    case KeyExchange::kDhePsk:
      body += vector16("hint");
      [[fallthrough]];
    case KeyExchange::kDhe:
      body += vector16(setup.prime) + vector16(setup.generator) + vector16(std::string(setup.prime.size(), 'y'));
      break;
    case KeyExchange::kRsaExport:
      body += vector16(std::string(64, 'n')) + vector16("\x01\x01");
      break;
    case KeyExchange::kSrp:
      body += vector16(std::string(128, 'N')) + vector16("\x02") + vector8("salt") + vector16(std::string(128, 'B'));
      break;
    default:
      return {};
  }
  if (is_signed(suite)) {
    if (version == kTls12) {
      // Without the extension it would be SHA-1 (RFC 5246 section 7.4.1.4.1); our hellos always have it.
      body += u16(static_cast<std::size_t>(choose_signature(setup, hello, suite)));
    }
    body += vector16(std::string(70, 's'));
  }
  return message(12, body);
}

std::string below_tls13(const ServerSetup& setup, const ReadHello& hello, int version, int number) {
  const Suite& suite = *suite_of(number);
  std::string extensions;
  if (setup.extended_master_secret && hello.has(23)) extensions += extension(23, "");
  const bool signalled = hello.has(0xFF01) || contains(hello.suites, 0xFF);
  if (setup.renegotiation_info && signalled) extensions += extension(0xFF01, vector8(""));
  if (setup.session_ticket && hello.has(35)) extensions += extension(35, "");
  const bool staples = setup.stapling && hello.has(5);
  if (staples) extensions += extension(5, "");
  const bool compresses = setup.compression && contains(hello.compressions, 1);
  std::string flight = message(2, server_hello(version, number, extensions, compresses ? 1 : 0));
  const bool has_certificate =
      suite.authentication != Authentication::kNone && suite.authentication != Authentication::kPsk;
  if (has_certificate) {
    std::string list;
    for (const std::string& der : setup.chain) list += vector24(der);
    flight += message(11, vector24(list));
  }
  if (staples && has_certificate) flight += message(22, "\x01" + vector24("good"));
  return flight + key_exchange(setup, hello, version, suite) + message(14, "");
}

std::string tls13(const ReadHello& hello, int group, int suite) {
  std::string versions = extension(43, u16(kTls13));
  if (contains(hello.shares, group)) {
    versions += extension(51, u16(static_cast<std::size_t>(group)) + vector16(std::string(32, 'k')));
    return message(2, server_hello(kTls12, suite, versions));
  }
  constexpr std::string_view kRetry(
      "\xCF\x21\xAD\x74\xE5\x9A\x61\x11\xBE\x1D\x8C\x02\x1E\x65\xB8\x91\xC2\xA2\x11\x16\x7A\xBB\x8C\x5E\x07\x9E\x09\xE2"
      "\xC8\xA8\x33\x9C",
      32);
  versions += extension(51, u16(static_cast<std::size_t>(group)));
  std::string body = server_hello(kTls12, suite, versions);
  body.replace(2, kRetry.size(), kRetry);
  return message(2, body);
}

ServerReply refuse(const ServerSetup& setup, int alert) {
  if (setup.refusal != HelloOutcome::kAlert) return {"", setup.refusal};
  return {record(21, std::string("\x02") + static_cast<char>(alert)), HelloOutcome::kClosed};
}

std::string in_records(const ServerSetup& setup, std::string_view flight, int version) {
  if (setup.piece == 0) return record(22, flight, version);
  std::string out;
  for (; !flight.empty(); flight.remove_prefix(std::min(setup.piece, flight.size()))) {
    out += record(22, flight.substr(0, setup.piece), version);
  }
  return out;
}

ServerReply reply_to_ssl2(const ServerSetup& setup, const ReadHello& hello) {
  std::string kinds;
  for (const int kind : setup.ssl2_suites) {
    if (contains(hello.suites, kind)) kinds += u24(static_cast<std::size_t>(kind));
  }
  if (!setup.versions.contains(kSsl2) || kinds.empty()) return refuse(setup, 40);
  const std::string& certificate = setup.chain.front();
  const std::string body = std::string("\x04\0\x01\0\x02", 5) + u16(certificate.size()) + u16(kinds.size()) + u16(16) +
                           certificate + kinds + std::string(16, 'c');
  return {u16(0x8000 | body.size()) + body, HelloOutcome::kTimeout};
}

}  // namespace

bool ReadHello::has(int extension) const { return contains(extensions, extension); }

ReadHello read_hello(std::string_view records) {
  if (!records.empty() && (records.front() & '\x80') != 0) return read_ssl2(records);
  std::string whole;
  Wire outer(records);
  while (!outer.empty()) {
    const bool is_handshake = outer.number(1) == 22 && outer.number(2) >= kSsl3;
    whole += outer.vector(2);
    if (!is_handshake) return {};
  }
  ReadHello hello;
  hello.bytes = whole.size();
  Wire wire(whole);
  hello.is_whole = wire.number(1) == 1;
  Wire body(wire.vector(3));
  hello.is_whole = hello.is_whole && wire.is_read_whole();
  hello.version = body.number(2);
  body.take(32);
  hello.session_bytes = body.vector(1).size();
  hello.suites = numbers(body.vector(2));
  hello.compressions = numbers(body.vector(1), 1);
  if (!body.empty()) {
    Wire extensions(body.vector(2));
    while (!extensions.empty()) {
      const int kind = extensions.number(2);
      read_extension(hello, kind, extensions.vector(2));
    }
    hello.is_whole = hello.is_whole && !extensions.broken();
  }
  hello.is_whole = hello.is_whole && body.is_read_whole() && !outer.broken();
  return hello;
}

ServerReply reply_to(const ServerSetup& setup, std::string_view bytes) {
  constexpr int kHandshakeFailure = 40;
  constexpr int kProtocolVersion = 70;
  const ReadHello hello = read_hello(bytes);
  if (!hello.is_whole) return refuse(setup, 50);
  if (hello.bytes >= setup.deaf_from && hello.bytes < setup.deaf_to) return {"", HelloOutcome::kClosed};
  if (hello.version == kSsl2) return reply_to_ssl2(setup, hello);
  const int version = choose_version(setup, hello);
  if (version == 0) return refuse(setup, kProtocolVersion);
  const int suite = choose_suite(setup, hello, version);
  if (suite == 0) return refuse(setup, kHandshakeFailure);
  if (version != kTls13) {
    return {in_records(setup, below_tls13(setup, hello, version, suite), version), HelloOutcome::kTimeout};
  }
  // A hello for both has groups, too, that TLS 1.3 does not know (RFC 8446 section 4.2.7).
  std::vector<int> offered = hello.groups;
  const std::vector<int> known = tls13_offer({}).groups;
  std::erase_if(offered, [&](int group) { return !contains(known, group); });
  const int group = offered.empty() ? 0 : choose_group(setup, offered);
  if (group == 0) return refuse(setup, kHandshakeFailure);
  return {in_records(setup, tls13(hello, group, suite), kTls12), HelloOutcome::kTimeout};
}

std::vector<int> usable_suites(const ServerSetup& setup, int version, const std::vector<int>& offered) {
  std::vector<int> suites;
  for (const int suite : setup.suites) {
    ReadHello any;  // offers every group, and every signature that the server has
    if (version == kTls12) any.signatures = setup.signatures;
    if (contains(offered, suite) && is_usable(setup, any, version, suite)) suites.push_back(suite);
  }
  return suites;
}

std::string u16(std::size_t value) { return {static_cast<char>(value >> 8U), static_cast<char>(value)}; }
std::string u24(std::size_t value) { return static_cast<char>(value >> 16U) + u16(value & 0xFFFFU); }
std::string vector8(std::string_view content) { return static_cast<char>(content.size()) + std::string(content); }
std::string vector16(std::string_view content) { return u16(content.size()).append(content); }
std::string vector24(std::string_view content) { return u24(content.size()).append(content); }

std::string record(int type, std::string_view payload, int version) {
  return static_cast<char>(type) + u16(static_cast<std::size_t>(version)) + vector16(payload);
}

std::string message(int type, std::string_view body) { return static_cast<char>(type) + vector24(body); }

std::string server_hello(int version, int suite, std::string_view extensions, int compression) {
  std::string body = u16(static_cast<std::size_t>(version)) + std::string(32, 'r') + vector8("") +
                     u16(static_cast<std::size_t>(suite)) + static_cast<char>(compression);
  return extensions.empty() ? body : body + vector16(extensions);
}

}  // namespace waarborg::scan::testing
