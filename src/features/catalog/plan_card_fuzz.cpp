// SPDX-License-Identifier: EUPL-1.2
//
// The words of a plan card. The TOML is fixed: see toml_text.h.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/catalog/plan_card.h"

namespace {

constexpr std::string_view kToml =
    "id = 'demo'\n"
    "version = 1\n"
    "owner = 'it'\n"
    "sub_sectors = []\n"
    "min_people = 0\n"
    "places = 'systems'\n"
    "requirements = [{ ref = '8.13', coverage = 'full' }]\n"
    "[design]\n"
    "review_months = 12\n"
    "policy = true\n"
    "[existence]\n"
    "valid_months = 6\n"
    "[[operation]]\n"
    "kind = 'occurrences'\n"
    "rrule = 'FREQ=YEARLY'\n"
    "window_days = 31\n"
    "grace_days = 0\n"
    "[[operation]]\n"
    "kind = 'sample'\n"
    "frequency = 'monthly'\n"
    "tolerated = 1\n"
    "[[operation]]\n"
    "kind = 'automated'\n"
    "source = 'restic'\n"
    "freshness_days = 3\n";
constexpr std::string_view kEnglish = "# T\ns\n## Design\nx\n## Existence\ny\n## Operation\nz\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto card = waarborg::catalog::read_plan_card({kToml, bytes, kEnglish}, "demo");
  if (card && card->texts.at("nl").operation.empty()) std::abort();
  return 0;
}
