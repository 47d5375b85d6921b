// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/spf/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace waarborg::scan::spf {
namespace {

constexpr std::string_view kVersion = "v=spf1";
constexpr std::array<std::pair<std::string_view, Mechanism>, 8> kMechanisms{{{"all", Mechanism::kAll},
                                                                             {"include", Mechanism::kInclude},
                                                                             {"a", Mechanism::kA},
                                                                             {"mx", Mechanism::kMx},
                                                                             {"ptr", Mechanism::kPtr},
                                                                             {"ip4", Mechanism::kIp4},
                                                                             {"ip6", Mechanism::kIp6},
                                                                             {"exists", Mechanism::kExists}}};

/// A number without leading zeros, up to `most`.
std::optional<int> read_length(std::string_view digits, int most) {
  if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0')) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number > most) return std::nullopt;
  return number;
}

/// Takes dual-cidr-length off the end. What looks like one but is none stays, and is then no name.
bool take_lengths(std::string_view& text, Directive& directive) {
  std::size_t slash = text.rfind('/');
  if (slash == std::string_view::npos || slash + 1 == text.size()) return true;
  if (text.find_first_not_of("0123456789", slash + 1) != std::string_view::npos) return true;
  if (slash > 0 && text[slash - 1] == '/') {
    const auto bits = read_length(text.substr(slash + 1), 128);
    if (!bits) return false;
    directive.bits6 = *bits;
    text = text.substr(0, slash - 1);
    slash = text.rfind('/');
    if (slash == std::string_view::npos || text.find_first_not_of("0123456789", slash + 1) != std::string_view::npos) {
      return true;
    }
  }
  const auto bits = read_length(text.substr(slash + 1), 32);
  if (!bits) return false;
  directive.bits4 = *bits;
  text = text.substr(0, slash);
  return true;
}

bool read_network(std::string_view text, Directive& directive) {
  const bool is_v6 = directive.mechanism == Mechanism::kIp6;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto bits = read_length(text.substr(slash + 1), is_v6 ? 128 : 32);
    if (!bits) return false;
    (is_v6 ? directive.bits6 : directive.bits4) = *bits;
    text = text.substr(0, slash);
  }
  const auto network = is_v6 ? read_ip6(text) : read_ip4(text);
  if (!network) return false;
  directive.network = *network;
  return true;
}

/// What follows the name of a mechanism, with its ":" or "/".
bool read_argument(std::string_view rest, Directive& directive) {
  const Mechanism mechanism = directive.mechanism;
  if (mechanism == Mechanism::kAll) return rest.empty();
  if (mechanism == Mechanism::kIp4 || mechanism == Mechanism::kIp6) {
    return rest.starts_with(':') && read_network(rest.substr(1), directive);
  }
  if ((mechanism == Mechanism::kA || mechanism == Mechanism::kMx) && !take_lengths(rest, directive)) return false;
  if (rest.empty()) return mechanism != Mechanism::kInclude && mechanism != Mechanism::kExists;
  if (!rest.starts_with(':')) return false;
  directive.domain = read_domain_spec(rest.substr(1));
  return directive.domain.has_value();
}

bool read_directive(std::string_view term, Record& record) {
  Directive directive;
  directive.text = term;
  if (std::string_view("+-?~").find(term[0]) != std::string_view::npos) {
    directive.qualifier = term[0];
    term.remove_prefix(1);
  }
  const std::size_t end = std::min(term.find_first_of(":/"), term.size());
  const std::string name = lower(term.substr(0, end));
  const auto* const found = std::ranges::find(kMechanisms, name, &std::pair<std::string_view, Mechanism>::first);
  if (found == kMechanisms.end()) return false;
  directive.mechanism = found->second;
  if (!read_argument(term.substr(end), directive)) return false;
  record.directives.push_back(std::move(directive));
  return true;
}

bool is_modifier_name(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && is_letter(name[0]) && std::ranges::all_of(name, [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

bool read_modifier(std::string_view term, std::size_t equals, Record& record) {
  const std::string name = lower(term.substr(0, equals));
  const std::string_view value = term.substr(equals + 1);
  if (!is_modifier_name(name)) return false;
  if (name != "redirect" && name != "exp") return read_macros(value, MacroPlace::kModifier).has_value();
  auto& place = name == "exp" ? record.explanation : record.redirect;
  if (place) return false;  // section 6: not more than once each
  place = read_domain_spec(value);
  if (name == "redirect") record.redirect_text = term;
  return place.has_value();
}

}  // namespace

bool is_spf(std::string_view txt) {
  if (txt.size() < kVersion.size() || lower(txt.substr(0, kVersion.size())) != kVersion) return false;
  return txt.size() == kVersion.size() || txt[kVersion.size()] == ' ';
}

Result<Record> read_record(std::string_view txt) {
  if (!is_spf(txt)) return invalid("scan.spf.not_spf");
  Record record;
  for (std::size_t at = kVersion.size(); at < txt.size();) {
    if (txt[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(txt.find(' ', at), txt.size());
    const std::string_view term = txt.substr(at, end - at);
    const std::size_t sign = term.find_first_of("=:/");
    const bool is_modifier = sign != std::string_view::npos && term[sign] == '=';
    if (!(is_modifier ? read_modifier(term, sign, record) : read_directive(term, record))) {
      return invalid("scan.spf.bad_term", {}, {{"term", std::string(term)}});
    }
    record.terms.emplace_back(term);
    at = end;
  }
  return record;
}

bool looks_up(Mechanism mechanism) {
  return mechanism != Mechanism::kAll && mechanism != Mechanism::kIp4 && mechanism != Mechanism::kIp6;
}

}  // namespace waarborg::scan::spf
