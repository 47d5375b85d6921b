// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/tree.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace waarborg::catalog {

std::optional<Fault> arrange_as_tree(Framework& framework) {
  auto& nodes = framework.requirements;
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < nodes.size(); ++i) place.emplace(nodes[i].urn, i);
  std::vector<std::vector<std::size_t>> children(nodes.size());
  std::vector<std::pair<std::size_t, int>> todo;  // place and depth; the next one to visit is last
  for (std::size_t i = nodes.size(); i-- > 0;) {
    if (nodes[i].parent_urn.empty()) {
      todo.emplace_back(i, 1);
    } else {
      children[place.at(nodes[i].parent_urn)].push_back(i);
    }
  }
  std::vector<std::pair<std::size_t, int>> visited;
  std::vector<bool> reached(nodes.size(), false);
  while (!todo.empty()) {
    const auto [at, depth] = todo.back();
    todo.pop_back();
    visited.emplace_back(at, depth);
    reached[at] = true;
    for (const std::size_t child : children[at]) todo.emplace_back(child, depth + 1);
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (reached[i]) continue;
    return Fault{FaultKind::kInvalid, Message{"catalog.library.cycle", {{"urn", nodes[i].urn}}}, nodes[i].urn};
  }
  std::vector<Requirement> arranged;
  arranged.reserve(nodes.size());
  for (const auto& [at, depth] : visited) {
    nodes[at].depth = depth;
    nodes[at].order = arranged.size();
    arranged.push_back(std::move(nodes[at]));
  }
  nodes = std::move(arranged);
  return std::nullopt;
}

}  // namespace waarborg::catalog
