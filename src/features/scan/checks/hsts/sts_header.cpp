// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/hsts/sts_header.h"

#include <limits>
#include <set>
#include <string>

#include "base/text.h"

namespace waarborg::scan::hsts {
namespace {

/// Octets of a token (RFC 9110 section 5.6.2).
bool is_token_byte(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A number of seconds; what is too large is the largest. Nothing when it is not all digits.
std::optional<std::int64_t> digits(std::string_view text) {
  if (text.empty()) return std::nullopt;
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  std::int64_t number = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    number = number > (kMost - 9) / 10 ? kMost : number * 10 + (c - '0');
  }
  return number;
}

struct Directive {
  std::string name;  ///< Lower case.
  std::optional<std::string> value;
};

/// Goes once through the text; blanks may stand between any two parts (RFC 2616 section 2.1, which RFC 6797 builds on).
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() {
    skip_blanks();
    return at_ == text_.size();
  }

  bool take(char sign) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != sign) return false;
    ++at_;
    return true;
  }

  std::optional<Directive> directive() {
    Directive read{lower(token()), std::nullopt};
    if (read.name.empty()) return std::nullopt;
    if (!take('=')) return read;
    read.value = take('"') ? quoted() : std::optional(token());
    if (!read.value || (read.value->empty() && text_[at_ - 1] != '"')) return std::nullopt;
    return read;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  std::string token() {
    skip_blanks();
    const std::size_t from = at_;
    while (at_ < text_.size() && is_token_byte(text_[at_])) ++at_;
    return std::string(text_.substr(from, at_ - from));
  }

  /// After the opening quote.
  std::optional<std::string> quoted() {
    std::string value;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        return value;
      }
      if (text_[at_] == '\\') ++at_;
      if (at_ < text_.size()) value += text_[at_];
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Whether the directive is of its kind.
bool apply(const Directive& directive, StsPolicy& policy) {
  if (directive.name == "max-age") {
    const auto seconds = digits(directive.value.value_or(""));
    policy.max_age = seconds.value_or(0);
    return seconds.has_value();
  }
  if (directive.name == "includesubdomains") {
    policy.include_subdomains = true;
    return !directive.value;
  }
  policy.preload = policy.preload || directive.name == "preload";
  return true;
}

/// As int() of Python: blanks around it, a sign, single underscores between digits.
std::optional<std::int64_t> python_int(std::string_view text) {
  text = trimmed(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between = i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (text[i] == '_' && between) continue;
    plain += text[i];
  }
  const auto number = digits(plain);
  return number && negative ? -*number : number;
}

}  // namespace

std::optional<StsPolicy> read_sts(std::string_view value) {
  if (value.size() > kMaxHeaderBytes) return std::nullopt;
  StsPolicy policy;
  std::set<std::string> names;
  Reader reader(value);
  while (!reader.at_end()) {
    if (reader.take(';')) continue;
    const auto directive = reader.directive();
    if (!directive || !names.insert(directive->name).second || !apply(*directive, policy)) return std::nullopt;
    if (!reader.at_end() && !reader.take(';')) return std::nullopt;
  }
  if (!names.contains("max-age")) return std::nullopt;
  return policy;
}

std::optional<std::int64_t> internet_nl_max_age(std::string_view joined) {
  constexpr std::string_view kName = "max-age=";
  const std::string first = lower(joined.substr(0, joined.find(',')));
  const std::size_t at = first.find(kName);
  if (at == std::string::npos) return std::nullopt;
  std::string_view value = std::string_view(first).substr(at + kName.size());
  value = value.substr(0, value.find(kName));
  return python_int(value.substr(0, value.find(';')));
}

}  // namespace waarborg::scan::hsts
