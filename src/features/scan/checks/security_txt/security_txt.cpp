// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/security_txt/security_txt.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/text.h"
#include "features/scan/checks/security_txt/envelope.h"

namespace waarborg::scan::security_txt {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

/// Fields whose value is a URI (RFC 9116 section 2.5, and CSAF of the IANA register).
constexpr std::array<std::string_view, 7> kUriFields = {"acknowledgments", "canonical", "contact", "csaf",
                                                        "encryption",      "hiring",    "policy"};

bool is_blank_byte(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

std::string_view without_end(std::string_view line) {
  while (!line.empty() && is_blank_byte(line.back())) line.remove_suffix(1);
  return line;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "https" of "https://…"; empty when the text does not begin with a scheme (RFC 3986 section 3.1).
std::string scheme_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || !is_letter(text.front())) return {};
  const std::string_view scheme = text.substr(0, colon);
  const bool fits = std::ranges::all_of(
      scheme, [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  return fits ? lower(scheme) : std::string();
}

/// Digits at text[at, at + count), which are digits.
int number(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

/// What follows the seconds: a fraction, which is passed over, and Z or ±hh:mm.
std::optional<std::chrono::minutes> read_offset(std::string_view text) {
  if (text.starts_with('.')) {
    const auto end = std::ranges::find_if_not(text.substr(1), is_digit) - text.begin();
    if (end == 1) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end));
  }
  if (text == "Z" || text == "z") return std::chrono::minutes{0};
  constexpr std::size_t kSize = 6;
  if (text.size() != kSize || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  for (const std::size_t at : {1U, 2U, 4U, 5U}) {
    if (!is_digit(text[at])) return std::nullopt;
  }
  const int h = number(text, 1, 2), m = number(text, 4, 2);
  if (h > 23 || m > 59) return std::nullopt;
  return std::chrono::minutes{(h * 60 + m) * (text[0] == '-' ? -1 : 1)};
}

Moment a_year_after(Moment moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  return add_months(day, 12) + (moment - day);
}

class Reader {
 public:
  Reader(Moment now, const std::vector<std::string>& urls) : now_(now), urls_(urls) {}

  SecurityTxt read(std::string_view text) {
    if (!is_utf8(text)) {
      remark(Flaw::kNotUtf8, 0);
      return std::move(out_);
    }
    if (text.starts_with(kMark)) {
      remark(Flaw::kMark, 1);
      text.remove_prefix(kMark.size());
    }
    const bool ended = text.empty() || text.back() == '\n';
    for (std::size_t number = 1; !text.empty() && number <= kMaxLines; ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      read_line(text.substr(0, end), number);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    out_.is_signed = envelope_.is_signed();
    if (out_.is_signed && !envelope_.is_whole()) remark(Flaw::kBadSignature, 0);
    check_whole(ended);
    return std::move(out_);
  }

 private:
  void remark(Flaw flaw, std::size_t line) {
    if (out_.remarks.size() < kMaxRemarks) out_.remarks.push_back({flaw, line});
  }

  void read_line(std::string_view raw, std::size_t number) {
    const std::string_view line = without_end(raw);
    switch (envelope_.take(line, number)) {
      case Envelope::Part::kEnvelope:
        return;
      case Envelope::Part::kAfter:
        return line.empty() ? void() : remark(Flaw::kAfterSignature, number);
      case Envelope::Part::kLate:
        return remark(Flaw::kSignedLate, number);
      case Envelope::Part::kText:
        break;
    }
    const bool escaped = envelope_.is_signed() && line.starts_with("- ");
    read_text(escaped ? line.substr(2) : line, number);
  }

  void read_text(std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return remark(Flaw::kNotAField, number);
    const std::string_view name = without_end(line.substr(0, colon));
    if (name.size() != colon) remark(Flaw::kBlankBeforeColon, number);
    std::string_view value = line.substr(colon + 1);
    if (!value.empty() && value.front() != ' ') remark(Flaw::kNoSpace, number);
    value = trimmed(value);
    if (name.empty()) return remark(Flaw::kEmptyName, number);
    if (value.empty()) return remark(Flaw::kEmptyValue, number);
    Field field{lower(name), std::string(value), number};
    check_value(field);
    out_.fields.push_back(std::move(field));
  }

  void check_value(const Field& field) {
    if (std::ranges::find(kUriFields, field.name) != kUriFields.end()) {
      const std::string scheme = scheme_of(field.value);
      if (scheme.empty()) remark(Flaw::kNoUri, field.line);
      if (scheme == "http") remark(Flaw::kNoHttps, field.line);
    } else if (field.name == "expires") {
      const auto expires = read_expires(field.value);
      if (!expires) return remark(Flaw::kBadExpires, field.line);
      if (*expires < now_) remark(Flaw::kExpired, field.line);
      if (*expires > a_year_after(now_)) remark(Flaw::kLongExpiry, field.line);
    } else if (field.name == "preferred-languages") {
      for (std::string_view rest = field.value;;) {
        const std::size_t comma = rest.find(',');
        if (!is_language_tag(trimmed(rest.substr(0, comma)))) return remark(Flaw::kBadLanguage, field.line);
        if (comma == std::string_view::npos) return;
        rest.remove_prefix(comma + 1);
      }
    }
  }

  std::ptrdiff_t count(std::string_view name) const { return std::ranges::count(out_.fields, name, &Field::name); }

  bool any(std::string_view name, const auto& wanted) const {
    return std::ranges::any_of(out_.fields, [&](const Field& f) { return f.name == name && wanted(f.value); });
  }

  void check_whole(bool ended) {
    if (count("expires") == 0) remark(Flaw::kNoExpires, 0);
    if (count("expires") > 1) remark(Flaw::kManyExpires, 0);
    if (!ended) remark(Flaw::kNoLineEnd, 0);
    const auto is_here = [&](const std::string& url) { return std::ranges::find(urls_, url) != urls_.end(); };
    if (count("canonical") > 0 && !urls_.empty() && !any("canonical", is_here)) remark(Flaw::kNoMatch, 0);
    if (count("contact") == 0) remark(Flaw::kNoContact, 0);
    const auto is_mail = [](const std::string& url) { return scheme_of(url) == "mailto"; };
    if (any("contact", is_mail) && count("encryption") == 0) remark(Flaw::kNoEncryption, 0);
    if (count("preferred-languages") > 1) remark(Flaw::kManyLanguages, 0);
    if (!out_.is_signed) remark(Flaw::kNotSigned, 0);
    if (out_.is_signed && count("canonical") == 0) remark(Flaw::kNoCanonical, 0);
  }

  Moment now_;
  const std::vector<std::string>& urls_;
  Envelope envelope_;
  SecurityTxt out_;
};

}  // namespace

const char* word_of(Flaw flaw) {
  static constexpr std::array kWords{
      "not_utf8",       "no_contact",  "no_expires",    "expired",      "bad_expires",
      "many_expires",   "no_match",    "no_uri",        "no_https",     "bad_language",
      "many_languages", "not_a_field", "empty_name",    "empty_value",  "blank_before_colon",
      "no_space",       "no_line_end", "mark",          "signed_late",  "after_signature",
      "bad_signature",  "long_expiry", "no_encryption", "no_canonical", "not_signed"};
  static_assert(kWords.size() == static_cast<std::size_t>(Flaw::kNotSigned) + 1);
  return kWords[static_cast<std::size_t>(flaw)];
}

SecurityTxt read_security_txt(std::string_view bytes, Moment now, const std::vector<std::string>& urls) {
  return Reader(now, urls).read(bytes.substr(0, kMaxBytes));
}

std::optional<Moment> read_expires(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() <= kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool between = kForm[i] == 'T' && (text[i] == 't' || text[i] == ' ');
    if (kForm[i] == '0' ? !is_digit(text[i]) : text[i] != kForm[i] && !between) return std::nullopt;
  }
  const auto date = year{number(text, 0, 4)} / number(text, 5, 2) / number(text, 8, 2);
  const int h = number(text, 11, 2), m = number(text, 14, 2), s = number(text, 17, 2);
  const auto offset = read_offset(text.substr(kForm.size()));
  // A leap second is second 60.
  if (!date.ok() || h > 23 || m > 59 || s > 60 || !offset) return std::nullopt;
  return Moment{sys_days{date} + hours{h} + minutes{m} + seconds{s} - *offset};
}

bool is_language_tag(std::string_view tag) {
  bool first = true;
  while (true) {
    const std::string_view part = tag.substr(0, tag.find('-'));
    const bool letters = std::ranges::all_of(part, is_letter);
    const bool fits = std::ranges::all_of(part, [](char c) { return is_letter(c) || is_digit(c); });
    if (part.empty() || part.size() > 8 || !fits) return false;
    // Two or three letters of ISO 639; longer ones are in the form but not in the register. x- and i- are not ISO's.
    const bool own = tag.size() > 2 && (part == "x" || part == "i" || part == "X" || part == "I");
    if (first && !own && (!letters || part.size() < 2 || part.size() > 3)) return false;
    if (part.size() == tag.size()) return true;
    first = false;
    tag.remove_prefix(part.size() + 1);
  }
}

}  // namespace waarborg::scan::security_txt
