// SPDX-License-Identifier: EUPL-1.2
//
// The audit package: what is in it, and what it says of itself.
#include "features/auth/auth.h"
#include "features/measure/queries.h"
#include "features/report/package_world.h"

namespace waarborg::report {
namespace {

using Package = PackageWorld;
INSTANTIATE_TEST_SUITE_P(EachDatabase, Package, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Package, a_package_is_sound_and_its_making_stands_in_the_log) {
  const auto file = made();
  const PackageVerdict verdict = checked(file, key());

  EXPECT_TRUE(verdict.ok) << ::testing::PrintToString(keys(verdict));
  EXPECT_TRUE(verdict.remarks.empty());
  EXPECT_EQ(verdict.facts.organisation, "Huisartsenpraktijk Noord");
  EXPECT_GT(verdict.facts.records, 5);
  EXPECT_TRUE(verdict.facts.key_given);
  const auto entries = [&] {
    db::Transaction tx = world.world.database.read();
    return world.world.trail.page(tx, world.world.north, {}, -1, 1);
  }();
  EXPECT_EQ(entries.front().action, "report.package");
  EXPECT_EQ(verdict.facts.log_size, entries.front().sequence + 1);
}

TEST_P(Package, one_that_could_not_be_written_is_followed_in_the_log_by_its_failure) {
  const auto file = world.folder / "half.zip";
  int writes = 0;
  const Step full_disk = [&](std::int64_t, std::int64_t, const char* phrase) -> Result<void> {
    if (std::string_view(phrase) == "report.step.writing" && ++writes > 1) {
      return fail(FaultKind::kUnavailable, "archive.disk");
    }
    return {};
  };
  const auto written = world.reports.write_package(world.world.alice, file, full_disk);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().what.key, "archive.disk");
  EXPECT_FALSE(std::filesystem::exists(file));
  const auto entries = [&] {
    db::Transaction tx = world.world.database.read();
    return world.world.trail.page(tx, world.world.north, {}, -1, 2);
  }();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].action, "report.package_failed");
  EXPECT_EQ(entries[1].action, "report.package");
  EXPECT_TRUE(checked(made(), key()).ok) << "and the next one is sound";
}

TEST_P(Package, without_a_key_from_elsewhere_it_says_what_that_proves) {
  const PackageVerdict verdict = checked(made());

  EXPECT_TRUE(verdict.ok);
  ASSERT_EQ(verdict.remarks.size(), 1U);
  EXPECT_EQ(verdict.remarks[0].key, "report.check.only_consistent");
  EXPECT_NE(lines_of(verdict, Language::kNl)[2].find(key()), std::string::npos);
}

TEST_P(Package, it_holds_statement_verdicts_plans_overrides_and_evidence) {
  const Files files = unpacked(made());

  for (const char* path :
       {"README.txt", "index.html", "manifest.json", "organisation.json", "status.json", "statement.json",
        "statement-versions.json", "requirements.json", "measures.json", "mappings.json", "accounts.json",
        "sha256sums.txt", "trail/checkpoint", "trail/vkey", "records/evidence.jsonl"}) {
    EXPECT_TRUE(files.contains(path)) << path;
  }
  const std::string sha256 = crypto::sha256_hex("Wij maken elke nacht een back-up.");
  EXPECT_EQ(files.at("files/" + sha256), "Wij maken elke nacht een back-up.");
  const json::Value measures = json::parse(files.at("measures.json")).value();
  const auto& access = measures.at("items").as_array().at(1).as_object();
  EXPECT_EQ(access.at("overrides").as_array().at(0).at("second_person").as_string(), "Dana Smit");
  bool overridden = false;
  for (const auto& place : access.at("places").as_array()) {
    overridden |= place.at("existence").at("override").as_bool();
    EXPECT_FALSE(place.at("operation").at("reasons").as_array().empty());
  }
  EXPECT_TRUE(overridden);
  EXPECT_FALSE(access.at("occurrences").as_array().empty());
  EXPECT_EQ(access.at("evidence").as_array().at(0).at("result").as_string(), "refutes");
  EXPECT_EQ(files.at("measures.json").find("_account"), std::string::npos);
}

TEST_P(Package, mappings_that_count_are_in_it_with_who_confirmed_them) {
  const auto mappings = [](const Files& files) {
    return json::parse(files.at("mappings.json"))->at("items").as_array();
  };
  EXPECT_TRUE(mappings(unpacked(made())).empty()) << "NEN 7510 alone";
  world.install("cbw-2026");
  const auto& alice = world.world.alice;
  const std::string act = world.catalog.unused(alice).value().front().id;
  ASSERT_TRUE(world.catalog.use_framework(alice, act, true, ""));
  EXPECT_TRUE(mappings(unpacked(made())).empty()) << "a proposal counts for nothing";

  const std::string now = to_text(world.world.clock.now());
  const auto confirmed = world.catalog.confirm_mappings(alice, kNorm, "urn:waarborg:framework:cbw-2026");
  ASSERT_TRUE(confirmed);
  const auto one = world.catalog.mappings(alice, {}).value().items.front();
  ASSERT_TRUE(world.catalog.review_mapping(alice, one.id, "rejected", "Ons beleid is anders", -1));
  const auto file = made();
  Files files = unpacked(file);

  EXPECT_TRUE(checked(file, key()).ok);
  const auto items = mappings(files);
  ASSERT_GT(items.size(), 10U);
  EXPECT_LT(std::ssize(items), *confirmed);
  for (const auto& item : items) {
    EXPECT_NE(item.at("id").as_string(), one.id) << "rejected";
    EXPECT_NE(item.at("carries").as_string(), "nothing");
    EXPECT_EQ(item.at("state").as_string(), "confirmed");
    EXPECT_EQ(item.at("reviewer").as_string(), alice.name);
    EXPECT_EQ(item.at("reviewed_at").as_string(), now);
    EXPECT_TRUE(item.at("source").at("urn").as_string().starts_with(kNorm));
    EXPECT_FALSE(item.at("target").at("ref").as_string().empty());
    EXPECT_FALSE(item.at("rationale").as_string().empty());
  }
  files["mappings.json"].replace(files["mappings.json"].find(alice.name), alice.name.size(), "Iemand anders");
  EXPECT_TRUE(has(checked(packed(files)), "report.check.file_differs mappings.json"));
  relist(files);
  EXPECT_TRUE(has(checked(packed(files)), "report.check.not_recorded"));
  files.erase("mappings.json");
  EXPECT_TRUE(has(checked(packed(files)), "report.check.file_missing mappings.json"));

  ASSERT_TRUE(world.catalog.use_framework(alice, act, false, "Geldt niet voor ons"));
  EXPECT_TRUE(mappings(unpacked(made())).empty()) << "a framework that is let go of";
}

TEST_P(Package, it_says_who_is_who_by_name_and_nothing_else_of_an_account) {
  auto& house = world.world;
  const auto gone = house.add_actor("gone.by@example.nl", "Gijs Vertrokken", house.north, {"contributor"});
  {
    db::Transaction tx = house.database.write();
    const auto log = [&](const char* action, const std::string& state, const std::string& before) {
      house.trail.add(tx, house.alice.author(),
                      {action, "account", gone.account.text, "gone.by@example.nl", {}, state, before},
                      house.clock.now());
    };
    const std::string state = auth::Accounts::states(tx, house.north)[gone.account.text];
    log("account.roles", state, "");
    log("account.remove", "deleted", state);
    tx.execute(auth::sql::kMembershipRemove, house.north, gone.account);
    tx.commit();
  }
  const auto file = made();
  Files files = unpacked(file);

  EXPECT_TRUE(checked(file, key()).ok);
  std::map<std::string, json::Object> accounts;
  const json::Value listed = json::parse(files.at("accounts.json")).value();
  for (const auto& item : listed.at("items").as_array()) {
    accounts[std::string(item.at("id").as_string())] = item.as_object();
  }
  const auto expected = [](const auth::Actor& who, bool left) {
    return json::Object{{"id", who.account.text}, {"name", who.name}, {"left", left}};
  };
  EXPECT_EQ(accounts[house.alice.account.text], expected(house.alice, false));
  EXPECT_EQ(accounts[house.bob.account.text], expected(house.bob, false)) << "who has done nothing yet";
  EXPECT_EQ(accounts[gone.account.text], expected(gone, true));
  EXPECT_FALSE(accounts.contains(house.charlie.account.text)) << "of another organisation";
  std::string& text = files["accounts.json"];
  text.replace(text.find(house.alice.name), house.alice.name.size(), "Iemand anders");
  EXPECT_TRUE(has(checked(packed(files)), "report.check.file_differs accounts.json"));
}

TEST_P(Package, the_page_to_read_needs_no_script_and_shows_overrides) {
  const Files files = unpacked(made());
  const std::string& page = files.at("index.html");

  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("http"), page.find("http://evil")) << "nothing leads outside; typed text is only text";
  EXPECT_NE(page.find("Vertrouwelijk"), std::string::npos);
  EXPECT_NE(page.find("Afwijkend vastgesteld oordeel: Bestaan aangetoond, door Alice de Vries en Dana Smit"),
            std::string::npos);
  EXPECT_NE(page.find("Locatie &lt;Zuid&gt; &amp; co"), std::string::npos);
  EXPECT_NE(page.find("href=\"files/"), std::string::npos);
  EXPECT_EQ(page.find("report."), std::string::npos) << "a text is missing";
}

TEST_P(Package, norm_text_that_was_typed_in_never_leaves) {
  const std::string secret = "LETTERLIJKE NORMTEKST VAN NEN";
  ASSERT_TRUE(world.catalog.set_own_text(world.world.alice, ReportWorld::urn("8.13"), secret, -1));

  const auto file = made();
  const Files files = unpacked(file);
  for (const auto& [path, bytes] : files) EXPECT_EQ(bytes.find(secret), std::string::npos) << path;
  EXPECT_NE(files.at("records/requirement_own_text.jsonl").find("\"sha256\""), std::string::npos)
      << "its hash goes along, so that it is still held against the log";
  EXPECT_EQ(files.at("records/person.jsonl").find("Olga"), std::string::npos);
  EXPECT_TRUE(checked(file, key()).ok);
  for (const char* format : {"json", "html"}) {
    EXPECT_EQ(world.reports.vvt(world.world.alice, format)->bytes.find(secret), std::string::npos);
    EXPECT_EQ(world.reports.board(world.world.alice, format)->bytes.find(secret), std::string::npos);
  }
}

TEST_P(Package, another_organisation_is_not_in_it) {
  const auto file = world.folder / "south.zip";
  ASSERT_TRUE(world.reports.write_package(world.world.charlie, file));

  EXPECT_TRUE(checked(file).ok);
  for (const auto& [path, bytes] : unpacked(file)) {
    for (const char* text : {"Huisartsenpraktijk Noord", world.backup.c_str(), "Wij maken elke nacht"}) {
      EXPECT_EQ(bytes.find(text), std::string::npos) << path;
    }
  }
}

TEST_P(Package, a_file_that_the_organisation_lost_is_named_and_does_not_stop_the_package) {
  const std::string sha256 = crypto::sha256_hex("Wij maken elke nacht een back-up.");
  std::filesystem::remove(world.folder / "files" / sha256.substr(0, 2) / sha256.substr(2));

  const PackageVerdict verdict = checked(made(), key());

  EXPECT_TRUE(verdict.ok) << ::testing::PrintToString(keys(verdict));
  ASSERT_EQ(verdict.remarks.size(), 1U);
  EXPECT_EQ(verdict.remarks[0].key, "report.check.was_missing");
}

TEST_P(Package, a_record_changed_in_the_database_shows_in_the_package) {
  {
    db::Transaction tx = world.world.database.write();
    auto measure = world.measures.find(tx, world.world.north, MeasureId{world.backup}).value();
    measure.body.title = "Achteraf mooier";
    tx.execute(measure::sql::kMeasureUpdate, measure.body.title, json::canonical(json::encode(measure.body)),
               world.world.north, world.backup, measure.version);
    tx.commit();
  }
  EXPECT_TRUE(has(checked(made(), key()), "report.check.record_differs measure " + world.backup));
}

TEST_P(Package, of_a_log_that_does_not_fit_says_so) {
  world.reports.set_verifier([](db::Transaction&, const OrganisationId& organisation) {
    return trail::Verification{
        organisation,
        7,
        "",
        {{"trail.verify.record_differs", {{"what", "scan_measurement 1"}}}, {"no.such.words", {}}}};
  });
  const auto file = made();
  const PackageVerdict verdict = checked(file, key());

  EXPECT_EQ(keys(verdict), (std::vector<std::string>{"report.check.did_not_verify 2",
                                                     "trail.verify.record_differs scan_measurement 1"}));
  EXPECT_NE(unpacked(file).at("index.html").find("klopte het logboek niet met de database: 2 fouten"),
            std::string::npos);
  db::Transaction tx = world.world.database.read();
  const auto entry = world.world.trail.page(tx, world.world.north, {}, -1, 1).front();
  const auto changes = trail::changes_of(entry);
  const auto said = std::ranges::find(changes, "verify_problems", &trail::Change::field);
  ASSERT_NE(said, changes.end());
  EXPECT_EQ(said->after, "2");
}

TEST_P(Package, of_the_first_version_is_checked_as_far_as_it_goes) {
  Files files = unpacked(made());
  std::erase_if(files, [](const auto& one) {
    const auto is = [&](const char* kind) { return one.first == std::string("records/") + kind + ".jsonl"; };
    const bool known = is("measure") || is("applicability") || is("evidence") || is("population") || is("occurrence") ||
                       is("deviation");
    return one.first.starts_with("trail/") || (one.first.starts_with("records/") && !known);
  });
  relist(files);
  auto object = json::parse(files["manifest.json"])->as_object();
  object.erase("kinds");
  object.erase("verified");
  object["format_version"] = 1;
  files["manifest.json"] = json::print(object);
  {
    db::Transaction tx = world.world.database.write();
    world.world.trail.add(tx, world.world.alice.author(),
                          {kPackageAction,
                           "package",
                           "p",
                           "",
                           {{"manifest_sha256", "", crypto::sha256_hex(files["manifest.json"])}},
                           "",
                           ""},
                          world.world.clock.now());
    tx.commit();
  }
  for (auto& [path, bytes] : unpacked(made())) {
    if (path.starts_with("trail/")) files[path] = bytes;
  }
  const PackageVerdict verdict = checked(packed(files), key());
  EXPECT_EQ(keys(verdict), std::vector<std::string>{});
  ASSERT_EQ(verdict.remarks.size(), 1U);
  EXPECT_EQ(verdict.remarks[0].key, "report.check.first_version") << "it says what was not compared";
}

}  // namespace
}  // namespace waarborg::report
