// SPDX-License-Identifier: EUPL-1.2
//
// What the log signs: C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint) as a signed note
// (https://c2sp.org/signed-note), with Ed25519 signatures. Pure.
//
//   example.com/behind-the-sofa
//   20852163
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//   — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Z…
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/trail/merkle.h"
#include "platform/crypto/signing_key.h"

namespace waarborg::trail {

/// State of a log at one size.
struct Checkpoint {
  std::string
      origin;  ///< Name of the log: a URL without scheme; no white space and no '+', since it also names the key.
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;  ///< Further lines; we write none.

  bool operator==(const Checkpoint&) const = default;
};

/// Who may sign, as one line: "<name>+<key id, 8 hex>+<base64 of 0x01 and the public key>".
struct VerifierKey {
  std::string name;  ///< Not empty, no white space, no '+'.
  crypto::PublicKey public_key{};

  bool operator==(const VerifierKey&) const = default;
};

/// First four bytes, big-endian, of SHA-256(name || 0x0A || 0x01 || public key). Source: signed-note.
std::uint32_t key_id(const VerifierKey& key);

std::string to_text(const VerifierKey& key);

/// Nothing when malformed, of another algorithm than Ed25519, or when the key id does not fit.
std::optional<VerifierKey> parse_verifier_key(std::string_view text);

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;  ///< Raw signature; 64 bytes for Ed25519.

  bool operator==(const NoteSignature&) const = default;
};

/// A text with signature lines. The signed text ends with a line end.
struct SignedNote {
  std::string text;
  std::vector<NoteSignature> signatures;

  bool operator==(const SignedNote&) const = default;
};

/// The text that is signed: three lines and the extensions.
std::string to_text(const Checkpoint& checkpoint);
std::string to_text(const SignedNote& note);

/// Strict; at most 1 MB and 100 signatures. kInvalid trail.note.malformed (where: the line).
Result<SignedNote> parse_note(std::string_view text);

/// kInvalid trail.checkpoint.malformed (where: the line).
Result<Checkpoint> parse_checkpoint(std::string_view note_text);

/// @param name  of the key; Waarborg uses the origin.
NoteSignature sign_note(std::string_view text, std::string_view name, const crypto::SigningKey& key);

/// Whether the note carries a good signature by this key. A bad signature under this name and key id makes it
/// false, even next to a good one; signatures of others are ignored (signed-note).
bool is_signed_by(const SignedNote& note, const VerifierKey& key);

/// The checkpoint as a complete signed note, signed under its origin.
std::string sign_checkpoint(const Checkpoint& checkpoint, const crypto::SigningKey& key);

/// Parses, checks the signature and that the origin is `origin`.
/// kInvalid: trail.note.malformed, trail.checkpoint.malformed, trail.checkpoint.not_signed, trail.checkpoint.origin.
Result<Checkpoint> verify_checkpoint(std::string_view note, std::string_view origin, const VerifierKey& key);

}  // namespace waarborg::trail
