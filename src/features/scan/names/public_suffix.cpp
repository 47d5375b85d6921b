// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/public_suffix.h"

#include <algorithm>

#include "base/text.h"
#include "features/scan/names/a_labels.h"

namespace waarborg::scan {
namespace {

constexpr std::uint8_t kPlain = 1, kWildcard = 2, kException = 4;
constexpr std::uint8_t kIcannRules = kPlain | kWildcard | kException;
constexpr unsigned kPrivateShift = 3;

/// FNV-1a from the end of a name to its beginning, so that one walk gives the hash of every ending.
constexpr std::uint32_t kHashStart = 2166136261U;
std::uint32_t hash_on(std::uint32_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * 16777619U; }

std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = kHashStart;
  for (std::size_t i = name.size(); i > 0; --i) hash = hash_on(hash, name[i - 1]);
  return hash;
}

/// The last labels of a name that has at least so many.
std::string_view last_labels(std::string_view name, std::size_t count) {
  std::size_t at = name.size();
  for (; count > 0 && at > 0; --count) {
    const std::size_t dot = name.rfind('.', at - 1);
    if (dot == std::string_view::npos) return name;
    at = dot;
  }
  return name.substr(std::min(at + 1, name.size()));
}

std::size_t labels_in(std::string_view name) { return static_cast<std::size_t>(std::ranges::count(name, '.')) + 1; }

/// An address in numbers has no owner that a list could know.
bool ends_in_number(std::string_view name) {
  return last_labels(name, 1).find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view without_dot(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

}  // namespace

PublicSuffixes PublicSuffixes::read(std::string_view list) {
  PublicSuffixes made;
  made.table_.resize(1024);
  if (list.size() > kMostBytes) {
    made.passed_over_ = 1;
    list = list.substr(0, list.rfind('\n', kMostBytes) + 1);
  }
  bool is_private = false;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    const std::string_view line = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (line.starts_with("//")) {
      if (line.find("===BEGIN PRIVATE DOMAINS===") != std::string_view::npos) is_private = true;
      if (line.find("===END PRIVATE DOMAINS===") != std::string_view::npos) is_private = false;
      continue;
    }
    // A rule is what stands before the first white space.
    const std::string_view rule = line.substr(0, line.find_first_of(" \t\r"));
    if (rule.empty()) continue;
    made.add(rule, is_private) ? ++made.rules_ : ++made.passed_over_;
  }
  return made;
}

bool PublicSuffixes::add(std::string_view rule, bool is_private) {
  std::uint8_t kind = kPlain;
  if (rule.starts_with('!')) {
    kind = kException;
    rule.remove_prefix(1);
  } else if (rule.starts_with("*.")) {
    kind = kWildcard;
    rule.remove_prefix(2);
  } else if (rule == "*") {
    return true;  // what holds when no rule does
  }
  if (rule.starts_with('.')) rule.remove_prefix(1);
  const auto name = to_a_labels(rule);
  if (!name || name->find('*') != std::string::npos) return false;
  if (kind == kException && name->find('.') == std::string::npos) return false;
  insert(*name, static_cast<std::uint8_t>(is_private ? kind << kPrivateShift : kind));
  return true;
}

void PublicSuffixes::insert(std::string_view name, std::uint8_t rule) {
  if (2 * (used_ + 1) > table_.size()) grow();
  Entry* entry = place_of(name, hash_of(name));
  if (entry->size == 0) {
    entry->at = static_cast<std::uint32_t>(names_.size());
    entry->size = static_cast<std::uint8_t>(name.size());
    names_ += name;
    ++used_;
  }
  entry->rules |= rule;
}

void PublicSuffixes::grow() {
  std::vector<Entry> before(table_.size() * 2);
  before.swap(table_);
  for (const Entry& entry : before) {
    if (entry.size == 0) continue;
    const std::string_view name = std::string_view(names_).substr(entry.at, entry.size);
    *place_of(name, hash_of(name)) = entry;
  }
}

PublicSuffixes::Entry* PublicSuffixes::place_of(std::string_view name, std::uint32_t hash) {
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    Entry& entry = table_[i];
    if (entry.size == 0 || std::string_view(names_).substr(entry.at, entry.size) == name) return &entry;
  }
}

std::uint8_t PublicSuffixes::rules_on(std::string_view name, std::uint32_t hash) const {
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    const Entry& entry = table_[i];
    if (entry.size == 0) return 0;
    if (std::string_view(names_).substr(entry.at, entry.size) == name) return entry.rules;
  }
}

/// How many labels the public suffix has. An exception goes before all, then the rule with most labels.
std::optional<std::size_t> PublicSuffixes::suffix_labels(std::string_view name, SuffixSections sections) const {
  if (ends_in_number(name)) return std::nullopt;
  std::size_t most = 1, depth = 0;
  std::uint32_t hash = kHashStart;
  for (std::size_t i = name.size(); i > 0; --i) {
    hash = hash_on(hash, name[i - 1]);
    const bool at_label = i == 1 || name[i - 2] == '.';
    if (!at_label) continue;
    ++depth;
    std::uint8_t rules = rules_on(name.substr(i - 1), hash);
    if (sections == SuffixSections::kAll) rules |= static_cast<std::uint8_t>(rules >> kPrivateShift);
    rules &= kIcannRules;
    if ((rules & kException) != 0) return depth - 1;
    if ((rules & kPlain) != 0) most = std::max(most, depth);
    if ((rules & kWildcard) != 0 && i > 1) most = std::max(most, depth + 1);
  }
  return most;
}

std::optional<std::string> PublicSuffixes::suffix(std::string_view name, SuffixSections sections) const {
  const auto a_labels = to_a_labels(name);
  if (!a_labels) return std::nullopt;
  const auto labels = suffix_labels(*a_labels, sections);
  if (!labels) return std::nullopt;
  return lower(last_labels(without_dot(name), *labels));
}

std::optional<std::string> PublicSuffixes::registrable(std::string_view name, SuffixSections sections) const {
  const auto a_labels = to_a_labels(name);
  if (!a_labels) return std::nullopt;
  const auto labels = suffix_labels(*a_labels, sections);
  if (!labels || labels_in(*a_labels) <= *labels) return std::nullopt;
  return lower(last_labels(without_dot(name), *labels + 1));
}

}  // namespace waarborg::scan
