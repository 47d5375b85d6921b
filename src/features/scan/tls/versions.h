// SPDX-License-Identifier: EUPL-1.2
//
// Versions of TLS and SSL by the number that hellos carry (RFC 8446 appendix D, RFC 6101 appendix A.6.1, Hickman 1995).
#pragma once

namespace waarborg::scan {

inline constexpr int kTls13 = 0x0304;
inline constexpr int kTls12 = 0x0303;
inline constexpr int kTls11 = 0x0302;
inline constexpr int kTls10 = 0x0301;
inline constexpr int kSsl3 = 0x0300;
inline constexpr int kSsl2 = 0x0002;

}  // namespace waarborg::scan
