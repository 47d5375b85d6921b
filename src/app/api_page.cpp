// SPDX-License-Identifier: EUPL-1.2
#include "app/api_page.h"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <vector>

#include "app/api_page_style.h"
#include "base/html.h"
#include "platform/crypto/crypto.h"

namespace waarborg::app {
namespace {

constexpr int kExampleDepth = 5;

struct Operation {
  std::string method;  ///< get post put delete
  std::string path;
  const json::Object* body = nullptr;
};

std::string_view text_of(const json::Object& object, std::string_view member) {
  const auto* found = object.if_contains(member);
  return found != nullptr && found->is_string() ? std::string_view(found->as_string()) : std::string_view();
}

const json::Object& resolved(const json::Value& document, const json::Value& schema) {
  const auto reference = text_of(schema.as_object(), "$ref");
  return reference.empty() ? schema.as_object() : document.at_pointer(reference.substr(1)).as_object();
}

json::Value example_at(const json::Value& document, const json::Value& schema, int depth);

json::Value example_object(const json::Value& document, const json::Object& rule, int depth) {
  json::Object out;
  const auto* properties = rule.if_contains("properties");
  if (properties == nullptr || depth == 0) return out;
  for (const auto& member : properties->as_object())
    out[member.key()] = example_at(document, member.value(), depth - 1);
  return out;
}

json::Value example_at(const json::Value& document, const json::Value& schema, int depth) {
  const json::Object& rule = resolved(document, schema);
  if (const auto* any = rule.if_contains("anyOf")) return example_at(document, any->as_array().front(), depth);
  if (const auto* words = rule.if_contains("enum")) return words->as_array().front();
  const auto* type = rule.if_contains("type");
  if (type == nullptr) return json::Object{};
  const std::string_view word = type->is_array() ? type->as_array().front().as_string() : type->as_string();
  if (word == "object") return example_object(document, rule, depth);
  if (word == "array") {
    return depth == 0 ? json::Array{} : json::Array{example_at(document, rule.at("items"), depth - 1)};
  }
  if (word == "boolean") return true;
  if (word == "integer" || word == "number") return 1;
  const auto format = text_of(rule, "format");
  if (format == "date") return "2026-11-22";
  if (format == "date-time") return "2026-11-22T09:15:00.000Z";
  return "…";
}

std::string upper(std::string method) {
  for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
  return method;
}

/// JSON as people read it: two spaces, one member per line.
void pretty(const json::Value& value, const std::string& indent, std::string& out) {
  const std::string deeper = indent + "  ";
  if (value.is_object() && !value.as_object().empty()) {
    out += "{";
    const char* between = "\n";
    for (const auto& member : value.as_object()) {
      out += between + deeper + json::print(json::Value(member.key())) + ": ";
      pretty(member.value(), deeper, out);
      between = ",\n";
    }
    out += "\n" + indent + "}";
  } else if (value.is_array() && !value.as_array().empty()) {
    out += "[\n" + deeper;
    pretty(value.as_array().front(), deeper, out);
    out += "\n" + indent + "]";
  } else {
    out += json::print(value);
  }
}

std::string pretty(const json::Value& value) {
  std::string out;
  pretty(value, "", out);
  return out;
}

/// "design, existence or operation" for an enumeration; the type and format otherwise.
std::string kind_of(const json::Value& document, const json::Value& schema, Language language) {
  const json::Object& rule = resolved(document, schema);
  if (const auto* words = rule.if_contains("enum")) {
    std::string out;
    for (const auto& word : words->as_array()) out += (out.empty() ? "" : ", ") + std::string(word.as_string());
    return out;
  }
  if (text_of(rule, "format") == "date") return say(language, "app.api.day");
  const auto type = text_of(rule, "type");
  if (type == "integer" && rule.contains("minimum")) {
    return fmt::format("{} – {}", rule.at("minimum").as_int64(), rule.at("maximum").as_int64());
  }
  return say(language, type == "boolean" ? "app.api.flag" : type == "integer" ? "app.api.number" : "app.api.text");
}

std::string curl_of(const Operation& one, const std::string& address) {
  std::string out = one.method == "get" ? "curl" : "curl -X " + upper(one.method);
  out += " -H \"Authorization: Bearer $TOKEN\"";
  for (const auto& parameter : one.body->at("parameters").as_array()) {
    if (text_of(parameter.as_object(), "name") == "If-Match") out += " -H 'If-Match: \"7\"'";
  }
  if (const auto* body = one.body->if_contains("requestBody")) {
    const std::string type(body->at("content").as_object().begin()->key());
    out += " \\\n  -H 'Content-Type: " + type + "' " +
           (type == "application/json" ? "-d @body.json" : "--data-binary @file");
  }
  return out + " \\\n  '" + address + "/api/v1" + one.path + "'";
}

class Page {
 public:
  Page(const json::Value& document, const std::string& address, Language language)
      : document_(document), address_(address), language_(language) {}

  std::string make() {
    collect();
    html_.literal("<!doctype html>\n");
    html_.open("html", {{"lang", std::string(code_of(language_))}}).open("head");
    html_.single("meta", {{"charset", "utf-8"}});
    html_.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.element("title", words("title")).open("style").literal(kApiStyle).close().close();
    html_.open("body");
    html_.element("a", words("skip"), {{"class", "skip"}, {"href", "#content"}});
    head();
    html_.open("div", {{"class", "frame"}});
    contents();
    html_.open("main", {{"id", "content"}});
    start();
    for (const auto& tag : document_.at("tags").as_array()) section(tag.as_object());
    html_.close().close();
    html_.open("footer").open("div", {{"class", "in"}}).text(words("footer")).close().close();
    html_.close().close();
    return html_.str();
  }

 private:
  std::string words(const std::string& key) const { return say(language_, "app.api." + key); }

  void collect() {
    for (const auto& path : document_.at("paths").as_object()) {
      for (const auto& method : path.value().as_object()) {
        const json::Object& body = method.value().as_object();
        const std::string tag(body.at("tags").as_array().front().as_string());
        by_tag_[tag].push_back({std::string(method.key()), std::string(path.key()), &body});
      }
    }
  }

  void head() {
    const bool dutch = language_ == Language::kNl;
    html_.open("header").open("div", {{"class", "in"}}).open("div", {{"class", "top"}});
    html_.literal(R"(<a class="brand" href="/">Waarborg</a><span class="grow"></span>)");
    html_.element("a", words("document"), {{"href", "v1/openapi.json"}});
    if (dutch) {
      html_.literal(R"(<a lang="en" href="/api/v1?lang=en">English</a>)");
    } else {
      html_.literal(R"(<a lang="nl" href="/api/v1?lang=nl">Nederlands</a>)");
    }
    html_.close().element("h1", words("title"));
    html_.element("p", words("lead")).close().close();
  }

  std::string section_words(std::string_view tag) const {
    const std::string key = "auth.section." + std::string(tag);
    return has_words(language_, key) ? say(language_, key) : std::string(tag);
  }

  void contents() {
    html_.open("nav", {{"aria-label", words("contents")}}).element("h2", words("contents")).open("ul");
    html_.open("li").open("a", {{"href", "#start"}}).text(words("start")).close().close();
    for (const auto& tag : document_.at("tags").as_array()) {
      const std::string name(text_of(tag.as_object(), "name"));
      html_.open("li").open("a", {{"href", "#" + name}}).text(words_or_name(name));
      html_.element("span", std::to_string(by_tag_[name].size()), {{"class", "count"}}).close().close();
    }
    html_.close().close();
  }

  std::string words_or_name(const std::string& name) const {
    const std::string key = "app.api.part." + name;
    return has_words(language_, key) ? say(language_, key) : name;
  }

  void start() {
    html_.open("section", {{"id", "start"}}).element("h2", words("start")).open("div", {{"class", "card start"}});
    for (const char* part : {"token", "errors", "versions", "pages"}) {
      html_.element("h3", words(std::string(part) + "_title")).element("p", words(part));
      if (std::string_view(part) == "token") {
        html_.element("pre", "export TOKEN=…\ncurl -H \"Authorization: Bearer $TOKEN\" '" + address_ +
                                 "/api/v1/measures?limit=5'");
      }
    }
    html_.close().close();
  }

  void section(const json::Object& tag) {
    const std::string name(text_of(tag, "name"));
    html_.open("section", {{"id", name}}).element("h2", words_or_name(name));
    html_.element("p", section_words(name), {{"class", "lead"}});
    for (const Operation& one : by_tag_[name]) operation(one);
    html_.close();
  }

  void operation(const Operation& one) {
    html_.open("details", {{"class", "card"}, {"id", std::string(text_of(*one.body, "operationId"))}}).open("summary");
    html_.element("span", upper(one.method), {{"class", "method " + one.method}})
        .element("span", one.path, {{"class", "path"}});
    html_.element("span", text_of(*one.body, "summary"), {{"class", "what"}, {"lang", "en"}}).close();
    html_.open("div", {{"class", "body"}});
    needs(*one.body);
    parameters(*one.body);
    request_body(*one.body);
    answers(*one.body);
    html_.element("h3", words("curl")).element("pre", curl_of(one, address_));
    html_.close().close();
  }

  void needs(const json::Object& body) {
    const std::string right(text_of(body, "x-right"));
    const json::Array& ways = body.at("security").as_array();
    const bool token = std::ranges::any_of(ways, [](const auto& way) { return way.as_object().contains("token"); });
    const bool session = std::ranges::any_of(ways, [](const auto& way) { return way.as_object().contains("session"); });
    html_.element("h3", words("needs"));
    if (!right.empty()) {
      const std::string key = "auth.right." + right;
      html_.open("p").element("code", right);
      if (has_words(language_, key)) html_.text(": " + say(language_, key));
      html_.text(". " + words(token ? "by_token" : "by_session")).close();
    } else {
      html_.element("p", words(token ? "anyone_in" : session ? "by_session" : "open"));
    }
  }

  void parameters(const json::Object& body) {
    const json::Array& all = body.at("parameters").as_array();
    if (all.empty()) return;
    html_.element("h3", words("parameters")).open("table").open("thead").open("tr");
    for (const char* column : {"name", "where", "values", "meaning"})
      html_.element("th", words(column), {{"scope", "col"}});
    html_.close().close().open("tbody");
    for (const auto& value : all) {
      const json::Object& one = value.as_object();
      html_.open("tr").open("td").element("code", text_of(one, "name"));
      if (one.at("required").as_bool()) html_.text(" ").element("span", words("required"), {{"class", "must"}});
      html_.close().element("td", words("in_" + std::string(text_of(one, "in"))));
      html_.element("td", kind_of(document_, one.at("schema"), language_));
      html_.element("td", text_of(one, "description"), {{"lang", "en"}}).close();
    }
    html_.close().close();
  }

  void request_body(const json::Object& body) {
    const auto* request = body.if_contains("requestBody");
    if (request == nullptr) return;
    for (const auto& content : request->at("content").as_object()) {
      html_.open("h3").text(words("body") + " ").element("code", content.key()).close();
      if (content.key() == "application/json") {
        html_.element("pre", pretty(example_of(document_, content.value().at("schema"))));
      } else {
        html_.element("p", words("body_raw"));
      }
    }
  }

  void answers(const json::Object& body) {
    html_.element("h3", words("answers")).open("table").open("thead").open("tr");
    for (const char* column : {"status", "meaning"}) html_.element("th", words(column), {{"scope", "col"}});
    html_.close().close().open("tbody");
    for (const auto& answer : body.at("responses").as_object()) {
      if (answer.key() == "default") continue;
      html_.open("tr").open("td").element("code", answer.key()).close().open("td", {{"lang", "en"}});
      html_.text(text_of(resolved(document_, answer.value()), "description")).close().close();
    }
    html_.close().close();
    const json::Object& good = body.at("responses").at("200").at("content").as_object();
    const auto* json_answer = good.if_contains("application/json");
    if (json_answer == nullptr || json_answer->at("schema").as_object().empty()) return;
    html_.open("details").element("summary", words("answer_example"));
    html_.element("pre", pretty(example_of(document_, json_answer->at("schema")))).close();
  }

  const json::Value& document_;
  const std::string& address_;
  Language language_;
  Html html_;
  std::map<std::string, std::vector<Operation>> by_tag_;
};

}  // namespace

json::Value example_of(const json::Value& document, const json::Value& schema) {
  return example_at(document, schema, kExampleDepth);
}

std::string api_page(const json::Value& document, const std::string& address, Language language) {
  return Page(document, address, language).make();
}

std::string api_page_policy() {
  const auto digest = crypto::sha256(std::string_view(kApiStyle));
  return "default-src 'none'; style-src 'sha256-" + crypto::base64_encode(crypto::ByteView(digest)) +
         "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace waarborg::app
