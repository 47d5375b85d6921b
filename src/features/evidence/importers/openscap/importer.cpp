// SPDX-License-Identifier: EUPL-1.2
//
// OpenSCAP and other SCAP scanners: XCCDF 1.1 and 1.2 TestResult (`oscap xccdf eval --results`), alone, inside a
// Benchmark, or inside an ARF collection (`--results-arf`).
//
// Per rule (NISTIR 7275r4 table 26): pass and fixed support, fail refutes, error, unknown and notchecked are unknown.
// notapplicable, notselected and informational say nothing about this host: they are headline numbers only, so a
// profile made for another system gives no observations that count and is never green.
#include "features/evidence/importer.h"

#include <algorithm>
#include <array>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <utility>

#include "base/encoding.h"
#include "features/evidence/import/report.h"

namespace waarborg::evidence::openscap {
namespace {

constexpr std::size_t kMaxBytes = 64U << 20U;
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxAttributes = 256;  ///< Of one element; namespaces are looked for among them.
constexpr std::size_t kMaxResults = 1000;    ///< TestResults in one file.
constexpr std::string_view kXccdf = "http://checklists.nist.gov/xccdf/1.";

/// Rule results by the words of XCCDF that are no observation of this host.
constexpr std::array<std::string_view, 3> kSilent = {"notapplicable", "notselected", "informational"};

std::string_view local(std::string_view name) { return name.substr(name.find(':') + 1); }

bool is(const pugi::xml_node& node, std::string_view name) { return local(node.name()) == name; }

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([name](const pugi::xml_node& one) { return is(one, name); });
}

/// All text below a node, its own markup left out: titles may hold <html:code> and <sub>.
std::string text_of(const pugi::xml_node& node) {
  struct Collector : pugi::xml_tree_walker {
    std::string text;
    bool for_each(pugi::xml_node& one) override {
      if (one.type() == pugi::node_pcdata || one.type() == pugi::node_cdata) text += one.value();
      return text.size() < kMaxTextBytes;
    }
  } collector;
  pugi::xml_node copy = node;
  copy.traverse(collector);
  return tidy(collector.text);
}

/// The XML namespace that is in force for the name of this node.
std::string_view namespace_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  const std::string wanted = colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
  for (pugi::xml_node at = node; at; at = at.parent()) {
    if (const auto bound = at.attribute(wanted.c_str())) return bound.value();
  }
  return {};
}

/// The TestResults and the titles of rules, found in one walk that also checks the depth.
struct Finder : pugi::xml_tree_walker {
  std::vector<pugi::xml_node> results;
  std::map<std::string, std::string, std::less<>> titles;
  bool too_deep = false;
  bool too_much = false;

  bool for_each(pugi::xml_node& node) override {
    too_deep = depth() > kMaxDepth;
    if (too_deep) return false;
    if (node.type() != pugi::node_element) return true;
    const auto attributes = node.attributes();
    too_much = std::cmp_greater(std::distance(attributes.begin(), attributes.end()), kMaxAttributes) ||
               results.size() > kMaxResults;
    if (too_much) return false;
    if (is(node, "TestResult") && namespace_of(node).starts_with(kXccdf)) results.push_back(node);
    if (is(node, "Rule")) titles.try_emplace(node.attribute("id").value(), text_of(child(node, "title")));
    return true;
  }
};

/// Line of the file in which the element starts.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  std::string of(const pugi::xml_node& node) const { return at(node.offset_debug()); }
  std::string at(std::ptrdiff_t offset) const {
    const auto end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text_.size()));
    return line(1 + static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + end, '\n')));
  }

 private:
  std::string_view text_;
};

/// Reads TestResults into a report.
class Intake {
 public:
  Intake(const Finder& found, const Lines& lines, const ImportOptions& options)
      : found_(found), lines_(lines), options_(options) {
    report_.tool = "openscap";
  }

  std::optional<Fault> take(const pugi::xml_node& result) {
    const std::string ended = first_of(result.attribute("end-time").value(), result.attribute("start-time").value());
    const auto at = read_moment(ended, options_);
    if (!at) return fault("evidence.import.bad_moment", result, {{"text", tidy(ended, 60)}});
    if (lacks_zone(ended)) guessed_zone_ = true;
    const std::string target = text_of(child(result, "target"));
    if (target.empty()) return fault("evidence.openscap.no_target", result);
    targets_.insert(target);
    report_.produced_at = std::max(report_.produced_at, *at);
    for (const pugi::xml_node& rule : result.children()) {
      if (!is(rule, "rule-result")) continue;
      if (auto bad = take_rule(rule, target, *at)) return bad;
    }
    add_facts(result);
    return std::nullopt;
  }

  Result<ImportedReport> end() {
    if (targets_.size() == 1) report_.subject = *targets_.begin();
    for (const auto& [word, times] : words_) report_.facts.emplace_back(word, std::to_string(times));
    if (guessed_zone_ && !options_.mapping.contains("utc_offset")) {
      report_.warnings.push_back(Message{"evidence.import.no_zone", {}});
    }
    if (report_.observations.empty() && !words_.empty()) return nothing_applied();
    return finish(std::move(report_), options_);
  }

 private:
  static std::string first_of(std::string_view one, std::string_view other) {
    return std::string(one.empty() ? other : one);
  }

  Fault fault(std::string key, const pugi::xml_node& node,
              std::vector<std::pair<std::string, std::string>> args = {}) const {
    return Fault{FaultKind::kInvalid, Message{std::move(key), std::move(args)}, lines_.of(node)};
  }

  /// Every rule was for another system. That is a result: one observation that knows nothing.
  Result<ImportedReport> nothing_applied() {
    report_.warnings.push_back(Message{"evidence.openscap.nothing_applied", {}});
    report_.observations.push_back(
        {"xccdf:TestResult", "", report_.subject, report_.produced_at, ObservationResult::kUnknown, "", ""});
    return finish(std::move(report_), options_);
  }

  std::optional<Fault> take_rule(const pugi::xml_node& rule, const std::string& target, Moment at) {
    const std::string word = text_of(child(rule, "result"));
    const std::string id = tidy(rule.attribute("idref").value(), 300);
    if (id.empty() || word.empty()) return fault("evidence.openscap.bad_rule", rule);
    const auto result = result_of(word);
    if (!result) return fault("evidence.openscap.unknown_word", rule, {{"word", tidy(word, 60)}});
    ++words_[word];
    if (std::find(kSilent.begin(), kSilent.end(), word) != kSilent.end()) return std::nullopt;
    if (report_.observations.size() >= kMaxObservations) {
      return fault("evidence.import.too_many", rule, {{"limit", std::to_string(kMaxObservations)}});
    }
    const std::string_view own_time = rule.attribute("time").value();
    const auto moment = own_time.empty() ? at : read_moment(own_time, options_).value_or(at);
    const auto title = found_.titles.find(id);
    const std::string severity = lower(rule.attribute("severity").value());
    report_.observations.push_back({id, title == found_.titles.end() ? "" : title->second, target, moment, *result,
                                    text_of(child(rule, "message")), severity == "unknown" ? "" : severity});
    return std::nullopt;
  }

  static std::optional<ObservationResult> result_of(std::string_view word) {
    if (word == "pass" || word == "fixed") return ObservationResult::kSupports;
    if (word == "fail") return ObservationResult::kRefutes;
    if (word == "error" || word == "unknown" || word == "notchecked") return ObservationResult::kUnknown;
    if (std::find(kSilent.begin(), kSilent.end(), word) != kSilent.end()) return ObservationResult::kUnknown;
    return std::nullopt;
  }

  void add_facts(const pugi::xml_node& result) {
    const auto add = [this](std::string_view name, std::string value) {
      if (!value.empty()) report_.facts.emplace_back(name, std::move(value));
    };
    const pugi::xml_node benchmark = child(result, "benchmark");
    add("benchmark", tidy(first_of(benchmark.attribute("id").value(), benchmark.attribute("href").value()), 300));
    add("profile", tidy(child(result, "profile").attribute("idref").value(), 300));
    const pugi::xml_node score = child(result, "score");
    add("score", text_of(score));
    add("score_maximum", tidy(score.attribute("maximum").value(), 40));
    // cpe:/a:redhat:openscap:1.3.7
    const std::string_view system = result.attribute("test-system").value();
    const std::size_t colon = system.rfind(':');
    if (system.starts_with("cpe:/") && colon != std::string_view::npos) {
      report_.tool_version = tidy(system.substr(colon + 1), 40);
    }
  }

  const Finder& found_;
  const Lines& lines_;
  const ImportOptions& options_;
  ImportedReport report_;
  std::map<std::string, std::size_t> words_;
  std::set<std::string> targets_;
  bool guessed_zone_ = false;
};

/// A document type can define entities that refer to files or grow without end: no SCAP result has one.
bool has_doctype(const pugi::xml_document& document) {
  return static_cast<bool>(
      document.find_child([](const pugi::xml_node& node) { return node.type() == pugi::node_doctype; }));
}

bool recognises(std::string_view head) {
  return head.find("checklists.nist.gov/xccdf/") != std::string_view::npos ||
         head.find("asset-report-collection") != std::string_view::npos;
}

Result<ImportedReport> read(std::string_view bytes, const ImportOptions& options) {
  if (bytes.size() > kMaxBytes) {
    return invalid("evidence.import.too_large", {}, {{"limit", std::to_string(kMaxBytes)}});
  }
  if (!is_utf8(bytes)) return invalid("evidence.openscap.not_utf8");
  const Lines lines(bytes);
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  if (has_doctype(document)) return invalid("evidence.openscap.doctype", line(1));
  if (!parsed) return invalid("evidence.openscap.bad_xml", lines.at(parsed.offset), {{"reason", parsed.description()}});
  Finder found;
  document.traverse(found);
  if (found.too_much) {
    return invalid("evidence.openscap.too_much", {},
                   {{"attributes", std::to_string(kMaxAttributes)}, {"results", std::to_string(kMaxResults)}});
  }
  if (found.too_deep) return invalid("evidence.openscap.too_deep", {}, {{"limit", std::to_string(kMaxDepth)}});
  if (found.results.empty()) return invalid("evidence.openscap.no_test_result", document.document_element().name());
  Intake intake(found, lines, options);
  for (const pugi::xml_node& result : found.results) {
    if (auto fault = intake.take(result)) return std::unexpected(std::move(*fault));
  }
  return intake.end();
}

}  // namespace

extern const Importer kImporter;
const Importer kImporter{"openscap", "evidence.openscap.title", ".xml", &read, &recognises};

}  // namespace waarborg::evidence::openscap
