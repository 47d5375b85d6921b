// SPDX-License-Identifier: EUPL-1.2
//
// Bad input through the routes of the real program: the answer names the field, line or element in the language of the
// user, and nothing is half-saved (the log, in which every change stands, has not grown).
#include "app/test_town.h"

namespace waarborg::app {
namespace {

using http::Method;

class BadInput : public TownTest {
 protected:
  struct Said {
    int status = 0;
    std::string problem;  ///< "base.json.malformed"
    std::string where;
    std::string detail;
  };
  /// As Alice; whatever is refused must leave the log as it was.
  Said post(const std::string& path, const std::string& body, const char* type = "application/json",
            const char* language = "nl") {
    const auto before = town().log_size(town().north);
    const auto answer = town().ask(&town().alice, Method::kPost, "/api/v1/" + path, body,
                                   {{"content-type", type}, {"accept-language", language}});
    EXPECT_TRUE(answer.status < 400 || town().log_size(town().north) == before) << path << " left something";
    const auto value = json::parse(answer.body);
    const auto text = [&](const char* member) {
      const auto* found = value && value->is_object() ? value->as_object().if_contains(member) : nullptr;
      return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
    };
    const std::string problem = text("type");
    return {answer.status, problem.starts_with("urn:waarborg:problem:") ? problem.substr(21) : problem, text("where"),
            text("detail")};
  }
  /// What does not fit in the log of Alice, one per line.
  std::string problems() {
    std::string text;
    for (const Message& problem : town().installation->verify(town().north).problems) {
      text += say(Language::kEn, problem) + "\n";
    }
    return text;
  }
  std::size_t sites() {
    const auto page = town().must(town().alice, Method::kGet, "/api/v1/registers/site/rows?limit=500");
    return page.at("items").as_array().size();
  }
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, BadInput, ::testing::ValuesIn(testing::databases()));

TEST_P(BadInput, json_that_is_broken_deep_or_of_another_kind_names_its_place) {
  struct Row {
    std::string body, problem, where;
  };
  const Row table[] = {
      {"{", "base.json.malformed", "byte 1"},
      {R"({"name":"x",})", "base.json.malformed", "byte 12"},
      {"\xFF\xFE{", "base.json.malformed", "byte 0"},
      {"{\"name\":\"\xC3\x28\"}", "base.json.malformed", "byte 9"},
      {std::string(100'000, '['), "base.json.malformed", "byte 32"},
      {R"({"name":")" + std::string(3, '\0') + "\"}", "base.json.malformed", "byte 9"},
      {"[]", "base.json.not_object", ""},
      {R"({"name":12})", "base.json.not_text", "name"},
      {"{\"name\":\"a\\u0000b\"}", "base.json.not_text", "name"},
      {"{}", "record.required", "name"},
      {R"({"name":")" + std::string(100'000, 'x') + "\"}", "record.too_long", "name"},
      {R"({"name":"x","nmae":"y"})", "record.field_unknown", "nmae"},
  };
  for (const Row& row : table) {
    const Said said = post("registers/site/rows", row.body);
    EXPECT_EQ(said.status, 422) << row.problem;
    EXPECT_EQ(said.problem, row.problem) << row.body.substr(0, 40);
    EXPECT_NE(said.detail, said.problem) << "no words for it";
    EXPECT_EQ(said.where, row.where) << row.body.substr(0, 40);
  }
}

TEST_P(BadInput, is_refused_in_the_language_of_the_user) {
  EXPECT_EQ(post("registers/site/rows", "{", "application/json", "nl").detail,
            say(Language::kNl, "base.json.malformed"));
  EXPECT_EQ(post("registers/site/rows", "{", "application/json", "en").detail,
            say(Language::kEn, "base.json.malformed"));
}

TEST_P(BadInput, nested_fields_are_named_by_their_path) {
  std::string body = measure_named("Test");
  body.replace(body.find("\"window_days\":3"), 15, "\"window_days\":\"drie\"");
  const Said kind = post("measures", body);
  EXPECT_EQ(kind.problem, "base.json.not_integer");
  EXPECT_EQ(kind.where, "plan.operation[0].window_days");
  body = measure_named("Test");
  body.replace(body.find("FREQ=WEEKLY"), 11, "FREQ=WEEKLY;INTERVAL=99999999999");
  EXPECT_EQ(post("measures", body).status, 422);
  body = measure_named("Test");
  body.replace(body.find("2026-11-02"), 10, "9999-12-31");
  EXPECT_EQ(post("measures", body).status, 422);
}

TEST_P(BadInput, a_table_in_any_office_encoding_comes_in_and_a_broken_one_not_at_all) {
  const std::string utf16 = [] {
    std::string out = "\xFF\xFE";
    for (const char c : std::string("Naam\nUtrecht\n")) out += {c, '\0'};
    return out;
  }();
  struct Row {
    std::string bytes, problem, where;
  };
  const Row good[] = {{"\xEF\xBB\xBFNaam\r\nAlmere\r\n", "", ""}, {"Naam\nCaf\xE9\n", "", ""}, {utf16, "", ""}};
  std::size_t expected = sites();
  for (const Row& row : good) {
    EXPECT_EQ(post("registers/site/import", row.bytes, "text/csv").status, 200);
    EXPECT_EQ(sites(), ++expected);
  }
  const Row bad[] = {
      {std::string("Naam\nGoed\nMet\0nul\n", 18), "encoding.nul", "line 3"},
      {"Naam\nGoed\n\"Open\n", "csv.unclosed_quote", "line 3, column 1"},
      {"Naam\nGoed\nA\"B\n", "csv.quote_in_field", "line 3, column 2"},
      {utf16 + "x", "encoding.broken_utf16", "line 3"},
      {"Naam\nGoed\n" + std::string(3'000'000, 'x') + "\n", "csv.field_too_long", "line 3, column 3000001"},
      {"Naam,Plaats\nGoed\n", "csv.width", "line 2"},
  };
  for (const Row& row : bad) {
    const Said said = post("registers/site/import", row.bytes, "text/csv");
    EXPECT_EQ(said.status, 422) << row.problem;
    EXPECT_EQ(said.problem, row.problem);
    EXPECT_EQ(said.where, row.where);
  }
  EXPECT_EQ(sites(), expected) << "a good line before the broken one was kept";
}

TEST_P(BadInput, a_name_that_ends_on_an_accent_or_is_long_leaves_a_sound_log) {
  std::string longest = "x";
  while (longest.size() < 118) longest += "\u00e9";
  for (const std::string& name :
       {std::string("Café"), std::string("Priv\u00e9 \u20ac"), std::string("\U0001F600"), longest}) {
    EXPECT_EQ(post("registers/site/rows", R"({"name":")" + name + "\"}").status, 200);
  }
  std::string title = measure_named("Maatregel \u20ac");
  EXPECT_EQ(post("measures", title).status, 200);
  EXPECT_EQ(problems(), "");
}

TEST_P(BadInput, a_library_that_grows_nests_or_lies_is_refused_with_its_line) {
  const std::string good = kLibrary;
  struct Row {
    std::string bytes, problem, where;
  };
  std::string deep = "a:\n";
  for (int i = 1; i < 200; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  const Row table[] = {
      {"a: [1\nb: 2", "catalog.yaml.unclosed", "line 2"},
      {"a: &x [1]\nb: *x\n", "catalog.yaml.anchor", "line 1"},
      {"a: !!python/object:os.system x\n", "catalog.yaml.tag", "line 1"},
      {std::string(50'000, '['), "", ""},
      {deep, "catalog.yaml.too_deep", "line 33"},
      {"a: \xFF\n", "catalog.yaml.not_utf8", ""},
      {"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", "", ""},
  };
  for (const Row& row : table) {
    const Said said = post("frameworks/import", row.bytes, "application/yaml");
    EXPECT_EQ(said.status, 422) << row.bytes.substr(0, 30);
    if (!row.problem.empty()) {
      EXPECT_EQ(said.problem, row.problem) << row.bytes.substr(0, 30);
      EXPECT_EQ(said.where, row.where) << row.bytes.substr(0, 30);
    }
  }
}

TEST_P(BadInput, a_report_with_entities_or_a_wrong_kind_leaves_no_evidence) {
  const std::string laughs =
      R"(<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>)"
      R"(<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><title>&b;</title></Benchmark>)";
  const std::string outside =
      R"(<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>)"
      R"(<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><title>&a;</title></Benchmark>)";
  const std::string measure = "&measure=" + town().ids["measure"];
  for (const std::string& bytes : {laughs, outside, std::string("<a>"), std::string(200'000, '<')}) {
    EXPECT_EQ(post("evidence/import?kind=openscap" + measure, bytes, "application/xml").status, 422);
  }
  for (const char* kind : {"lynis", "restic", "borg", "ocsf", "csv", "nonsense", ""}) {
    for (const std::string& bytes : {std::string("\0\1\2", 3), std::string(100'000, '['), std::string("PK\x03\x04")}) {
      EXPECT_EQ(post(std::string("evidence/import?kind=") + kind + measure, bytes, "text/plain").status, 422) << kind;
    }
  }
}

TEST_P(BadInput, whoever_edits_what_changed_meanwhile_overwrites_nothing) {
  const std::string row = "/api/v1/registers/site/rows/" + town().ids["site"];
  const auto seen = town().must(town().alice, Method::kGet, row).at("version").as_int64();
  const auto put = [&](std::int64_t version, const char* name) {
    return town()
        .ask(&town().alice, Method::kPut, row, std::string(R"({"name":")") + name + "\"}",
             {{"if-match", "\"" + std::to_string(version) + "\""}})
        .status;
  };
  EXPECT_EQ(put(seen, "Eerste"), 200);
  const int second = put(seen, "Tweede");
  EXPECT_TRUE(second == 409 || second == 412) << second;
  EXPECT_EQ(town().must(town().alice, Method::kGet, row).at("name").as_string(), "Eerste");
}

TEST_P(BadInput, a_second_account_of_the_same_name_is_no_second_person) {
  const Person twin = town().sign_in("alice2", town().north, {"security_officer", "reviewer"}, "naam  van Alice");
  const auto ask = [&](const std::string& path, const std::string& body) {
    return town().ask(&twin, Method::kPost, "/api/v1/" + path, body).status;
  };
  EXPECT_EQ(ask("applicability/versions/1/decision", R"({"approve":true,"note":""})"), 403);
  EXPECT_EQ(ask("overrides/" + town().ids["override"] + "/confirm", "{}"), 403);
}

TEST_P(BadInput, a_clock_that_jumps_back_breaks_no_log) {
  const Moment now = town().clock.now();
  town().clock.set(now - std::chrono::minutes(4));
  EXPECT_EQ(post("registers/site/rows", R"({"name":"Bij verkeerde klok"})").status, 200);
  EXPECT_EQ(problems(), "");
  town().clock.set(now);
  EXPECT_EQ(post("registers/site/rows", R"({"name":"Bij goede klok"})").status, 200);
  EXPECT_EQ(problems(), "");
}

}  // namespace
}  // namespace waarborg::app
