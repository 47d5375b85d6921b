// SPDX-License-Identifier: EUPL-1.2
//
// Which of the frameworks that Waarborg brings an organisation has to choose itself, and to whom they are proposed.
// Stands in framework.toml:
//
//   optional = true
//   [propose]
//   min_people = 50
//   sub_sectors = ["hospital"]        # for these whatever the size
//   reason_nl = "…"
//   reason_en = "…"
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/phrasebook.h"
#include "base/result.h"

namespace waarborg::catalog {

struct ContentFile;

struct FrameworkOffer {
  std::string urn;
  std::string name_nl, name_en;
  bool optional = false;        ///< Not used until the organisation chooses it.
  std::int64_t min_people = 0;  ///< 0: size does not matter.
  std::vector<std::string> sub_sectors;
  std::string reason_nl, reason_en;  ///< Why it is proposed.

  bool proposed_for(std::string_view sub_sector, std::int64_t people) const;
  const std::string& name(Language language) const { return language == Language::kEn ? name_en : name_nl; }
  const std::string& reason(Language language) const { return language == Language::kEn ? reason_en : reason_nl; }
};

/// kInvalid catalog.own.toml or .missing, with the line in `where`.
Result<FrameworkOffer> read_offer(std::string_view framework_toml);

/// Of every norm in these files, in the order of their folders.
Result<std::vector<FrameworkOffer>> framework_offers(std::span<const ContentFile> files);

}  // namespace waarborg::catalog
