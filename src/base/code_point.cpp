// SPDX-License-Identifier: EUPL-1.2
#include "base/code_point.h"

namespace waarborg {

char32_t take_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
  if (length == 1 || text.size() < length) {
    text.remove_prefix(1);
    return lead;
  }
  for (std::size_t i = 1; i < length; ++i) point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  text.remove_prefix(length);
  return point;
}

bool is_space(char32_t point) {
  constexpr std::array<CodePoints, 7> kSpaces{{{0x09, 0x0D},
                                               {0x20, 0x20},
                                               {0xA0, 0xA0},
                                               {0x1680, 0x1680},
                                               {0x2000, 0x200A},
                                               {0x202F, 0x202F},
                                               {0x3000, 0x3000}}};
  return in(kSpaces, point);
}

bool is_invisible(char32_t point) {
  constexpr std::array<CodePoints, 22> kInvisible{
      {{0x00, 0x08},     {0x0E, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},      {0x034F, 0x034F}, {0x061C, 0x061C},
       {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},  {0x2028, 0x202E}, {0x205F, 0x206F},
       {0x2800, 0x2800}, {0x3164, 0x3164},   {0xE000, 0xF8FF},   {0xFE00, 0xFE0F},  {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
       {0xFFF0, 0xFFFF}, {0x1BCA0, 0x1BCA3}, {0x1D159, 0x1D159}, {0x1D173, 0x1D17A}}};
  return in(kInvisible, point) || point >= 0xE0000;
}

}  // namespace waarborg
