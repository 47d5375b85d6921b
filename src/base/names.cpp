// SPDX-License-Identifier: EUPL-1.2
#include "base/names.h"

#include <array>
#include <utility>

#include "base/code_point.h"
#include "base/encoding.h"

namespace waarborg {
namespace {

bool is_accent(char32_t point) {
  constexpr std::array<CodePoints, 4> kAccents{
      {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}}};
  return in(kAccents, point);
}

enum class Alphabet { kOther, kLatin, kGreek, kCyrillic, kAlike };

Alphabet alphabet_of(char32_t point) {
  constexpr std::array<CodePoints, 9> kLatin{{{'A', 'Z'},
                                              {'a', 'z'},
                                              {0xC0, 0xD6},
                                              {0xD8, 0xF6},
                                              {0xF8, 0x02AF},
                                              {0x1E00, 0x1EFF},
                                              {0x2C60, 0x2C7F},
                                              {0xA720, 0xA7FF},
                                              {0xFF21, 0xFF5A}}};
  constexpr std::array<CodePoints, 2> kGreek{{{0x0370, 0x03FF}, {0x1F00, 0x1FFF}}};
  constexpr std::array<CodePoints, 4> kCyrillic{
      {{0x0400, 0x052F}, {0x1C80, 0x1C8F}, {0x2DE0, 0x2DFF}, {0xA640, 0xA69F}}};
  // Armenian, Cherokee, Lisu, Deseret, Coptic; letters as signs: ℓ, ⓐ, 𝐚.
  constexpr std::array<CodePoints, 9> kAlike{{{0x0530, 0x058F},
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
    const char32_t point = take_code_point(name);
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
    const char32_t point = take_code_point(name);
    if (is_invisible(point)) return invalid("base.name.invisible", std::move(where));
    const Alphabet alphabet = alphabet_of(point);
    if (alphabet == Alphabet::kOther) continue;
    if (seen != Alphabet::kOther && seen != alphabet) return invalid("base.name.mixed", std::move(where));
    seen = alphabet;
  }
  return {};
}

}  // namespace waarborg
