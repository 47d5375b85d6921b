// SPDX-License-Identifier: EUPL-1.2
//
// Values against the fields of a register.
#include <gtest/gtest.h>

#include "features/record/record.h"

namespace waarborg::record {
namespace {

json::Object system() { return {{"name", "HIS"}, {"kind", "record_system"}, {"criticality", "vital"}}; }

/// "ok", or the phrase and the field of the fault.
std::string verdict(const char* reg, const json::Value& value) {
  const auto read = from_json(*find_register(reg), value);
  return read ? "ok" : read.error().what.key + " " + read.error().where;
}

std::string with(const char* field, json::Value value) {
  json::Object object = system();
  object[field] = std::move(value);
  return verdict("system", object);
}

TEST(RegisterRules, a_record_needs_its_required_fields_and_no_more) {
  EXPECT_EQ(verdict("system", system()), "ok");
  for (const char* field : {"name", "kind", "criticality"}) {
    json::Object without = system();
    without.erase(field);
    EXPECT_EQ(verdict("system", without), std::string("record.required ") + field);
  }
  EXPECT_EQ(with("name", "   "), "record.required name") << "spaces are no name";
  EXPECT_EQ(verdict("system", json::Array{}), "base.json.not_object ");
}

TEST(RegisterRules, every_kind_of_field_refuses_what_does_not_fit) {
  struct Row {
    const char* field;
    json::Value value;
    const char* outcome;
  };
  const Row rows[] = {
      {"name", json::Value(std::string(120, 'x')), "ok"},
      {"name", json::Value(std::string(121, 'x')), "record.too_long name"},
      {"name", 7, "base.json.not_text name"},
      {"name", json::Value(std::string("a\0b", 3)), "base.json.not_text name"},
      {"kind", "server", "ok"},
      {"kind", "toaster", "base.json.not_choice kind"},
      {"health_information", true, "ok"},
      {"health_information", nullptr, "ok"},
      {"health_information", "ja", "base.json.not_boolean health_information"},
      {"address", "https://his.example", "ok"},
      {"address", "javascript:alert(1)", "record.not_url address"},
      {"address", "https://his example", "record.not_url address"},
      {"address", "https://", "record.not_url address"},
      {"address", "https://his.example/\u202Egnp.exe", "record.not_url address"},
      {"address", "", "ok"},
      {"colour", "blue", "record.field_unknown colour"},
      {"supplier_name", "anything", "ok"},  // what we showed ourselves may come back
      {"version", 3, "ok"},
  };
  for (const Row& row : rows) EXPECT_EQ(with(row.field, row.value), row.outcome) << row.field;
}

TEST(RegisterRules, addresses_of_people_look_like_addresses) {
  for (const char* good : {"a@b.nl", "voor.naam+x@zorg.example", ""}) {
    EXPECT_EQ(verdict("person", json::Object{{"name", "A"}, {"email", good}}), "ok") << good;
  }
  for (const char* bad : {"a", "@b.nl", "a@b", "a@b@c.nl", "a @b.nl", "a@b.", "a@b.nl,c@d.nl", "<a@b.nl>"}) {
    EXPECT_EQ(verdict("person", json::Object{{"name", "A"}, {"email", bad}}), "record.not_email email") << bad;
  }
}

TEST(RegisterRules, days_exist) {
  const auto proof = [](const char* until) {
    return verdict("supplier_proof", json::Object{{"name", "ISO"},
                                                  {"supplier", "s"},
                                                  {"kind", "certificate"},
                                                  {"scope", "alles"},
                                                  {"valid_from", "2026-01-01"},
                                                  {"valid_until", until}});
  };
  EXPECT_EQ(proof("2028-02-29"), "ok");
  EXPECT_EQ(proof("2026-02-29"), "base.json.not_day valid_until");
  EXPECT_EQ(proof("1-1-2026"), "base.json.not_day valid_until");
}

TEST(RegisterRules, what_is_written_reads_back_the_same) {
  json::Object given = system();
  given["health_information"] = true;
  const Register& reg = *find_register("system");
  const auto record = from_json(reg, given);
  ASSERT_TRUE(record);
  const json::Object shown = to_json(reg, *record);
  EXPECT_TRUE(shown.at("health_information").as_bool());
  EXPECT_EQ(shown.at("note").as_string(), "");
  EXPECT_EQ(from_json(reg, shown)->values, record->values);
}

TEST(Registers, are_described_in_both_languages) {
  for (const Register* reg : all_registers()) {
    const std::string base = std::string(reg->feature) + "." + std::string(reg->name) + ".";
    std::vector<std::string> keys{base + "title", base + "title_one", base + "description"};
    for (const Field& field : reg->fields) {
      keys.push_back(base + "field." + std::string(field.name));
      for (const auto choice : field.choices) {
        keys.push_back(base + "choice." + std::string(field.name) + "." + std::string(choice));
      }
      if (field.kind != FieldKind::kReference) continue;
      EXPECT_NE(find_register(field.reference), nullptr) << field.reference;
    }
    for (const std::string& key : keys) {
      EXPECT_TRUE(has_words(Language::kNl, key)) << key;
      EXPECT_TRUE(has_words(Language::kEn, key)) << key;
    }
  }
}

}  // namespace
}  // namespace waarborg::record
