// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "app/demo_story.h"
#include "app/installation.h"
#include "app/scan_rules.h"
#include "base/json_decode.h"
#include "base/test_source_folder.h"
#include "features/measure/status.h"
#include "features/scan/judge.h"
#include "platform/crypto/crypto.h"

namespace waarborg::app {
namespace {

/// One installation with a demo organisation, made once for all tests: it is a year of work.
class Demo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    options_.data = std::filesystem::temp_directory_path() / ("waarborg-demo-" + crypto::random_token(9));
    ASSERT_TRUE(init(options_));
    auto opened = Installation::open(options_, clock_, false);
    ASSERT_TRUE(opened);
    installation_ = std::move(*opened);
    const auto account = installation_->accounts.create_account("alice", "Alice", "een lang wachtwoord 8361", true);
    ASSERT_TRUE(account);
    account_ = *account;
    const auto made = make_demo(*installation_, account_, "Alice");
    ASSERT_TRUE(made) << made.error().what.key;
    organisation_ = *made;
  }
  static void TearDownTestSuite() {
    installation_.reset();
    std::error_code error;
    std::filesystem::remove_all(options_.data, error);
  }

  static measure::Status status() {
    return measure::status_of(*installation_->assessments.get(organisation_), "", Language::kNl).value();
  }
  static auth::Actor alice() {
    auth::Actor who = auth::system_actor(organisation_, "Alice");
    who.account = account_;
    return who;
  }
  static std::vector<trail::Entry> entries() {
    db::Transaction tx = installation_->database.read();
    return installation_->trail.range(tx, organisation_, 0, 10'000);
  }

  static scan::WatchedDomainDetail domain(const std::string& name) {
    const auto all = installation_->watch.domains(alice()).value().items;
    const auto found = std::ranges::find(all, name, &scan::WatchedDomain::name);
    return found == all.end() ? scan::WatchedDomainDetail{}
                              : installation_->watch.domain(alice(), found->id, "").value();
  }
  /// Of the evidence that tools brought in.
  static std::vector<evidence::EvidenceRow> reports() {
    evidence::ListQuery imported;
    imported.kind = "automated_result";
    imported.limit = 100;
    return installation_->evidence.list(alice(), imported).value().items;
  }

  static inline Options options_;
  static inline ManualClock clock_{parse_moment("2026-12-15T10:15:00Z").value()};
  static inline std::unique_ptr<Installation> installation_;
  static inline AccountId account_;
  static inline OrganisationId organisation_;
};

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST_F(Demo, the_log_the_records_and_the_files_agree) {
  const auto checked = installation_->verify(organisation_);

  EXPECT_GT(checked.size, 1000U);
  for (const Message& problem : checked.problems) ADD_FAILURE() << say(Language::kEn, problem);
  for (const Message& problem : installation_->verify_files()) ADD_FAILURE() << say(Language::kEn, problem);
}

TEST_F(Demo, looks_like_an_organisation_that_is_halfway) {
  const auto shown = status().aspects;

  EXPECT_GE(shown.design.percentage, 55);
  EXPECT_LE(shown.design.percentage, 70);
  EXPECT_GE(shown.existence.percentage, 40);
  EXPECT_LE(shown.existence.percentage, 55);
  EXPECT_GE(shown.operation.percentage, 25);
  EXPECT_LE(shown.operation.percentage, 45);
  EXPECT_GE(shown.operation.partly_shown, 20);
  EXPECT_GE(shown.design.refuted + shown.existence.refuted + shown.operation.refuted, 3);
  EXPECT_LE(shown.design.refuted + shown.existence.refuted + shown.operation.refuted, 12);
  EXPECT_GT(shown.operation.overrides, 0);
}

TEST_F(Demo, every_requirement_is_decided_and_the_second_statement_waits_for_the_board) {
  db::Transaction tx = installation_->database.read();
  const auto decisions = installation_->measures.statements.decisions(tx, organisation_, clock_.now());
  const auto statements = installation_->measures.statements.versions(tx, organisation_, "");

  EXPECT_EQ(decisions.size(), static_cast<std::size_t>(status().requirements));
  EXPECT_EQ(std::ranges::count_if(decisions, [](const auto& d) { return !d.second.applies; }), 5);
  for (const auto& [urn, decision] : decisions) EXPECT_FALSE(decision.reason.empty()) << urn;
  ASSERT_EQ(statements.size(), 2U);
  for (const auto& statement : statements) {
    EXPECT_EQ(statement.state, statement.number == 1 ? "approved" : "submitted");
  }
}

TEST_F(Demo, something_is_left_to_do_today) {
  evidence::ListQuery expiring;
  expiring.expiring = true;
  const auto ends = installation_->evidence.list(alice(), expiring).value();
  evidence::ListQuery pending;
  pending.review = "pending";
  const auto waiting = installation_->evidence.list(alice(), pending).value();
  const auto deviations = installation_->tasks.deviations(alice(), {}).value();
  const auto today = installation_->today.get(alice()).value();

  EXPECT_EQ(waiting.total, 4);
  EXPECT_EQ(std::ranges::count_if(ends.items, [](const auto& row) { return row.expires_in_days.value() >= 0; }), 3);
  EXPECT_EQ(std::ranges::count_if(ends.items, [](const auto& row) { return row.expires_in_days.value() < 0; }), 1);
  EXPECT_EQ(std::ranges::count(deviations.items, task::DeviationState::kClosed, &task::Deviation::state), 1);
  EXPECT_EQ(std::ranges::count(deviations.items, task::DeviationState::kOpen, &task::Deviation::state), 1);
  EXPECT_GE(std::ranges::count(today.changes, "better", &today::VerdictChange::direction), 2);
  EXPECT_GE(std::ranges::count(today.changes, "worse", &today::VerdictChange::direction), 2);
  for (const auto& row : waiting.items) {
    EXPECT_TRUE(installation_->evidence.get(alice(), row.id).value().warnings.empty()) << row.title;
  }
}

TEST_F(Demo, its_domains_show_what_was_mended_what_became_worse_and_what_is_explained) {
  const auto all = installation_->watch.domains(alice()).value().items;
  ASSERT_EQ(all.size(), 4U);
  for (const auto& one : all) {
    EXPECT_EQ(domain(one.name).history.size(), 12U) << one.name;
    ASSERT_TRUE(one.last) << one.name;
    EXPECT_EQ(to_text(day_of(one.last->measured_at)), "2026-12-10") << one.name;
    EXPECT_EQ(one.last->asked_by, "Joris van Luchtkasteel") << one.name;
    EXPECT_EQ(one.worsened, one.name == "nergenshuizen.example" ? 1 : 0) << one.name;
    EXPECT_FALSE(one.owner_name.empty()) << one.name;
  }
  const auto site = domain("nergenshuizen.example");
  ASSERT_EQ(site.worsened.size(), 1U);
  EXPECT_EQ(site.worsened[0].check, "hsts");
  EXPECT_EQ(to_text(day_of(site.worsened[0].since)), "2026-12-03");
  EXPECT_EQ(site.history.back().fails, 0) << "before, nothing was wrong";
  const auto portal = domain("mijn.nergenshuizen.example");
  EXPECT_EQ(portal.history.front().fails, 0) << "it was mended";
  EXPECT_GE(portal.history.back().fails, 3);
  EXPECT_GT(portal.history.front().web, portal.history.back().web);
  EXPECT_FALSE(portal.history.front().mail);
  const auto mail = domain("hap-nergenshuizen.example");
  EXPECT_LT(mail.history.front().fails, mail.history.back().fails);
  EXPECT_GE(mail.history.front().fails, 1) << "forged mail is not refused yet";
  EXPECT_FALSE(mail.history.front().web);
  const auto campaign = domain("griepprik-nergenshuizen.example");
  EXPECT_EQ(campaign.domain.protection, scan::Protection::kExplain);
  EXPECT_FALSE(campaign.domain.reason.empty());
  EXPECT_GE(campaign.history.front().fails, 1);
}

TEST_F(Demo, a_domain_that_became_worse_stands_on_today_and_no_other) {
  const auto today = installation_->today.get(alice()).value();
  std::vector<std::string> asked;
  for (const auto& item : today.items) {
    if (item.link.starts_with("/domains/")) asked.push_back(item.link);
  }
  EXPECT_EQ(asked, std::vector<std::string>{"/domains/" + domain("nergenshuizen.example").domain.id});
}

TEST_F(Demo, measurements_of_its_domains_are_reviewed_evidence_on_the_places_of_the_measure) {
  auto measured = reports();
  std::erase_if(measured, [](const auto& row) { return !row.file_name.starts_with("waarborg-scan-"); });
  ASSERT_EQ(measured.size(), 24U) << "twelve of the website and twelve of the mail";
  for (const auto& row : measured) {
    EXPECT_EQ(row.measure, measured.front().measure);
    EXPECT_EQ(row.review, "accepted") << row.file_name;
    EXPECT_EQ(installation_->evidence.get(alice(), row.id).value().places.size(), 1U) << row.file_name;
  }
}

TEST_F(Demo, its_domains_are_judged_alike_whenever_it_is_made) {
  const scan::RuleSet rules = current_scan_rules().value();
  std::map<std::string, std::string> before;
  for (const char* now : {"2026-02-01", "2026-12-15", "2033-06-30", "2049-02-28"}) {
    const Day last = parse_day(now).value();
    const demo::Calendar calendar{add_months(last, -13), last};
    const auto story = demo::read_story(content(), calendar);
    ASSERT_EQ(story.shown.size(), 7U);
    for (const auto& shown : story.shown) {
      auto facts = json::decode<scan::DomainFacts>(story.files.at("domains/" + shown.facts + ".json"));
      ASSERT_TRUE(facts) << shown.facts << " " << facts.error().where;
      facts->at = Moment(calendar.at(shown.day));
      std::string outcomes;
      for (const auto& result : scan::judge(*facts, rules).results) {
        outcomes += std::string(result.check->id) + " " + json::word_of(result.judged.own.outcome) + "\n";
      }
      const auto known = before.emplace(shown.facts, outcomes).first;
      EXPECT_EQ(known->second, outcomes) << shown.facts << " " << now;
    }
  }
}

TEST_F(Demo, its_domains_and_their_addresses_belong_to_nobody) {
  const std::regex elsewhere(
      R"(\b(10|127|172|192\.168|100)\.[0-9]+\.|[a-z]\.(com|eu|net|nl|org)\b|localhost|/(home|root|tmp|var)/)");
  int files = 0;
  for (const auto& file : content()) {
    if (!file.path.starts_with("/demo/domains/")) continue;
    ++files;
    const std::string text(file.bytes);
    std::smatch found;
    EXPECT_FALSE(std::regex_search(text, found, elsewhere)) << file.path << ": " << found.str();
    const auto facts = json::decode<scan::DomainFacts>(text);
    ASSERT_TRUE(facts) << file.path;
    EXPECT_TRUE(facts->name.ends_with("nergenshuizen.example")) << file.path;
    for (const auto& answer : facts->dns) {
      if (answer.type != "A" && answer.type != "AAAA") continue;
      for (const std::string& address : answer.records) {
        EXPECT_TRUE(address.starts_with("192.0.2.") || address.starts_with("2001:db8::"))
            << file.path << " " << address;
      }
    }
  }
  EXPECT_EQ(files, 7);
}

TEST_F(Demo, one_measure_alone_gets_the_verdicts_that_it_gets_among_all) {
  for (const char* known : {"", "2026-03-31T22:00:00Z", "2026-08-15T12:00:00Z"}) {
    const std::optional<Moment> known_at = *known != '\0' ? parse_moment(known) : std::nullopt;
    const Day last = known_at ? day_of(*known_at) : clock_.today();
    const Period period{add_months(last, -12) + std::chrono::days(1), last};
    const auto all = installation_->assessments.get(organisation_, period, known_at);
    ASSERT_GT(all->measures.size(), 20U);
    for (std::uint32_t at = 0; at < all->measures.size(); ++at) {
      const std::string& id = all->measures[at].id.text;
      const measure::Question question{period, known_at.value_or(clock_.now())};
      const auto alone = installation_->assessments.of_measure(organisation_, id, std::array{question});
      ASSERT_TRUE(alone.front()) << id;
      const auto among = all->measure_trio(at), own = alone.front()->measure_trio(0);
      EXPECT_EQ(std::tie(own.design, own.existence, own.operation),
                std::tie(among.design, among.existence, among.operation))
          << all->measures[at].body.title << " " << known;
    }
  }
}

TEST_F(Demo, the_history_runs_forward_over_thirteen_months_and_ends_now) {
  const auto all = entries();

  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().at.substr(0, 10), "2025-11-15");
  EXPECT_LE(all.back().at, to_text(clock_.now()));
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, &trail::Entry::at));
}

TEST_F(Demo, only_invented_people_and_the_scanner_act_and_nobody_reviews_his_own) {
  const auto story = demo::read_story(content(), {day_of(clock_.now()), day_of(clock_.now())});
  std::set<std::string> names{"Alice", auth::system_actor(organisation_).name};
  for (const auto& person : story.persons) names.insert(person.name);
  for (const auto& entry : entries()) EXPECT_TRUE(names.contains(entry.actor)) << entry.actor;

  db::Transaction tx = installation_->database.read();
  for (const auto& fact : evidence::evidence_facts(tx, organisation_)) {
    EXPECT_NE(fact.collector, fact.reviewer) << fact.title;
    EXPECT_TRUE(fact.author.empty() || fact.author != fact.reviewer) << fact.title;
  }
}

TEST_F(Demo, has_no_number_or_address_of_a_real_person) {
  const std::regex number(R"((^|[^0-9a-f-])(\+31|0031|0[1-9][0-9]?[ -]?[0-9]{6,8}|[0-9]{8,10})($|[^0-9a-f-]))");
  const std::regex mail(R"([^ "\\]+@[^ "\\]+)");
  for (const auto& file : content()) {
    if (!file.path.starts_with("/demo/") || file.path.ends_with(".dat")) continue;
    const std::string text(file.bytes);
    std::smatch found;
    // What a server sent holds numbers of seconds and keys; its names and addresses are looked at above.
    if (!file.path.ends_with(".json")) {
      EXPECT_FALSE(std::regex_search(text, found, number)) << file.path << ": " << found.str();
    }
    for (std::sregex_iterator at(text.begin(), text.end(), mail), end; at != end; ++at) {
      EXPECT_TRUE(at->str().ends_with(".example")) << at->str();
    }
  }
  const auto people = installation_->records.list(alice(), *record::find_register("person"), {"", "", "", 200}).value();
  ASSERT_GE(people.items.size(), 20U);
  for (const auto& person : people.items) {
    EXPECT_TRUE(person.at("phone").as_string().starts_with("toestel ")) << person.at("name").as_string();
    EXPECT_TRUE(person.at("email").as_string().ends_with(".example")) << person.at("name").as_string();
  }
}

TEST_F(Demo, the_report_of_lynis_is_the_genuine_one_and_keeps_its_own_date) {
  const auto story = demo::read_story(content(), {day_of(clock_.now()), day_of(clock_.now())});
  const std::filesystem::path fixture =
      testing::source_folder() / "src/features/evidence/importers/lynis/fixtures/lynis-report.dat";
  EXPECT_EQ(story.files.at("lynis-report.dat"), text_of(fixture));

  const auto imported = reports();
  const auto lynis = std::ranges::find(imported, "lynis-report.dat", &evidence::EvidenceRow::file_name);
  ASSERT_NE(lynis, imported.end());
  EXPECT_EQ(to_text(lynis->covers_to), "2026-11-22");
  EXPECT_GE(std::ranges::count_if(imported, [](const auto& row) { return row.file_name.starts_with("snapshots-"); }), 8)
      << "the back-ups, month by month";
}

TEST_F(Demo, who_asked_for_it_is_its_administrator_and_security_officer) {
  db::Transaction tx = installation_->database.read();
  const auto members = auth::Accounts::states(tx, organisation_);

  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members.begin()->first, account_.text);
  EXPECT_NE(members.begin()->second.find("security_officer"), std::string::npos);
}

TEST_F(Demo, a_second_one_can_be_made_beside_it) {
  const auto size = installation_->verify(organisation_).size;

  const auto second = make_demo(*installation_, account_, "Alice");

  ASSERT_TRUE(second) << second.error().what.key;
  EXPECT_NE(*second, organisation_);
  EXPECT_TRUE(installation_->verify(*second).problems.empty());
  EXPECT_EQ(installation_->verify(organisation_).size, size);
}

TEST(DemoStory, fills_in_days_counted_from_either_end) {
  const demo::Calendar calendar{parse_day("2025-11-15").value(), parse_day("2026-12-15").value()};

  EXPECT_EQ(calendar.fill("op {dag 3} en {datum -15}"), "op 18 november 2025 en 2026-11-30");
  EXPECT_EQ(calendar.fill("{dag x} {datum} {"), "{dag x} {datum} {");
}

TEST(DemoStory, refuses_a_key_that_it_does_not_know) {
  const std::string text = "[[measure]]\ncard = \"leavers\"\nplaats = \"noord\"\n";

  EXPECT_THROW(demo::read_story({{"/demo/measures_9.toml", text}}, {}), std::logic_error);
}

}  // namespace
}  // namespace waarborg::app
