// SPDX-License-Identifier: EUPL-1.2
//
// Whoever reaches the database past the program and waits for somebody to save what he changed: the save is refused,
// so that the log never holds a forgery as the truth.
#include "app/test_town.h"

namespace waarborg::app {
namespace {

using http::Method;

/// Of each kind a row, what is done to it past the program and how that is undone, and a change through the program.
struct Case {
  const char* kind;   ///< As in the log.
  const char* forge;  ///< With {names} of the town.
  const char* undo;
  char who;
  Method method;
  const char* path;
  std::string body;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases{
      {"site", "register_site SET name = name || '9' WHERE id = '{site}'",
       "register_site SET name = substr(name, 1, length(name) - 1) WHERE id = '{site}'", 'a', Method::kPut,
       "registers/site/rows/{site}", R"({"name":"Andere naam"})"},
      {"measure", "measure SET body = replace(body, 'WEEKLY', 'YEARLY') WHERE id = '{measure}'",
       "measure SET body = replace(body, 'YEARLY', 'WEEKLY') WHERE id = '{measure}'", 'a', Method::kPut,
       "measures/{measure}", R"({"reason":"minder",)" + measure_named("Een andere titel").substr(1)},
      {"evidence", "evidence SET result = 'refutes' WHERE id = '{evidence}'",
       "evidence SET result = 'supports' WHERE id = '{evidence}'", 'r', Method::kPost, "evidence/{evidence}/review",
       R"({"decision":"accepted"})"},
      {"occurrence", "occurrence SET outcome = 'deviation' WHERE id = '{performed}'",
       "occurrence SET outcome = 'effective' WHERE id = '{performed}'", 'b', Method::kPost,
       "occurrences/{performed}/withdraw", R"({"reason":"Vergissing"})"},
      {"deviation", "deviation SET what = what || '9' WHERE id = '{deviation}'",
       "deviation SET what = substr(what, 1, length(what) - 1) WHERE id = '{deviation}'", 'b', Method::kPut,
       "deviations/{deviation}", R"({"what":"Het lukte niet","cause":"Onbekend","correction":"Hersteld"})"},
      {"population", "population SET case_count = case_count + 9 WHERE id = '{population}'",
       "population SET case_count = case_count - 9 WHERE id = '{population}'", 'r', Method::kPut,
       "populations/{population}/cases/{case}", R"({"verdict":"effective"})"},
      {"population", "population_case SET note = note || '9' WHERE population_id = '{population}'",
       "population_case SET note = substr(note, 1, length(note) - 1) WHERE population_id = '{population}'", 'r',
       Method::kPost, "populations/{population}/withdraw", R"({"reason":"Vergissing"})"},
      {"column_mapping", "column_mapping SET name = name || '9' WHERE id = '{columns}'",
       "column_mapping SET name = substr(name, 1, length(name) - 1) WHERE id = '{columns}'", 'b', Method::kPut,
       "column-mappings/{columns}", kColumnsOther},
      {"applicability", "applicability SET reason = reason || '9' WHERE requirement = '{requirement}'",
       "applicability SET reason = substr(reason, 1, length(reason) - 1) WHERE requirement = '{requirement}'", 'a',
       Method::kPut, "applicability/{requirement}", R"({"applies":true,"reason":"Omdat het zo is"})"},
      {"statement", "statement_version SET note = note || '9' WHERE organisation_id = '{organisation}'",
       "statement_version SET note = substr(note, 1, length(note) - 1) WHERE organisation_id = '{organisation}'", 'r',
       Method::kPost, "applicability/versions/1/decision", R"({"approve":true,"note":""})"},
      {"override", "verdict_override SET value = 'refuted' WHERE id = '{override}'",
       "verdict_override SET value = 'shown' WHERE id = '{override}'", 'r', Method::kPost,
       "overrides/{override}/confirm", ""},
      {"override", "verdict_override SET reason = reason || '9' WHERE id = '{proposal}'",
       "verdict_override SET reason = substr(reason, 1, length(reason) - 1) WHERE id = '{proposal}'", 'r',
       Method::kPost, "overrides/{proposal}/reject", R"({"reason":"Nee"})"},
      {"requirement", "completion SET reason = reason || '9' WHERE organisation_id = '{organisation}'",
       "completion SET reason = substr(reason, 1, length(reason) - 1) WHERE organisation_id = '{organisation}'", 'a',
       Method::kPut, "requirements/{requirement}/complete-together", R"({"reason":"Opnieuw"})"},
      {"framework_use", "framework_use SET place = place + 9 WHERE used = 0 AND organisation_id = '{organisation}'",
       "framework_use SET place = place - 9 WHERE used = 0 AND organisation_id = '{organisation}'", 'a', Method::kPut,
       "frameworks/{offered}/use", R"({"used":true,"reason":"Nodig"})"},
      {"requirement_own_text",
       "requirement_own_text SET own_text = own_text || '9' WHERE organisation_id = '{organisation}'",
       "requirement_own_text SET own_text = substr(own_text, 1, length(own_text) - 1) WHERE organisation_id = "
       "'{organisation}'",
       'a', Method::kPut, "requirements/{requirement}/own-text", R"({"text":"Andere tekst"})"},
      {"library", "mapping SET rationale_nl = rationale_nl || '9' WHERE id = '{mapping}'",
       "mapping SET rationale_nl = substr(rationale_nl, 1, length(rationale_nl) - 1) WHERE id = '{mapping}'", 'a',
       Method::kPost, "mappings/{mapping}/review", R"({"state":"confirmed","reason":"Klopt"})"},
      {"scan_schedule", "scan_schedule SET every = 'month' WHERE organisation_id = '{organisation}'",
       "scan_schedule SET every = 'week' WHERE organisation_id = '{organisation}'", 'a', Method::kPut, "scan/schedule",
       R"({"every":"never"})"},
      {"organisation", "organisation SET board_member = board_member || '9' WHERE id = '{organisation}'",
       "organisation SET board_member = substr(board_member, 1, length(board_member) - 1) WHERE id = '{organisation}'",
       'a', Method::kPut, "organisation",
       R"({"name":"Noord","sub_sector":"gp_practice","people":25,"board_member":"","security_officer":"",)"
       R"("health_information":""})"},
      {"account", "auth_membership SET roles = 'reviewer' WHERE account_id = '{leaver}'",
       "auth_membership SET roles = 'contributor' WHERE account_id = '{leaver}'", 'd', Method::kPut,
       "accounts/{leaver}", R"({"roles":["owner"]})"},
      {"sign_in", "auth_account SET name = name || '9' WHERE id = '{account}'",
       "auth_account SET name = substr(name, 1, length(name) - 1) WHERE id = '{account}'", 'a', Method::kPost,
       "account/tokens",
       R"({"name":"Taak","scope":"personal","days":10,"current":")" + std::string(kTownPassword) + "\"}"},
  };
  return kCases;
}

/// Kinds of which no row is changed a second time, or only as another kind that is above.
const std::set<std::string>& never_saved_again() {
  static const std::set<std::string> kKinds{"scan_measurement",     // each is a row of its own, and stays
                                            "listed_organisation",  // that it is there
                                            // As `site`: one code for all registers.
                                            "department", "person", "system", "supplier", "supplier_proof", "domain"};
  return kKinds;
}

struct SavingTampered : TownTest {
  std::string with_names(std::string text) {
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
      const std::size_t end = text.find('}', at);
      const auto id = end == std::string::npos ? town().ids.end() : town().ids.find(text.substr(at + 1, end - at - 1));
      if (id != town().ids.end()) text.replace(at, end - at + 1, id->second);
    }
    return text;
  }
  void run(const std::string& update) {
    const std::string sql = "UPDATE " + with_names(update);
    const std::string_view text = sql;
    db::Transaction tx = town().installation->database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  std::vector<std::string> problems() {
    std::vector<std::string> out;
    db::Transaction tx = town().installation->database.read();
    for (const OrganisationId& log : {town().north, trail::kInstallation}) {
      for (const Message& problem : town().installation->verify(tx, log).problems) {
        out.push_back(problem.key + " " + problem.args.front().second);
      }
    }
    return out;
  }
  http::Response save(const Case& one) {
    const std::map<char, const Person*> people{
        {'a', &town().alice}, {'r', &town().rita}, {'b', &town().bob}, {'d', &town().dora}};
    return town().ask(people.at(one.who), one.method, with_names(std::string("/api/v1/") + one.path), one.body);
  }
  /// What the town lacks.
  void fill() {
    town().must(town().alice, Method::kPut, "/api/v1/scan/schedule", R"({"every":"week"})");
    const auto unused = town().installation->catalog.unused(auth::system_actor(town().north));
    ASSERT_TRUE(unused && !unused->empty());
    town().ids["offered"] = unused->front().id;
  }
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, SavingTampered, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(SavingTampered, records_is_refused_until_they_are_as_they_were) {
  fill();
  ASSERT_EQ(problems(), std::vector<std::string>{});
  for (const Case& one : cases()) {
    const std::string what = std::string(one.kind) + " " + one.path;
    run(one.forge);
    EXPECT_NE(problems(), std::vector<std::string>{}) << what;
    const auto size = town().log_size(town().north) + town().log_size(trail::kInstallation);
    const auto refused = save(one);
    EXPECT_EQ(refused.status, 503) << what << " " << refused.body;
    EXPECT_NE(refused.body.find("waarborg verify"), std::string::npos) << what << " " << refused.body;
    EXPECT_EQ(town().log_size(town().north) + town().log_size(trail::kInstallation), size) << what;
    EXPECT_NE(problems(), std::vector<std::string>{}) << what << ": and it is still named";
    run(one.undo);
    EXPECT_EQ(problems(), std::vector<std::string>{}) << what;
    const auto saved = save(one);
    EXPECT_EQ(saved.status / 100, 2) << what << " " << saved.body;
    EXPECT_EQ(problems(), std::vector<std::string>{}) << what;
  }
}

TEST_P(SavingTampered, a_row_that_was_put_in_past_the_program_is_refused) {
  const std::string sql =
      "INSERT INTO register_site (organisation_id, id, version, name, city, address, contact, "
      "emergency_power, note) VALUES ('" +
      town().north.text + "', 'vals', 1, 'Vals', '', '', '', 0, '')";
  const std::string_view text = sql;
  {
    db::Transaction tx = town().installation->database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  const auto ask = [&](Method method, const char* body) {
    return town().ask(&town().alice, method, "/api/v1/registers/site/rows/vals", body).status;
  };
  EXPECT_EQ(ask(Method::kPut, R"({"name":"Nu echt"})"), 503);
  EXPECT_EQ(ask(Method::kDelete, ""), 503);
  EXPECT_EQ(problems(), std::vector<std::string>{"trail.verify.record_unknown site vals"});
}

TEST_P(SavingTampered, a_performance_that_was_put_in_past_the_program_is_refused) {
  run("occurrence SET recorded_at = '2026-12-01T00:00:00.000Z' WHERE id = '{occurrence}'");
  const std::string withdraw = "/api/v1/occurrences/" + town().ids["occurrence"] + "/withdraw";
  EXPECT_EQ(town().ask(&town().alice, Method::kPost, withdraw, R"({"reason":"Vergissing"})").status, 503);
  run("occurrence SET recorded_at = NULL WHERE id = '{occurrence}'");
}

TEST_P(SavingTampered, a_record_beside_a_log_that_was_changed_for_a_moment_is_named_for_ever) {
  const std::string& site = town().ids["site"];
  run("register_site SET city = 'Vals' WHERE id = '{site}'");
  const record::Register& sites = *record::find_register("site");
  std::string forged;
  {
    db::Transaction tx = town().installation->database.read();
    forged =
        crypto::sha256_hex(record::state_of(sites, *town().installation->records.find(tx, town().north, sites, site)));
  }
  const auto change_log = [&](const std::string& sql) {
    const std::string_view text = sql;
    db::Transaction tx = town().installation->database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  };
  const std::string ours = "organisation_id = '" + town().north.text + "' AND ";
  change_log(
      "INSERT INTO trail_entry (organisation_id, sequence, at, account, actor, action, subject_kind, subject, "
      "subject_label, body, leaf) VALUES ('" +
      town().north.text + "', 888888, '', '', '', '', 'site', '" + site + "', '', '{\"state\":\"" + forged +
      "\"}', '')");
  const auto saved =
      town().ask(&town().alice, Method::kPut, "/api/v1/registers/site/rows/" + site, R"({"name":"Echt"})");
  EXPECT_EQ(saved.status, 200) << "nothing in the database tells it from the truth: " << saved.body;
  change_log("DELETE FROM trail_entry WHERE " + ours + "sequence = 888888");
  const auto found = problems();
  EXPECT_TRUE(std::ranges::any_of(found, [&](const std::string& problem) {
    return problem.starts_with("trail.verify.before_differs site " + site);
  })) << ::testing::PrintToString(found);
}

TEST_P(SavingTampered, what_is_copied_into_a_statement_is_held_against_the_log) {
  const auto submit = [&] {
    return town()
        .ask(&town().alice, Method::kPost, "/api/v1/applicability/versions", R"({"framework":"","note":""})")
        .status;
  };
  run("applicability SET applies = 1 - applies WHERE organisation_id = '{organisation}'");
  EXPECT_EQ(submit(), 503);
  run("applicability SET applies = 1 - applies WHERE organisation_id = '{organisation}'");
  EXPECT_EQ(submit(), 200);
}

TEST_P(SavingTampered, every_kind_that_verify_reads_is_held_against_the_log) {
  std::set<std::string> tried = never_saved_again();
  for (const Case& one : cases()) tried.insert(one.kind);
  const trail::Readers readers = town().installation->readers();
  for (const auto& [kind, reader] : readers.states) EXPECT_TRUE(tried.contains(kind)) << kind;
  for (const auto& [kind, reader] : readers.histories) EXPECT_TRUE(tried.contains(kind)) << kind;
}

}  // namespace
}  // namespace waarborg::app
