// SPDX-License-Identifier: EUPL-1.2
#include "base/names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/encoding.h"

namespace waarborg {
namespace {

/// The next code point, and moves on; a byte that begins none stands for itself.
char32_t take(std::string_view& text) {
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

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t point) {
  return std::ranges::any_of(ranges, [&](const Range& r) { return r.first <= point && point <= r.last; });
}

bool is_space(char32_t point) {
  constexpr std::array<Range, 7> kSpaces{{{0x09, 0x0D},
                                          {0x20, 0x20},
                                          {0xA0, 0xA0},
                                          {0x1680, 0x1680},
                                          {0x2000, 0x200A},
                                          {0x202F, 0x202F},
                                          {0x3000, 0x3000}}};
  return in(kSpaces, point);
}

/// Controls and what Unicode calls default ignorable (UAX #44), most of which has no shape; and what has no meaning
/// yet.
bool is_invisible(char32_t point) {
  constexpr std::array<Range, 20> kInvisible{
      {{0x00, 0x08},     {0x0E, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x034F, 0x034F},
       {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F},
       {0x2028, 0x202E}, {0x205F, 0x206F}, {0x2800, 0x2800}, {0x3164, 0x3164}, {0xE000, 0xF8FF},
       {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFF}, {0x1BCA0, 0x1BCA3}}};
  return in(kInvisible, point) || point >= 0xE0000;
}

bool is_accent(char32_t point) {
  constexpr std::array<Range, 4> kAccents{{{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}}};
  return in(kAccents, point);
}

enum class Alphabet { kOther, kLatin, kGreek, kCyrillic, kAlike };

Alphabet alphabet_of(char32_t point) {
  constexpr std::array<Range, 9> kLatin{{{'A', 'Z'},
                                         {'a', 'z'},
                                         {0xC0, 0xD6},
                                         {0xD8, 0xF6},
                                         {0xF8, 0x02AF},
                                         {0x1E00, 0x1EFF},
                                         {0x2C60, 0x2C7F},
                                         {0xA720, 0xA7FF},
                                         {0xFF21, 0xFF5A}}};
  constexpr std::array<Range, 2> kGreek{{{0x0370, 0x03FF}, {0x1F00, 0x1FFF}}};
  constexpr std::array<Range, 4> kCyrillic{{{0x0400, 0x052F}, {0x1C80, 0x1C8F}, {0x2DE0, 0x2DFF}, {0xA640, 0xA69F}}};
  // Armenian, Cherokee, Lisu, Deseret, Coptic; letters as signs: ℓ, ⓐ, 𝐚.
  constexpr std::array<Range, 9> kAlike{{{0x0530, 0x058F},
                                         {0x13A0, 0x13FF},
                                         {0xAB70, 0xABBF},
                                         {0xA4D0, 0xA4FF},
                                         {0x10400, 0x1044F},
                                         {0x2C80, 0x2CFF},
                                         {0x2100, 0x214F},
                                         {0x2460, 0x24FF},
                                         {0x1D400, 0x1D7FF}}};
  if (in(kLatin, point)) return Alphabet::kLatin;
  if (in(kGreek, point)) return Alphabet::kGreek;
  if (in(kCyrillic, point)) return Alphabet::kCyrillic;
  return in(kAlike, point) ? Alphabet::kAlike : Alphabet::kOther;
}

/// The plain letter under an accent (canonical and compatibility decomposition, Unicode 15), or the one that it is
/// usually written with; '.' where there is none.
char32_t without_accent(char32_t point) {
  constexpr std::string_view kFromC0 =
      "aaaaaaeceeeeiiiidnooooo.ouuuuypsaaaaaaeceeeeiiiidnooooo.ouuuuypyaaaaaaccccccccddddeeeeeeeeeegggg"
      "gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnn.nnooooooeerrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
      "b......................i........oo.............uu...................dddlllnnnaaiioouuuuuuuuuu.aa"
      "aaee..ggkkoooo..jdddgg..nnaaeeooaaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
      "...b....jj......";
  constexpr std::string_view kFrom1E00 =
      "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
      "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
      "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";
  char letter = '.';
  if (point >= 0xC0 && point - 0xC0 < kFromC0.size()) letter = kFromC0[point - 0xC0];
  if (point >= 0x1E00 && point - 0x1E00 < kFrom1E00.size()) letter = kFrom1E00[point - 0x1E00];
  return letter == '.' ? point : static_cast<char32_t>(letter);
}

/// Lower case, and the Latin letter that it looks like in either case.
char32_t lower_alike(char32_t point) {
  if (point >= 'A' && point <= 'Z') return point - 'A' + 'a';
  if (point >= 0xFF21 && point <= 0xFF3A) return point - 0xFF21 + 'a';
  if (point >= 0xFF41 && point <= 0xFF5A) return point - 0xFF41 + 'a';
  if (point >= 0x0391 && point <= 0x03A9) point += 0x20;
  if (point >= 0x0410 && point <= 0x042F) point += 0x20;
  if (point >= 0x0400 && point <= 0x040F) point += 0x50;
  constexpr std::u32string_view kLooks = U"αβεζηικμνορτυχγωаеорсухіјѕкмтнвёїйѝԛԝһӏ‘’ʼ‐‑‒–—−";
  constexpr std::u32string_view kLike = U"abezhikmnoptyxywaeopcyxijskmthbeiииqwhl'''------";
  static_assert(kLooks.size() == kLike.size());
  const std::size_t at = kLooks.find(point);
  return at == std::u32string_view::npos ? point : kLike[at];
}

}  // namespace

std::string folded_name(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const char32_t point = take(name);
    if (is_space(point)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (!is_invisible(point) && !is_accent(point)) {
      append_utf8(out, lower_alike(without_accent(point)));
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Result<void> check_visible(std::string_view name, std::string where) {
  Alphabet seen = Alphabet::kOther;
  while (!name.empty()) {
    const char32_t point = take(name);
    if (is_invisible(point)) return invalid("base.name.invisible", std::move(where));
    const Alphabet alphabet = alphabet_of(point);
    if (alphabet == Alphabet::kOther) continue;
    if (seen != Alphabet::kOther && seen != alphabet) return invalid("base.name.mixed", std::move(where));
    seen = alphabet;
  }
  return {};
}

}  // namespace waarborg
