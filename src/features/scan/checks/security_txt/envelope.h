// SPDX-License-Identifier: EUPL-1.2
//
// The form of an OpenPGP cleartext signature around a text: RFC 9580 section 7, with the armor of section 6. Whether
// the signature is right is not looked at.
#pragma once

#include <cstddef>
#include <string_view>

namespace waarborg::scan::security_txt {

/// Is told one line after the other.
class Envelope {
 public:
  enum class Part {
    kText,      ///< What was signed, or what is not signed at all.
    kEnvelope,  ///< Of the signature.
    kAfter,     ///< Behind the signature.
    kLate,      ///< The header of a signed message, but not on the first line.
  };

  /// @param line    without the end of line and the blanks before it
  /// @param number  from 1
  Part take(std::string_view line, std::size_t number);

  bool is_signed() const { return at_ != At::kOutside; }
  /// It was closed, and nothing in it was out of form.
  bool is_whole() const { return at_ == At::kDone && !broken_; }

 private:
  enum class At { kOutside, kHeaders, kText, kSignatureHeaders, kSignature, kDone };

  Part open_signature();
  Part take_signature(std::string_view line);

  At at_ = At::kOutside;
  bool broken_ = false;
  bool has_signature_ = false;
};

}  // namespace waarborg::scan::security_txt
