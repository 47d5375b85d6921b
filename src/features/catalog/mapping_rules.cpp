// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/mapping.h"

namespace waarborg::catalog {

std::string_view to_text(Carry carry) {
  switch (carry) {
    case Carry::kNothing:
      return "nothing";
    case Carry::kPart:
      return "part";
    case Carry::kWhole:
      return "whole";
  }
  return "nothing";
}

Carry carry(Relation relation, std::optional<std::int64_t> strength, bool forward) {
  if (relation == Relation::kNotRelated || (strength && *strength <= kWeak)) return Carry::kNothing;
  // "superset" says that the source asks more: who meets the source, meets the target; not the other way round.
  const bool covers = relation == Relation::kEqual || relation == (forward ? Relation::kSuperset : Relation::kSubset);
  return covers && (!strength || *strength >= kStrong) ? Carry::kWhole : Carry::kPart;
}

std::string framework_urn_of(std::string_view requirement_urn) {
  constexpr std::string_view kNode = ":req_node:";
  if (const std::size_t at = requirement_urn.find(kNode); at != std::string_view::npos) {
    const std::size_t begin = at + kNode.size();
    const std::string_view name = requirement_urn.substr(begin, requirement_urn.find(':', begin) - begin);
    return std::string(requirement_urn.substr(0, at)) + ":framework:" + std::string(name);
  }
  return std::string(requirement_urn.substr(0, requirement_urn.rfind(':')));
}

}  // namespace waarborg::catalog
