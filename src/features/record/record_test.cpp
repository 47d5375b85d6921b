// SPDX-License-Identifier: EUPL-1.2
#include "features/record/record.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "features/auth/testing.h"
#include "features/record/store.h"

namespace waarborg::record {
namespace {

class RecordLists : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { add_routes(world.api, records, world.database, world.clock); }

  http::Response ask(http::Method method, const std::string& target, const std::string& body = {},
                     const std::string& who = "alice") {
    return world.ask(method, "/api/v1/registers/" + target, who, body);
  }
  json::Value good(const http::Response& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body).value_or(json::Value(json::Object{}));
  }
  std::string added(const std::string& reg, const json::Object& values) {
    const auto made = good(ask(http::Method::kPost, reg + "/rows", json::print(values)));
    return std::string(made.at("id").as_string());
  }
  std::string system_of(const std::string& name, const std::string& kind, const std::string& criticality,
                        const std::string& owner = "", bool health = false) {
    return added("system", {{"name", name},
                            {"kind", kind},
                            {"criticality", criticality},
                            {"owner", owner},
                            {"health_information", health}});
  }
  std::vector<std::string> names_of(const std::string& target) {
    std::vector<std::string> names;
    const auto page = good(ask(http::Method::kGet, target));
    for (const auto& row : page.at("items").as_array()) {
      names.emplace_back(row.at("name").as_string());
    }
    return names;
  }
  using Names = std::vector<std::string>;

  testing::World world{GetParam()};
  Records records{world.database, world.trail, world.clock};
};

TEST_P(RecordLists, filter_on_each_kind_of_field) {
  const std::string ann = added("person", {{"name", "Ann"}});
  system_of("Alfa", "server", "low", ann, true);
  system_of("Beta", "network", "high");
  system_of("gamma", "server", "vital");
  added("supplier", {{"name", "Oud"}, {"criticality", "low"}, {"certificate_until", "2025-05-01"}});
  added("supplier", {{"name", "Nieuw"}, {"criticality", "low"}, {"certificate_until", "2027-05-01"}});
  added("supplier", {{"name", "Zonder"}, {"criticality", "low"}});

  EXPECT_EQ(names_of("system/rows?filter.kind=server"), (Names{"Alfa", "gamma"}));
  EXPECT_EQ(names_of("system/rows?filter.kind=server,network&filter.criticality=high"), Names{"Beta"});
  EXPECT_EQ(names_of("system/rows?filter.health_information=true"), Names{"Alfa"});
  EXPECT_EQ(names_of("system/rows?filter.health_information=false"), (Names{"Beta", "gamma"}));
  EXPECT_EQ(names_of("system/rows?filter.owner=" + ann), Names{"Alfa"});
  EXPECT_EQ(names_of("system/rows?filter.owner=-"), (Names{"Beta", "gamma"}));
  EXPECT_EQ(names_of("system/rows?filter.name=AM"), Names{"gamma"});
  EXPECT_EQ(names_of("supplier/rows?filter.certificate_until.to=2026-01-01"), Names{"Oud"});
  EXPECT_EQ(names_of("supplier/rows?filter.certificate_until.from=2026-01-01"), Names{"Nieuw"});
}

TEST_P(RecordLists, refuse_a_filter_that_does_not_fit) {
  EXPECT_EQ(ask(http::Method::kGet, "system/rows?filter.colour=red").status, 422);
  EXPECT_EQ(ask(http::Method::kGet, "system/rows?filter.kind.from=a").status, 422);
  EXPECT_EQ(ask(http::Method::kGet, "system/rows?filter.health_information=perhaps").status, 422);
  EXPECT_EQ(ask(http::Method::kGet, "supplier/rows?filter.certificate_until.from=soon").status, 422);
  EXPECT_EQ(ask(http::Method::kGet, "supplier/rows?filter.certificate_until=2026-01-01").status, 422);
  for (const char* known : {"", "server", "server,network", "-", "server,-", "server,"}) {
    EXPECT_EQ(ask(http::Method::kGet, std::string("system/rows?filter.kind=") + known).status, 200) << known;
  }
  for (const char* list : {"rows", "export.csv"}) {
    for (const char* unknown : {"severe", "server,severe", "Server", "serve", "server%20", "--"}) {
      const auto refused = ask(http::Method::kGet, std::string("system/") + list + "?filter.kind=" + unknown);
      EXPECT_EQ(refused.status, 422) << list << " " << unknown;
      EXPECT_NE(refused.body.find(R"("where":"filter.kind")"), std::string::npos) << refused.body;
    }
  }
}

TEST_P(RecordLists, refuse_to_export_a_column_that_there_is_not) {
  for (const char* known : {"", "name", "kind,name", "name,"}) {
    EXPECT_EQ(ask(http::Method::kGet, std::string("system/export.csv?columns=") + known).status, 200) << known;
  }
  for (const char* unknown : {"colour", "name,colour", "Name", ",name", "id"}) {
    const auto refused = ask(http::Method::kGet, std::string("system/export.csv?columns=") + unknown);
    EXPECT_EQ(refused.status, 422) << unknown;
    EXPECT_NE(refused.body.find(R"("where":"columns")"), std::string::npos) << refused.body;
  }
}

TEST_P(RecordLists, sort_names_without_capitals_choices_by_weight_and_references_by_name) {
  const std::string zoe = added("person", {{"name", "Zoë"}});
  const std::string bea = added("person", {{"name", "bea"}});
  system_of("alfa", "server", "vital", zoe);
  system_of("Beta", "server", "low", bea);
  system_of("gamma", "server", "high");

  EXPECT_EQ(names_of("system/rows"), (Names{"alfa", "Beta", "gamma"}));
  EXPECT_EQ(names_of("system/rows?sort=-name"), (Names{"gamma", "Beta", "alfa"}));
  EXPECT_EQ(names_of("system/rows?sort=criticality"), (Names{"Beta", "gamma", "alfa"}));
  EXPECT_EQ(names_of("system/rows?sort=-owner"), (Names{"alfa", "Beta", "gamma"}));
}

TEST_P(RecordLists, give_every_row_once_over_all_pages_of_every_sorting) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const char* const kinds[] = {"server", "network", "other"};
  const char* const levels[] = {"low", "medium", "high", "vital"};
  const std::string owners[] = {"", added("person", {{"name", "Ann"}}), added("person", {{"name", "Bo"}})};
  for (int i = 0; i < 37; ++i) {
    system_of("s" + std::to_string(random() % 9), kinds[random() % 3], levels[random() % 4], owners[random() % 3],
              random() % 2 == 0);
  }
  for (const Field& field : find_register("system")->fields) {
    for (const std::string sign : {"", "-"}) {
      std::set<std::string> seen;
      std::string after;
      std::size_t rows = 0;
      for (int pages = 0; pages < 20; ++pages) {
        const auto page = good(ask(http::Method::kGet, "system/rows?limit=5&sort=" + sign + std::string(field.name) +
                                                           (after.empty() ? "" : "&after=" + after)));
        for (const auto& row : page.at("items").as_array()) seen.emplace(row.at("id").as_string());
        rows += page.at("items").as_array().size();
        if (page.at("next").is_null()) break;
        after = page.at("next").as_string();
        while (after.find(' ') != std::string::npos) after.replace(after.find(' '), 1, "%20");
      }
      EXPECT_EQ(rows, 37U) << sign << field.name;
      EXPECT_EQ(seen.size(), 37U) << sign << field.name;
    }
  }
}

TEST_P(RecordLists, refuse_a_page_after_what_their_order_never_said) {
  system_of("his", "server", "vital");
  for (const char* after : {"x", "1~id~tekst"}) {
    const auto answer = ask(http::Method::kGet, std::string("system/rows?sort=criticality&after=") + after);
    EXPECT_EQ(answer.status, 422) << after;
    EXPECT_EQ(json::parse(answer.body)->at("where").as_string(), "after");
  }
}

TEST_P(RecordLists, run_as_many_statements_for_sixty_rows_as_for_ten) {
  std::vector<std::uint64_t> counted;
  for (const int upto : {10, 60}) {
    const std::string owner = added("person", {{"name", "P" + std::to_string(upto)}});
    for (int i = static_cast<int>(counted.size()) * 10; i < upto; ++i) {
      system_of("s" + std::to_string(i), "server", "low", owner);
    }
    const auto before = world.database.statements_run();
    EXPECT_EQ(names_of("system/rows?limit=100").size(), static_cast<std::size_t>(upto));
    EXPECT_EQ(ask(http::Method::kGet, "system/export.csv").status, 200);
    counted.push_back(world.database.statements_run() - before);
  }
  EXPECT_EQ(counted[0], counted[1]);
}

TEST_P(RecordLists, export_what_the_filter_finds_and_disarm_formulas) {
  system_of("=1+1", "server", "low");
  system_of("Beta", "network", "low");

  const auto csv = ask(http::Method::kGet, "system/export.csv?filter.kind=server&columns=name,kind");

  EXPECT_EQ(csv.body, "\xEF\xBB\xBFNaam;Soort\r\n\"'=1+1\";Server\r\n");
}

TEST_P(RecordLists, saved_as_they_were_leave_nothing_in_the_log) {
  const std::string id = added("site", {{"name", "Noord"}, {"city", "Assen"}});
  const auto entries = [&] {
    db::Transaction tx = world.database.read();
    return world.trail.count(tx, world.north, {id, "", ""});
  };
  const Register& reg = *find_register("site");
  EXPECT_EQ(records.change(world.alice, reg, id, {{"name", "Noord"}, {"city", "Assen"}}, 1)->at("version").as_int64(),
            1);
  EXPECT_EQ(entries(), 1);
  EXPECT_EQ(records.change(world.alice, reg, id, {{"name", "Noord"}, {"city", "Emmen"}}, 1)->at("version").as_int64(),
            2);
  EXPECT_EQ(entries(), 2);
  EXPECT_EQ(records.change(world.alice, reg, id, {{"name", "Noord"}, {"city", "Emmen"}}, 1).error().what.key,
            "record.changed")
      << "as it is, but seen before someone else changed it";
}

TEST_P(RecordLists, change_several_records_at_once_each_with_its_own_entry) {
  const std::string a = system_of("A", "server", "low");
  const std::string b = system_of("B", "server", "low");
  const auto change = [&](const std::string& version) {
    return R"({"rows":[{"id":")" + a + R"(","version":1,"values":{"criticality":"high"}},{"id":")" + b +
           R"(","version":)" + version + R"(,"values":{"criticality":"high"}}]})";
  };

  const auto refused = good(ask(http::Method::kPost, "system/change", change("7")));
  EXPECT_FALSE(refused.at("done").as_bool());
  EXPECT_EQ(refused.at("problems").as_array().size(), 1U);
  EXPECT_EQ(refused.at("rows").at(0).at("version").as_int64(), 1);
  EXPECT_EQ(names_of("system/rows?filter.criticality=high"), Names{});

  EXPECT_TRUE(good(ask(http::Method::kPost, "system/change", change("1"))).at("done").as_bool());
  EXPECT_EQ(names_of("system/rows?filter.criticality=high"), (Names{"A", "B"}));
  db::Transaction tx = world.database.read();
  EXPECT_EQ(world.trail.count(tx, world.north, {"", "", "record.change"}), 2);
  EXPECT_TRUE(world.trail.verify(tx, world.north, records.state_readers()).problems.empty());
}

TEST_P(RecordLists, refuse_a_bulk_change_that_breaks_a_rule_and_change_nothing) {
  const std::string a = system_of("A", "server", "low");

  const auto refused = good(ask(http::Method::kPost, "system/change",
                                R"({"rows":[{"id":")" + a + R"(","version":1,"values":{"owner":"nobody"}}]})"));

  EXPECT_FALSE(refused.at("done").as_bool());
  EXPECT_EQ(refused.at("problems").at(0).at("field").as_string(), "owner");
  EXPECT_EQ(ask(http::Method::kPost, "system/change", R"({"rows":[]})").status, 422);
  EXPECT_EQ(ask(http::Method::kPost, "system/change", R"({"rows":[{"id":")" + a + R"(","version":1,"values":{}}]})",
                "charlie")
                .status,
            404);
  EXPECT_EQ(
      ask(http::Method::kPost, "system/change", R"({"rows":[{"id":")" + a + R"(","version":1,"values":{}}]})", "bob")
          .status,
      403);
}

TEST_P(RecordLists, remove_several_records_and_put_them_back_under_their_own_ids) {
  const std::string ann = added("person", {{"name", "Ann"}});
  const std::string bo = added("person", {{"name", "Bo"}, {"deputy", ann}, {"phone", "06"}});
  const std::string a = system_of("A", "server", "low", ann, true);
  const auto row = [](const std::string& id) { return R"({"id":")" + id + R"(","version":1,"values":{}})"; };

  const auto held = good(ask(http::Method::kPost, "person/remove", R"({"rows":[)" + row(ann) + "," + row(bo) + "]}"));
  EXPECT_FALSE(held.at("done").as_bool());
  EXPECT_EQ(held.at("problems").at(0).at("name").as_string(), "Ann");

  EXPECT_TRUE(good(ask(http::Method::kPost, "system/remove", R"({"rows":[)" + row(a) + "]}")).at("done").as_bool());
  // Bo points at Ann, but both go.
  EXPECT_TRUE(good(ask(http::Method::kPost, "person/remove", R"({"rows":[)" + row(ann) + "," + row(bo) + "]}"))
                  .at("done")
                  .as_bool());
  EXPECT_EQ(names_of("person/rows"), Names{});

  EXPECT_EQ(ask(http::Method::kPost, "person/restore", R"({"ids":[")" + ann + R"("]})", "charlie").status, 404);
  EXPECT_EQ(ask(http::Method::kPost, "person/restore", R"({"ids":[""]})").status, 404);
  EXPECT_TRUE(good(ask(http::Method::kPost, "person/restore", R"({"ids":[")" + bo + R"(",")" + ann + R"("]})"))
                  .at("done")
                  .as_bool());
  EXPECT_TRUE(good(ask(http::Method::kPost, "system/restore", R"({"ids":[")" + a + R"("]})")).at("done").as_bool());
  const auto back = good(ask(http::Method::kGet, "system/rows/" + a));
  EXPECT_EQ(back.at("owner_name").as_string(), "Ann");
  EXPECT_GT(back.at("version").as_int64(), 1) << "who still has the old one open overwrites nothing";
  EXPECT_TRUE(back.at("health_information").as_bool());
  EXPECT_EQ(good(ask(http::Method::kGet, "person/rows/" + bo)).at("phone").as_string(), "06");
  EXPECT_EQ(ask(http::Method::kPost, "system/restore", R"({"ids":[")" + a + R"("]})").status, 409);
  db::Transaction tx = world.database.read();
  EXPECT_TRUE(world.trail.verify(tx, world.north, records.state_readers()).problems.empty());
}

TEST_P(RecordLists, whose_long_text_is_only_known_by_its_hash_are_not_put_back_half) {
  const std::string remains(2500, 'x');
  const auto supplier = good(ask(http::Method::kPost, "supplier/rows", R"({"name":"Wolk","criticality":"low"})"));
  const std::string of(supplier.at("id").as_string());
  const auto made =
      ask(http::Method::kPost, "supplier_proof/rows",
          R"({"supplier":")" + of + R"(","name":"NEN 7510","kind":"certificate","scope":"alles","remains":")" +
              remains + R"(","covers_design":true,"valid_from":"2026-01-01","valid_until":"2027-01-01"})");
  const auto proof = good(made);
  const std::string id(proof.at("id").as_string());
  EXPECT_TRUE(good(ask(http::Method::kPost, "supplier_proof/remove",
                       R"({"rows":[{"id":")" + id + R"(","version":1,"values":{}}]})"))
                  .at("done")
                  .as_bool());
  const auto refused = ask(http::Method::kPost, "supplier_proof/restore", R"({"ids":[")" + id + R"("]})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.body.find("record.not_restorable"), std::string::npos) << refused.body;
}

TEST_P(RecordLists, keep_views_for_one_person_on_one_list) {
  const std::string view = R"({"name":" Vitaal ","search":"","sort":"-name","filters":[{"field":"criticality",)"
                           R"("value":"vital"}],"columns":["name","owner"]})";

  const auto saved = good(ask(http::Method::kPost, "system/views", view));
  EXPECT_EQ(saved.at("name").as_string(), "Vitaal");
  good(ask(http::Method::kPost, "system/views", view));  // the same name again: replaced

  EXPECT_EQ(good(ask(http::Method::kGet, "system/views")).at("items").as_array().size(), 1U);
  EXPECT_EQ(good(ask(http::Method::kGet, "person/views")).at("items").as_array().size(), 0U);
  EXPECT_EQ(good(ask(http::Method::kGet, "system/views", "", "bob")).at("items").as_array().size(), 0U);
  const std::string one = "system/views/" + std::string(saved.at("id").as_string());
  EXPECT_EQ(ask(http::Method::kDelete, one, "", "bob").status, 404);
  EXPECT_EQ(ask(http::Method::kDelete, one, "", "charlie").status, 404);
  EXPECT_EQ(ask(http::Method::kDelete, one).status, 200);
  EXPECT_EQ(ask(http::Method::kPost, "system/views", R"({"name":" ","search":"","sort":"","filters":[],"columns":[]})")
                .status,
            422);
}

TEST_P(RecordLists, a_record_written_under_an_older_description_verifies_after_a_field_is_added) {
  const Register& now = *find_register("site");
  // The same register as it was before its last field, "note", and a boolean before that were added.
  Register old = now;
  old.fields = now.fields.first(4);
  Record record;
  record.values["name"] = std::string("Noord");
  record.values["city"] = std::string("Assen");
  record.id = crypto::new_id(world.clock.now());
  record.version = 1;
  Record stored = record;
  for (const Field& field : now.fields) stored.values.try_emplace(std::string(field.name), empty_value(field));
  {
    db::Transaction tx = world.database.write();
    Values values{stored.values.begin(), stored.values.end()};
    values["organisation"] = world.north.text;
    values["id"] = record.id;
    values["seen"] = record.version;
    tx.run(view(now.insert), in_order(now.insert, values));
    world.trail.add(tx, world.alice.author(),
                    {"record.create", "site", record.id, "Noord", {}, state_of(old, record), ""}, world.clock.now());
    tx.commit();
  }
  db::Transaction tx = world.database.read();
  EXPECT_EQ(state_of(old, record), state_of(now, stored));
  EXPECT_TRUE(world.trail.verify(tx, world.north, records.state_readers()).problems.empty());
}

TEST_P(RecordLists, a_field_that_is_filled_behind_the_back_of_the_program_is_found) {
  const std::string id = added("site", {{"name", "Noord"}});
  const Register& reg = *find_register("site");
  {
    db::Transaction tx = world.database.write();
    auto record = records.find(tx, world.north, reg, id);
    Values values{record->values.begin(), record->values.end()};
    values["organisation"] = world.north.text;
    values["id"] = id;
    values["seen"] = std::int64_t{1};
    values["emergency_power"] = std::int64_t{1};
    tx.run(view(reg.update), in_order(reg.update, values));
    tx.commit();
  }
  db::Transaction tx = world.database.read();
  EXPECT_EQ(world.trail.verify(tx, world.north, records.state_readers()).problems.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, RecordLists, ::testing::ValuesIn(testing::databases()));

}  // namespace
}  // namespace waarborg::record
