// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/sealed_stream.h"

#include <algorithm>
#include <istream>
#include <new>
#include <ostream>

#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"
#include "platform/crypto/sodium_start.h"

namespace waarborg::crypto {
namespace {

using State = crypto_secretstream_xchacha20poly1305_state;
static_assert(sizeof(State) <= 64);

constexpr std::size_t kSalt = crypto_pwhash_SALTBYTES;
constexpr std::size_t kStreamHeader = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kOverhead = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kFields = 4 + 4 + kSalt;  ///< Between the magic and the secretstream header.

/// A file from elsewhere may not make us work for minutes or take all memory before it is authenticated.
constexpr std::uint32_t kMostPasses = 16;
constexpr std::uint32_t kMostMemoryKib = 256 * 1024;

using Key = std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_KEYBYTES>;

State* state_of(StreamState& state) { return static_cast<State*>(state.get()); }

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(value >> shift & 0xFFU);
  return bytes;
}

std::uint32_t read_number(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes.substr(0, 4)) value = value << 8U | static_cast<unsigned char>(byte);
  return value;
}

Key key_from(std::string_view passphrase, std::string_view salt, std::uint32_t passes, std::uint32_t memory_kib) {
  Key key{};
  if (passphrase.empty()) passphrase = "";  // libsodium takes no null pointer
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), bytes_of(salt).data(), passes,
                    std::size_t{memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  return key;
}

std::string read_up_to(std::istream& in, std::size_t count) {
  std::string bytes(count, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

}  // namespace

StreamState::StreamState(StreamState&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

StreamState& StreamState::operator=(StreamState&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

StreamState::~StreamState() { sodium_memzero(bytes_.data(), bytes_.size()); }

Result<SealedWriter> SealedWriter::begin(std::ostream& out, std::string_view passphrase, PasswordCost cost) {
  start_sodium();
  const auto passes = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(cost.passes, 1, kMostPasses));
  const auto memory_kib = static_cast<std::uint32_t>(std::clamp<std::size_t>(cost.memory / 1024, 8, kMostMemoryKib));
  const std::string salt = text_of(random_bytes(kSalt));

  SealedWriter writer{out};
  std::array<unsigned char, kStreamHeader> header{};
  Key key = key_from(passphrase, salt, passes, memory_kib);
  crypto_secretstream_xchacha20poly1305_init_push(state_of(writer.state_), header.data(), key.data());
  sodium_memzero(key.data(), key.size());
  writer.head_ = std::string{kBackupMagic} + big_endian(passes) + big_endian(memory_kib) + salt + text_of(header);
  if (!out.write(writer.head_.data(), static_cast<std::streamsize>(writer.head_.size()))) {
    return fail(FaultKind::kUnavailable, "crypto.stream.disk");
  }
  return writer;
}

Result<void> SealedWriter::put(std::string_view plain, bool last) {
  Bytes sealed(plain.size() + kOverhead);
  const unsigned char tag =
      last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
  crypto_secretstream_xchacha20poly1305_push(state_of(state_), sealed.data(), nullptr, bytes_of(plain).data(),
                                             plain.size(), bytes_of(head_).data(), head_.size(), tag);
  head_.clear();
  if (!out_->write(reinterpret_cast<const char*>(sealed.data()), static_cast<std::streamsize>(sealed.size()))) {
    return fail(FaultKind::kUnavailable, "crypto.stream.disk");
  }
  return {};
}

Result<void> SealedWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (pending_.size() == kSealedChunk) {
      if (Result<void> done = put(pending_, false); !done) return done;
      pending_.clear();
    }
    const std::size_t part = std::min(bytes.size(), kSealedChunk - pending_.size());
    pending_.append(bytes.substr(0, part));
    bytes.remove_prefix(part);
  }
  return {};
}

Result<void> SealedWriter::finish() {
  if (Result<void> done = put(pending_, true); !done) return done;
  pending_.clear();
  if (!out_->flush()) return fail(FaultKind::kUnavailable, "crypto.stream.disk");
  return {};
}

Result<SealedReader> SealedReader::begin(std::istream& in, std::string_view passphrase) {
  start_sodium();
  SealedReader reader{in};
  reader.head_ = read_up_to(in, kBackupMagic.size() + kFields + kStreamHeader);
  const std::string_view head = reader.head_;
  const std::string_view magic = head.substr(0, kBackupMagic.size());
  if (magic != kBackupMagic.substr(0, magic.size()) || head.empty()) return invalid("crypto.stream.not_ours");
  if (head.size() != kBackupMagic.size() + kFields + kStreamHeader) return invalid("crypto.stream.truncated");

  const std::string_view fields = head.substr(kBackupMagic.size());
  const std::uint32_t passes = read_number(fields);
  const std::uint32_t memory_kib = read_number(fields.substr(4));
  if (passes < 1 || passes > kMostPasses || memory_kib < 8 || memory_kib > kMostMemoryKib) {
    return invalid("crypto.stream.too_costly");
  }
  Key key = key_from(passphrase, fields.substr(8, kSalt), passes, memory_kib);
  crypto_secretstream_xchacha20poly1305_init_pull(state_of(reader.state_), bytes_of(fields.substr(kFields)).data(),
                                                  key.data());
  sodium_memzero(key.data(), key.size());
  return reader;
}

Result<std::optional<std::string>> SealedReader::next() {
  if (fault_) return std::unexpected(*fault_);
  Result<std::optional<std::string>> part = read_chunk();
  if (!part) fault_ = part.error();
  return part;
}

Result<std::optional<std::string>> SealedReader::read_chunk() {
  if (ended_) return std::nullopt;
  const std::string sealed = read_up_to(*in_, kSealedChunk + kOverhead);
  if (in_->bad()) return fail(FaultKind::kUnavailable, "crypto.stream.disk");
  if (sealed.size() < kOverhead) return invalid("crypto.stream.truncated");
  Bytes plain(sealed.size() - kOverhead);
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(state_of(state_), plain.data(), nullptr, &tag, bytes_of(sealed).data(),
                                                 sealed.size(), bytes_of(head_).data(), head_.size()) != 0) {
    // The first chunk is where a wrong passphrase shows. Later a whole chunk that does not open was changed; a
    // short one stands at the end of the file, which was cut off, changed or added to.
    if (chunk_ == 0) return invalid("crypto.stream.wrong_passphrase");
    return invalid(plain.size() == kSealedChunk ? "crypto.stream.damaged" : "crypto.stream.truncated");
  }
  head_.clear();
  ++chunk_;
  if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
    ended_ = true;
    if (in_->peek() != std::istream::traits_type::eof()) return invalid("crypto.stream.trailing");
  } else if (plain.size() != kSealedChunk) {
    return invalid("crypto.stream.damaged");
  }
  return text_of(plain);
}

}  // namespace waarborg::crypto
