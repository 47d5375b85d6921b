// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of this feature: the world of the reports, in which Olga Visser owns a measure with quarterly tasks at
// two sites and has an address; letters, and a sender that does as it is told. It is Monday 2 March 2026, ten o'clock.
#pragma once

#include <deque>

#include "features/notice/notice.h"
#include "features/notice/queries.h"
#include "features/report/test_world.h"
#include "platform/crypto/crypto.h"

namespace waarborg::notice {

/// Keeps what it gets; the next outcomes are taken from `outcomes`, then everything goes well.
struct FakeSender final : mail::Sender {
  Result<void> send(const mail::Letter& letter, std::stop_token) override {
    seen.push_back(letter);
    if (throws) throw std::runtime_error("pulled the plug");
    if (outcomes.empty()) return {};
    const Result<void> out = outcomes.front();
    outcomes.pop_front();
    return out;
  }
  std::vector<mail::Letter> seen;
  std::deque<Result<void>> outcomes;
  bool throws = false;
};

inline constexpr const char* kRightPassword = "vier gele fietsen";

inline Result<void> later() { return fail(FaultKind::kUnavailable, "mail.later", "host", {{"code", "451"}}); }

struct NoticeWorld : ::testing::TestWithParam<std::string> {
  NoticeWorld() {
    olga = join("olga@zorg.example", "Olga Visser", std::chrono::days(30));
    tasks().set_names(names());
    office.measure("Back-up en herstel", "8.13");
    notices.set_prove([](auth::Call&, const std::optional<std::string>& password) -> Result<auth::Nothing> {
      if (password == kRightPassword) return auth::Nothing{};
      return invalid("auth.password.current_wrong", "current");
    });
    add_routes(world.api, notices);
  }
  /// An owner of measures with an address, whose account was made so long ago.
  auth::Actor join(const std::string& login, const std::string& name, std::chrono::seconds ago) {
    const Moment now = world.clock.now();
    world.clock.set(now - ago);
    auth::Actor actor = world.add_actor(login, name, world.north, {"owner"});
    world.clock.set(now);
    return actor;
  }
  task::Tasks& tasks() { return office.tasks; }
  /// How the tasks learn the names of measures, people and places.
  task::Names names() {
    return {[this](db::Transaction& tx, const OrganisationId& organisation, const std::vector<std::string>&) {
              std::map<std::string, std::string> out;
              for (const auto& measure : office.measures.all(tx, organisation))
                out[measure.id.text] = measure.body.title;
              return out;
            },
            [this](db::Transaction&, const OrganisationId& organisation) {
              return organisation == world.north ? std::map<std::string, std::string>{{office.owner, "Olga Visser"}}
                                                 : std::map<std::string, std::string>{};
            },
            [](db::Transaction&, const OrganisationId&, const std::vector<org::PlaceRef>& places) {
              std::map<org::PlaceRef, std::string> out;
              for (const auto& place : places) out[place] = "Locatie; Noord, één";
              return out;
            }};
  }
  static Settings settings() { return {std::string(32, 'k'), "https://zorg.example", "waarborg@zorg.example"}; }

  void queue(const std::string& subject, const std::string& dedup = {},
             std::chrono::hours life = std::chrono::hours(72)) {
    db::Transaction tx = world.database.write();
    notices.queue(tx, {world.north, olga.account, "weekly", dedup, "olga@zorg.example", "Olga", subject,
                       "geheime tekst", Language::kNl, world.clock.now() + life});
    tx.commit();
  }
  std::size_t deliver() { return notices.deliver(sender); }
  std::vector<LetterRow> rows(const std::string& state = {}) {
    auth::Actor admin = world.alice;
    admin.rights.insert("account.edit");
    return notices.letters(admin, state, "", 100).value().items;
  }
  void choose(const auth::Actor& who, Preferences wanted) { ASSERT_TRUE(notices.set_preferences(who, wanted)); }
  std::vector<std::string> actions() {
    db::Transaction tx = world.database.read();
    std::vector<std::string> out;
    for (const auto& entry : world.trail.range(tx, world.north, 0, 1000)) out.push_back(entry.action);
    return out;
  }

  report::ReportWorld office{GetParam()};
  waarborg::testing::World& world = office.world;
  auth::Actor olga;
  scan::Watch watch{world.database, world.trail, world.clock, office.records, office.evidence};
  today::TodayView today{world.database,  world.clock,  office.measures, office.assessments,
                         office.evidence, office.tasks, office.records,  watch};
  Notices notices{world.database, world.trail, world.clock, today, office.tasks, settings()};
  FakeSender sender;
};

}  // namespace waarborg::notice
