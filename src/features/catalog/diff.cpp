// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace waarborg::catalog {
namespace {

using ByUrn = std::unordered_map<std::string_view, const Requirement*>;

std::vector<const Requirement*> all_of(const Library& library) {
  std::vector<const Requirement*> all;
  for (const Framework& framework : library.frameworks) {
    for (const Requirement& one : framework.requirements) all.push_back(&one);
  }
  return all;
}

ByUrn by_urn(const std::vector<const Requirement*>& all) {
  ByUrn map;
  for (const Requirement* one : all) map.emplace(one->urn, one);
  return map;
}

std::string found(const Texts& texts, const std::string& language, const std::string& field) {
  const auto fields = texts.find(language);
  if (fields == texts.end()) return {};
  const auto text = fields->second.find(field);
  return text == fields->second.end() ? std::string() : text->second;
}

void add_changed_texts(const Texts& before, const Texts& after, std::set<std::string>& fields) {
  for (const Texts* side : {&before, &after}) {
    for (const auto& [language, texts] : *side) {
      for (const auto& [field, text] : texts) {
        if (found(before, language, field) != found(after, language, field)) fields.insert(language + "." + field);
      }
    }
  }
}

std::vector<std::string> changed_fields(const Requirement& a, const Requirement& b) {
  std::set<std::string> fields;
  const auto note = [&fields](bool same, const char* name) {
    if (!same) fields.insert(name);
  };
  note(a.ref == b.ref, "ref");
  note(a.assessable == b.assessable, "assessable");
  note(a.groups == b.groups, "groups");
  note(a.reference_controls == b.reference_controls, "reference_controls");
  note(a.threats == b.threats, "threats");
  note(a.questions == b.questions, "questions");
  note(a.importance == b.importance, "importance");
  note(a.cadence == b.cadence, "cadence");
  note(a.instrument == b.instrument, "instrument");
  note(a.health == b.health, "health");
  note(a.control_type == b.control_type, "control_type");
  note(a.cia == b.cia, "cia");
  add_changed_texts(a.texts, b.texts, fields);
  return {fields.begin(), fields.end()};
}

/// The requirements of a list that are in both versions under the same parent, in order, per parent.
std::map<std::string_view, std::vector<std::string_view>> stayed(const std::vector<const Requirement*>& all,
                                                                 const ByUrn& other) {
  std::map<std::string_view, std::vector<std::string_view>> order;
  for (const Requirement* one : all) {
    const auto match = other.find(one->urn);
    if (match != other.end() && match->second->parent_urn == one->parent_urn)
      order[one->parent_urn].push_back(one->urn);
  }
  return order;
}

/// The URNs outside a longest increasing run of old places: the fewest that must have been moved to get the new order.
std::vector<std::string_view> out_of_order(const std::vector<std::string_view>& before,
                                           const std::vector<std::string_view>& after) {
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < before.size(); ++i) place.emplace(before[i], i);
  std::vector<std::size_t> tails;  // index into `after` of the smallest end of a run of each length
  std::vector<std::size_t> previous(after.size(), after.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto at =
        std::lower_bound(tails.begin(), tails.end(), place.at(after[i]),
                         [&](std::size_t tail, std::size_t value) { return place.at(after[tail]) < value; });
    if (at != tails.begin()) previous[i] = *std::prev(at);
    if (at == tails.end()) {
      tails.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<bool> kept(after.size(), false);
  for (std::size_t i = tails.empty() ? after.size() : tails.back(); i < after.size(); i = previous[i]) kept[i] = true;
  std::vector<std::string_view> moved;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!kept[i]) moved.push_back(after[i]);
  }
  return moved;
}

std::unordered_set<std::string_view> reordered(const std::vector<const Requirement*>& before, const ByUrn& old_by_urn,
                                               const std::vector<const Requirement*>& after, const ByUrn& new_by_urn) {
  std::unordered_set<std::string_view> moved;
  const auto old_order = stayed(before, new_by_urn);
  for (const auto& [parent, urns] : stayed(after, old_by_urn)) {
    for (const std::string_view urn : out_of_order(old_order.at(parent), urns)) moved.insert(urn);
  }
  return moved;
}

std::vector<std::string> other_parts(const Library& a, const Library& b) {
  std::vector<std::string> parts;
  const auto note = [&parts](bool same, const char* name) {
    if (!same) parts.emplace_back(name);
  };
  const auto frames = [](const Library& library) {
    std::vector<Framework> bare = library.frameworks;
    for (Framework& one : bare) one.requirements.clear();
    return bare;
  };
  note(a.texts == b.texts, "texts");
  note(frames(a) == frames(b), "frameworks");
  note(a.mapping_sets == b.mapping_sets, "mappings");
  note(a.reference_controls == b.reference_controls, "reference_controls");
  note(a.threats == b.threats, "threats");
  note(a.risk_matrices == b.risk_matrices, "risk_matrices");
  note(a.dependencies == b.dependencies, "dependencies");
  return parts;
}

std::unexpected<Fault> refuse(const char* key, const Library& old_one, const Library& new_one) {
  return fail(FaultKind::kConflict, key, new_one.urn,
              {{"old", std::to_string(old_one.version)}, {"new", std::to_string(new_one.version)}});
}

}  // namespace

Result<LibraryDiff> diff(const Library& old_one, const Library& new_one) {
  if (old_one.urn != new_one.urn) return refuse("catalog.diff.other_library", old_one, new_one);
  if (new_one.version < old_one.version) return refuse("catalog.diff.lower_version", old_one, new_one);
  LibraryDiff result;
  result.old_version = old_one.version;
  result.new_version = new_one.version;
  if (new_one.version == old_one.version) {
    if (new_one.source_sha256 != old_one.source_sha256) return refuse("catalog.diff.same_version", old_one, new_one);
    return result;
  }
  const auto before = all_of(old_one);
  const auto after = all_of(new_one);
  const ByUrn old_by_urn = by_urn(before);
  const ByUrn new_by_urn = by_urn(after);
  const auto displaced = reordered(before, old_by_urn, after, new_by_urn);
  for (const Requirement* one : before) {
    if (!new_by_urn.contains(one->urn)) result.removed.push_back(one->urn);
  }
  for (const Requirement* one : after) {
    const auto match = old_by_urn.find(one->urn);
    if (match == old_by_urn.end()) {
      result.added.push_back(one->urn);
      continue;
    }
    if (auto fields = changed_fields(*match->second, *one); !fields.empty()) {
      result.changed.push_back({one->urn, std::move(fields)});
    }
    if (match->second->parent_urn != one->parent_urn || displaced.contains(one->urn)) result.moved.push_back(one->urn);
  }
  result.changed_parts = other_parts(old_one, new_one);
  return result;
}

}  // namespace waarborg::catalog
