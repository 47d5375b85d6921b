// SPDX-License-Identifier: EUPL-1.2
//
// A large file encrypted with a passphrase (back-ups): libsodium secretstream (XChaCha20-Poly1305) in chunks
// of 64 KiB; the key comes from the passphrase by Argon2id.
//
// Form: "WAARBORG-BACKUP-1\n", passes (4 bytes), memory in KiB (4 bytes), salt (16 bytes), secretstream header
// (24 bytes), chunks. Numbers are big-endian. Everything before the chunks is authenticated with the first
// chunk; every chunk but the last has 65536 plain bytes; the last carries the tag FINAL.
#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/crypto/password.h"

namespace waarborg::crypto {

inline constexpr std::string_view kBackupMagic = "WAARBORG-BACKUP-1\n";
inline constexpr std::size_t kSealedChunk = 65536;  ///< Unit: plain bytes.

/// State of libsodium's secretstream. Moves only, because two writers with one state would repeat nonces;
/// its bytes are wiped when it goes.
class StreamState {
 public:
  StreamState() = default;
  StreamState(StreamState&& other) noexcept;
  StreamState& operator=(StreamState&& other) noexcept;
  ~StreamState();
  void* get() { return bytes_.data(); }

 private:
  alignas(8) std::array<unsigned char, 64> bytes_{};
};

/// Writes one sealed stream; `out` outlives the writer. Without finish() the file counts as truncated.
class SealedWriter {
 public:
  /// Writes the head. kUnavailable (crypto.stream.disk) when `out` fails.
  static Result<SealedWriter> begin(std::ostream& out, std::string_view passphrase, PasswordCost cost = {});

  Result<void> write(std::string_view bytes);
  /// Writes the last chunk and flushes. Call once, at the end.
  Result<void> finish();

 private:
  explicit SealedWriter(std::ostream& out) : out_(&out) {}
  Result<void> put(std::string_view plain, bool last);

  std::ostream* out_;
  StreamState state_;
  std::string head_;     ///< Authenticated with the first chunk, then empty.
  std::string pending_;  ///< Less than one chunk, or exactly one that may prove to be the last.
};

/// Reads one sealed stream; `in` outlives the reader.
///   while (true) { auto part = reader.next(); if (!part) fail; if (!*part) break; use(**part); }
class SealedReader {
 public:
  /// kInvalid: crypto.stream.not_ours, crypto.stream.too_costly, crypto.stream.truncated.
  static Result<SealedReader> begin(std::istream& in, std::string_view passphrase);

  /// The next part, or nothing at the authentic end. Do not act on the content before that end was reached.
  /// kInvalid: crypto.stream.wrong_passphrase (the first chunk does not open), crypto.stream.damaged,
  /// crypto.stream.truncated (the end is missing or changed), crypto.stream.trailing (bytes after the end).
  /// kUnavailable: crypto.stream.disk. After a fault every call gives the same fault.
  Result<std::optional<std::string>> next();

 private:
  explicit SealedReader(std::istream& in) : in_(&in) {}
  Result<std::optional<std::string>> read_chunk();

  std::istream* in_;
  StreamState state_;
  std::string head_;
  std::uint64_t chunk_ = 0;
  bool ended_ = false;
  std::optional<Fault> fault_;
};

}  // namespace waarborg::crypto
