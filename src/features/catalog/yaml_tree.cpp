// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

#include "base/encoding.h"

namespace waarborg::catalog {
namespace {

std::string line_at(const YAML::Mark& mark) {
  return mark.is_null() ? std::string() : "line " + std::to_string(mark.line + 1);
}

/// What yaml-cpp says in English begins with one of these; people read our words, which say what to do.
const char* phrase_of(std::string_view said) {
  namespace msg = YAML::ErrorMsg;
  static const std::pair<const char*, const char*> kPhrases[] = {
      {msg::TAB_IN_INDENTATION, "catalog.yaml.tab"},   {msg::END_OF_MAP_FLOW, "catalog.yaml.unclosed"},
      {msg::END_OF_SEQ_FLOW, "catalog.yaml.unclosed"}, {msg::EOF_IN_SCALAR, "catalog.yaml.unclosed"},
      {msg::DOC_IN_SCALAR, "catalog.yaml.unclosed"},   {msg::FLOW_END, "catalog.yaml.bracket"},
      {msg::END_OF_MAP, "catalog.yaml.indent"},        {msg::END_OF_SEQ, "catalog.yaml.indent"},
      {msg::BLOCK_ENTRY, "catalog.yaml.colon"},        {msg::MAP_KEY, "catalog.yaml.colon"},
      {msg::MAP_VALUE, "catalog.yaml.colon"},          {msg::UNKNOWN_TOKEN, "catalog.yaml.character"},
      {msg::CHAR_IN_SCALAR, "catalog.yaml.character"}, {msg::CHAR_IN_BLOCK, "catalog.yaml.character"},
      {msg::INVALID_HEX, "catalog.yaml.escape"},       {msg::INVALID_UNICODE, "catalog.yaml.escape"},
      {msg::INVALID_ESCAPE, "catalog.yaml.escape"},    {msg::ALIAS_NOT_FOUND, "catalog.yaml.alias"},
      {msg::CHAR_IN_ALIAS, "catalog.yaml.alias"},      {msg::UNKNOWN_ANCHOR, "catalog.yaml.alias"},
      {msg::ANCHOR_NOT_FOUND, "catalog.yaml.anchor"},  {msg::CHAR_IN_ANCHOR, "catalog.yaml.anchor"},
      {msg::CHAR_IN_TAG_HANDLE, "catalog.yaml.tag"},   {msg::TAG_WITH_NO_SUFFIX, "catalog.yaml.tag"},
      {msg::END_OF_VERBATIM_TAG, "catalog.yaml.tag"},  {msg::MULTIPLE_TAGS, "catalog.yaml.tag"},
  };
  for (const auto& [begins, phrase] : kPhrases) {
    if (said.starts_with(begins)) return phrase;
  }
  return "catalog.yaml.syntax";
}

/// yaml-cpp notices most tabs only by what comes after them.
bool indents_with_tab(std::string_view bytes, int line) {
  for (; line > 0; --line) bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  return bytes.substr(std::min(bytes.find_first_not_of(' '), bytes.size())).starts_with('\t');
}

std::unexpected<Fault> syntax_fault(std::string_view bytes, const YAML::Exception& broken) {
  const YAML::Mark& mark = broken.mark;
  const bool tab = !mark.is_null() && indents_with_tab(bytes, mark.line);
  return invalid(tab ? "catalog.yaml.tab" : phrase_of(broken.msg), line_at(mark),
                 {{"column", std::to_string(mark.is_null() ? 1 : mark.column + 1)}});
}

/// yaml-cpp can only be stopped from inside by an exception; it never leaves this file.
struct Stop {
  Fault fault;
};

/// Builds the tree from events, and stops at the first thing that is over a limit.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const YamlLimits& limits) : limits_(limits) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check(mark, "", anchor);
    add(mark, YamlNode{});
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { stop(mark, "catalog.yaml.alias"); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check(mark, tag, anchor);
    if (value.size() > limits_.max_scalar_bytes) {
      stop(mark, "catalog.yaml.scalar_too_long", limits_.max_scalar_bytes);
    }
    YamlNode node;
    node.quoted = tag == "!";
    const bool null =
        !node.quoted && (value.empty() || value == "~" || value == "null" || value == "Null" || value == "NULL");
    node.kind = null ? YamlNode::Kind::kNull : YamlNode::Kind::kScalar;
    node.text = value;
    add(mark, std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kSequence);
  }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kMap);
  }

  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  YamlNode take_root() { return std::move(root_); }

 private:
  struct Level {
    YamlNode node;
    std::optional<std::string> key;  ///< Of a map: the key whose value comes next.
    std::set<std::string> keys;
  };

  [[noreturn]] static void stop(const YAML::Mark& mark, std::string key, std::size_t limit = 0) {
    std::vector<std::pair<std::string, std::string>> args;
    if (limit != 0) args.emplace_back("limit", std::to_string(limit));
    throw Stop{Fault{FaultKind::kInvalid, Message{std::move(key), std::move(args)}, line_at(mark)}};
  }

  /// yaml-cpp gives "?" to plain and "!" to quoted values; anything else was written in the file.
  static void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) stop(mark, "catalog.yaml.anchor");
    if (!tag.empty() && tag != "?" && tag != "!") stop(mark, "catalog.yaml.tag");
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    check(mark, tag, anchor);
    if (levels_.size() >= limits_.max_depth) stop(mark, "catalog.yaml.too_deep", limits_.max_depth);
    if (!levels_.empty() && levels_.back().node.kind == YamlNode::Kind::kMap && !levels_.back().key) {
      stop(mark, "catalog.yaml.key");
    }
    Level level;
    level.node.kind = kind;
    level.node.line = mark.is_null() ? 1 : static_cast<std::size_t>(mark.line) + 1;
    levels_.push_back(std::move(level));
  }

  void close() {
    YamlNode node = std::move(levels_.back().node);
    levels_.pop_back();
    place(std::move(node), YAML::Mark::null_mark());
  }

  void add(const YAML::Mark& mark, YamlNode node) {
    node.line = mark.is_null() ? 1 : static_cast<std::size_t>(mark.line) + 1;
    if (!levels_.empty() && levels_.back().node.kind == YamlNode::Kind::kMap && !levels_.back().key) {
      if (node.text.empty()) stop(mark, "catalog.yaml.key");
      if (!levels_.back().keys.insert(node.text).second) stop(mark, "catalog.yaml.double_key");
      levels_.back().key = std::move(node.text);
      return;
    }
    place(std::move(node), mark);
  }

  void place(YamlNode node, const YAML::Mark& mark) {
    if (++nodes_ > limits_.max_nodes) stop(mark, "catalog.yaml.too_many_nodes", limits_.max_nodes);
    if (levels_.empty()) {
      root_ = std::move(node);
    } else if (Level& level = levels_.back(); level.node.kind == YamlNode::Kind::kSequence) {
      level.node.items.push_back(std::move(node));
    } else {
      level.node.keys.push_back(std::move(*level.key));
      level.node.items.push_back(std::move(node));
      level.key.reset();
    }
  }

  const YamlLimits& limits_;
  std::vector<Level> levels_;
  YamlNode root_;
  std::size_t nodes_ = 0;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  if (found == keys.end()) return nullptr;
  const YamlNode& value = items[static_cast<std::size_t>(found - keys.begin())];
  return value.kind == Kind::kNull ? nullptr : &value;
}

std::string YamlNode::text_of(std::string_view key) const {
  const YamlNode* node = find(key);
  return node != nullptr && node->kind == Kind::kScalar ? node->text : std::string();
}

std::optional<int> YamlNode::number() const {
  if (kind != Kind::kScalar || quoted) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<bool> YamlNode::boolean() const {
  if (kind != Kind::kScalar || quoted) return std::nullopt;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

Result<YamlNode> read_yaml(std::string_view bytes, const YamlLimits& limits) {
  if (bytes.size() > limits.max_bytes) {
    return invalid("catalog.yaml.too_large", {}, {{"limit", std::to_string(limits.max_bytes)}});
  }
  if (!is_utf8(bytes) || bytes.find('\0') != std::string_view::npos) return invalid("catalog.yaml.not_utf8");
  std::istringstream stream{std::string(bytes)};
  Builder builder(limits);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return invalid("catalog.yaml.empty", "line 1");
    YamlNode root = builder.take_root();
    if (parser.HandleNextDocument(builder)) return invalid("catalog.yaml.documents");
    return root;
  } catch (const Stop& stopped) {
    return std::unexpected(stopped.fault);
  } catch (const YAML::Exception& broken) {
    return syntax_fault(bytes, broken);
  }
}

}  // namespace waarborg::catalog
