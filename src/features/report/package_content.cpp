// SPDX-License-Identifier: EUPL-1.2
//
// What stands in the package, from a snapshot. Pure.
#include <algorithm>

#include "features/report/package.h"
#include "features/report/package_histories.h"
#include "features/report/package_records.h"

namespace waarborg::report {
namespace {

using measure::Aspect;
using measure::Assessed;

std::string text_of(const json::Object& object, const char* member) {
  const json::Value* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

json::Object object_of(const std::string& text) {
  auto value = json::parse(text);
  return value && value->is_object() ? std::move(value->as_object()) : json::Object{};
}

/// Ids of accounts say nothing to an auditor; names do.
void drop_accounts(json::Object& object) {
  for (auto at = object.begin(); at != object.end();) {
    const bool account = at->key().ends_with("_account") || at->key() == "collector_token";
    at = account ? object.erase(at) : std::next(at);
  }
}

json::Value organisation_json(const org::Organisation& organisation) {
  return json::Object{{"id", organisation.id.text},
                      {"name", organisation.name},
                      {"sub_sector", organisation.sub_sector},
                      {"people", organisation.people},
                      {"board_member", organisation.board_member},
                      {"security_officer", organisation.security_officer},
                      {"health_information", organisation.health_information},
                      {"combined_roles_reason", organisation.combined_roles_reason}};
}

json::Value requirements_json(const Assessed& assessed, Language language) {
  json::Array items;
  for (std::uint32_t i = 0; i < assessed.requirements.size(); ++i) {
    const auto& record = assessed.requirements[i];
    if (!record.assessable || record.removed) continue;
    json::Array measures;
    for (const auto& link : assessed.proof.requirements[i].links) {
      const auto& stored = assessed.measures[link.measure];
      measures.push_back(json::Object{
          {"id", stored.id.text}, {"title", stored.body.title}, {"coverage", link.full ? "full" : "partly"}});
    }
    const auto decision = assessed.decisions.find(record.urn);
    json::Object item{{"urn", record.urn},
                      {"framework", record.framework_id},
                      {"ref", measure::shown_ref(record.ref)},
                      {"title", record.title(language)},
                      {"care_specific", record.health}};
    item["decision"] = decision == assessed.decisions.end() ? json::Value(nullptr) : json::encode(decision->second);
    item["verdict"] = json::encode(assessed.requirement_trio(i));
    item["aspects"] = json::encode(assessed.requirement_total(i, language));
    item["measures"] = std::move(measures);
    items.push_back(std::move(item));
  }
  return json::Object{{"items", std::move(items)}};
}

json::Array places_json(const Assessed& assessed, std::uint32_t index, Language language) {
  json::Array out;
  const auto& places = assessed.measures[index].body.places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    out.push_back(
        json::Object{{"place", json::encode(assessed.place(places[i], language))},
                     {"design", json::encode(assessed.place_verdict(index, i, Aspect::kDesign, language))},
                     {"existence", json::encode(assessed.place_verdict(index, i, Aspect::kExistence, language))},
                     {"operation", json::encode(assessed.place_verdict(index, i, Aspect::kOperation, language))}});
  }
  return out;
}

template <class T>
json::Value of_measure(const std::map<std::string, std::vector<T>>& all, const std::string& measure) {
  const auto found = all.find(measure);
  return found == all.end() ? json::Value(json::Array{}) : json::encode(found->second);
}

json::Array as_array(std::vector<json::Object> objects) {
  json::Array out;
  for (auto& object : objects) out.push_back(std::move(object));
  return out;
}

json::Value measures_json(const Snapshot& snapshot, Language language) {
  const Assessed& assessed = *snapshot.assessed;
  json::Array items;
  for (std::uint32_t i = 0; i < assessed.measures.size(); ++i) {
    const auto& stored = assessed.measures[i];
    json::Object item{{"id", stored.id.text},
                      {"version", stored.version},
                      {"title", stored.body.title},
                      {"description", stored.body.description},
                      {"owner", assessed.owner_name(stored)},
                      {"rollup", stored.body.rollup},
                      {"rollup_reason", stored.body.rollup_reason}};
    item["requirements"] = json::encode(stored.body.requirements);
    item["plan"] = json::encode(stored.body.plan);
    item["total"] = json::encode(assessed.measure_total(i, language));
    item["places"] = places_json(assessed, i, language);
    item["occurrences"] = of_measure(snapshot.occurrences, stored.id.text);
    item["deviations"] = of_measure(snapshot.deviations, stored.id.text);
    item["evidence"] = as_array(records_of(snapshot, "evidence", stored.id.text));
    item["populations"] = as_array(records_of(snapshot, "population", stored.id.text));
    json::Array overrides;
    for (const auto& row : snapshot.overrides) {
      if (row.measure != stored.id.text) continue;
      json::Object object = json::encode(row).as_object();
      drop_accounts(object);
      overrides.push_back(std::move(object));
    }
    item["overrides"] = std::move(overrides);
    items.push_back(std::move(item));
  }
  return json::Object{{"items", std::move(items)}};
}

json::Value versions_json(const Snapshot& snapshot) {
  json::Array items;
  for (const auto& row : snapshot.versions) {
    json::Object object = json::encode(row).as_object();
    drop_accounts(object);
    items.push_back(std::move(object));
  }
  return json::Object{{"items", std::move(items)}};
}

json::Value end_json(const catalog::MappedEnd& end) {
  return json::Object{{"urn", end.urn}, {"ref", measure::shown_ref(end.ref)}, {"title", end.title}};
}

/// What is confirmed answers for another framework, so an auditor can see by whose word.
json::Value mappings_json(const std::vector<catalog::MappingItem>& mappings) {
  json::Array items;
  for (const auto& one : mappings) {
    const auto relation = catalog::parse_relation(one.relation);
    const auto back = relation ? catalog::carry(*relation, one.strength, false) : catalog::Carry::kNothing;
    json::Object item{{"id", one.id}, {"source", end_json(one.source)}, {"target", end_json(one.target)}};
    item["relation"] = one.relation;
    item["strength"] = json::encode(one.strength);
    item["rationale"] = one.rationale;
    item["carries"] = one.carries;
    item["carries_back"] = catalog::to_text(back);
    item["state"] = one.state;
    item["reviewer"] = one.reviewer;
    item["reviewed_at"] = json::encode(one.reviewed_at);
    items.push_back(std::move(item));
  }
  return json::Object{{"items", std::move(items)}};
}

}  // namespace

std::vector<json::Object> records_of(const Snapshot& snapshot, const std::string& kind, const std::string& measure) {
  std::vector<json::Object> out;
  const auto found = snapshot.records.find(kind);
  if (found == snapshot.records.end()) return out;
  for (const auto& [id, state] : found->second) {
    json::Object object = object_of(state);
    if (text_of(object, "measure") != measure) continue;
    drop_accounts(object);
    out.push_back(std::move(object));
  }
  return out;
}

std::vector<NeededFile> needed_files(const Snapshot& snapshot) {
  std::vector<NeededFile> out;
  const auto take = [&](const char* kind, const char* member) {
    const auto found = snapshot.records.find(kind);
    if (found == snapshot.records.end()) return;
    for (const auto& [id, state] : found->second) {
      if (auto sha256 = text_of(object_of(state), member); !sha256.empty()) out.push_back({std::move(sha256), id});
    }
  };
  take("evidence", "sha256");
  take("population", "file_sha256");
  std::ranges::sort(out, [](const NeededFile& a, const NeededFile& b) {
    return a.sha256 != b.sha256 ? a.sha256 < b.sha256 : a.record < b.record;
  });
  const auto same = std::ranges::unique(out, {}, &NeededFile::sha256);
  out.erase(same.begin(), same.end());
  return out;
}

std::map<std::string, std::string> package_texts(const Snapshot& snapshot, Language language) {
  std::map<std::string, std::string> out;
  out["organisation.json"] = json::print(organisation_json(snapshot.organisation));
  out["status.json"] = json::print(json::Object{{"frameworks", json::encode(snapshot.statuses)}});
  out["statement.json"] = json::print(json::Object{{"frameworks", json::encode(snapshot.statements)}});
  out["statement-versions.json"] = json::print(versions_json(snapshot));
  out["requirements.json"] = json::print(requirements_json(*snapshot.assessed, language));
  out["measures.json"] = json::print(measures_json(snapshot, language));
  out["mappings.json"] = json::print(mappings_json(snapshot.mappings));
  out["accounts.json"] = json::print(json::Object{{"items", json::encode(snapshot.accounts)}});
  out["README.txt"] = package_readme(language);
  for (const auto& [kind, records] : snapshot.records) {
    out[records_path(kind)] = record_lines(kind, records);
  }
  for (const auto& [kind, stages] : snapshot.histories) out[history_path(kind)] = history_lines(stages);
  return out;
}

}  // namespace waarborg::report
