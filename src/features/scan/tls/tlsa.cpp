// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/tlsa.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/hash.h"

namespace waarborg::scan {
namespace {

/// A record of the DNS holds 65,535 bytes (RFC 1035 section 4.2.2), here in hex.
constexpr std::size_t kMaxHex = 2 * std::size_t{65'535};
/// More records at one name than anyone needs; a server that sends more is not read further.
constexpr std::size_t kMaxRecords = 100;

std::optional<int> take_byte(std::string_view& text) {
  text = trimmed(text);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0 || number > 255) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.empty() || (text.front() != ' ' && text.front() != '\t')) return std::nullopt;
  return number;
}

std::string sha512(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha512(), nullptr) != 1) return {};
  return {reinterpret_cast<const char*>(digest.data()), size};
}

TlsaState state_of(const DnsAnswer& answer) {
  if (answer.security == DnsSecurity::kBogus) return TlsaState::kBogus;
  if (is_unknown(answer)) return TlsaState::kUnknown;
  if (is_absent(answer)) return TlsaState::kNone;
  switch (answer.security) {
    case DnsSecurity::kSecure:
      return TlsaState::kSecure;
    case DnsSecurity::kInsecure:
      return TlsaState::kInsecure;
    default:
      return TlsaState::kUnknown;
  }
}

TlsaFacts read_answer(const DnsAnswer& answer) {
  TlsaFacts out;
  out.state = state_of(answer);
  for (const std::string& record : answer.records) {
    if (out.seen.size() == kMaxRecords) break;
    out.seen.push_back(answer.name + " TLSA " + record);
    if (auto tlsa = read_tlsa(record)) out.records.push_back(std::move(*tlsa));
  }
  return out;
}

}  // namespace

std::optional<Tlsa> read_tlsa(std::string_view record) {
  const auto usage = take_byte(record);
  const auto selector = usage ? take_byte(record) : std::nullopt;
  const auto matching = selector ? take_byte(record) : std::nullopt;
  if (!matching || record.size() > kMaxHex) return std::nullopt;
  std::string hex;
  for (const char c : record) {
    if (c != ' ' && c != '\t') hex += c;
  }
  const auto data = crypto::hex_decode(hex);
  if (!data) return std::nullopt;
  return Tlsa{*usage, *selector, *matching, crypto::text_of(*data)};
}

bool is_usable(const Tlsa& record) {
  if (record.usage > kDaneEe || record.selector > 1) return false;
  switch (record.matching) {
    case 0:
      return !record.data.empty();
    case 1:
      return record.data.size() == 32;
    case 2:
      return record.data.size() == 64;
    default:
      return false;
  }
}

bool is_of(const Tlsa& record, const Certificate& certificate) {
  if (!is_usable(record)) return false;
  const std::string& thing = record.selector == 0 ? certificate.der : certificate.key_info;
  if (thing.empty()) return false;
  switch (record.matching) {
    case 0:
      return record.data == thing;
    case 1:
      return record.data == crypto::text_of(crypto::sha256(thing));
    default:
      return record.data == sha512(thing);
  }
}

std::vector<std::string> tlsa_names(const DnsAnswers& dns, std::string_view host, int port) {
  const std::string port_label = "_" + std::to_string(port) + "._tcp.";
  std::vector<std::string> names;
  for (const std::string_view type : {"A", "AAAA"}) {
    const DnsAnswer* address = find(dns, host, type);
    if (address == nullptr || address->canonical.empty() || address->security != DnsSecurity::kSecure) continue;
    std::string name = port_label + address->canonical;
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  names.push_back(port_label + std::string(host));
  return names;
}

TlsaFacts tlsa_of(const DnsAnswers& dns, std::string_view host, int port) {
  const auto names = tlsa_names(dns, host, port);
  for (const std::string& name : names) {
    const DnsAnswer* answer = find(dns, name, "TLSA");
    if (answer == nullptr) continue;
    TlsaFacts facts = read_answer(*answer);
    if (facts.state != TlsaState::kNone || &name == &names.back()) return facts;
  }
  return {};
}

}  // namespace waarborg::scan
