// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/encoding.h"

#include <sodium.h>

#include <array>

namespace waarborg::crypto {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string to_base64(ByteView bytes, int variant) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
  text.pop_back();  // libsodium ends with a zero byte
  return text;
}

std::optional<Bytes> from_base64(std::string_view text, int variant) {
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end, variant) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(length);
  // libsodium 1.0.18 takes some bytes above 0x7F for digits; only the text that we would write ourselves is good.
  if (to_base64(bytes, variant) != text) return std::nullopt;
  return bytes;
}

}  // namespace

ByteView bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string text_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

std::string hex_encode(ByteView bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

std::optional<Bytes> hex_decode(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  if (text.empty()) return Bytes{};  // libsodium takes no null pointer, which an empty vector may hold
  Bytes bytes(text.size() / 2);
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  return bytes;
}

std::string base64_encode(ByteView bytes) { return to_base64(bytes, sodium_base64_VARIANT_ORIGINAL); }

std::optional<Bytes> base64_decode(std::string_view text) { return from_base64(text, sodium_base64_VARIANT_ORIGINAL); }

std::string base64url_encode(ByteView bytes) { return to_base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }

std::optional<Bytes> base64url_decode(std::string_view text) {
  return from_base64(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string base32_encode(ByteView bytes) {
  std::string text;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const std::uint8_t byte : bytes) {
    buffer = (buffer << 8U | byte) & 0xFFFU;  // never more than 4 bits are left over
    for (bits += 8; bits >= 5; bits -= 5) text += kBase32[(buffer >> (bits - 5)) & 31U];
  }
  if (bits > 0) text += kBase32[(buffer << (5 - bits)) & 31U];
  return text;
}

std::optional<Bytes> base32_decode(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  Bytes bytes;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (char c : text) {
    if (c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const std::size_t value = kBase32.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 5U | static_cast<unsigned>(value)) & 0xFFFU;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(buffer >> bits & 0xFFU));
    }
  }
  return bytes;
}

std::string hex_encode(std::string_view bytes) { return hex_encode(bytes_of(bytes)); }
std::string base64_encode(std::string_view bytes) { return base64_encode(bytes_of(bytes)); }
std::string base64url_encode(std::string_view bytes) { return base64url_encode(bytes_of(bytes)); }
std::string base32_encode(std::string_view bytes) { return base32_encode(bytes_of(bytes)); }

}  // namespace waarborg::crypto
