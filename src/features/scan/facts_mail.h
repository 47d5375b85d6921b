// SPDX-License-Identifier: EUPL-1.2
//
// What mail servers said on port 25. Raw: nothing here is a judgement.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "features/scan/facts_tls.h"

namespace waarborg::scan {

/// One address of one mail server.
struct MailServerFacts {
  std::string host;  ///< As the MX record names it.
  std::string address;
  Heard heard = Heard::kNotTried;  ///< kAnswer: a banner and an answer to EHLO.
  int code = 0;                    ///< Of the last answer.
  std::string banner;              ///< First line, at most 512 bytes.
  bool offers_starttls = false;    ///< EHLO names it (RFC 3207).
  TlsFacts tls;

  bool operator==(const MailServerFacts&) const = default;
};
BOOST_DESCRIBE_STRUCT(MailServerFacts, (), (host, address, heard, code, banner, offers_starttls, tls))

}  // namespace waarborg::scan
