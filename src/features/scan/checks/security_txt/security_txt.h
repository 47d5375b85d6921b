// SPDX-License-Identifier: EUPL-1.2
//
// The file security.txt: RFC 9116, with the remarks that internet.nl (sectxt) makes. Of an OpenPGP signature the form
// is looked at (RFC 9580 section 7), not whether it is right.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace waarborg::scan::security_txt {

/// Source: internet.nl reads so much of it.
inline constexpr std::size_t kMaxBytes = 100U << 10U;
/// Beyond these nothing is remarked any more; one is enough for a verdict.
inline constexpr std::size_t kMaxLines = 2000;
inline constexpr std::size_t kMaxRemarks = 100;

/// In order of what matters most to who looks for a contact.
enum class Flaw {
  kNotUtf8,
  kNoContact,
  kNoExpires,
  kExpired,
  kBadExpires,  ///< No moment of RFC 3339.
  kManyExpires,
  kNoMatch,      ///< The address of the file is none of its Canonical ones.
  kNoUri,        ///< A value that must be a URI is none.
  kNoHttps,      ///< A web address without https.
  kBadLanguage,  ///< No language tag of RFC 5646 by its form.
  kManyLanguages,
  kNotAField,  ///< A line without a colon that is no comment.
  kEmptyName,
  kEmptyValue,
  kBlankBeforeColon,
  kNoSpace,         ///< After the colon.
  kNoLineEnd,       ///< The last line is not ended.
  kMark,            ///< A byte order mark.
  kSignedLate,      ///< The header of a signed message, not on the first line.
  kAfterSignature,  ///< Something follows the signature.
  kBadSignature,    ///< The envelope is not of its form.
  kLongExpiry,      ///< More than a year ahead: from here on only advice.
  kNoEncryption,    ///< A mail address without a key to it.
  kNoCanonical,     ///< Signed without Canonical.
  kNotSigned,
};

/// The word of a flaw in texts and findings: "no_contact".
const char* word_of(Flaw flaw);
/// The file may be used, and could be better.
inline bool is_advice(Flaw flaw) { return flaw >= Flaw::kLongExpiry; }

struct Field {
  std::string name;  ///< Lower case.
  std::string value;
  std::size_t line = 0;  ///< From 1.

  bool operator==(const Field&) const = default;
};

struct Remark {
  Flaw flaw = Flaw::kNotUtf8;
  std::size_t line = 0;  ///< 0: about the file as a whole.

  bool operator==(const Remark&) const = default;
};

struct SecurityTxt {
  bool is_signed = false;
  std::vector<Field> fields;
  std::vector<Remark> remarks;  ///< In the order met.
};

/// @param now   the moment at which Expires is looked at
/// @param urls  where the file was asked for and where it was found; Canonical must name one of them
SecurityTxt read_security_txt(std::string_view bytes, Moment now, const std::vector<std::string>& urls);

/// RFC 3339 section 5.6, with a space or T between day and time, of any year from 0000 to 9999.
std::optional<Moment> read_expires(std::string_view text);
/// Whether a tag is of the form of RFC 5646 section 2.1. The register is not looked at.
bool is_language_tag(std::string_view tag);

}  // namespace waarborg::scan::security_txt
