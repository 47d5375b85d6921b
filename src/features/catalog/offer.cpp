// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/offer.h"

#include <algorithm>

#include "features/catalog/catalog.h"
#include "features/catalog/library.h"
#include "features/catalog/toml_text.h"

namespace waarborg::catalog {
namespace {

constexpr const char* kToml = "framework.toml";

Fault missing(const toml::node& node, const char* key) {
  return Fault{FaultKind::kInvalid, Message{"catalog.own.missing", {{"key", key}}}, line_in(kToml, node)};
}

Result<void> read_proposal(const toml::table& table, FrameworkOffer& out) {
  out.min_people = table["min_people"].value_or<std::int64_t>(0);
  if (const toml::array* sectors = table["sub_sectors"].as_array()) {
    for (const toml::node& node : *sectors) {
      const auto word = node.value<std::string>();
      if (!word) return std::unexpected(missing(node, "sub_sectors"));
      out.sub_sectors.push_back(*word);
    }
  }
  out.reason_nl = table["reason_nl"].value_or(std::string());
  out.reason_en = table["reason_en"].value_or(std::string());
  if (out.min_people < 0 || (out.min_people == 0 && out.sub_sectors.empty())) {
    return std::unexpected(missing(table, "min_people"));
  }
  if (out.reason_nl.empty() || out.reason_en.empty()) return std::unexpected(missing(table, "reason_nl"));
  return {};
}

}  // namespace

bool FrameworkOffer::proposed_for(std::string_view sub_sector, std::int64_t people) const {
  return std::ranges::find(sub_sectors, sub_sector) != sub_sectors.end() || (min_people > 0 && people >= min_people);
}

Result<FrameworkOffer> read_offer(std::string_view framework_toml) {
  const auto parsed = read_toml(framework_toml, kToml);
  if (!parsed) return std::unexpected(parsed.error());
  const toml::table& root = *parsed;
  FrameworkOffer out;
  out.urn = urn_key(root["urn"].value_or(std::string()));
  out.name_nl = root["name_nl"].value_or(std::string());
  out.name_en = root["name_en"].value_or(std::string());
  out.optional = root["optional"].value_or(false);
  if (out.urn.empty()) return std::unexpected(missing(root, "urn"));
  if (const toml::table* propose = root["propose"].as_table()) {
    if (auto ok = read_proposal(*propose, out); !ok) return std::unexpected(ok.error());
  }
  return out;
}

Result<std::vector<FrameworkOffer>> framework_offers(std::span<const ContentFile> files) {
  std::vector<FrameworkOffer> out;
  for (const ContentFile& file : files) {
    if (!file.path.starts_with("/frameworks/") || !file.path.ends_with("/framework.toml")) continue;
    auto offer = read_offer(file.bytes);
    if (!offer) return std::unexpected(offer.error());
    out.push_back(std::move(*offer));
  }
  return out;
}

}  // namespace waarborg::catalog
