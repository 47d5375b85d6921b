// SPDX-License-Identifier: EUPL-1.2
//
// Names, subjects and texts are typed by people: no address or name may bring a header, a recipient or a line end of
// its own into a letter, and what is read back must be what was written.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/mail/letter.h"

namespace {

using waarborg::mail::Letter;

void must(bool holds) {
  if (!holds) std::abort();
}

bool is_visible(char c) { return c > 0x20 && c < 0x7F; }

/// The next line without its CRLF; a bare CR or LF is a fault.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find("\r\n");
  must(end != std::string_view::npos && end <= 998);  // RFC 5322 section 2.1.1
  const std::string_view line = rest.substr(0, end);
  must(line.find_first_of("\r\n") == std::string_view::npos);
  rest.remove_prefix(end + 2);
  return line;
}

int digit(char c) {
  must((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'));
  return c <= '9' ? c - '0' : c - 'A' + 10;
}

/// RFC 2045 section 6.7, read strictly.
std::string read_quoted(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    const std::string_view line = take_line(body);
    must(line.size() <= 76 && !line.ends_with(' '));
    const bool soft = line.ends_with('=');
    for (std::size_t i = 0; i + (soft ? 1 : 0) < line.size(); ++i) {
      must(is_visible(line[i]) || line[i] == ' ');
      if (line[i] != '=') {
        out += line[i];
      } else {
        must(i + 2 < line.size());
        out += static_cast<char>(digit(line[i + 1]) * 16 + digit(line[i + 2]));
        i += 2;
      }
    }
    if (!soft) out += '\n';
  }
  return out;
}

/// The text as it is meant to arrive: \n line ends, one at the end.
std::string expected(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out.append(line).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void check_message(std::string_view message, const Letter& letter) {
  constexpr std::array<std::string_view, 10> kHeaders{"Date",
                                                      "From",
                                                      "To",
                                                      "Subject",
                                                      "Message-ID",
                                                      "Auto-Submitted",
                                                      "MIME-Version",
                                                      "Content-Type",
                                                      "Content-Transfer-Encoding",
                                                      "Content-Language"};
  std::size_t headers = 0;
  for (std::string_view line = take_line(message); !line.empty(); line = take_line(message)) {
    must(std::ranges::all_of(line, [](char c) { return is_visible(c) || c == ' '; }));
    if (line.starts_with(' ')) continue;  // folded
    must(headers < kHeaders.size() && line.starts_with(kHeaders[headers]) &&
         line.substr(kHeaders[headers].size()).starts_with(": "));
    ++headers;
  }
  must(headers == kHeaders.size());
  must(read_quoted(message) == expected(letter.text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  Letter letter;
  for (std::string* field : {&letter.from, &letter.from_name, &letter.to, &letter.to_name, &letter.subject,
                             &letter.message_id, &letter.text}) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    *field = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const std::string& text : {letter.from, letter.to, letter.to_name}) {
    if (!waarborg::mail::is_address(text)) continue;
    must(text.size() <= 254 && std::ranges::count(text, '@') == 1);
    must(std::ranges::all_of(text, [](char c) {
      return is_visible(c) && std::string_view("<>()[],:;\"\\").find(c) == std::string_view::npos;
    }));
  }
  const std::string line = waarborg::mail::one_line(letter.to_name);
  must(waarborg::mail::one_line(line) == line && line.find("  ") == std::string::npos);
  must(std::ranges::none_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
  letter.at = waarborg::Moment{std::chrono::seconds(static_cast<std::int64_t>(size) * 86'399)};
  if (const auto message = waarborg::mail::compose(letter)) check_message(*message, letter);
  return 0;
}
