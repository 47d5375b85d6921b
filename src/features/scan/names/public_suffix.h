// SPDX-License-Identifier: EUPL-1.2
//
// Where the domain of an organisation ends, by the Public Suffix List. Algorithm and format: publicsuffix.org/list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan {

/// Rules of registries only, or also those of companies that let others have names below theirs ("blogspot.com").
enum class SuffixSections { kAll, kIcann };

/// Made once from the text of the list, then only read: any number of threads may ask at once.
class PublicSuffixes {
 public:
  /// Lines that are no rule (a wildcard that is not the first label, a name that is too long) are passed over and
  /// counted; so is what comes after kMostBytes.
  static PublicSuffixes read(std::string_view list);

  /// The organisational domain: the public suffix and one label more (RFC 7489 section 3.2). Nothing when the name is a
  /// public suffix itself, an IPv4 address or no name. Labels may be A-labels or U-labels; what comes back is the end
  /// of the name as given, with A to Z in lower case and without the dot at the end.
  std::optional<std::string> registrable(std::string_view name, SuffixSections sections = SuffixSections::kAll) const;

  /// The public suffix of the name; its last label when no rule fits. Nothing when it is no name.
  std::optional<std::string> suffix(std::string_view name, SuffixSections sections = SuffixSections::kAll) const;

  std::size_t rules() const { return rules_; }
  std::size_t passed_over() const { return passed_over_; }

  /// The list of 2023 has 0.25 MB and 9,400 rules.
  static constexpr std::size_t kMostBytes = 8U << 20U;

 private:
  /// One name of the list and the rules on it: bits of kPlain, kWildcard and kException, those of the private section
  /// shifted by kPrivateShift.
  struct Entry {
    std::uint32_t at = 0;
    std::uint8_t size = 0;  ///< 0: the place is free.
    std::uint8_t rules = 0;
  };

  PublicSuffixes() = default;
  bool add(std::string_view rule, bool is_private);
  void insert(std::string_view name, std::uint8_t rule);
  void grow();
  Entry* place_of(std::string_view name, std::uint32_t hash);
  std::uint8_t rules_on(std::string_view name, std::uint32_t hash) const;
  std::optional<std::size_t> suffix_labels(std::string_view a_labels, SuffixSections sections) const;

  std::string names_;         ///< A-labels of all entries, one after the other.
  std::vector<Entry> table_;  ///< Open addressing; its size is a power of two.
  std::size_t used_ = 0;
  std::size_t rules_ = 0;
  std::size_t passed_over_ = 0;
};

}  // namespace waarborg::scan
