// SPDX-License-Identifier: EUPL-1.2
#include "app/scan_rules.h"

#include <algorithm>
#include <memory>

#include "app/embedded.h"
#include "features/scan/names/public_suffix.h"

namespace waarborg::app {
namespace {

std::string_view content_file(std::string_view path) {
  const auto& all = content_files();
  const auto found = std::ranges::find(all, path, &http::Asset::path);
  return found == all.end() ? std::string_view() : found->identity;
}

}  // namespace

Result<scan::RuleSet> current_scan_rules() {
  auto rules = scan::read_rule_set(content_file(scan::kCurrentRules), std::string(scan::kCurrentRules));
  if (!rules) return rules;
  const auto list = content_file("/scan/public_suffix_list.dat");
  if (!list.empty()) {
    rules->suffixes = std::make_shared<const scan::PublicSuffixes>(scan::PublicSuffixes::read(list));
  }
  return rules;
}

}  // namespace waarborg::app
