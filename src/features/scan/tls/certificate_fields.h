// SPDX-License-Identifier: EUPL-1.2
//
// The fields of a certificate, one by one. Reading it as a whole (d2i_X509) makes a key ready for use, which takes
// OpenSSL 3.0 ten times as long as all the rest; a scan of a sector reads millions of certificates and uses hardly a
// key.
#pragma once

#include <optional>
#include <string_view>

#include "features/scan/tls/certificate.h"

namespace waarborg::scan {

/// As read_certificate, except that `self_signed` only says that subject and issuer have the same name, and that
/// OpenSSL may have put errors on its queue.
std::optional<Certificate> read_fields(std::string_view der);

}  // namespace waarborg::scan
