// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/dmarc/strict.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

namespace waarborg::scan::dmarc {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_keyword_letter(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<StrictRecord> read() {
    if (!take_word("v") || !take_equals() || !text_.starts_with("DMARC1")) return std::nullopt;
    text_.remove_prefix(6);
    if (!take_separator()) return std::nullopt;
    if (is_next("p")) {
      if (!read_tag("p")) return std::nullopt;
    }
    while (!text_.empty()) {
      if (!take_separator()) return std::nullopt;
      if (text_.empty()) break;
      if (!read_any_tag()) return std::nullopt;
    }
    record_.report_hosts.insert(record_.report_hosts.end(), failure_hosts_.begin(), failure_hosts_.end());
    return std::move(record_);
  }

 private:
  void skip_spaces() {
    while (text_.starts_with(' ')) text_.remove_prefix(1);
  }

  bool take_word(std::string_view lower_word) {
    if (lower(text_.substr(0, lower_word.size())) != lower_word) return false;
    text_.remove_prefix(lower_word.size());
    return true;
  }

  bool take_equals() {
    skip_spaces();
    if (!text_.starts_with('=')) return false;
    text_.remove_prefix(1);
    skip_spaces();
    return true;
  }

  bool take_separator() {
    skip_spaces();
    if (!text_.starts_with(';')) return false;
    text_.remove_prefix(1);
    skip_spaces();
    return true;
  }

  /// Whether that tag, with its "=", comes now.
  bool is_next(std::string_view name) const {
    Reader ahead(text_);
    return ahead.take_word(name) && ahead.take_equals();
  }

  bool read_any_tag() {
    static constexpr std::array<std::string_view, 12> kNames{"sp",    "np",   "psd", "t",  "rua", "ruf",
                                                             "adkim", "aspf", "ri",  "fo", "rf",  "pct"};
    const auto* const name = std::ranges::find_if(kNames, [&](std::string_view one) { return is_next(one); });
    return name != kNames.end() && seen_.insert(*name).second && read_tag(*name);
  }

  bool read_tag(std::string_view name) {
    take_word(name);
    take_equals();
    record_.has_tags = true;
    if (name == "p") return take_policy(record_.policy);
    if (name == "sp") return take_policy(record_.subdomain_policy);
    std::optional<Policy> unused;
    if (name == "np") return take_policy(unused);
    if (name == "rua") return take_uris(record_.report_hosts);
    if (name == "ruf") return take_uris(failure_hosts_);
    if (name == "adkim" || name == "aspf") return take_one_of("rs");
    if (name == "psd") return take_one_of("ynu");
    if (name == "t") {
      record_.is_testing = lower(text_.substr(0, 1)) == "y";
      return take_one_of("yn");
    }
    if (name == "fo") return take_list([&] { return take_one_of("01ds"); });
    if (name == "rf") return take_list([&] { return take_keyword(); });
    return take_number(name == "pct" ? 3 : text_.size());
  }

  bool take_policy(std::optional<Policy>& into) {
    for (const Policy policy : {Policy::kNone, Policy::kQuarantine, Policy::kReject}) {
      if (!take_word(word(policy))) continue;
      into = policy;
      return true;
    }
    return false;
  }

  bool take_one_of(std::string_view letters) {
    if (text_.empty() || letters.find(lower(text_.substr(0, 1))) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool take_number(std::size_t most_digits) {
    const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text_, is_digit) - text_.begin());
    text_.remove_prefix(digits);
    return digits > 0 && digits <= most_digits;
  }

  bool take_keyword() {
    const auto size = static_cast<std::size_t>(std::ranges::find_if_not(text_, is_keyword_letter) - text_.begin());
    const bool good = size > 0 && text_[size - 1] != '-';
    text_.remove_prefix(size);
    return good;
  }

  /// Items with colons between.
  template <class Take>
  bool take_list(Take take) {
    if (!take()) return false;
    for (;;) {
      const std::string_view before = text_;
      skip_spaces();
      if (!text_.starts_with(':')) {
        text_ = before;
        return true;
      }
      text_.remove_prefix(1);
      skip_spaces();
      if (!take()) return false;
    }
  }

  bool take_uris(std::vector<std::string>& hosts) {
    for (;;) {
      const std::size_t size = std::min(text_.find_first_of(" ,;"), text_.size());
      if (!read_uri(text_.substr(0, size), hosts)) return false;
      text_.remove_prefix(size);
      const std::string_view before = text_;
      skip_spaces();
      if (!text_.starts_with(',')) {
        text_ = before;
        return true;
      }
      text_.remove_prefix(1);
      skip_spaces();
    }
  }

  static bool read_uri(std::string_view uri, std::vector<std::string>& hosts) {
    const std::size_t mark = uri.find('!');
    if (mark != std::string_view::npos) {
      const std::string_view size = uri.substr(mark + 1);
      if (size.empty() || !is_digit(size[0]) || size.find('!') != std::string_view::npos) return false;
    }
    const std::size_t colon = uri.find(':');
    const bool has_scheme =
        colon != std::string_view::npos && colon > 0 &&
        std::ranges::all_of(uri.substr(0, colon), [](char c) { return is_keyword_letter(c) || c == '+' || c == '.'; });
    if (!has_scheme) return false;
    std::string_view path = uri.substr(colon + 1);
    if (path.starts_with("//") || path.empty()) return true;
    path = path.substr(0, path.find_first_of("?#!"));
    const std::size_t at = path.find('@');
    std::string host = lower(at == std::string_view::npos ? path : path.substr(at + 1));
    while (host.ends_with('.')) host.pop_back();
    hosts.push_back(std::move(host));
    return true;
  }

  std::string_view text_;
  StrictRecord record_;
  std::vector<std::string> failure_hosts_;
  std::set<std::string_view> seen_;
};

}  // namespace

std::optional<StrictRecord> read_strictly(std::string_view txt) { return Reader(txt).read(); }

}  // namespace waarborg::scan::dmarc
