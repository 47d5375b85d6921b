// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "platform/crypto/hash.h"

namespace waarborg::trail {
namespace {

using crypto::base64_decode;
using crypto::base64_encode;

constexpr std::size_t kMaxNoteBytes = 1'000'000;  ///< Source: signed-note and Go's sumdb/note.
constexpr std::size_t kMaxSignatures = 100;
constexpr std::string_view kSignatureMark = "\u2014 ";  ///< Em dash and a space start a signature line.
constexpr char kEd25519 = 0x01;                         ///< Signature type of signed-note.

/// No white space (Unicode White_Space, of which notes meet only ASCII and these few) and no plus sign.
bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  for (const std::string_view space :
       {"\u0085", "\u00a0", "\u1680", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"}) {
    if (name.find(space) != std::string_view::npos) return false;
  }
  for (std::size_t at = name.find("\u2000"[0]); at != std::string_view::npos; at = name.find("\u2000"[0], at + 1)) {
    const std::string_view space = name.substr(at, 3);
    if (space >= "\u2000" && space <= "\u200a") return false;
  }
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != '+' && c != 0x7F; });
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(value >> shift & 0xFFU);
  return bytes;
}

std::uint32_t read_big_endian(crypto::ByteView bytes) {
  std::uint32_t value = 0;
  for (const std::uint8_t byte : bytes.first(4)) value = value << 8U | byte;
  return value;
}

/// Algorithm and public key, as key text and key id hold them.
std::string key_bytes(const VerifierKey& key) { return kEd25519 + crypto::text_of(key.public_key); }

/// UTF-8 without control characters below U+0020, except line ends. Source: signed-note.
bool is_note_text(std::string_view text) {
  return is_utf8(text) && std::all_of(text.begin(), text.end(),
                                      [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n'; });
}

std::optional<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(kSignatureMark)) return std::nullopt;
  line.remove_prefix(kSignatureMark.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  const auto bytes = base64_decode(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) return std::nullopt;
  const crypto::ByteView view{*bytes};
  return NoteSignature{std::string{line.substr(0, space)}, read_big_endian(view), crypto::text_of(view.subspan(4))};
}

/// Takes the first line off; the text ends with a line end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

std::string line_name(std::size_t number) { return fmt::format("line {}", number); }

}  // namespace

std::uint32_t key_id(const VerifierKey& key) {
  const crypto::Digest digest = crypto::sha256(key.name + "\n" + key_bytes(key));
  return read_big_endian(digest);
}

std::string to_text(const VerifierKey& key) {
  return fmt::format("{}+{:08x}+{}", key.name, key_id(key), base64_encode(key_bytes(key)));
}

std::optional<VerifierKey> parse_verifier_key(std::string_view text) {
  // The base64 part may hold plus signs; the name and the key id do not.
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  VerifierKey key{std::string{text.substr(0, first)}, {}};
  const auto bytes = base64_decode(text.substr(second + 1));
  if (!is_key_name(key.name) || !bytes || bytes->size() != 33 || bytes->front() != kEd25519) return std::nullopt;
  std::copy(bytes->begin() + 1, bytes->end(), key.public_key.begin());
  if (to_text(key) != text) return std::nullopt;  // also compares the key id
  return key;
}

std::string to_text(const Checkpoint& checkpoint) {
  std::string text =
      fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, base64_encode(crypto::ByteView{checkpoint.root}));
  for (const std::string& line : checkpoint.extensions) text += line + "\n";
  return text;
}

std::string to_text(const SignedNote& note) {
  std::string text = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) {
    text += fmt::format("{}{} {}\n", kSignatureMark, signature.name,
                        base64_encode(big_endian(signature.key_id) + signature.bytes));
  }
  return text;
}

Result<SignedNote> parse_note(std::string_view text) {
  constexpr const char* kMalformed = "trail.note.malformed";
  if (text.size() > kMaxNoteBytes || !is_note_text(text) || !text.ends_with('\n')) return invalid(kMalformed);
  const std::size_t split = text.rfind("\n\n");
  if (split == std::string_view::npos) return invalid(kMalformed);
  SignedNote note{std::string{text.substr(0, split + 1)}, {}};
  auto number = static_cast<std::size_t>(std::count(note.text.begin(), note.text.end(), '\n')) + 1;
  std::string_view rest = text.substr(split + 2);
  while (!rest.empty()) {
    auto signature = parse_signature(take_line(rest));
    ++number;
    if (!signature || note.signatures.size() == kMaxSignatures) return invalid(kMalformed, line_name(number));
    note.signatures.push_back(std::move(*signature));
  }
  if (note.signatures.empty()) return invalid(kMalformed, line_name(number + 1));
  return note;
}

Result<Checkpoint> parse_checkpoint(std::string_view note_text) {
  constexpr const char* kMalformed = "trail.checkpoint.malformed";
  if (!note_text.ends_with('\n') || !is_note_text(note_text)) return invalid(kMalformed);
  Checkpoint checkpoint;
  checkpoint.origin = take_line(note_text);
  if (checkpoint.origin.empty()) return invalid(kMalformed, line_name(1));

  const std::string_view size = take_line(note_text);
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), checkpoint.size);
  if (error != std::errc{} || end != size.data() + size.size() || std::to_string(checkpoint.size) != size) {
    return invalid(kMalformed, line_name(2));
  }
  const auto root = base64_decode(take_line(note_text));
  if (!root || root->size() != checkpoint.root.size()) return invalid(kMalformed, line_name(3));
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
  for (std::size_t number = 4; !note_text.empty(); ++number) {
    checkpoint.extensions.emplace_back(take_line(note_text));
    if (checkpoint.extensions.back().empty()) return invalid(kMalformed, line_name(number));
  }
  return checkpoint;
}

NoteSignature sign_note(std::string_view text, std::string_view name, const crypto::SigningKey& key) {
  const VerifierKey verifier{std::string{name}, key.public_key()};
  return {verifier.name, key_id(verifier), crypto::text_of(key.sign(text))};
}

bool is_signed_by(const SignedNote& note, const VerifierKey& key) {
  bool found = false;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != key.name || signature.key_id != key_id(key)) continue;
    if (!crypto::verify_signature(key.public_key, note.text, crypto::bytes_of(signature.bytes))) return false;
    found = true;
  }
  return found;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const crypto::SigningKey& key) {
  const std::string text = to_text(checkpoint);
  return to_text(SignedNote{text, {sign_note(text, checkpoint.origin, key)}});
}

Result<Checkpoint> verify_checkpoint(std::string_view note_text, std::string_view origin, const VerifierKey& key) {
  const Result<SignedNote> note = parse_note(note_text);
  if (!note) return std::unexpected(note.error());
  if (!is_signed_by(*note, key)) return invalid("trail.checkpoint.not_signed", {}, {{"name", key.name}});
  Result<Checkpoint> checkpoint = parse_checkpoint(note->text);
  if (checkpoint && checkpoint->origin != origin) {
    return invalid("trail.checkpoint.origin", {}, {{"origin", checkpoint->origin}});
  }
  return checkpoint;
}

}  // namespace waarborg::trail
