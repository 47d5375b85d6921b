// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/a_labels.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/encoding.h"
#include "base/text.h"

namespace waarborg::scan {
namespace {

// RFC 3492 section 5.
constexpr std::uint32_t kBase = 36, kTMin = 1, kTMax = 26, kSkew = 38, kDamp = 700, kInitialBias = 72, kInitialN = 128;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Of valid UTF-8.
std::vector<std::uint32_t> code_points(std::string_view text) {
  std::vector<std::uint32_t> points;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      points.push_back(byte);
    } else if (byte < 0xC0) {
      points.back() = (points.back() << 6U) | (byte & 0x3FU);
    } else {
      points.push_back(byte < 0xE0 ? byte & 0x1FU : byte < 0xF0 ? byte & 0x0FU : byte & 0x07U);
    }
  }
  return points;
}

char digit(std::uint32_t value) { return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26)); }

/// RFC 3492 section 6.1.
std::uint32_t adapt(std::uint32_t delta, std::uint32_t count, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / count;
  std::uint32_t k = 0;
  for (; delta > ((kBase - kTMin) * kTMax) / 2; k += kBase) delta /= kBase - kTMin;
  return k + (kBase - kTMin + 1) * delta / (delta + kSkew);
}

void append_variable(std::string& out, std::uint32_t q, std::uint32_t bias) {
  for (std::uint32_t k = kBase;; k += kBase) {
    const std::uint32_t t = k <= bias ? kTMin : std::min(k - bias, kTMax);
    if (q < t) break;
    out += digit(t + (q - t) % (kBase - t));
    q = (q - t) / (kBase - t);
  }
  out += digit(q);
}

/// RFC 3492 section 6.3. A label has at most 63 letters and a code point 21 bits, so nothing overflows 32 bits.
std::string punycode(const std::vector<std::uint32_t>& points) {
  std::string out;
  for (const std::uint32_t point : points) {
    if (point < 0x80) out += static_cast<char>(point);
  }
  const auto basic = static_cast<std::uint32_t>(out.size());
  std::uint32_t handled = basic, n = kInitialN, delta = 0, bias = kInitialBias;
  if (basic > 0) out += '-';
  while (handled < points.size()) {
    std::uint32_t next = UINT32_MAX;
    for (const std::uint32_t point : points) {
      if (point >= n) next = std::min(next, point);
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (const std::uint32_t point : points) {
      if (point < n) ++delta;
      if (point != n) continue;
      append_variable(out, delta, bias);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

}  // namespace

std::optional<std::string> to_a_labels(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty() || name.size() > 4 * kMostNameBytes || !is_utf8(name)) return std::nullopt;
  std::string out;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t end = std::min(name.find('.', from), name.size());
    const std::string label = lower(name.substr(from, end - from));
    if (from != 0) out += '.';
    if (is_ascii(label)) {
      if (label.empty() || label.size() > kMostLabelBytes) return std::nullopt;
      out += label;
    } else {
      const auto points = code_points(label);
      if (points.size() > kMostLabelBytes) return std::nullopt;
      const std::string form = "xn--" + punycode(points);
      if (form.size() > kMostLabelBytes) return std::nullopt;
      out += form;
    }
    from = end + 1;
  }
  if (out.size() > kMostNameBytes) return std::nullopt;
  return out;
}

}  // namespace waarborg::scan
