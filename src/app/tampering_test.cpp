// SPDX-License-Identifier: EUPL-1.2
//
// Whoever reaches the database past the program: `waarborg verify` finds what was changed, in every table of an
// organisation and in every column, but for those that docs/assurance.md leaves out with a reason.
#include <algorithm>
#include <fstream>
#include <regex>

#include "app/migrations.h"
#include "app/test_town.h"
#include "base/test_source_folder.h"

namespace waarborg::app {
namespace {

using http::Method;

struct Column {
  std::string name;
  std::string type;
};
using Tables = std::map<std::string, std::vector<Column>>;

/// Tables with their columns, as all migrations together leave them.
Tables all_tables() {
  static const std::regex kCreate(R"(CREATE TABLE (\w+) \(([^;]*)\)[^;]*;)");
  static const std::regex kColumn(R"(\n\s*([a-z]\w*) (TEXT|INTEGER|REAL))");
  static const std::regex kAdd(R"(ALTER TABLE (\w+) ADD COLUMN (\w+) (TEXT|INTEGER|REAL))");
  static const std::regex kDrop(R"(DROP TABLE (\w+);)");
  const auto each = [](const std::string& text, const std::regex& what, const auto& act) {
    for (std::sregex_iterator at(text.begin(), text.end(), what), end; at != end; ++at) act(*at);
  };
  Tables tables;
  for (const db::Migration& migration : all_migrations()) {
    const std::string sql(migration.sql);
    each(sql, kCreate, [&](const std::smatch& table) {
      const std::string body = table[2];
      each(body, kColumn, [&](const std::smatch& column) { tables[table[1]].push_back({column[1], column[2]}); });
    });
    each(sql, kAdd, [&](const std::smatch& added) { tables[added[1]].push_back({added[2], added[3]}); });
    each(sql, kDrop, [&](const std::smatch& dropped) { tables.erase(dropped[1]); });
  }
  return tables;
}

std::string tenant_column(const std::string& table, const std::vector<Column>& columns) {
  if (table == "organisation") return "id";
  const bool tenant = std::ranges::any_of(columns, [](const Column& c) { return c.name == "organisation_id"; });
  return tenant ? "organisation_id" : "";
}

/// docs/assurance.md: | `table` | `kind` | or | `table` | – why it need not be |
std::map<std::string, std::string> stated() {
  static const std::regex kRow(R"(^\| `(\w+)` \| (.+) \|$)");
  std::map<std::string, std::string> out;
  std::ifstream in(testing::source_folder() / "docs" / "assurance.md");
  bool ours = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#")) ours = line.find("Which tables") != std::string::npos;
    std::smatch row;
    if (ours && std::regex_match(line, row, kRow)) out[row[1]] = row[2];
  }
  return out;
}

std::string kind_of(const std::string& cell) {
  const auto end = cell.find('`', 1);
  return cell.starts_with('`') && end != std::string::npos ? cell.substr(1, end - 1) : "";
}

/// Columns that decide nothing: the moment of a row that stands in its entry, a counter against two people at once, and
/// what follows from something else that is compared.
const std::set<std::string>& not_looked_at() {
  static const std::set<std::string> kAll{
      "scan_schedule.last_begun",  // when it last went by itself says nothing of what was found
      "measure.created_at",       "organisation.created_at", "auth_membership.version",
      "evidence.report_sha256",   "auth_token.last_used_at"};
  return kAll;
}

struct Tampering : TownTest {
  Installation& house() { return *town().installation; }
  void run(db::Transaction& tx, const std::string& sql) {
    const std::string_view text = sql;
    tx.run({text, text, text, {}}, {});
  }
  std::int64_t number(db::Transaction& tx, const std::string& sql) {
    const std::string_view text = sql;
    std::int64_t out = 0;
    tx.select({text, text, text, {}}, {}, {db::ColumnKind::kInteger},
              [&](const std::vector<db::Cell>& row) { out = std::get<std::int64_t>(row.front()); });
    return out;
  }
  std::vector<std::string> found(db::Transaction& tx, const trail::Readers& readers) {
    std::vector<std::string> out;
    for (const OrganisationId& log : {town().north, OrganisationId{"installation"}}) {
      for (const Message& problem : trail::verify(house().trail, tx, log, readers).problems) {
        out.push_back(problem.key + " " + problem.args.front().second);
      }
    }
    return out;
  }
  /// What verify says after this was done behind the program's back; nothing of it stays.
  std::vector<std::string> after(const std::string& sql) {
    db::Transaction tx = house().database.write();
    run(tx, sql);
    return found(tx, house().readers());
  }
  /// A row in each table that the town has none in.
  void fill() {
    const auto add = [&](const char* reg, const std::string& body) {
      const std::string rows = std::string("/api/v1/registers/") + reg + "/rows";
      const auto made = town().must(town().alice, Method::kPost, rows, body);
      return std::string(made.at("id").as_string());
    };
    add("person", R"({"name":"Olga Visser"})");
    add("department", R"({"name":"Balie"})");
    add("system", R"({"name":"HIS","kind":"application","criticality":"vital"})");
    const std::string supplier = add("supplier", R"({"name":"Leverancier","criticality":"high"})");
    add("domain", R"({"name":"mail.zorg.example","use":"both","protection":"apply"})");
    town().must(town().alice, Method::kPut, "/api/v1/scan/schedule", R"({"every":"week"})");
    house().watch.set_measure_all(
        [](const auto&, const auto& on_facts, const auto&) {
          scan::DomainFacts facts;
          facts.name = "mail.zorg.example";
          facts.at = parse_moment("2026-12-15T10:00:00Z").value();
          return on_facts(0, facts);
        },
        scan::SingleLabel::kRefused);
    job::Running running(std::chrono::hours(1), [] { return std::chrono::steady_clock::now(); });
    EXPECT_TRUE(house().watch.measure(auth::system_actor(town().north), {}, running));
    add("supplier_proof", R"({"name":"ISO","supplier":")" + supplier + R"(","kind":"certificate","scope":"Alles",)" +
                              R"("valid_from":"2026-01-01","valid_until":"2027-01-01"})");
    town().must(town().alice, Method::kPost, "/api/v1/mappings/" + town().ids["mapping"] + "/review",
                R"({"state":"confirmed","reason":"Klopt"})");
    token();
    town().must(town().bob, Method::kPost, "/api/v1/evidence/import?kind=lynis&measure=" + town().ids["measure"],
                crypto::content_of(testing::source_folder() /
                                   "src/features/evidence/importers/lynis/fixtures/lynis-report.dat"));
  }
  /// A collector's token of Alice.
  std::string token() {
    const auto made = town().must(
        town().alice, Method::kPost, "/api/v1/account/tokens",
        R"({"name":"Verzamelaar","scope":"collector","days":10,"current":")" + std::string(kTownPassword) + "\"}");
    return std::string(made.at("id").as_string());
  }
  std::string north() { return "'" + town().north.text + "'"; }
  /// SQLite's char() is PostgreSQL's chr().
  std::string said_by_this(std::string sql) const {
    return GetParam() == "sqlite" ? sql : std::regex_replace(sql, std::regex("char\\("), "chr(");
  }
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Tampering, ::testing::ValuesIn(waarborg::testing::databases()));

TEST(Coverage, every_table_of_an_organisation_is_verified_or_left_out_with_a_reason) {
  const auto said = stated();
  for (const auto& [table, columns] : all_tables()) {
    if (tenant_column(table, columns).empty()) continue;
    EXPECT_TRUE(said.contains(table)) << "docs/assurance.md does not say who verifies the table " << table;
  }
  for (const auto& [table, cell] : said) {
    EXPECT_TRUE(all_tables().contains(table)) << table << " is in docs/assurance.md but not in the database";
    EXPECT_TRUE(!kind_of(cell).empty() || cell.starts_with("– ")) << table << ": " << cell;
  }
  EXPECT_GE(said.size(), 30U);
}

TEST_P(Tampering, of_any_column_of_a_verified_table_is_found) {
  fill();
  const trail::Readers all = house().readers();
  const Tables tables = all_tables();
  int seen = 0;
  for (const auto& [table, cell] : stated()) {
    const std::string kind = kind_of(cell);
    if (kind.empty()) continue;
    trail::Readers readers;
    if (const auto one = all.states.find(kind); one != all.states.end()) readers.states.insert(*one);
    if (const auto one = all.histories.find(kind); one != all.histories.end()) readers.histories.insert(*one);
    ASSERT_FALSE(readers.states.empty() && readers.histories.empty()) << "nobody reads " << kind;
    const std::string tenant = tenant_column(table, tables.at(table));
    const std::string ours = " WHERE " + tenant + " = " + north();
    {
      db::Transaction tx = house().database.read();
      EXPECT_GT(number(tx, "SELECT COUNT(*) FROM " + table + ours), 0) << "the town has no " << table;
      EXPECT_EQ(found(tx, readers), std::vector<std::string>{}) << kind;
    }
    for (const Column& column : tables.at(table)) {
      if (column.name == tenant || not_looked_at().contains(table + "." + column.name)) continue;
      const std::string other = column.type == "TEXT" ? "COALESCE(" + column.name + ", '') || '9'"
                                                      : "CASE WHEN " + column.name + " = 0 THEN 1 ELSE 0 END";
      db::Transaction tx = house().database.write();
      try {
        run(tx, "UPDATE " + table + " SET " + column.name + " = " + other + ours);
        EXPECT_NE(found(tx, readers), std::vector<std::string>{}) << table << "." << column.name;
        ++seen;
      } catch (const std::exception&) {
        continue;  // the database refuses it, or the reader says that the row is damaged
      }
    }
  }
  EXPECT_GT(seen, 150);
}

TEST_P(Tampering, with_what_decides_a_verdict_is_found_and_named) {
  const std::string now = "'2026-12-15T10:15:00.000Z'";
  const std::string& measure = town().ids["measure"];
  const auto one = [](const std::vector<std::string>& found) { return found.empty() ? "clean" : found.front(); };

  EXPECT_EQ(one(after("INSERT INTO verdict_override (organisation_id, id, measure_id, aspect, place_kind, place_id, "
                      "value, reason, author_account, author, second_account, second_person, confirmed_at, until, "
                      "created_at) VALUES (" +
                      north() + ", 'o9', '" + measure +
                      "', 'operation', '', '', 'shown', "
                      "'Zomaar', 'a', 'A', 'b', 'B', " +
                      now + ", '2027-06-01', " + now + ")")),
            "trail.verify.record_unknown override o9");
  EXPECT_EQ(one(after("UPDATE verdict_override SET confirmed_at = " + now + ", second_person = 'Rita' WHERE id = '" +
                      town().ids["override"] + "'")),
            "trail.verify.record_differs override " + town().ids["override"]);
  EXPECT_EQ(one(after("DELETE FROM verdict_override WHERE id = '" + town().ids["override"] + "'")),
            "trail.verify.record_missing override " + town().ids["override"]);
  EXPECT_EQ(one(after("UPDATE measure_version SET body = replace(body, 'WEEKLY', 'YEARLY') WHERE measure_id = '" +
                      measure + "'")),
            "trail.verify.record_differs measure " + measure);
  EXPECT_TRUE(one(after("UPDATE occurrence SET performed_on = '2026-12-01', outcome = 'effective' WHERE recorded_at IS "
                        "NULL AND organisation_id = " +
                        north()))
                  .starts_with("trail.verify.record_unknown occurrence "))
      << "performed, but never recorded";
  EXPECT_EQ(one(after("UPDATE statement_version SET state = 'approved' WHERE organisation_id = " + north())),
            "trail.verify.record_differs statement 1");
  EXPECT_EQ(one(after("INSERT INTO completion (organisation_id, requirement, version, person, reason, at, withdrawn) "
                      "VALUES (" +
                      north() + ", 'urn:x', 1, 'A', 'Zomaar', " + now + ", 0)")),
            "trail.verify.record_unknown requirement urn:x");
  EXPECT_EQ(one(after("UPDATE organisation SET combined_roles_reason = 'Zomaar' WHERE id = " + north())),
            "trail.verify.record_differs organisation " + town().north.text);
}

TEST_P(Tampering, with_what_nobody_performed_is_found_and_named) {
  const std::string ours = " organisation_id = " + north() + " AND recorded_at IS NULL AND ";
  const std::string missed = ours + "grace_to < '2026-12-15'";
  const auto expect_each = [&](const std::string& problem, const std::string& sql) {
    const auto seen = after(sql);
    EXPECT_FALSE(seen.empty()) << sql;
    for (const std::string& one : seen) EXPECT_TRUE(one.starts_with("task.verify." + problem)) << sql << ": " << one;
  };
  EXPECT_EQ(after("UPDATE occurrence SET withdrawn_at = NULL WHERE" + missed), std::vector<std::string>{});
  expect_each("touched controles 2026-11-",
              "UPDATE occurrence SET withdrawn_at = '2026-11-01T00:00:00.000Z' WHERE" + missed);
  expect_each("touched controles 2026-11-", "UPDATE occurrence SET note = 'Gedaan' WHERE" + missed);
  expect_each("unplanned controles 2026-11-", "UPDATE occurrence SET grace_to = '2027-12-31' WHERE" + missed);
  expect_each("unplanned controles 2026-11-", "UPDATE occurrence SET owner_person = 'niemand' WHERE" + missed);
  expect_each("gone controles 2026-11-", "DELETE FROM occurrence WHERE" + missed);
  EXPECT_EQ(after("DELETE FROM occurrence WHERE" + ours + "due > '2026-12-15'"), std::vector<std::string>{})
      << "what is not due yet is made again";
}

TEST_P(Tampering, with_a_title_that_repeats_what_the_log_says_does_not_hide_another_body) {
  const std::string& measure = town().ids["measure"];
  const std::string line = "(SELECT m.version || ' ' || m.body FROM measure AS m WHERE m.id = '" + measure + "')";
  const std::vector<std::string> differs{"trail.verify.record_differs measure " + measure};
  for (const std::string& title : {"title || char(10) || " + line + " || char(10)",
                                   "char(30) || " + line + " || char(30)", line, std::string("''")}) {
    EXPECT_EQ(after("UPDATE measure SET title = " + said_by_this(title) +
                    ", body = replace(body, 'full', 'partly')"
                    " WHERE id = '" +
                    measure + "'"),
              differs)
        << title;
  }
}

TEST_P(Tampering, by_leaving_out_a_whole_log_is_found) {
  for (const std::string& log : {std::string("'installation'"), north()}) {
    db::Transaction tx = house().database.write();
    for (const char* table : {"trail_entry", "trail_tile", "trail_count", "trail_head"}) {
      run(tx, std::string("DELETE FROM ") + table + " WHERE organisation_id = " + log);
    }
    EXPECT_NE(found(tx, house().readers()), std::vector<std::string>{}) << log;
  }
}

TEST_P(Tampering, by_taking_away_a_whole_organisation_is_found_and_named) {
  db::Transaction tx = house().database.write();
  run(tx, GetParam() == "sqlite" ? "PRAGMA defer_foreign_keys = ON" : "SET LOCAL session_replication_role = 'replica'");
  for (const auto& [table, columns] : all_tables()) {
    const std::string tenant = tenant_column(table, columns);
    if (!tenant.empty()) run(tx, "DELETE FROM " + table + " WHERE " + tenant + " = " + north());
  }
  const auto problems = found(tx, house().readers());
  EXPECT_TRUE(std::ranges::count(problems, "trail.verify.record_missing listed_organisation " + town().north.text));
  EXPECT_TRUE(std::ranges::count(house().setup.listed(tx), town().north)) << "so that its log is asked for";
}

TEST_P(Tampering, with_a_log_is_told_to_who_saves_something_and_what_to_do_about_it) {
  std::string signed_state;
  const auto put = [&](const std::string& checkpoint) {
    db::Transaction tx = house().database.write();
    if (signed_state.empty()) signed_state = house().trail.checkpoint(tx, town().north);
    run(tx, "UPDATE trail_head SET checkpoint = '" + checkpoint + "' WHERE organisation_id = " + north());
    tx.commit();
  };
  const auto save = [&] {
    return town().ask(&town().alice, Method::kPost, "/api/v1/registers/department/rows", R"({"name":"Archief"})");
  };
  put("");
  const auto answer = save();
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("waarborg verify"), std::string::npos) << answer.body;
  put(signed_state);
  EXPECT_EQ(save().status / 100, 2);
}

TEST_P(Tampering, with_what_someone_signs_in_with_is_found_and_the_log_holds_no_secret) {
  const std::string token_id = token();
  const std::string alice = "'" + town().alice.account.text + "'";
  const std::vector<std::string> differs{"trail.verify.record_differs sign_in " + town().alice.account.text};
  EXPECT_EQ(after("UPDATE auth_account SET locale = 'en'"), std::vector<std::string>{});
  const std::string a = "UPDATE auth_account SET ";
  for (const std::string& change : {a + "password_hash = 'eigen'", a + "totp_secret = ''", a + "name = 'Rita Bakker'",
                                    a + "login = 'anders'", a + "email = 'weg@elders.example'", a + "disabled = 1",
                                    a + "may_create_organisations = 1 - may_create_organisations"}) {
    EXPECT_EQ(after(change + " WHERE id = " + alice), differs) << change;
  }
  EXPECT_EQ(after("UPDATE auth_token SET scope = 'personal' WHERE id = '" + token_id + "'"), differs);
  EXPECT_EQ(after("UPDATE auth_token SET expires_at = '2099-01-01T00:00:00.000Z' WHERE id = '" + token_id + "'"),
            differs);
  EXPECT_EQ(after("INSERT INTO auth_recovery_code (account_id, hash) VALUES (" + alice + ", 'x')"), differs);
  EXPECT_EQ(after("INSERT INTO auth_passkey (id, account_id, credential_id, algorithm, public_key, counter, name, "
                  "created_at) VALUES ('p', " +
                  alice + ", 'c', -7, 'k', 0, 'n', '2026-01-01T00:00:00.000Z')"),
            differs);
  EXPECT_EQ(after("INSERT INTO auth_account (id, version, login, name, locale, password_hash, totp_secret, "
                  "totp_pending, totp_last_step, may_create_organisations, disabled, last_organisation_id, created_at) "
                  "VALUES ('a9', 1, 'sluip', 'Sluip', 'nl', 'x', '', '', 0, 1, 0, '', '2026-01-01T00:00:00.000Z')"),
            std::vector<std::string>{"trail.verify.record_unknown sign_in a9"});
  db::Transaction tx = house().database.read();
  for (const auto& entry : house().trail.range(tx, OrganisationId{"installation"}, 0, 1000)) {
    EXPECT_EQ(entry.body.find("argon2"), std::string::npos) << entry.body;
  }
}

TEST_P(Tampering, with_the_past_is_not_made_right_by_the_next_change) {
  const std::string requirement = "urn:waarborg:framework:nen7510-2024:5.16";
  const auto decide = [&](const char* reason) {
    town().must(town().alice, Method::kPut, "/api/v1/applicability/" + requirement,
                std::string(R"({"applies":true,"reason":")") + reason + "\"}");
    town().clock.tick(std::chrono::minutes(1));
  };
  decide("Eerst");
  decide("Daarna");
  const auto made = town().must(town().alice, Method::kPost, "/api/v1/measures", measure_named("Met verleden"));
  const std::string id(made.at("id").as_string());
  std::int64_t version = made.at("version").as_int64();
  const auto as_seen = [&] { return std::vector<http::Header>{{"if-match", "\"" + std::to_string(version) + "\""}}; };
  const auto change = [&](const char* title) {
    town().clock.tick(std::chrono::minutes(1));
    const auto saved =
        town().must(town().alice, Method::kPut, "/api/v1/measures/" + id, measure_named(title), as_seen());
    version = saved.at("version").as_int64();
  };
  change("Met twee versies");
  const auto forge = [&](bool back) {
    db::Transaction tx = house().database.write();
    const std::string from = back ? "YEARLY" : "WEEKLY";
    const std::string to = back ? "WEEKLY" : "YEARLY";
    run(tx, "UPDATE measure_version SET body = replace(body, '" + from + "', '" + to +
                "') WHERE version = 1 AND "
                "measure_id = '" +
                id + "'");
    run(tx, std::string("UPDATE applicability SET reason = '") + (back ? "Eerst" : "Altijd al") +
                "' WHERE version = 1 AND requirement = '" + requirement + "'");
    tx.commit();
  };
  const auto problems = [&] {
    db::Transaction tx = house().database.read();
    return found(tx, house().readers());
  };
  ASSERT_EQ(problems(), std::vector<std::string>{});

  forge(false);
  change("Met drie versies");
  decide("Nog later");

  EXPECT_EQ(problems(), (std::vector<std::string>{"trail.verify.record_differs applicability " + requirement,
                                                  "trail.verify.record_differs measure " + id}));
  town().must(town().alice, Method::kPost, "/api/v1/measures/" + id + "/remove", "{}", as_seen());
  EXPECT_EQ(problems().size(), 2U) << "nor by removing it";
  forge(true);
  EXPECT_EQ(problems(), std::vector<std::string>{});
}

}  // namespace
}  // namespace waarborg::app
