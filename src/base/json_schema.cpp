// SPDX-License-Identifier: EUPL-1.2
#include "base/json_schema.h"

#include <boost/core/demangle.hpp>
#include <stdexcept>

namespace waarborg::json {
namespace {

std::string last_part(const std::string& qualified) {
  const auto colon = qualified.rfind("::");
  return colon == std::string::npos ? qualified : qualified.substr(colon + 2);
}

/// waarborg::org::Place → Org
std::string feature_of(std::string qualified) {
  for (const std::string hidden = "::(anonymous namespace)"; qualified.find(hidden) != std::string::npos;) {
    qualified.erase(qualified.find(hidden), hidden.size());
  }
  const auto end = qualified.rfind("::");
  std::string name = end == std::string::npos ? "" : last_part(qualified.substr(0, end));
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

}  // namespace

Value Schemas::reference(const std::string& name) { return Object{{"$ref", "#/components/schemas/" + name}}; }

Schemas::Claim Schemas::claim(const std::type_info& type, Flow flow) {
  const std::string full = boost::core::demangle(type.name());
  const bool request = flow == Flow::kRequest;
  const auto finished = [&](std::string name) { return request && !name.ends_with("Input") ? name + "Input" : name; };
  const std::string owner = full + (request ? " in requests" : "");
  for (const std::string& name : {finished(last_part(full)), finished(feature_of(full) + last_part(full))}) {
    const auto [at, fresh] = owners_.try_emplace(name, owner);
    if (fresh) {
      components_.emplace(name, nullptr);  // a placeholder first: a struct may hold a list of itself
      return {name, true};
    }
    if (at->second == owner) return {name, false};
  }
  throw std::logic_error("two schemas of one name: " + full);
}

void Schemas::define(const std::string& name, Value schema) {
  if (!owners_.try_emplace(name, "(data)").second) throw std::logic_error("two schemas of one name: " + name);
  components_[name] = std::move(schema);
}

}  // namespace waarborg::json
