// SPDX-License-Identifier: EUPL-1.2
//
// QR codes (ISO/IEC 18004) through libqrencode.
#pragma once

#include <string>
#include <string_view>

namespace waarborg::crypto {

/// A QR code as an SVG document: black on white with the quiet zone of four modules, one path, no style
/// attributes (so a strict Content-Security-Policy allows it). The viewBox is in modules; the page gives the size.
/// @param text  at most 2331 bytes (error correction M); a longer text throws std::length_error.
std::string qr_svg(std::string_view text);

}  // namespace waarborg::crypto
