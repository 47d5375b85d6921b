// SPDX-License-Identifier: EUPL-1.2
//
// Every declared route of the real program against those who may not: nobody, another website, someone without the
// right, a collector, and Charlie of another organisation with the ids of Alice. A new route needs a line here.
#include <fstream>
#include <set>

#include "app/town.h"
#include "base/source_folder.h"

namespace waarborg::app {
namespace {

using http::Method;

constexpr std::string_view kAnyone = "anyone";       ///< No session needed; tells nothing of an organisation.
constexpr std::string_view kSession = "session";     ///< Open to half-signed-in sessions; looks at its session itself.
constexpr std::string_view kSignedIn = "signed in";  ///< Every account: about oneself, or refused by state.

constexpr int kNotAsked = 0;  ///< Would end or change Charlie's own session.

struct Row {
  std::string_view operation;
  std::string_view who;  ///< The right, or one of the words above.
  std::string target;    ///< Below /api/v1/, with query; {kind} is the id of Alice's record of that kind.
  int charlie = 404;     ///< His answer. With 200 it is about his own organisation.
  char control = '-';    ///< For whom the same request works (a r b d), so that Charlie is the only reason.
  std::string body = "{}";
  int version = 0;  ///< If-Match; 0 for whatever is there.
};

std::string lynis() {
  return crypto::content_of(testing::source_folder() /
                            "src/features/evidence/importers/lynis/fixtures/lynis-report.dat");
}

const std::string kDecision = R"({"applies":true,"reason":"Omdat het zo is"})";
const std::string kDeviation = R"({"what":"Het lukte niet"})";
const std::string kReason = R"({"reason":"Vergissing"})";
const std::string kCurrent = R"("current":")" + std::string(kTownPassword) + R"("})";
const std::string kPassword = "{" + kCurrent;
const std::string kAccept = R"({"decision":"accepted"})";
const std::string kPeople = R"("name":"Zuid","sub_sector":"gp_practice","people":5,"board_member":"",)"
                            R"("security_officer":"","health_information":"")";

/// What ends or removes stands last.
const std::vector<Row>& table() {
  static const std::vector<Row> kRows = {
      {"openapi_get", kAnyone, "openapi.json", 200},
      {"api_page", kAnyone, "", 200},
      {"session_get", kAnyone, "session", 200},
      {"session_login", kAnyone, "session", 422, '-', R"({"login":"alice","password":"verkeerd wachtwoord"})"},
      {"session_logout", kAnyone, "session", kNotAsked},
      {"invitation_get", kAnyone, "invitations/ongeldig"},
      {"invitation_accept", kAnyone, "invitations/ongeldig", 404, '-', R"({"password":"een lang wachtwoord 8361"})"},
      {"session_forgotten", kAnyone, "session/forgotten", 409, '-', R"({"login":"alice"})"},  // no mail server here
      {"reset_get", kAnyone, "resets/ongeldig"},
      {"reset_accept", kAnyone, "resets/ongeldig", 404, '-', R"({"password":"een lang wachtwoord 8361"})"},
      {"calendar_get", kAnyone, "calendar/ongeldig.ics"},
      {"session_factor", kSession, "session/factor", 409, '-', R"({"code":"000000"})"},
      {"session_passkey_options", kSession, "session/passkey/options", 409},
      {"session_passkey", kSession, "session/passkey", 409, '-',
       R"({"credential_id":"a","client_data_json":"a","authenticator_data":"a","signature":"a"})"},
      {"session_organisation", kSession, "session/organisation", 404, '-', R"({"organisation":"{organisation}"})"},
      {"session_mode", kSession, "session/mode", 422, '-', R"({"mode":"administration"})"},
      {"account_totp_offer", kSession, "account/totp", 200, '-', kPassword},
      {"account_totp_confirm", kSession, "account/totp", 422, '-', R"({"code":"000000",)" + kCurrent},
      {"account_passkey_list", kSession, "account/passkeys", 200},
      {"account_passkey_options", kSession, "account/passkeys/options", 200, '-', kPassword},
      {"account_passkey_add", kSession, "account/passkeys", 422, '-',
       R"({"name":"Sleutel","client_data_json":"a","attestation_object":"a"})"},
      {"account_passkey_remove", kSession, "account/passkeys/{account}/remove", 404, '-', kPassword},
      {"account_locale", kSession, "account/locale", 200, 'a', R"({"locale":"nl"})"},
      {"account_password", kSignedIn, "account/password", 422, '-',
       R"({"current":"verkeerd wachtwoord","new_password":"een lang wachtwoord 8361"})"},
      {"account_session_list", kSignedIn, "account/sessions", 200, 'a'},
      {"account_token_list", kSignedIn, "account/tokens", 200, 'a'},
      {"account_token_add", kSignedIn, "account/tokens", 200, 'a',
       R"({"name":"Taak","scope":"personal","days":10,)" + kCurrent},
      {"account_token_remove", kSignedIn, "account/tokens/{token}", 404, 'a'},
      {"account_mail", kSignedIn, "account/mail", 200, 'a'},
      {"account_mail_change", kSignedIn, "account/mail", 422, '-',
       R"({"address":"nieuw@zorg.example","current":"verkeerd wachtwoord"})"},
      {"account_notices", kSignedIn, "account/notices", 200, 'a'},
      {"account_notices_change", kSignedIn, "account/notices", 200, 'a',
       R"({"weekly":false,"overdue":true,"worsened":false})"},
      {"account_calendar", kSignedIn, "account/calendar", 200, 'a'},
      {"account_calendar_renew", kSignedIn, "account/calendar", 200, 'a', kPassword},
      {"account_calendar_remove", kSignedIn, "account/calendar", 200, 'a'},
      {"account_list", "account.edit", "accounts?q=alice", 200, 'd'},
      {"account_roles", "account.edit", "accounts/{account}", 404, 'd', R"({"roles":["security_officer"]})"},
      {"account_person", "account.edit", "accounts/{account}/person", 404, 'd', R"({"person":""})"},
      {"people_list", "account.edit", "people", 200, 'd'},
      {"letter_list", "account.edit", "letters", 200, 'd'},
      {"invitation_add", "account.edit", "invitations", 200, 'd',
       R"({"login":"nieuwkomer","name":"Nieuw","roles":["owner"]})"},
      {"register_list", "record.read", "registers", 200, 'a'},
      {"register_rows", "record.read", "registers/site/rows?q=Geheim", 200, 'a'},
      {"register_create", "record.edit", "registers/site/rows", 200, 'a', R"({"name":"Zuid"})"},
      {"register_get", "record.read", "registers/site/rows/{site}", 404, 'a'},
      {"register_change", "record.edit", "registers/site/rows/{site}", 404, 'a', R"({"name":"Andere naam"})", 1},
      {"register_import", "record.edit", "registers/site/import", 200, 'a', "Naam\nWest\n"},
      {"register_change_many", "record.edit", "registers/site/change", 404, '-',
       R"({"rows":[{"id":"{site}","version":1,"values":{"name":"Andere naam"}}]})"},
      {"register_remove_many", "record.edit", "registers/site/remove", 404, '-',
       R"({"rows":[{"id":"{site}","version":1,"values":{}}]})"},
      {"register_restore_many", "record.edit", "registers/site/restore", 404, '-', R"({"ids":["{site}"]})"},
      {"register_export_csv", "record.read", "registers/site/export.csv", 200, 'a'},
      {"register_export_xlsx", "record.read", "registers/site/export.xlsx", 200, 'a'},
      {"register_views", "record.read", "registers/site/views", 200, 'a'},
      {"register_view_save", "record.read", "registers/site/views", 200, 'a',
       R"({"name":"Mijn","search":"","sort":"","filters":[],"columns":[]})"},
      {"register_view_remove", "record.read", "registers/site/views/{site}"},
      {"framework_list", "catalog.read", "frameworks", 200, 'a'},
      {"framework_import", "catalog.edit", "frameworks/import?dry_run=true", 200, 'a', kLibrary},
      {"requirement_own_text", "catalog.edit", "requirements/{requirement}/own-text", 200, 'a', R"({"text":"Tekst"})"},
      {"framework_use", "catalog.edit", "frameworks/{framework}/use", 404, 'a', R"({"used":true,"reason":"Nodig"})"},
      {"framework_own_texts", "catalog.edit", "frameworks/{framework}/own-texts?dry_run=true", 404, 'a',
       "ref,text\n1.1,Tekst\n"},
      {"mapping_list", "catalog.read", "mappings", 200, 'a'},
      {"mapping_pairs", "catalog.read", "mappings/pairs", 200, 'a'},
      {"mapping_confirm", "catalog.edit", "mappings/confirm", 404, 'a',
       R"({"source":"urn:test:risk:framework:demo","target":"urn:waarborg:framework:nen7510-2024"})"},
      {"mapping_review", "catalog.edit", "mappings/{mapping}/review", 404, 'a'},
      {"occurrence_list", "task.read", "occurrences?measure={measure}", 200, 'a'},
      {"occurrence_export_csv", "task.read", "occurrences/export.csv", 200, 'a'},
      {"occurrence_export_xlsx", "task.read", "occurrences/export.xlsx", 200, 'a'},
      {"occurrence_get", "task.read", "occurrences/{occurrence}", 404, 'a'},
      {"occurrence_of_measure", "task.read", "measures/{measure}/occurrences", 404, 'a'},
      {"occurrence_perform", "task.perform", "occurrences/{occurrence}/perform", 404, 'b', kPerform},
      {"occurrence_withdraw", "task.perform", "occurrences/{performed}/withdraw", 404, 'b', kReason},
      {"deviation_list", "task.read", "deviations?measure={measure}", 200, 'a'},
      {"deviation_export_csv", "task.read", "deviations/export.csv", 200, 'a'},
      {"deviation_export_xlsx", "task.read", "deviations/export.xlsx", 200, 'a'},
      {"deviation_get", "task.read", "deviations/{deviation}", 404, 'a'},
      {"deviation_of_measure", "task.read", "measures/{measure}/deviations", 404, 'a'},
      {"deviation_open", "task.perform", "measures/{measure}/deviations", 404, 'b', kDeviation},
      {"deviation_change", "task.perform", "deviations/{deviation}", 404, 'b',
       R"({"what":"Het lukte niet","cause":"Onbekend","correction":"Hersteld"})", 1},
      {"deviation_retest", "task.perform", "deviations/{deviation}/retest", 404, '-',
       R"({"evidence":"{proof}","supports":true})"},
      {"evidence_list", "evidence.read", "evidence?measure={measure}", 200, 'a'},
      {"evidence_export_csv", "evidence.read", "evidence/export.csv", 200, 'a'},
      {"evidence_export_xlsx", "evidence.read", "evidence/export.xlsx", 200, 'a'},
      {"evidence_add", "evidence.add", "evidence", 422, 'b', evidence_for("{measure}", "Van Charlie")},
      {"evidence_add_with_file", "evidence.add", "evidence/with-file", 422, 'b',
       R"({"evidence":)" + evidence_for("{measure}", "Van Charlie") + R"(,"file_name":"a.txt"})" + "\nInhoud"},
      {"evidence_table", "evidence.add", "evidence/table", 200, 'b', "nr,naam\n1,a\n"},
      {"evidence_get", "evidence.read", "evidence/{evidence}", 404, 'a'},
      {"evidence_file", "evidence.read", "evidence/{evidence}/file", 404, 'a'},
      {"evidence_put_file", "evidence.add", "evidence/{evidence}/file", 404, 'b', "Andere inhoud"},
      {"evidence_import", "evidence.add", "evidence/import?kind=lynis&measure={measure}", 422, 'b', lynis()},
      {"evidence_review", "evidence.review", "evidence/{evidence}/review", 404, 'r', kAccept},
      {"evidence_review_all", "evidence.review", "evidence/review", 200, 'r',
       R"({"items":[{"id":"{waiting}","version":1}],"decision":"accepted"})"},
      {"evidence_withdraw", "evidence.read", "evidence/{evidence}/withdraw", 404, 'r', kReason},
      {"population_list", "evidence.read", "measures/{measure}/populations", 404, 'a'},
      {"population_freeze", "evidence.add",
       "measures/{measure}/populations?plan_item=leavers&title=T&key=nr&from=2026-10-01&to=2026-11-30", 404, 'a',
       "nr;naam\n1;Een\n2;Twee\n"},
      {"population_try", "evidence.add",
       "measures/{measure}/populations/try?plan_item=leavers&title=T&key=nr&from=2026-10-01&to=2026-11-30", 404, 'a',
       "nr;naam\n1;Een\n2;Twee\n"},
      {"population_get", "evidence.read", "populations/{population}", 404, 'a'},
      {"population_draw", "evidence.read", "populations/{undrawn}/draw", 404, 'a'},
      {"population_judge", "evidence.review", "populations/{population}/cases/{case}", 404, 'r',
       R"({"verdict":"effective"})"},
      {"population_confirm", "evidence.review", "populations/{empty}/confirm", 404, 'r'},
      {"population_withdraw", "evidence.read", "populations/{population}/withdraw", 404, 'r', kReason},
      {"column_mapping_list", "evidence.read", "column-mappings", 200, 'a'},
      {"column_mapping_add", "evidence.add", "column-mappings", 200, 'b', kColumnsOther},
      {"column_mapping_change", "evidence.add", "column-mappings/{columns}", 404, 'b', kColumns, 1},
      {"measure_list", "measure.read", "measures?q=Geheim", 200, 'a'},
      {"measure_export_csv", "measure.read", "measures/export.csv", 200, 'a'},
      {"measure_export_xlsx", "measure.read", "measures/export.xlsx", 200, 'a'},
      {"measure_create", "measure.edit", "measures", 200, 'a', measure_named("Van Charlie")},
      {"measure_get", "measure.read", "measures/{measure}", 404, 'a'},
      {"measure_change", "measure.edit", "measures/{measure}?reason=minder", 404, 'a', measure_named("Van Charlie"), 1},
      {"measure_verdicts", "measure.read", "measures/{measure}/verdicts", 404, 'a'},
      {"measure_bands", "measure.read", "measures/{measure}/bands", 404, 'a'},
      {"measure_days", "measure.read", "measures/{measure}/days", 404, 'a'},
      {"place_list", "measure.read", "places/site?ids={site}", 200, 'a'},
      {"place_measures", "measure.read", "places/site/{site}/measures", 404, 'a'},
      {"override_list", "measure.read", "measures/{measure}/overrides", 404, 'a'},
      {"override_propose", "override.propose", "measures/{measure}/overrides", 404, 'a', kOverride},
      {"override_confirm", "override.confirm", "overrides/{override}/confirm", 404, 'r'},
      {"override_end", "override.propose", "overrides/{override}/end", 404, 'a', kReason},
      {"override_reject", "override.confirm", "overrides/{proposal}/reject", 404, 'r', kReason},
      {"requirement_list", "catalog.read", "frameworks/default/requirements", 200, 'a'},
      {"requirement_export_csv", "catalog.read", "frameworks/default/requirements/export.csv", 200, 'a'},
      {"requirement_export_xlsx", "catalog.read", "frameworks/default/requirements/export.xlsx", 200, 'a'},
      {"requirement_get", "catalog.read", "requirements/{requirement}", 200, 'a'},
      {"requirement_complete", "applicability.decide", "requirements/{requirement}/complete-together", 409, 'a',
       kReason},
      {"applicability_list", "applicability.read", "applicability", 200, 'a'},
      {"applicability_decide", "applicability.decide", "applicability/{requirement}", 200, 'a', kDecision},
      {"applicability_decide_all", "applicability.decide", "applicability/decide", 200, 'a',
       R"({"requirements":["{requirement}"],"applies":true,"reason":"Omdat"})"},
      // Before Charlie submits one himself, number 1 is Alice's alone.
      {"applicability_approve", "applicability.approve", "applicability/versions/1/decision", 404, 'r',
       R"({"approve":true,"note":""})"},
      {"applicability_submit", "applicability.decide", "applicability/versions", 200, 'a',
       R"({"framework":"","note":""})"},
      {"status_get", "measure.read", "status", 200, 'a'},
      {"setup_options", kSignedIn, "setup/options", 200, 'a'},
      {"setup_create", kSignedIn, "setup", 403, '-', "{" + kPeople + "}"},
      {"setup_demo", kSignedIn, "demo", 403},
      {"setup_frameworks", "catalog.read", "setup/frameworks", 200, 'a'},
      {"setup_proposals", "measure.read", "setup/proposals", 200, 'a'},
      {"setup_adopt", "measure.edit", "setup/measures", 200, 'a', R"({"cards":["access-policy"]})"},
      {"organisation_get", kSignedIn, "organisation", 200, 'a'},
      {"organisation_change", "org.edit", "organisation", 200, 'a', "{" + kPeople + "}", 1},
      {"today_get", "measure.read", "today", 200, 'a'},
      {"search_get", "measure.read", "search?q=Geheim", 200, 'a'},
      {"report_vvt", "report.read", "reports/vvt?format=json", 200, 'a'},
      {"report_board", "report.read", "reports/board?format=json", 200, 'a'},
      {"board_get", "report.read", "board", 200, 'a'},
      {"report_package", "report.read", "package", 200, 'a'},
      {"report_vvt_job", "report.read", "reports/vvt", 200, 'a', R"({"format":"pdf"})"},
      {"report_board_job", "report.read", "reports/board", 200, 'a', R"({"format":"pdf"})"},
      {"report_package_job", "report.read", "package", 200, 'a'},
      {"trail_verify_job", "trail.read", "trail/verifications", 200, 'a'},
      {"job_list", kSignedIn, "jobs", 200, 'a'},
      {"job_get", kSignedIn, "jobs/{job}", 404, 'a'},
      {"job_result", kSignedIn, "jobs/{job}/result"},
      {"job_cancel", kSignedIn, "jobs/{job}/cancel", 404, 'a'},
      {"job_remove", kSignedIn, "jobs/{job}"},
      {"trail_list", "trail.read", "trail?subject={measure}", 200, 'a'},
      {"trail_actions", "trail.read", "trail/actions", 200, 'a'},
      {"trail_export_csv", "trail.read", "trail/export.csv", 200, 'a'},
      {"trail_export_xlsx", "trail.read", "trail/export.xlsx", 200, 'a'},
      {"trail_checkpoint", "trail.read", "trail/checkpoint", 200, 'a'},
      {"trail_tile", "trail.read", "trail/tile?path=tile/entries/000.p/1"},
      {"trail_proof", "trail.read", "trail/proof/0", 200, 'a'},
      {"column_mapping_remove", "evidence.add", "column-mappings/{columns}", 404, 'b'},
      {"register_remove", "record.edit", "registers/site/rows/{site}", 404, 'a'},
      {"measure_remove", "measure.edit", "measures/{spare}?reason=minder", 404, 'a'},
      {"account_reset", "account.edit", "accounts/{leaver}/reset", 404, 'd'},
      {"account_remove", "account.edit", "accounts/{leaver}", 404, 'd'},
      // Takes Charlie's joined rights away.
      {"organisation_combine", "account.edit", "organisation/combined-roles", 200, 'd', R"({"reason":""})"},
      {"account_session_end", kSignedIn, "account/sessions/{session}", 404, 'a'},
  };
  return kRows;
}

const Row* row_of(const std::string& operation) {
  const auto found = std::ranges::find(table(), operation, &Row::operation);
  return found == table().end() ? nullptr : &*found;
}

class EveryRoute : public TownTest {
 protected:
  std::string filled(std::string text) {
    for (const auto& [kind, id] : town().ids) {
      const std::string name = "{" + kind + "}";
      for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) text.replace(at, name.size(), id);
    }
    return text;
  }
  http::Response ask(const Person* who, const http::RouteCard& card, const Row& row,
                     std::vector<http::Header> headers = {}) {
    const bool bytes = row.operation == "evidence_put_file";
    if (bytes) headers.push_back({"content-type", "text/plain"});
    if (row.version > 0) {
      const bool changed = row.operation == "organisation_change" && who == &town().charlie;  // by Town itself
      headers.push_back({"if-match", "\"" + std::to_string(row.version + (changed ? 1 : 0)) + "\""});
    }
    const std::string target = filled(row.target);
    return town().ask(who, card.method, "/api/v1" + (target.empty() ? "" : "/" + target), filled(row.body),
                      std::move(headers));
  }
  const Person* control(char letter) {
    switch (letter) {
      case 'a':
        return &town().alice;
      case 'b':
        return &town().bob;
      case 'd':
        return &town().dora;
      case 'r':
        return &town().rita;
      default:
        return nullptr;
    }
  }
  template <class Check>
  void for_each(Check check) {
    std::vector<const http::RouteCard*> cards;
    for (const Row& row : table()) {  // in the order of the table
      for (const http::RouteCard& card : town().server->router().cards()) {
        if (card.operation == row.operation) check(card, row);
      }
    }
  }
};

TEST_P(EveryRoute, stands_in_the_table_with_the_right_that_it_declares) {
  std::set<std::string> declared;
  for (const http::RouteCard& card : town().server->router().cards()) {
    const Row* row = row_of(card.operation);
    EXPECT_TRUE(declared.insert(card.operation).second) << "two routes with the operation " << card.operation;
    ASSERT_NE(row, nullptr) << card.operation << " (" << card.pattern << ") is new: say in this file who may ask it";
    const bool open = row->who == kAnyone || row->who == kSession;
    EXPECT_EQ(card.anonymous, open) << card.operation;
    EXPECT_EQ(card.right, open || row->who == kSignedIn ? "" : row->who) << card.operation;
  }
  for (const Row& row : table()) EXPECT_TRUE(declared.contains(std::string(row.operation))) << row.operation;
}

TEST_P(EveryRoute, is_401_without_a_session) {
  for_each([&](const http::RouteCard& card, const Row& row) {
    if (row.who == kAnyone) return;
    Person nobody;
    nobody.csrf = "x";
    const auto answer = ask(&nobody, card, row);
    EXPECT_EQ(answer.status, 401) << card.operation << " " << answer.body;
    nobody.cookie = "__Host-waarborg=" + std::string(43, 'A');
    EXPECT_EQ(ask(&nobody, card, row).status, 401) << card.operation << " with a made-up cookie";
    EXPECT_EQ(ask(nullptr, card, row, {{"authorization", "Bearer wbp_made-up"}, {"x-waarborg-csrf", "x"}}).status, 401)
        << card.operation << " with a made-up token";
  });
}

TEST_P(EveryRoute, that_changes_something_is_403_for_another_website) {
  const auto before = town().log_size(town().north);
  for_each([&](const http::RouteCard& card, const Row& row) {
    if (card.method == Method::kGet) return;
    Person alice = town().alice;
    alice.csrf.clear();
    EXPECT_EQ(ask(&alice, card, row).status, 403) << card.operation << " without a token";
    EXPECT_EQ(ask(&town().alice, card, row, {{"sec-fetch-site", "cross-site"}}).status, 403) << card.operation;
    if (row.who == kAnyone) return;  // before there is a session any token will do
    alice.csrf = town().charlie.csrf;
    EXPECT_EQ(ask(&alice, card, row).status, 403) << card.operation << " with the token of another session";
  });
  EXPECT_EQ(town().log_size(town().north), before);
}

TEST_P(EveryRoute, is_403_for_whoever_lacks_its_right) {
  for_each([&](const http::RouteCard& card, const Row& row) {
    if (card.right.empty()) return;
    const bool of_accounts = card.right == "account.edit" || card.right == "org.edit";
    const auto answer = ask(of_accounts ? &town().bob : &town().dora, card, row);
    EXPECT_EQ(answer.status, 403) << card.operation << " " << answer.body;
  });
}

TEST_P(EveryRoute, but_the_import_is_403_for_a_collector) {
  const auto token = town().must(town().alice, Method::kPost, "/api/v1/account/tokens",
                                 R"({"name":"Verzamelaar","scope":"collector","days":10,)" + kCurrent);
  const std::string bearer = "Bearer " + std::string(token.at("token").as_string());
  for_each([&](const http::RouteCard& card, const Row& row) {
    if (card.anonymous || card.operation == "evidence_import") return;
    EXPECT_EQ(ask(nullptr, card, row, {{"authorization", bearer}}).status, 403) << card.operation;
  });
}

/// Starting an organisation, the demo, accounts and one's own account: whoever finds a token gets no further than it.
/// Withdrawing proof: a tool that measures does not decide which of its results stay.
TEST_P(EveryRoute, that_is_for_people_is_403_for_a_personal_token) {
  const auto token = town().must(town().alice, Method::kPost, "/api/v1/account/tokens",
                                 R"({"name":"Taak","scope":"personal","days":10,)" + kCurrent);
  const std::string bearer = "Bearer " + std::string(token.at("token").as_string());
  const std::set<std::string_view> kOthers{"setup_create",         "setup_demo",        "organisation_change",
                                           "organisation_combine", "evidence_withdraw", "population_withdraw"};
  std::size_t asked = 0;
  for_each([&](const http::RouteCard& card, const Row& row) {
    if (card.anonymous || !(kOthers.contains(row.operation) || card.operation.starts_with("account_"))) return;
    ++asked;
    const auto answer = ask(nullptr, card, row, {{"authorization", bearer}});
    EXPECT_EQ(answer.status, 403) << card.operation;
    EXPECT_NE(answer.body.find("auth.token.people"), std::string::npos) << card.operation << " " << answer.body;
  });
  EXPECT_GE(asked, kOthers.size() + 10);
}

TEST_P(EveryRoute, shows_charlie_nothing_of_alice_and_lets_him_change_nothing) {
  for_each([&](const http::RouteCard& card, const Row& row) {
    if (row.charlie == kNotAsked) return;
    const auto before = town().log_size(town().north);
    const auto answer = ask(&town().charlie, card, row);

    EXPECT_EQ(answer.status == 202 ? 200 : answer.status, row.charlie)
        << card.operation << " " << answer.body.substr(0, 400);
    EXPECT_EQ(town().log_size(town().north), before) << card.operation << " wrote in the log of Alice";
    const std::string& body = answer.shared_body ? *answer.shared_body : answer.body;
    EXPECT_EQ(body.find(kSecret), std::string::npos) << card.operation;
    for (const auto& [kind, id] : town().ids) {
      // Of a refusal the id may come back as "where": he sent it.
      const bool shared = kind == "requirement" || kind == "case" || answer.status >= 400;
      if (!shared && filled(row.body).find(id) == std::string::npos) {
        EXPECT_EQ(body.find(id), std::string::npos) << card.operation << " tells " << kind;
      }
    }
    if (const Person* who = control(row.control)) {
      const auto good = ask(who, card, row);
      EXPECT_EQ(good.status == 202 ? 200 : good.status, 200)
          << card.operation << " for " << who->login << ": " << good.body.substr(0, 400);
    }
  });
  EXPECT_TRUE(town().installation->verify(town().north).problems.empty());
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, EveryRoute, ::testing::ValuesIn(testing::databases()));

}  // namespace
}  // namespace waarborg::app
