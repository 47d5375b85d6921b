// SPDX-License-Identifier: EUPL-1.2
//
// A certificate for the first start, before the organisation has installed its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace waarborg::http {

/// Life of the certificate. Unit: days. 825 is the most that clients accept of a private root
/// (Apple HT210176; CA/B Forum ballot 193).
inline constexpr int kCertificateDays = 825;

/// Makes a self-signed certificate and key (EC P-256, SHA-256) for localhost, 127.0.0.1, ::1 and `names`, unless both
/// files are there already. The key file is readable by its owner only (mode 0600); both are written in full
/// or not at all. kInvalid when only one of the two exists or a name is malformed, kUnavailable when the disk refuses.
/// @param names  host names or IP addresses
Result<void> ensure_self_signed(const std::filesystem::path& certificate, const std::filesystem::path& key,
                                const std::vector<std::string>& names, Moment now);

}  // namespace waarborg::http
