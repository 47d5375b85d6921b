// SPDX-License-Identifier: EUPL-1.2
#include "platform/mail/letter.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "base/encoding.h"
#include "platform/crypto/encoding.h"

namespace waarborg::mail {
namespace {

constexpr std::size_t kLine = 76;          // RFC 2045 section 6.7 rule 5
constexpr std::size_t kWordBytes = 39;     // with =?UTF-8?B?…?= and "Subject: " within 76 (RFC 2047 section 2)
constexpr std::size_t kAddressMost = 254;  // RFC 5321 section 4.5.3.1.3

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_dotted(std::string_view text, std::string_view also) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos) {
    return false;
  }
  return std::ranges::all_of(
      text, [&](char c) { return is_alphanumeric(c) || c == '.' || also.find(c) != std::string_view::npos; });
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The text as encoded words, cut between code points, a line each.
std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t cut = std::min(kWordBytes, text.size());
    while (cut < text.size() && cut > 1 && continues(text[cut])) --cut;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + crypto::base64_encode(text.substr(0, cut)) + "?=";
    text.remove_prefix(cut);
  }
  return out;
}

/// Free text of a header: as it is when it is short ASCII that nobody can take for an encoded word.
std::string unstructured(std::string_view text) {
  const bool plain = text.size() <= 60 && text.find("=?") == std::string_view::npos &&
                     std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return plain ? std::string(text) : encoded_words(text);
}

/// Name and address (RFC 5322 section 3.4); a name of anything but plain words becomes encoded words.
std::string mailbox(std::string_view name, std::string_view address) {
  if (name.empty()) return std::string(address);
  const bool plain =
      name.size() <= 60 && std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == ' '; });
  return (plain ? std::string(name) : encoded_words(name)) + "\r\n <" + std::string(address) + ">";
}

/// Sun, 22 Nov 2026 09:15:00 +0000 (RFC 5322 section 3.3)
std::string date(Moment at) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day ymd(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(ymd.day()), kMonths[static_cast<unsigned>(ymd.month()) - 1],
                     static_cast<int>(ymd.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

/// Quoted-printable (RFC 2045 section 6.7) of one line, soft line breaks included.
void add_quoted(std::string& out, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    const bool last = i + 1 == line.size();
    const bool plain = (byte > 0x20 && byte < 0x7F && byte != '=') || (byte == ' ' && !last);
    const std::size_t width = plain ? 1 : 3;
    if (column + width > kLine - 1) {
      out += "=\r\n";
      column = 0;
    }
    if (plain) {
      out += line[i];
    } else {
      out += fmt::format("={:02X}", byte);
    }
    column += width;
  }
  out += "\r\n";
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    add_quoted(out, line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Result<void> check(const Letter& letter) {
  if (!is_address(letter.from)) return invalid("mail.address", "from");
  if (!is_address(letter.to)) return invalid("mail.address", "to");
  if (!is_address(letter.message_id)) return invalid("mail.header", "message_id");
  const std::pair<const char*, const std::string*> fields[] = {
      {"from_name", &letter.from_name}, {"to_name", &letter.to_name}, {"subject", &letter.subject}};
  for (const auto& [name, value] : fields) {
    if (std::ranges::any_of(*value, is_control) || !is_utf8(*value)) return invalid("mail.header", name);
  }
  if (!is_utf8(letter.text)) return invalid("mail.header", "text");
  return {};
}

}  // namespace

bool is_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > kAddressMost || at > 64) return false;
  return is_dotted(text.substr(0, at), "!#$%&'*+-/=?^_`{|}~") && is_dotted(text.substr(at + 1), "-") &&
         text.substr(at + 1).front() != '-';
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || is_control(c)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

Result<std::string> compose(const Letter& letter) {
  if (auto ok = check(letter); !ok) return std::unexpected(ok.error());
  std::string out;
  const auto add = [&](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
  };
  add("Date", date(letter.at));
  add("From", mailbox(letter.from_name, letter.from));
  add("To", mailbox(letter.to_name, letter.to));
  add("Subject", unstructured(letter.subject));
  add("Message-ID", "<" + letter.message_id + ">");
  add("Auto-Submitted", "auto-generated");  // RFC 3834: no out-of-office answer
  add("MIME-Version", "1.0");
  add("Content-Type", "text/plain; charset=UTF-8");
  add("Content-Transfer-Encoding", "quoted-printable");
  add("Content-Language", code_of(letter.language));
  out += "\r\n" + quoted_printable(letter.text);
  return out;
}

}  // namespace waarborg::mail
