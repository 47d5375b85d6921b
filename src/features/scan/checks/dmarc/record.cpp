// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/dmarc/record.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "features/scan/mail_dns/tag_list.h"

namespace waarborg::scan::dmarc {
namespace {

using mail_dns::Tag;

std::optional<Policy> read_policy(const std::vector<Tag>& tags, std::string_view name, bool& has_bad) {
  const Tag* tag = mail_dns::find_tag(tags, name);
  if (tag == nullptr) return std::nullopt;
  const std::string value = lower(tag->value);
  if (value == "none") return Policy::kNone;
  if (value == "quarantine") return Policy::kQuarantine;
  if (value == "reject") return Policy::kReject;
  has_bad = true;
  return std::nullopt;
}

/// A scheme, a colon and something; of mailto an address.
bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
           c == '.';
  };
  if (!std::ranges::all_of(text.substr(0, colon), fits)) return false;
  if (std::ranges::any_of(text, [](char c) { return c <= ' ' || c > '~'; })) return false;
  return lower(text.substr(0, colon)) != "mailto" || !host_of(text).empty();
}

std::vector<std::string> read_uris(const std::vector<Tag>& tags, std::string_view name) {
  std::vector<std::string> uris;
  const Tag* tag = mail_dns::find_tag(tags, name);
  std::string_view list = tag == nullptr ? std::string_view() : tag->value;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view uri = trimmed(list.substr(0, end));
    uri = uri.substr(0, uri.find('!'));
    if (is_uri(uri)) uris.emplace_back(uri);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return uris;
}

int read_percentage(const std::vector<Tag>& tags) {
  const Tag* tag = mail_dns::find_tag(tags, "pct");
  if (tag == nullptr) return 100;
  int number = 0;
  const std::string_view text = tag->value;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole && number >= 0 && number <= 100 ? number : 100;
}

}  // namespace

bool is_dmarc(std::string_view txt) {
  const auto tags = mail_dns::read_tags(txt);
  return !tags.empty() && tags[0].has_equals && lower(tags[0].name) == "v" && tags[0].value == "DMARC1";
}

Record read_record(std::string_view txt) {
  const auto tags = mail_dns::read_tags(txt);
  Record record;
  record.policy = read_policy(tags, "p", record.has_bad_policy);
  record.subdomain_policy = read_policy(tags, "sp", record.has_bad_policy);
  record.absent_policy = read_policy(tags, "np", record.has_bad_policy);
  record.report_uris = read_uris(tags, "rua");
  record.failure_uris = read_uris(tags, "ruf");
  const Tag* testing = mail_dns::find_tag(tags, "t");
  record.is_testing = testing != nullptr && lower(testing->value) == "y";
  const Tag* suffix = mail_dns::find_tag(tags, "psd");
  const std::string kind = suffix == nullptr ? "" : lower(suffix->value);
  if (kind == "y" || kind == "n") record.public_suffix = kind[0];
  record.percentage = read_percentage(tags);
  return record;
}

bool is_usable(const Record& record) {
  return (record.policy && !record.has_bad_policy) || !record.report_uris.empty();
}

Policy policy_for(const Record& record, bool below) {
  if (!record.policy || record.has_bad_policy) return Policy::kNone;
  const Policy asked = below && record.subdomain_policy ? *record.subdomain_policy : *record.policy;
  if (!record.is_testing) return asked;
  return asked == Policy::kReject ? Policy::kQuarantine : Policy::kNone;
}

std::string host_of(std::string_view uri) {
  if (lower(uri.substr(0, 7)) != "mailto:") return {};
  uri.remove_prefix(7);
  uri = uri.substr(0, uri.find_first_of("?!"));
  const std::size_t at = uri.rfind('@');
  if (at == std::string_view::npos) return {};
  std::string host = lower(trimmed(uri.substr(at + 1)));
  if (host.ends_with('.')) host.pop_back();
  return host;
}

std::string_view word(Policy policy) {
  switch (policy) {
    case Policy::kNone:
      return "none";
    case Policy::kQuarantine:
      return "quarantine";
    case Policy::kReject:
      break;
  }
  return "reject";
}

}  // namespace waarborg::scan::dmarc
