// SPDX-License-Identifier: EUPL-1.2
//
// An assessment that follows on the one before says what one from nothing says, whatever was done in between. The house
// computes both and throws when they differ (Assessments::check_following); here things happen in a random order.
#include <algorithm>
#include <latch>
#include <random>
#include <thread>

#include "app/test_house.h"

namespace waarborg::app {
namespace {

using evidence::EvidenceAspect;
using evidence::EvidenceResult;
using testing::day;

struct Following : ::testing::TestWithParam<std::string> {
  Following() {
    house.start("gp_practice", 12, {{"Locatie Noord", "Utrecht"}, {"Locatie Zuid", "Utrecht"}});
    olga = house.person("Olga Visser");
    dana = house.person("Dana Smit");
    house.join("rita", "Rita Bakker", {"reviewer", "board"}, house.person("Rita Bakker"));
    house.join("bob", "Bob Jansen", {"owner"}, house.person("Bob Jansen"));
    system = house.record_id("system", "Dossier", json::Object{{"kind", "application"}, {"criticality", "low"}});
    for (const char* title : {"Hersteltest", "Toegang", "Bijwerken"}) add_measure(title);
  }
  const auth::Actor& who(const char* login) { return house.actors.at(login); }
  Installation& all() { return *house.installation; }
  int pick(int most) { return std::uniform_int_distribution<int>(0, most)(random); }
  template <class T>
  const T& any(const std::vector<T>& of) {
    return of[static_cast<std::size_t>(pick(static_cast<int>(of.size()) - 1))];
  }

  void add_measure(const std::string& title) {
    measure::MeasureInput input;
    input.title = title;
    input.owner = olga;
    input.plan.design = measure::PlannedDesign{};
    input.plan.existence = measure::PlannedExistence{};
    measure::PlanItem times, cases;
    times.kind = "occurrences";
    times.title = "tests";
    times.rrule = "FREQ=WEEKLY";
    times.start = "2026-01-05";
    times.window_days = 30;
    cases.kind = "sample";
    cases.title = "uitvallen";
    cases.frequency = "quarterly";
    input.plan.operation = {times, cases};
    measures.push_back(all().measures.create(who("alice"), input).value().id.text);
  }
  measure::StoredMeasure stored(const std::string& id) {
    db::Transaction tx = all().database.read();
    return all().measures.find(tx, house.organisation, MeasureId{id}).value();
  }
  void change_measure(const std::function<void(measure::MeasureInput&)>& change) {
    auto one = stored(any(measures));
    change(one.body);
    ASSERT_TRUE(all().measures.change(who("alice"), one.id, one.body, one.version, "minder"));
  }
  void hand_in() {
    evidence::EvidenceInput input;
    input.title = "Gezien " + std::to_string(pick(1000));
    input.aspect = std::array{EvidenceAspect::kDesign, EvidenceAspect::kExistence,
                              EvidenceAspect::kOperation}[static_cast<std::size_t>(pick(2))];
    input.measure = any(measures);
    input.covers_from = input.covers_to = house.clock.today() - std::chrono::days(pick(30));
    input.result = pick(3) == 0 ? EvidenceResult::kRefutes : EvidenceResult::kSupports;
    input.note = "foto";
    pieces.push_back(all().evidence.add(who("bob"), input).value().id);
  }
  /// What may be refused: then nothing happened, and that has to be right as well.
  void judge() {
    if (pieces.empty()) return hand_in();
    const std::string& piece = any(pieces);
    if (pick(3) == 0) {
      (void)all().evidence.withdraw(who("rita"), piece, "verkeerde meting");
    } else {
      (void)all().evidence.review(who("rita"), piece, {evidence::ReviewState::kAccepted, "gezien"});
    }
  }
  void perform() {
    const std::string id = any(measures);
    const auto due = all().tasks.occurrences_of(who("bob"), id, {}, house.clock.today()).value().items;
    if (due.empty()) return;
    const auto& one = any(due);
    evidence::EvidenceInput input;
    input.title = "Verslag";
    input.aspect = EvidenceAspect::kOperation;
    input.measure = id;
    input.covers_from = input.covers_to = one.due;
    input.note = "gedaan";
    task::PerformInput done;
    done.performed_on = one.due;
    done.evidence = {all().evidence.add(who("bob"), input).value().id};
    pieces.push_back(done.evidence.front());
    (void)all().tasks.perform(who("bob"), one.id, done);
  }
  void deviate() { (void)all().tasks.open(who("bob"), any(measures), {"brak af", "schijf vol", "vergroot", {}}); }
  void sample() {
    const std::string id = any(measures);
    const auto item = stored(id).body.plan.operation.back().id;
    const evidence::FreezeRequest request{id, item, "Uitvallen", day("2026-01-01"), day("2026-02-28"), "", {}};
    const auto frozen = all().populations.freeze(who("bob"), request, "nr;wat\n1;a\n2;b\n3;c\n");
    if (!frozen) return;
    (void)all().populations.draw(who("rita"), frozen->id, {});
  }
  void override() {
    const auto made = all().measures.overrides.propose(
        who("alice"), MeasureId{any(measures)}, {"existence", "", "", "shown", "gezien met eigen ogen", "2026-09-01"});
    if (made) (void)all().measures.overrides.confirm(who("rita"), made->id);
  }
  void edit(const char* reg, const std::string& id, const char* field, const std::string& value) {
    const std::string path = "/api/v1/registers/" + std::string(reg) + "/rows/" + id;
    json::Object row = house.get(path).as_object();
    const std::string version = std::to_string(row.at("version").to_number<std::int64_t>());
    row.erase("id");
    row.erase("version");
    for (auto at = row.begin(); at != row.end();) at = at->key().ends_with("_name") ? row.erase(at) : std::next(at);
    row[field] = value;
    const auto answer =
        house.ask(http::Method::kPut, path, "alice", json::print(row), {{"if-match", "\"" + version + "\""}});
    ASSERT_EQ(answer.status, 200) << answer.body;
  }

  void step() {
    switch (pick(13)) {
      case 0:
        return add_measure("Maatregel " + std::to_string(pick(1000)));
      case 1:
        return change_measure([&](auto& body) { body.owner = pick(1) == 0 ? olga : dana; });
      case 2:
        return change_measure([&](auto& body) { body.plan.operation.front().window_days = 5 + pick(20); });
      case 3:
        return change_measure([&](auto& body) { body.places = {{"system", system}}; });
      case 4:
        return deviate();
      case 5:
        return sample();
      case 6:
        return override();
      case 7:
        return edit("system", system, "criticality", pick(1) == 0 ? "vital" : "low");
      case 8:
        return edit("person", dana, "name", "Dana Smit " + std::to_string(pick(1000)));
      case 9:
        return perform();
      case 10:
        return judge();
      case 11:
        return judge();
      default:
        return hand_in();
    }
  }

  testing::House house{GetParam()};
  std::mt19937 random;
  std::string olga, dana, system;
  std::vector<std::string> measures, pieces;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Following, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Following, says_what_an_assessment_from_nothing_says_after_every_change) {
  constexpr int kSteps = 60;
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  random.seed(seed);
  all().assessments.get(house.organisation);
  for (int i = 0; i < kSteps; ++i) {
    house.clock.tick(std::chrono::hours(pick(30)));
    step();
    ASSERT_NO_THROW(all().assessments.get(house.organisation)) << "step " << i;
  }
  // People and how much a place weighs change everything; all else is followed.
  EXPECT_GT(all().assessments.followed(), kSteps / 2);
}

TEST_P(Following, many_who_look_at_once_after_a_change_wait_for_one_that_computes) {
  constexpr int kPeople = 8;
  all().assessments.get(house.organisation);
  const auto before = all().assessments.followed();
  hand_in();
  std::vector<std::shared_ptr<const measure::Assessed>> seen(kPeople);
  std::latch start(kPeople);
  {
    std::vector<std::jthread> people;
    for (auto& mine : seen) {
      people.emplace_back([this, &mine, &start] {
        start.arrive_and_wait();
        mine = all().assessments.get(house.organisation);
      });
    }
  }
  for (const auto& one : seen) EXPECT_EQ(one, seen.front()) << "the same one, not one that is equal";
  EXPECT_EQ(all().assessments.followed(), before + 1);
}

TEST_P(Following, reads_everything_again_when_someone_turns_out_to_be_someone_else) {
  hand_in();
  (void)all().evidence.review(who("rita"), pieces.front(), {evidence::ReviewState::kAccepted, "gezien"});
  all().assessments.get(house.organisation);
  const auto before = all().assessments.followed();
  {
    db::Transaction tx = all().database.write();
    all().accounts.tie(tx, auth::system_actor(house.organisation), who("rita").account, olga);
    tx.commit();
  }
  all().assessments.get(house.organisation);
  EXPECT_EQ(all().assessments.followed(), before);
  edit(
      "site",
      [&] {
        db::Transaction tx = all().database.read();
        return all().records.all(tx, house.organisation, *record::find_register("site")).front().id;
      }(),
      "note", "een opmerking");
  all().assessments.get(house.organisation);
  EXPECT_EQ(all().assessments.followed(), before + 1);
}

}  // namespace
}  // namespace waarborg::app
