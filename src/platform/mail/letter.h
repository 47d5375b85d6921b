// SPDX-License-Identifier: EUPL-1.2
//
// A letter and its text on the wire (RFC 5322, RFC 2045 quoted-printable, RFC 2047 encoded words). Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/phrasebook.h"
#include "base/result.h"
#include "base/time.h"

namespace waarborg::mail {

struct Letter {
  std::string from{};       ///< Address without a name: waarborg@zorg.example
  std::string from_name{};  ///< UTF-8, one line; may be empty.
  std::string to{};
  std::string to_name{};
  std::string subject{};     ///< UTF-8, one line.
  std::string text{};        ///< UTF-8 with \n line ends.
  std::string message_id{};  ///< "<id>@<host>" without brackets; the same on every attempt.
  Moment at{};
  Language language = Language::kNl;
};

/// Whether this is an address that we send to: local part and domain in ASCII, no quotes, comments, spaces or control
/// characters, at most 254 octets (RFC 5321 sections 4.1.2 and 4.5.3.1). Narrower than the RFC on purpose.
bool is_address(std::string_view text);

/// The text with every run of white space and control characters as one space: for names that go into a header.
std::string one_line(std::string_view text);

/// The message with CRLF line ends, no line longer than 76 octets apart from addresses.
/// kInvalid mail.address (where: from, to) for a wrong address, mail.header (where: the field) for a control character
/// or broken UTF-8 in a header: nobody adds a header or a recipient through a name.
Result<std::string> compose(const Letter& letter);

}  // namespace waarborg::mail
