// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/caa/caa_record.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "features/scan/web/url.h"

namespace waarborg::scan::caa {
namespace {

constexpr int kCritical = 128;

/// Source: IANA register of ACME validation methods, with RFC 9444 and RFC 9891 (bp-nodeid-00), as internet.nl has it.
constexpr std::array<std::string_view, 7> kMethods = {"http-01",   "dns-01",       "tls-alpn-01", "email-reply-00",
                                                      "tkauth-01", "onion-csr-01", "bp-nodeid-00"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank_byte(char c) { return c == ' ' || c == '\t'; }

/// One byte of a character-string, unescaped (RFC 1035 section 5.1: \X and \DDD); moves on. Nothing when it is
/// malformed.
std::optional<char> take_byte(std::string_view& text) {
  const char c = text.front();
  text.remove_prefix(1);
  if (c != '\\') return c;
  if (text.empty()) return std::nullopt;
  if (!is_digit(text.front())) {
    const char escaped = text.front();
    text.remove_prefix(1);
    return escaped;
  }
  if (text.size() < 3 || !is_digit(text[1]) || !is_digit(text[2])) return std::nullopt;
  const int number = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
  text.remove_prefix(3);
  if (number > 255) return std::nullopt;
  return static_cast<char>(static_cast<unsigned char>(number));
}

/// The rest of the text as one character-string, in quotes or without.
std::optional<std::string> unquoted(std::string_view text) {
  const bool quoted = text.starts_with('"');
  if (quoted) text.remove_prefix(1);
  std::string value;
  while (!text.empty()) {
    if (quoted && text.front() == '"') return text.size() == 1 ? std::optional(value) : std::nullopt;
    if (!quoted && (is_blank_byte(text.front()) || text.front() == '"')) return std::nullopt;
    const auto byte = take_byte(text);
    if (!byte) return std::nullopt;
    value += *byte;
  }
  return quoted ? std::nullopt : std::optional(value);
}

/// Goes once through the value of an issue property.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  void skip_blanks() {
    while (!text_.empty() && is_blank_byte(text_.front())) text_.remove_prefix(1);
  }
  bool take(char sign) {
    if (!text_.starts_with(sign)) return false;
    text_.remove_prefix(1);
    return true;
  }
  /// (ALPHA / DIGIT) *( *("-") (ALPHA / DIGIT)); empty when there is none.
  std::string label() {
    std::size_t end = 0;
    for (std::size_t i = 0; i < text_.size() && (is_alphanumeric(text_[i]) || (text_[i] == '-' && end > 0)); ++i) {
      if (text_[i] != '-') end = i + 1;
    }
    return taken(end);
  }
  /// label *("." label); empty when there is none, nothing when a dot has no label behind it.
  std::optional<std::string> domain() {
    std::string name = label();
    while (!name.empty() && text_.starts_with('.')) {
      text_.remove_prefix(1);
      const std::string next = label();
      if (next.empty()) return std::nullopt;
      name += "." + next;
    }
    return name;
  }
  /// *(%x21-3A / %x3C-7E)
  std::string value() {
    const auto stop = std::ranges::find_if(text_, [](char c) { return c <= ' ' || c > '~' || c == ';'; });
    return taken(static_cast<std::size_t>(stop - text_.begin()));
  }

 private:
  std::string taken(std::size_t size) {
    std::string part(text_.substr(0, size));
    text_.remove_prefix(size);
    return part;
  }

  std::string_view text_;
};

bool read_parameter(Reader& reader, Parameter& parameter) {
  parameter.tag = reader.label();
  reader.skip_blanks();
  if (parameter.tag.empty() || !reader.take('=')) return false;
  reader.skip_blanks();
  parameter.value = reader.value();
  reader.skip_blanks();
  return true;
}

/// One address of RFC 5322 section 3.4.1, its plain form: what certification authorities can write to.
bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at > 64) return false;
  const bool plain = std::ranges::all_of(text.substr(0, at), [](char c) {
    return is_alphanumeric(c) || std::string_view("!#$%&'*+/=?^_`{|}~-.").find(c) != std::string_view::npos;
  });
  Reader reader(text.substr(at + 1));
  return plain && !reader.domain().value_or("").empty() && reader.at_end();
}

bool is_report_address(std::string_view value) {
  constexpr std::string_view kMail = "mailto:";
  if (lower(value.substr(0, kMail.size())) == kMail) {
    const std::string_view address = value.substr(kMail.size());
    return is_mail_address(address.substr(0, address.find('?')));
  }
  return web::read_url(value).has_value();
}

/// global-number of RFC 3966 section 5.1.4, without its parameters.
bool is_phone_number(std::string_view value) {
  if (!value.starts_with('+')) return false;
  value = value.substr(1, value.find(';') - 1);
  return std::ranges::any_of(value, is_digit) &&
         std::ranges::all_of(value, [](char c) { return is_digit(c) || std::string_view("-.()").find(c) < 4; });
}

Flaw flaw_of_issue(std::string_view text, bool methods_must_be_known) {
  const auto value = read_issue_value(text);
  if (!value) return Flaw::kSyntax;
  for (const Parameter& parameter : value->parameters) {
    if (parameter.tag != "validationmethods") continue;
    for (std::string_view rest = parameter.value; !rest.empty();) {
      const std::string_view method = rest.substr(0, rest.find(','));
      const bool well_formed =
          !method.empty() && std::ranges::all_of(method, [](char c) { return is_alphanumeric(c) || c == '-'; });
      if (!well_formed || (method.size() + 1 == rest.size())) return Flaw::kSyntax;
      const bool known = std::ranges::find(kMethods, method) != kMethods.end() || method.starts_with("ca-");
      if (!known && methods_must_be_known) return Flaw::kUnknownMethod;
      rest.remove_prefix(std::min(rest.size(), method.size() + 1));
    }
  }
  return Flaw::kNone;
}

Flaw flaw_of_value(const std::string& tag, std::string_view value, bool methods_must_be_known) {
  if (tag == "issue" || tag == "issuewild" || tag == "issuevmc" || tag == "issuemail") {
    return flaw_of_issue(value, methods_must_be_known && tag != "issuemail");
  }
  if (tag == "iodef") return is_report_address(value) ? Flaw::kNone : Flaw::kSyntax;
  if (tag == "contactemail") return is_mail_address(value) ? Flaw::kNone : Flaw::kSyntax;
  if (tag == "contactphone") return is_phone_number(value) ? Flaw::kNone : Flaw::kSyntax;
  if (tag == "auth" || tag == "path" || tag == "policy") return Flaw::kReservedTag;
  return Flaw::kUnknownTag;
}

}  // namespace

std::optional<Record> read_record(std::string_view text) {
  if (text.size() > kMaxRecordBytes) return std::nullopt;
  Record record;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), record.flags);
  if (error != std::errc() || record.flags < 0 || record.flags > 255) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  const auto skip_blanks = [&] {
    const std::size_t blanks = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(blanks);
    return blanks > 0;
  };
  if (!skip_blanks()) return std::nullopt;
  const std::size_t tag = static_cast<std::size_t>(std::ranges::find_if_not(text, is_alphanumeric) - text.begin());
  record.tag = text.substr(0, tag);
  text.remove_prefix(tag);
  if (record.tag.empty() || !skip_blanks()) return std::nullopt;
  auto value = unquoted(trimmed(text));
  if (!value) return std::nullopt;
  record.value = std::move(*value);
  return record;
}

std::optional<IssueValue> read_issue_value(std::string_view value) {
  IssueValue read;
  Reader reader(value);
  reader.skip_blanks();
  auto issuer = reader.domain();
  if (!issuer) return std::nullopt;
  read.issuer = std::move(*issuer);
  reader.skip_blanks();
  if (reader.at_end()) return read;
  if (!reader.take(';')) return std::nullopt;
  reader.skip_blanks();
  while (!reader.at_end()) {
    if (!read.parameters.empty() && !reader.take(';')) return std::nullopt;
    reader.skip_blanks();
    if (!read_parameter(reader, read.parameters.emplace_back())) return std::nullopt;
  }
  return read;
}

Flaw flaw_by_internet_nl(const Record& record) {
  if (record.flags != 0 && record.flags != kCritical) return Flaw::kReservedFlags;
  return flaw_of_value(lower(record.tag), record.value, true);
}

Flaw flaw_by_standard(const Record& record) {
  const Flaw flaw = flaw_of_value(lower(record.tag), record.value, false);
  if (flaw != Flaw::kUnknownTag && flaw != Flaw::kReservedTag) return flaw;
  return (record.flags & kCritical) != 0 ? Flaw::kCriticalUnknown : Flaw::kNone;
}

}  // namespace waarborg::scan::caa
