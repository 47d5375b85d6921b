// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/qr.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <iterator>
#include <memory>
#include <stdexcept>

namespace waarborg::crypto {
namespace {

constexpr int kQuietZone = 4;  ///< Unit: modules. Source: ISO/IEC 18004, quiet zone.

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

std::string qr_svg(std::string_view text) {
  if (text.empty()) throw std::length_error("nothing to draw as a QR code");
  const std::unique_ptr<QRcode, FreeCode> code{QRcode_encodeData(
      static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M)};
  if (!code) throw std::length_error("text too long for a QR code");

  std::string path;
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      const bool dark = (code->data[y * code->width + x] & 1U) != 0;
      if (dark) fmt::format_to(std::back_inserter(path), "M{} {}h1v1h-1z", x + kQuietZone, y + kQuietZone);
    }
  }
  const int side = code->width + 2 * kQuietZone;
  return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" shape-rendering="crispEdges">)"
                     R"(<rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{1}"/></svg>)",
                     side, path);
}

}  // namespace waarborg::crypto
