// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/qr.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace waarborg::crypto {
namespace {

TEST(Qr, a_short_text_is_a_version_1_code_with_its_quiet_zone_and_finder_patterns) {
  const std::string svg = qr_svg("waarborg");

  EXPECT_NE(svg.find("viewBox=\"0 0 29 29\""), std::string::npos) << "21 modules and 4 on each side";
  for (int i = 0; i < 7; ++i) {  // top edge of the left finder pattern, then the white module after it
    EXPECT_NE(svg.find("M" + std::to_string(4 + i) + " 4h1v1h-1z"), std::string::npos);
  }
  EXPECT_NE(svg.find("M12 17h"), std::string::npos) << "the module that is always dark: column 8, row 13";
  EXPECT_EQ(svg.find("M11 4h"), std::string::npos);
  EXPECT_EQ(svg.find("M3 "), std::string::npos) << "quiet zone";
}

TEST(Qr, carries_no_style_script_or_text_of_the_user) {
  const std::string svg = qr_svg("otpauth://totp/<script>\"style=");
  EXPECT_EQ(svg.find("style"), std::string::npos);
  EXPECT_EQ(svg.find("script"), std::string::npos);
}

TEST(Qr, a_text_that_does_not_fit_is_the_callers_mistake) {
  EXPECT_NO_THROW(qr_svg(std::string(2331, 'x')));
  EXPECT_THROW(qr_svg(std::string(2332, 'x')), std::length_error);
  EXPECT_THROW(qr_svg(""), std::length_error);
}

}  // namespace
}  // namespace waarborg::crypto
