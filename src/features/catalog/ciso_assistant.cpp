// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/ciso_assistant.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "features/catalog/tree.h"
#include "features/catalog/yaml_tree.h"

namespace waarborg::catalog {
namespace {

using Kind = YamlNode::Kind;

/// Name in the file → name of our field.
using Names = std::vector<std::pair<std::string_view, std::string_view>>;

const Names kThingNames = {{"name", "title"},
                           {"description", "description"},
                           {"annotation", "annotation"},
                           {"copyright", "copyright"},
                           {"typical_evidence", "typical_evidence"}};
const Names kNodeNames = {
    {"name", "title"}, {"description", "asks"}, {"annotation", "annotation"}, {"typical_evidence", "typical_evidence"}};
const Names kQuestionNames = {{"text", "title"}, {"value", "title"}, {"description", "description"}};
const Names kMappingNames = {{"rationale", "rationale"}, {"annotation", "annotation"}};

/// What a library can hold that Waarborg reads; all else is named in a warning.
constexpr std::array<std::string_view, 9> kReadObjects = {
    "framework",        "frameworks",    "reference_controls",      "threats",
    "risk_matrix",      "risk_matrices", "requirement_mapping_set", "requirement_mapping_sets",
    "reference_control"};

/// Thrown nowhere outside this file: the reader is a deep tree of small functions that all stop at the first mistake.
struct Stop {
  Fault fault;
};

[[noreturn]] void stop(const YamlNode& at, std::string key,
                       std::vector<std::pair<std::string, std::string>> args = {}) {
  throw Stop{Fault{FaultKind::kInvalid, Message{std::move(key), std::move(args)}, "line " + std::to_string(at.line)}};
}

class Reader {
 public:
  explicit Reader(const YamlNode& root) : root_(root) {}

  Library read() {
    read_header();
    const YamlNode* objects = root_.find("objects");
    if (objects == nullptr || objects->kind != Kind::kMap) missing(root_, "objects");
    each(*objects, {"framework", "frameworks"}, [this](const YamlNode& one) { read_framework(one); });
    each(*objects, {"reference_controls", "reference_control"},
         [this](const YamlNode& one) { library_.reference_controls.push_back(read_item(one)); });
    each(*objects, {"threats"}, [this](const YamlNode& one) { library_.threats.push_back(read_item(one)); });
    each(*objects, {"risk_matrix", "risk_matrices"}, [this](const YamlNode& one) { read_matrix(one); });
    each(*objects, {"requirement_mapping_set", "requirement_mapping_sets"},
         [this](const YamlNode& one) { read_mapping_set(one); });
    for (const std::string& name : objects->keys) {
      if (std::find(kReadObjects.begin(), kReadObjects.end(), name) == kReadObjects.end()) {
        warn("catalog.library.skipped", {{"kind", name}});
      }
    }
    for (Framework& framework : library_.frameworks) resolve(framework);
    if (unnamed_warnings_ > 0) {
      library_.warnings.push_back(
          Message{"catalog.library.more_warnings", {{"count", std::to_string(unnamed_warnings_)}}});
    }
    return std::move(library_);
  }

 private:
  [[noreturn]] static void missing(const YamlNode& at, std::string_view key) {
    stop(at, "catalog.library.missing", {{"key", std::string(key)}});
  }

  void warn(std::string key, std::vector<std::pair<std::string, std::string>> args) {
    if (library_.warnings.size() < kMaxWarnings) {
      library_.warnings.push_back(Message{std::move(key), std::move(args)});
    } else {
      ++unnamed_warnings_;
    }
  }

  static void each(const YamlNode& objects, std::initializer_list<std::string_view> names,
                   const std::function<void(const YamlNode&)>& read) {
    for (const std::string_view name : names) {
      const YamlNode* value = objects.find(name);
      if (value == nullptr) continue;
      if (value->kind == Kind::kMap) {
        read(*value);
      } else if (value->kind == Kind::kSequence) {
        for (const YamlNode& one : value->items) read(as_map(one));
      } else {
        bad(*value, name);
      }
    }
  }

  static const YamlNode& as_map(const YamlNode& node) {
    if (node.kind != Kind::kMap) bad(node, node.text);
    return node;
  }

  [[noreturn]] static void bad(const YamlNode& at, std::string_view key) {
    stop(at, "catalog.library.bad_value", {{"key", std::string(key.substr(0, 60))}});
  }

  static std::string needed(const YamlNode& map, std::string_view key) {
    std::string text = map.text_of(key);
    if (text.empty()) missing(map, key);
    return text;
  }

  static int needed_number(const YamlNode& map, std::string_view key) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) missing(map, key);
    const auto number = node->number();
    if (!number) bad(*node, key);
    return *number;
  }

  static std::optional<int> number_in(const YamlNode& map, std::string_view key) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) return std::nullopt;
    const auto number = node->number();
    if (!number) bad(*node, key);
    return number;
  }

  static bool flag(const YamlNode& map, std::string_view key) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) return false;
    const auto value = node->boolean();
    if (!value) bad(*node, key);
    return *value;
  }

  static std::vector<std::string> list(const YamlNode& map, std::string_view key, bool urns) {
    std::vector<std::string> items;
    const YamlNode* node = map.find(key);
    if (node == nullptr) return items;
    if (node->kind == Kind::kScalar) return {urns ? urn_key(node->text) : node->text};
    if (node->kind != Kind::kSequence) bad(*node, key);
    for (const YamlNode& item : node->items) {
      if (item.kind == Kind::kScalar) items.push_back(urns ? urn_key(item.text) : item.text);
    }
    return items;
  }

  static const YamlNode& items_of(const YamlNode& map, std::string_view key) {
    static const YamlNode kNone;
    const YamlNode* node = map.find(key);
    if (node == nullptr) return kNone;
    if (node->kind != Kind::kSequence) bad(*node, key);
    return *node;
  }

  Texts texts(const YamlNode& map, const Names& names) const {
    Texts found;
    const auto add = [&](const std::string& language, const YamlNode& from) {
      for (const auto& [theirs, ours] : names) {
        if (std::string text = from.text_of(theirs); !text.empty()) {
          found[language].try_emplace(std::string(ours), std::move(text));
        }
      }
    };
    add(library_.locale, map);
    if (const YamlNode* translations = map.find("translations")) {
      for (std::size_t i = 0; i < translations->keys.size(); ++i) add(translations->keys[i], translations->items[i]);
    }
    return found;
  }

  std::string new_urn(const YamlNode& map) {
    std::string urn = urn_key(needed(map, "urn"));
    if (!urns_.insert(urn).second) stop(map, "catalog.library.double_urn", {{"urn", urn}});
    return urn;
  }

  void read_header() {
    if (root_.kind != Kind::kMap || root_.find("urn") == nullptr) stop(root_, "catalog.library.not_library");
    library_.urn = new_urn(root_);
    library_.ref = needed(root_, "ref_id");
    library_.locale = needed(root_, "locale");
    library_.version = needed_number(root_, "version");
    library_.publication_date = root_.text_of("publication_date");
    library_.provider = root_.text_of("provider");
    library_.packager = root_.text_of("packager");
    library_.dependencies = list(root_, "dependencies", true);
    library_.texts = texts(root_, kThingNames);
  }

  void read_framework(const YamlNode& map) {
    Framework framework;
    framework.urn = new_urn(map);
    framework.ref = needed(map, "ref_id");
    framework.texts = texts(map, kThingNames);
    framework.min_score = number_in(map, "min_score").value_or(0);
    framework.max_score = number_in(map, "max_score").value_or(100);
    for (const YamlNode& level : items_of(map, "scores_definition").items) {
      framework.scores.push_back({needed_number(level, "score"), texts(level, kThingNames)});
    }
    for (const YamlNode& group : items_of(map, "implementation_groups_definition").items) {
      framework.groups.push_back({needed(group, "ref_id"), flag(group, "default_selected"), texts(group, kThingNames)});
    }
    const std::string_view nodes = map.find("requirement_nodes") != nullptr ? "requirement_nodes" : "requirements";
    for (const YamlNode& node : items_of(map, nodes).items) {
      framework.requirements.push_back(read_node(as_map(node), framework.requirements.size()));
    }
    library_.frameworks.push_back(std::move(framework));
  }

  Requirement read_node(const YamlNode& map, std::size_t order) {
    Requirement node;
    node.urn = new_urn(map);
    node.ref = map.text_of("ref_id");
    node.parent_urn = urn_key(map.text_of("parent_urn"));
    node.depth = number_in(map, "depth").value_or(1);
    node.assessable = flag(map, "assessable");
    node.order = order;
    node.texts = texts(map, kNodeNames);
    node.groups = list(map, "implementation_groups", false);
    node.reference_controls = list(map, "reference_controls", true);
    node.threats = list(map, "threats", true);
    node.importance = map.text_of("importance");
    if (const YamlNode* questions = map.find("questions")) {
      for (std::size_t i = 0; i < questions->keys.size(); ++i) {
        node.questions.push_back(read_question(questions->keys[i], questions->items[i]));
      }
    }
    return node;
  }

  Question read_question(const std::string& urn, const YamlNode& map) const {
    Question question;
    question.urn = urn_key(urn);
    question.kind = map.text_of("type");
    question.texts = texts(map, kQuestionNames);
    for (const YamlNode& one : items_of(map, "choices").items) {
      std::string result = one.text_of("compute_result");
      if (result == "true") result = "compliant";
      if (result == "false") result = "non_compliant";
      question.choices.push_back({urn_key(one.text_of("urn")), result, texts(one, kQuestionNames)});
    }
    return question;
  }

  ReferenceItem read_item(const YamlNode& map) {
    ReferenceItem item;
    item.urn = new_urn(map);
    item.ref = map.text_of("ref_id");
    item.category = map.text_of("category");
    item.function = map.text_of("csf_function");
    item.texts = texts(map, kThingNames);
    return item;
  }

  void read_matrix(const YamlNode& map) {
    RiskMatrix matrix;
    matrix.urn = new_urn(map);
    matrix.ref = needed(map, "ref_id");
    matrix.texts = texts(map, kThingNames);
    matrix.probability = read_levels(map, "probability");
    matrix.impact = read_levels(map, "impact");
    matrix.risk = read_levels(map, "risk");
    const YamlNode& grid = items_of(map, "grid");
    for (const YamlNode& row : grid.items) {
      if (row.kind != Kind::kSequence) stop(row, "catalog.library.bad_matrix");
      std::vector<int> cells;
      for (const YamlNode& cell : row.items) {
        const int risk = cell.number().value_or(-1);
        if (risk < 0 || static_cast<std::size_t>(risk) >= matrix.risk.size()) {
          stop(cell, "catalog.library.bad_matrix");
        }
        cells.push_back(risk);
      }
      if (cells.size() != matrix.impact.size()) stop(row, "catalog.library.bad_matrix");
      matrix.grid.push_back(std::move(cells));
    }
    if (matrix.grid.empty() || matrix.grid.size() != matrix.probability.size()) {
      stop(map, "catalog.library.bad_matrix");
    }
    library_.risk_matrices.push_back(std::move(matrix));
  }

  std::vector<MatrixLevel> read_levels(const YamlNode& map, std::string_view key) const {
    std::vector<MatrixLevel> levels;
    for (const YamlNode& level : items_of(map, key).items) {
      // The grid points at levels by id, so the ids must be the places in the list.
      const auto id = number_in(level, "id");
      if (id && static_cast<std::size_t>(*id) != levels.size()) stop(level, "catalog.library.bad_matrix");
      levels.push_back({level.text_of("abbreviation"), level.text_of("hexcolor"), texts(level, kThingNames)});
    }
    return levels;
  }

  void read_mapping_set(const YamlNode& map) {
    MappingSet set;
    if (map.find("urn") != nullptr) set.urn = new_urn(map);
    set.source_framework_urn = urn_key(needed(map, "source_framework_urn"));
    set.target_framework_urn = urn_key(needed(map, "target_framework_urn"));
    set.texts = texts(map, kThingNames);
    for (const YamlNode& one : items_of(map, "requirement_mappings").items) {
      Mapping mapping;
      mapping.source_urn = urn_key(needed(one, "source_requirement_urn"));
      mapping.target_urn = urn_key(needed(one, "target_requirement_urn"));
      const auto relation = parse_relation(needed(one, "relationship"));
      if (!relation) bad(*one.find("relationship"), one.text_of("relationship"));
      mapping.relation = *relation;
      mapping.strength = number_in(one, "strength_of_relationship");
      mapping.texts = texts(one, kMappingNames);
      set.mappings.push_back(std::move(mapping));
    }
    library_.mapping_sets.push_back(std::move(set));
  }

  /// Second pass: parents, groups, controls and threats. A parent that is nowhere makes its child a root.
  void resolve(Framework& framework) {
    std::set<std::string_view> known;
    for (const Requirement& node : framework.requirements) known.insert(node.urn);
    std::set<std::string_view> groups;
    for (const ImplementationGroup& group : framework.groups) groups.insert(group.ref);
    for (Requirement& node : framework.requirements) {
      if (!node.parent_urn.empty() && !known.contains(node.parent_urn)) {
        warn("catalog.library.unknown_parent", {{"urn", node.urn}, {"reference", node.parent_urn}});
        node.parent_urn.clear();
      }
      for (const std::string& group : node.groups) {
        if (!groups.contains(group)) {
          warn("catalog.library.unknown_group", {{"urn", node.urn}, {"reference", group}});
        }
      }
      for (const auto* references : {&node.reference_controls, &node.threats}) {
        for (const std::string& urn : *references) {
          if (library_.dependencies.empty() && !urns_.contains(urn)) {
            warn("catalog.library.unknown_reference", {{"urn", node.urn}, {"reference", urn}});
          }
        }
      }
    }
    arrange(framework);
  }

  void arrange(Framework& framework) {
    std::map<std::string, int> stated;
    for (const Requirement& node : framework.requirements) stated.emplace(node.urn, node.depth);
    if (const auto fault = arrange_as_tree(framework)) throw Stop{*fault};
    for (const Requirement& node : framework.requirements) {
      const int depth = stated.at(node.urn);
      if (depth != node.depth)
        warn("catalog.library.other_depth", {{"urn", node.urn}, {"depth", std::to_string(depth)}});
    }
  }

  const YamlNode& root_;
  Library library_;
  std::set<std::string> urns_;
  std::size_t unnamed_warnings_ = 0;
};

}  // namespace

Result<Library> read_ciso_assistant(std::string_view yaml) {
  const auto root = read_yaml(yaml);
  if (!root) return std::unexpected(root.error());
  try {
    return Reader(*root).read();
  } catch (const Stop& stopped) {
    return std::unexpected(stopped.fault);
  }
}

}  // namespace waarborg::catalog
