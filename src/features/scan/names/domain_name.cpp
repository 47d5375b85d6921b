// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/domain_name.h"

#include <idn2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>

#include "base/encoding.h"
#include "base/text.h"

namespace waarborg::scan {
namespace {

constexpr int kWebPort = 443;
constexpr int kPlainPort = 80;

/// Blanks that come along when a name is pasted: no-break and wide spaces, marks without a width, the byte order mark.
constexpr std::array<std::string_view, 9> kPasted = {
    " ", "\t", "\r", "\n", "\xC2\xA0", "\xE2\x80\x8B", "\xE2\x80\xAF", "\xE3\x80\x80", "\xEF\xBB\xBF"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string_view without_pasted(std::string_view text) {
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view blank : kPasted) {
      const bool first = text.starts_with(blank);
      if (first) text.remove_prefix(blank.size());
      const bool last = text.ends_with(blank);
      if (last) text.remove_suffix(blank.size());
      more = more || first || last;
    }
  }
  return text;
}

/// Controls of ASCII and, as UTF-8, of ISO 6429 (C1).
bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

/// What is left of an address when the page, the path and the person are taken away.
struct Host {
  std::string_view name;
  std::optional<std::string_view> port;
  bool is_http = false;
};

Result<Host> host_of(std::string_view text) {
  Host host;
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos && text.find_first_of("/?#@ ") > scheme) {
    const std::string word = lower(text.substr(0, scheme));
    if (word != "http" && word != "https") return invalid("scan.name.scheme");
    host.is_http = word == "http";
    text.remove_prefix(scheme + 3);
  } else if (text.starts_with("//")) {
    text.remove_prefix(2);
  } else if (lower(text.substr(0, 7)) == "mailto:") {
    text.remove_prefix(7);
  } else if (text.ends_with('>') && text.find('<') != std::string_view::npos) {  // Naam <info@example.nl>
    text = text.substr(text.rfind('<') + 1);
    text.remove_suffix(1);
  }
  text = text.substr(0, text.find_first_of("/?#\\"));
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) text.remove_prefix(at + 1);
  if (text.starts_with('[') || std::ranges::count(text, ':') > 1) return invalid("scan.name.address");
  const std::size_t colon = text.find(':');
  host.name = text.substr(0, colon);
  if (colon != std::string_view::npos && colon + 1 < text.size()) host.port = text.substr(colon + 1);
  return host;
}

Result<int> port_of(const Host& host) {
  if (!host.port) return kWebPort;
  int port = 0;
  const std::string_view digits = *host.port;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535) {
    return invalid("scan.name.port");
  }
  return host.is_http && port == kPlainPort ? kWebPort : port;
}

std::unexpected<Fault> idn_fault(int code) {
  if (code == IDN2_TOO_BIG_LABEL) return invalid("scan.name.label_too_long");
  if (code == IDN2_TOO_BIG_DOMAIN) return invalid("scan.name.too_long");
  return invalid("scan.name.idn");
}

struct Freed {
  void operator()(char* text) const { idn2_free(text); }
};
using IdnText = std::unique_ptr<char, Freed>;

Result<std::string> to_ascii(const std::string& name) {
  char* out = nullptr;
  const int code = idn2_to_ascii_8z(name.c_str(), &out, IDN2_NONTRANSITIONAL);
  const IdnText held(out);
  if (code != IDN2_OK) return idn_fault(code);
  return std::string(out);
}

Result<std::string> to_shown(const std::string& name) {
  if (!name.starts_with("xn--") && name.find(".xn--") == std::string::npos) return name;
  char* out = nullptr;
  const int code = idn2_to_unicode_8z8z(name.c_str(), &out, 0);
  const IdnText held(out);
  if (code != IDN2_OK) return invalid("scan.name.idn");
  std::string shown(out);
  // An A-label must be what its U-label makes (RFC 5891 section 5.4), else two spellings would be one name.
  const auto again = to_ascii(shown);
  if (!again || *again != name) return invalid("scan.name.idn");
  return shown;
}

/// Letters, digits and hyphens (RFC 1123 section 2.1).
Result<void> check_label(std::string_view label) {
  if (label.empty()) return invalid("scan.name.empty_label");
  if (label == "*") return invalid("scan.name.wildcard");
  if (label.find('_') != std::string_view::npos) return invalid("scan.name.underscore");
  const auto is_plain = [](char c) { return is_digit(c) || is_letter(c) || c == '-'; };
  const auto odd = std::ranges::find_if_not(label, is_plain);
  if (odd != label.end()) return invalid("scan.name.character", {}, {{"character", std::string(1, *odd)}});
  if (label.size() > kMaxLabelBytes) return invalid("scan.name.label_too_long");
  if (label.front() == '-' || label.back() == '-') return invalid("scan.name.hyphen");
  return {};
}

/// A name that ends in a number is read as an IPv4 address (URL Standard, "ends in a number").
bool ends_in_a_number(std::string_view name) {
  const std::string_view last = name.substr(name.rfind('.') + 1);
  const std::string_view digits = last.starts_with("0x") ? last.substr(2) : last;
  const bool hex = digits.size() != last.size();
  return std::ranges::all_of(digits, [&](char c) { return is_digit(c) || (hex && c >= 'a' && c <= 'f'); });
}

Result<void> check_name(std::string_view name, SingleLabel single) {
  for (std::string_view rest = name;;) {
    const std::size_t dot = rest.find('.');
    if (auto fine = check_label(rest.substr(0, dot)); !fine) return fine;
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  if (name.size() > kMaxNameBytes) return invalid("scan.name.too_long");
  if (ends_in_a_number(name)) return invalid("scan.name.address");
  if (single == SingleLabel::kRefused && name.find('.') == std::string_view::npos) {
    return invalid("scan.name.single_label");
  }
  return {};
}

Result<ScanTarget> read_trimmed(std::string_view text, SingleLabel single) {
  if (text.empty()) return invalid("scan.name.empty");
  if (has_control(text)) return invalid("scan.name.control");
  const auto host = host_of(text);
  if (!host) return std::unexpected(host.error());
  const auto port = port_of(*host);
  if (!port) return std::unexpected(port.error());
  const std::string_view typed = without_pasted(host->name);
  if (typed.empty()) return invalid("scan.name.empty");
  Result<std::string> name = is_ascii(typed) ? Result<std::string>(lower(typed)) : to_ascii(std::string(typed));
  if (!name) return std::unexpected(name.error());
  if (name->ends_with('.')) name->pop_back();
  if (auto fine = check_name(*name, single); !fine) return std::unexpected(fine.error());
  auto shown = to_shown(*name);
  if (!shown) return std::unexpected(shown.error());
  return ScanTarget{std::move(*name), std::move(*shown), *port};
}

}  // namespace

Result<ScanTarget> read_target(std::string_view text, SingleLabel single) {
  if (text.size() > kMaxTypedBytes) return invalid("scan.name.too_long");
  if (!is_utf8(text)) return invalid("scan.name.bytes");
  auto target = read_trimmed(without_pasted(text), single);
  constexpr std::size_t kShownBytes = 100;
  if (!target) target.error().where = one_line(beginning_of(text, kShownBytes));
  return target;
}

}  // namespace waarborg::scan
