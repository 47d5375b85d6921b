// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/dkim/key.h"

#include <algorithm>
#include <bit>
#include <span>

#include "base/text.h"
#include "features/scan/mail_dns/tag_list.h"

namespace waarborg::scan::dkim {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint8_t kInteger = 0x02, kBitString = 0x03, kSequence = 0x30;
/// rsaEncryption, 1.2.840.113549.1.1.1, as an OBJECT IDENTIFIER in DER.
constexpr std::uint8_t kRsaId[] = {0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01};
constexpr int kEd25519Bytes = 32;

/// Takes one value of that type off the front (X.690 section 8.1), and gives what is in it.
std::optional<Bytes> take(Bytes& der, std::uint8_t type) {
  if (der.size() < 2 || der[0] != type) return std::nullopt;
  std::size_t size = der[1];
  std::size_t head = 2;
  if (size >= 0x80) {
    const std::size_t count = size & 0x7FU;
    if (count == 0 || count > 2 || der.size() < 2 + count) return std::nullopt;
    size = 0;
    for (std::size_t i = 0; i < count; ++i) size = (size << 8U) | der[2 + i];
    head += count;
  }
  if (der.size() < head + size) return std::nullopt;
  const Bytes inside = der.subspan(head, size);
  der = der.subspan(head + size);
  return inside;
}

/// RSAPublicKey: modulus and exponent.
std::optional<int> modulus_bits(Bytes der) {
  const auto modulus = take(der, kInteger);
  if (!modulus || !take(der, kInteger)) return std::nullopt;
  const auto first = std::ranges::find_if(*modulus, [](std::uint8_t byte) { return byte != 0; });
  if (first == modulus->end()) return std::nullopt;
  const auto rest = static_cast<int>(modulus->end() - first) - 1;
  return 8 * rest + static_cast<int>(std::bit_width(static_cast<unsigned>(*first)));
}

/// Whether a list with colons holds one of these words; `otherwise` when the tag is not there.
bool holds(const mail_dns::Tag* tag, std::initializer_list<std::string_view> words, bool otherwise) {
  if (tag == nullptr) return otherwise;
  std::string_view list = tag->value;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(':'), list.size());
    const std::string word = lower(trimmed(list.substr(0, end)));
    if (std::ranges::find(words, word) != words.end()) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// Section 3.2: names are told apart by capitals too, and none stands twice.
bool is_tag_list(const std::vector<mail_dns::Tag>& tags) {
  std::vector<std::string_view> names;
  for (const mail_dns::Tag& tag : tags) {
    if (!tag.has_equals || std::ranges::find(names, tag.name) != names.end()) return false;
    names.push_back(tag.name);
  }
  return !names.empty();
}

const mail_dns::Tag* tag_of(const std::vector<mail_dns::Tag>& tags, std::string_view name) {
  const auto found = std::ranges::find(tags, name, &mail_dns::Tag::name);
  return found == tags.end() ? nullptr : &*found;
}

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

}  // namespace

std::optional<std::vector<std::uint8_t>> read_base64(std::string_view text) {
  std::vector<std::uint8_t> out;
  unsigned bits = 0, count = 0;
  std::size_t digits = 0, padding = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c == '=') {
      if (++padding > 2) return std::nullopt;
      continue;
    }
    const int digit = digit_of(c);
    if (digit < 0 || padding > 0) return std::nullopt;
    bits = (bits << 6U) | static_cast<unsigned>(digit);
    count += 6;
    ++digits;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<std::uint8_t>(bits >> count));
    bits &= (1U << count) - 1;
  }
  // Padding that is left out is borne: receivers do.
  if (digits % 4 == 1 || (padding > 0 && (digits + padding) % 4 != 0)) return std::nullopt;
  return out;
}

std::optional<int> rsa_bits(const std::vector<std::uint8_t>& der) {
  Bytes rest(der);
  auto outer = take(rest, kSequence);
  if (!outer || !rest.empty()) return std::nullopt;
  Bytes inside = *outer;
  const auto algorithm = take(inside, kSequence);
  if (!algorithm) return modulus_bits(*outer);
  if (algorithm->size() < sizeof kRsaId || !std::ranges::equal(algorithm->first(sizeof kRsaId), kRsaId)) {
    return std::nullopt;
  }
  const auto bits = take(inside, kBitString);
  if (!bits || bits->empty() || bits->front() != 0) return std::nullopt;
  Bytes key = bits->subspan(1);
  const auto sequence = take(key, kSequence);
  if (!sequence) return std::nullopt;
  return modulus_bits(*sequence);
}

std::optional<Key> read_key(std::string_view txt) {
  const auto tags = mail_dns::read_tags(txt);
  if (!is_tag_list(tags)) return std::nullopt;
  const mail_dns::Tag* version = tag_of(tags, "v");
  // Section 3.6.1: when it is there it comes first, and is exactly this.
  if (version != nullptr && (version != tags.data() || version->value != "DKIM1")) return std::nullopt;
  const mail_dns::Tag* data = tag_of(tags, "p");
  if (data == nullptr) return std::nullopt;
  Key key;
  const mail_dns::Tag* kind = tag_of(tags, "k");
  key.kind = kind == nullptr ? "rsa" : lower(kind->value);
  key.is_testing = holds(tag_of(tags, "t"), {"y"}, false);
  key.is_for_mail = holds(tag_of(tags, "s"), {"*", "email"}, true);
  key.has_only_sha1 = !holds(tag_of(tags, "h"), {"sha256"}, true);
  key.is_revoked = data->value.empty();
  if (key.is_revoked) return key;
  const auto bytes = read_base64(data->value);
  if (!bytes) return std::nullopt;
  if (key.kind == "rsa") {
    const auto bits = rsa_bits(*bytes);
    if (!bits) return std::nullopt;
    key.bits = *bits;
  } else if (key.kind == "ed25519") {
    if (bytes->size() != kEd25519Bytes) return std::nullopt;
    key.bits = 8 * kEd25519Bytes;
  }
  return key;
}

}  // namespace waarborg::scan::dkim
