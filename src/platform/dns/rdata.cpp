// SPDX-License-Identifier: EUPL-1.2
#include "platform/dns/rdata.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <utility>

namespace waarborg::dns {
namespace {

constexpr std::pair<Type, std::string_view> kNames[] = {
    {Type::kA, "A"},           {Type::kNs, "NS"},     {Type::kCname, "CNAME"}, {Type::kSoa, "SOA"},
    {Type::kMx, "MX"},         {Type::kTxt, "TXT"},   {Type::kAaaa, "AAAA"},   {Type::kDs, "DS"},
    {Type::kDnskey, "DNSKEY"}, {Type::kTlsa, "TLSA"}, {Type::kHttps, "HTTPS"}, {Type::kCaa, "CAA"},
};

/// Takes bytes from the front; once something is missing it is spoilt and gives nothing more.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  unsigned number(std::size_t size) {
    unsigned value = 0;
    for (const char c : take(size)) value = value << 8U | static_cast<unsigned char>(c);
    return value;
  }
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) spoilt_ = true;
    if (spoilt_) return {};
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }
  std::string_view all() { return std::exchange(rest_, {}); }
  /// RFC 1035 section 3.1, without compression.
  std::string name() {
    std::string out;
    for (;;) {
      const unsigned size = number(1);
      if (size > 63) spoilt_ = true;
      if (spoilt_ || size == 0) break;
      for (const char c : take(size)) append(out, c);
      out += '.';
      if (out.size() > 1024) spoilt_ = true;
    }
    if (!out.empty()) out.pop_back();
    return out.empty() ? "." : out;
  }
  bool is_whole() const { return !spoilt_ && rest_.empty(); }
  bool is_spoilt() const { return spoilt_; }
  bool is_empty() const { return rest_.empty(); }

 private:
  static void append(std::string& out, char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 'A' && byte <= 'Z') {
      out += static_cast<char>(byte + ('a' - 'A'));
    } else if (byte <= 32 || byte >= 127 || byte == '.' || byte == '\\' || byte == '"') {
      out += fmt::format("\\{:03}", byte);
    } else {
      out += c;
    }
  }

  std::string_view rest_;
  bool spoilt_ = false;
};

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

std::string address(int family, std::string_view bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(family, bytes.data(), text.data(), text.size()) == nullptr ? std::string() : text.data();
}

std::string character_strings(Reader& in) {
  std::string out;
  while (!in.is_empty() && !in.is_spoilt()) out += in.take(in.number(1));
  return out;
}

std::string caa(Reader& in) {
  const unsigned flags = in.number(1);
  const std::string_view tag = in.take(in.number(1));
  return fmt::format("{} {} \"{}\"", flags, tag, in.all());
}

std::string soa(Reader& in) {
  std::string out = in.name();
  out += " " + in.name();
  for (int i = 0; i < 5; ++i) out += fmt::format(" {}", in.number(4));
  return out;
}

std::string numbers_and_hex(Reader& in, std::initializer_list<std::size_t> sizes) {
  std::string out;
  for (const std::size_t size : sizes) out += fmt::format("{} ", in.number(size));
  return out + hex(in.all());
}

}  // namespace

std::string name_of(Type type) {
  const auto known = std::ranges::find(kNames, type, &std::pair<Type, std::string_view>::first);
  return known == std::end(kNames) ? fmt::format("TYPE{}", std::to_underlying(type)) : std::string(known->second);
}

std::optional<Type> type_of(std::string_view name) {
  const auto known = std::ranges::find(kNames, name, &std::pair<Type, std::string_view>::second);
  return known == std::end(kNames) ? std::nullopt : std::optional(known->first);
}

std::optional<std::string> to_text(Type type, std::string_view rdata) {
  Reader in(rdata);
  std::string out;
  switch (type) {
    case Type::kA:
      if (rdata.size() != 4) return std::nullopt;
      return address(AF_INET, rdata);
    case Type::kAaaa:
      if (rdata.size() != 16) return std::nullopt;
      return address(AF_INET6, rdata);
    case Type::kNs:
    case Type::kCname:
      out = in.name();
      break;
    case Type::kMx:
      out = fmt::format("{} ", in.number(2));
      out += in.name();
      break;
    case Type::kTxt:
      out = character_strings(in);
      break;
    case Type::kSoa:
      out = soa(in);
      break;
    case Type::kCaa:
      out = caa(in);
      break;
    case Type::kTlsa:
      out = numbers_and_hex(in, {1, 1, 1});
      break;
    case Type::kDs:
      out = numbers_and_hex(in, {2, 1, 1});
      break;
    default:
      return fmt::format("\\# {} {}", rdata.size(), hex(rdata));
  }
  return in.is_whole() ? std::optional(out) : std::nullopt;
}

}  // namespace waarborg::dns
