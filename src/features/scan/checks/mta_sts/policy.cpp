// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/mta_sts/policy.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "features/scan/checks/spf/macro.h"
#include "features/scan/mail_dns/finding.h"
#include "features/scan/mail_dns/tag_list.h"

namespace waarborg::scan::mta_sts {
namespace {

constexpr std::string_view kVersion = "v=STSv1";
constexpr std::size_t kMostId = 32;
constexpr std::size_t kMostPatterns = 200;

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// sts-ext-name: a letter or digit, then those and "_", "-" and ".".
bool is_extension_name(std::string_view name) {
  return !name.empty() && name.size() <= kMostId && is_alphanumeric(name[0]) &&
         std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; });
}

bool is_pattern(std::string_view pattern) {
  if (pattern.starts_with("*.")) pattern.remove_prefix(2);
  return spf::is_name(pattern) &&
         std::ranges::all_of(pattern, [](char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; });
}

std::optional<std::int64_t> read_age(std::string_view text) {
  std::int64_t age = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), age);
  if (text.empty() || text.size() > 10 || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (age < 0 || age > kMostAge) return std::nullopt;
  return age;
}

/// What the lines say; of a key that stands twice the first counts, but for mx (section 3.2).
struct Lines {
  std::optional<std::string> version, mode, max_age;
  std::vector<std::string> patterns;
};

Result<Lines> read_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trimmed(line).empty()) {
      if (trimmed(text).empty()) break;
      return invalid("scan.mta_sts.bad_line", {}, {{"line", std::string(line)}});
    }
    const std::size_t colon = line.find(':');
    const std::string_view key = line.substr(0, colon);
    if (colon == std::string_view::npos || !is_extension_name(key)) {
      return invalid("scan.mta_sts.bad_line", {}, {{"line", std::string(line)}});
    }
    const std::string value(trimmed(line.substr(colon + 1)));
    auto* const place = key == "version"   ? &lines.version
                        : key == "mode"    ? &lines.mode
                        : key == "max_age" ? &lines.max_age
                                           : nullptr;
    if (place != nullptr && !*place) *place = value;
    if (key == "mx" && lines.patterns.size() < kMostPatterns) lines.patterns.push_back(lower(value));
  }
  return lines;
}

}  // namespace

bool is_mta_sts(std::string_view txt) {
  return txt.starts_with(kVersion) && trimmed(txt.substr(kVersion.size())).starts_with(';');
}

std::optional<std::string> read_record(std::string_view txt) {
  if (!is_mta_sts(txt)) return std::nullopt;
  std::optional<std::string> id;
  const auto tags = mail_dns::read_tags(txt);
  for (std::size_t i = 1; i < tags.size(); ++i) {
    if (!tags[i].has_equals || !is_extension_name(tags[i].name) || tags[i].value.empty()) return std::nullopt;
    if (tags[i].name != "id") continue;
    const std::string_view value = tags[i].value;
    if (id || value.size() > kMostId || !std::ranges::all_of(value, is_alphanumeric)) return std::nullopt;
    id = value;
  }
  return id;
}

Result<Policy> read_policy(std::string_view text) {
  if (text.size() > kMostPolicyBytes) return invalid("scan.mta_sts.too_large");
  const auto lines = read_lines(text);
  if (!lines) return std::unexpected(lines.error());
  if (lines->version != "STSv1") return invalid("scan.mta_sts.bad_version");
  Policy policy;
  if (lines->mode == "enforce") {
    policy.mode = Mode::kEnforce;
  } else if (lines->mode == "testing") {
    policy.mode = Mode::kTesting;
  } else if (lines->mode != "none") {
    return invalid("scan.mta_sts.bad_mode");
  }
  const auto age = read_age(lines->max_age.value_or(""));
  if (!age) return invalid("scan.mta_sts.bad_age");
  policy.max_age = *age;
  if (lines->patterns.empty() && policy.mode != Mode::kNone) return invalid("scan.mta_sts.no_mx");
  for (const std::string& pattern : lines->patterns) {
    if (!is_pattern(pattern)) return invalid("scan.mta_sts.bad_mx", {}, {{"pattern", pattern}});
  }
  policy.patterns = lines->patterns;
  return policy;
}

bool matches(std::string_view pattern, std::string_view host) {
  if (!pattern.starts_with("*.")) return pattern == host;
  const std::size_t dot = host.find('.');
  return dot != std::string_view::npos && dot > 0 && host.substr(dot) == pattern.substr(1);
}

std::optional<std::string> policy_url(const DomainFacts& facts) {
  auto found = mail_dns::txt_records(facts.dns, "_mta-sts." + facts.name);
  std::erase_if(found.records, [](const std::string& record) { return !is_mta_sts(record); });
  if (found.records.size() != 1 || !read_record(found.records.front())) return std::nullopt;
  return "https://mta-sts." + facts.name + "/.well-known/mta-sts.txt";
}

}  // namespace waarborg::scan::mta_sts
