// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/library.h"

#include <array>
#include <utility>

namespace waarborg::catalog {
namespace {

constexpr std::array<std::pair<std::string_view, Relation>, 5> kRelations = {{
    {"equal", Relation::kEqual},
    {"subset", Relation::kSubset},
    {"superset", Relation::kSuperset},
    {"intersect", Relation::kIntersect},
    {"not_related", Relation::kNotRelated},
}};

std::string_view found_in(const Texts& texts, std::string_view field, std::string_view language) {
  const auto fields = texts.find(std::string(language));
  if (fields == texts.end()) return {};
  const auto text = fields->second.find(std::string(field));
  return text == fields->second.end() ? std::string_view() : std::string_view(text->second);
}

}  // namespace

std::string_view text_in(const Texts& texts, std::string_view field, std::string_view language,
                         std::string_view fallback) {
  for (const std::string_view wanted : {language, fallback}) {
    if (const auto text = found_in(texts, field, wanted); !text.empty()) return text;
  }
  for (const auto& [other, fields] : texts) {
    if (const auto text = found_in(texts, field, other); !text.empty()) return text;
  }
  return {};
}

std::string urn_key(std::string_view urn) {
  std::string key(urn);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

std::optional<Relation> parse_relation(std::string_view word) {
  for (const auto& [name, relation] : kRelations) {
    if (name == word) return relation;
  }
  return std::nullopt;
}

std::string_view to_text(Relation relation) {
  for (const auto& [name, known] : kRelations) {
    if (known == relation) return name;
  }
  return "not_related";
}

}  // namespace waarborg::catalog
