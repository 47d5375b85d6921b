// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/selectors.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "features/scan/names/domain_name.h"

namespace waarborg::scan {
namespace {

constexpr std::string_view kBetween = " ,;\t\r\n";

bool is_label(std::string_view label) {
  static constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  return !label.empty() && label.size() <= kMaxLabelBytes &&
         label.find_first_not_of(kAllowed) == std::string_view::npos;
}

bool is_selector(std::string_view name) {
  if (name.size() > kMaxNameBytes) return false;
  for (;;) {
    const std::size_t dot = name.find('.');
    if (!is_label(name.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

}  // namespace

Result<std::vector<std::string>> read_selectors(std::string_view text) {
  std::vector<std::string> selectors;
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
    if (text.empty()) return selectors;
    const std::string_view typed = text.substr(0, text.find_first_of(kBetween));
    text.remove_prefix(typed.size());
    std::string name = lower(typed);
    if (!is_selector(name)) {
      return invalid("scan.selector.invalid", "", {{"selector", std::string(beginning_of(typed, kMaxLabelBytes))}});
    }
    if (std::ranges::find(selectors, name) != selectors.end()) continue;
    if (selectors.size() == kMostSelectors) {
      return invalid("scan.selector.too_many", "", {{"most", std::to_string(kMostSelectors)}});
    }
    selectors.push_back(std::move(name));
  }
}

}  // namespace waarborg::scan
