// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "features/auth/member_views.h"
#include "features/auth/sign_ins.h"
#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

class SignIns : public ::testing::TestWithParam<std::string> {
 protected:
  SignIns() {
    for (const char* login : {"dora", "erik", "fenna"}) house.person(login, house.world.north, {"contributor"});
    house.person("admin", house.world.north, {"administrator"});
  }
  void run(std::string_view sql) {
    db::Transaction tx = house.world.database.write();
    tx.run({sql, sql, sql, {}}, {});
    tx.commit();
  }
  /// An account of which the log knows nothing.
  static void put_in(House& house, const std::string& login) {
    const Moment now = house.world.clock.now();
    db::Transaction tx = house.world.database.write();
    tx.execute(sql::kAccountInsert, AccountId{crypto::new_id(now)}, login, "Sluip", "nl",
               crypto::hash_password(kPassword, crypto::kCheapForTests), true, now);
    tx.commit();
  }
  House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, SignIns, ::testing::ValuesIn(waarborg::testing::databases()));

/// Things that people do at the same moment, and how often each went as it should.
class Crowd {
 public:
  void does(const std::string& what, std::function<int()> act) { acts_.emplace_back(what, std::move(act)); }
  void all_at_once() {
    std::vector<std::jthread> threads;
    for (const auto& [what, act] : acts_) {
      threads.emplace_back([this, &what, &act] {
        int status = 0;
        std::string error;
        try {
          status = act();
        } catch (const std::exception& thrown) {
          error = thrown.what();
        }
        const std::lock_guard lock(mutex_);
        EXPECT_TRUE(error.empty() && status < 500) << what << ": " << status << " " << error;
        done_[what] += status == 200 ? 1 : 0;
      });
    }
    threads.clear();
    acts_.clear();
  }
  const std::map<std::string, int>& done() const { return done_; }

 private:
  std::vector<std::pair<std::string, std::function<int()>>> acts_;
  std::mutex mutex_;
  std::map<std::string, int> done_;
};

TEST_P(SignIns, colleagues_who_change_theirs_at_the_same_moment_never_wait_for_each_other_for_ever) {
  constexpr int kRounds = 20;
  Browser dora(house), dora_elsewhere(house), erik(house), erik_elsewhere(house), fenna(house), admin(house);
  dora.sign_in("dora");
  erik.sign_in("erik");
  fenna.sign_in("fenna");
  admin.sign_in("admin");
  const auto again = [&](Browser& elsewhere, const Browser& own, const std::string& login) {
    elsewhere.secret = own.secret;
    elsewhere.login(login);
    ASSERT_EQ(elsewhere.post("/api/v1/session/factor", json::Object{{"code", elsewhere.code()}}).status, 200) << login;
  };
  Crowd crowd;
  for (int round = 0; round < kRounds; ++round) {
    house.world.clock.tick(1min);
    again(dora_elsewhere, dora, "dora");
    again(erik_elsewhere, erik, "erik");
    const AccountId leaves = house.person("weg" + std::to_string(round), house.world.north, {"contributor"});
    const AccountId forgot = house.person("kwijt" + std::to_string(round), house.world.north, {"contributor"});
    Browser leaver(house);
    leaver.sign_in("weg" + std::to_string(round));
    const json::Object order{{"name", "Hulp"}, {"scope", "personal"}, {"days", 1}, {"current", kPassword}};
    ASSERT_EQ(leaver.post("/api/v1/account/tokens", order).status, 200);
    house.world.clock.tick(1min);

    crowd.does("another password", [&] {
      return dora.put("/api/v1/account/password", json::Object{{"current", kPassword}, {"new_password", kPassword}})
          .status;
    });
    crowd.does("organisation", [&] {
      const json::Object north{{"organisation", house.world.north.text}};
      return dora_elsewhere.put("/api/v1/session/organisation", north).status;
    });
    crowd.does("another authenticator", [&] {
      const Answer offer = erik.post("/api/v1/account/totp", json::Object{{"current", kPassword}});
      erik.secret = crypto::base32_decode(offer.text("secret")).value_or(crypto::Bytes{});
      const json::Object proof{{"code", erik.code()}, {"current", kPassword}};
      return erik.put("/api/v1/account/totp", proof).status;
    });
    crowd.does("signing out", [&] { return erik_elsewhere.remove("/api/v1/session").status; });
    crowd.does("mail address", [&] {
      const json::Object mail{{"address", "f" + std::to_string(round) + "@zorg.example"}, {"current", kPassword}};
      return Browser(fenna).put("/api/v1/account/mail", mail).status;
    });
    crowd.does("token", [&] { return Browser(fenna).post("/api/v1/account/tokens", order).status; });
    crowd.does("signing in", [&] { return Browser(house).login("fenna").status; });
    crowd.does("removing a member", [&] { return admin.remove("/api/v1/accounts/" + leaves.text).status; });
    crowd.does("link", [&] { return Browser(admin).post("/api/v1/accounts/" + forgot.text + "/reset").status; });
    crowd.all_at_once();
  }
  for (const auto& [what, times] : crowd.done()) EXPECT_GT(times, 0) << what;
  EXPECT_EQ(crowd.done().at("signing in"), kRounds) << "a change that is under way is no forgery";
  db::Transaction tx = house.world.database.read();
  for (const OrganisationId& log : {trail::kInstallation, house.world.north}) {
    EXPECT_TRUE(house.world.trail.verify(tx, log, {}).problems.empty()) << log.text;
  }
}

TEST_P(SignIns, of_an_account_that_was_put_in_behind_the_program_open_nothing) {
  House older{GetParam()};
  put_in(older, "eerder");
  older.accounts.begin_sign_ins();
  older.person("dora", older.world.north, {"contributor"});
  put_in(older, "sluip");
  Browser browser(older);
  const Answer refused = browser.login("sluip");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.problem(), "auth.sign_in.does_not_fit");
  EXPECT_EQ(state_of(browser.login("eerder")), "enrol") << "what was there when it began is taken as it was found";
  EXPECT_EQ(state_of(browser.login("dora")), "enrol");
}

TEST_P(SignIns, that_stand_in_the_log_already_are_not_entered_again_when_it_begins) {
  House older{GetParam()};
  older.person("dora", older.world.north, {"contributor"});
  put_in(older, "eerder");
  older.accounts.begin_sign_ins();
  const auto entries = [&](const std::string& login) {
    std::string id;
    for (const auto& account : older.accounts.all_accounts()) id = account.login == login ? account.id : id;
    auto all = older.entries(trail::kInstallation);
    return std::ranges::count_if(
        all, [&](const trail::Entry& one) { return one.action == "account.sign_in" && one.subject == id; });
  };
  EXPECT_EQ(entries("dora"), 1);
  EXPECT_EQ(entries("eerder"), 1);
  EXPECT_EQ(state_of(Browser(older).login("eerder")), "enrol");
}

TEST_P(SignIns, end_in_another_organisation_while_the_log_of_the_last_one_takes_no_entry) {
  Browser dora(house);
  const AccountId id{std::string(dora.sign_in("dora").body.at("account").as_object().at("id").as_string())};
  {
    db::Transaction tx = house.world.database.write();
    house.accounts.add_membership(tx, system_actor(house.world.south), id, {"owner"});
    tx.commit();
  }
  ASSERT_EQ(dora.put("/api/v1/session/organisation", json::Object{{"organisation", house.world.north.text}}).status,
            200);
  const auto sign_in = [&] {
    house.world.clock.tick(1min);
    dora.login("dora");
    return dora.post("/api/v1/session/factor", json::Object{{"code", dora.code()}});
  };
  const auto in = [](const Answer& answer) {
    return std::string(answer.body.at("organisation").as_object().at("id").as_string());
  };
  const Answer before = sign_in();
  EXPECT_EQ(in(before), house.world.north.text);
  EXPECT_EQ(before.text("not_entered"), "");

  run("UPDATE trail_head SET size = size + 1 WHERE organisation_id = '" + house.world.north.text + "'");
  const Answer other = sign_in();
  ASSERT_EQ(other.status, 200) << other.problem();
  EXPECT_EQ(in(other), house.world.south.text);
  EXPECT_EQ(other.text("not_entered"), "Huisartsenpraktijk Noord");
  EXPECT_EQ(dora.get("/api/v1/probe/measure.read").status, 200);

  run("UPDATE trail_head SET size = size - 1 WHERE organisation_id = '" + house.world.north.text + "'");
  EXPECT_EQ(in(sign_in()), house.world.north.text) << "it is still where she was last";
}

TEST(SignInRecords, tell_what_was_added_and_not_what_was_changed_away) {
  const auto record = [](const char* passkeys, const char* codes, const char* tokens) {
    return std::string(R"({"passkeys":)") + passkeys + R"(,"password":"p","recovery_codes":)" + codes +
           R"(,"tokens":)" + tokens + "}";
  };
  const std::string before = record(R"([{"id":"1"}])", R"(["a","b"])", "[]");
  EXPECT_EQ(added_in(before, before), 0U);
  EXPECT_EQ(added_in(before, record("[]", R"(["b"])", "[]")), 0U) << "taken away";
  EXPECT_EQ(added_in(before, record(R"([{"id":"1"}])", R"(["a","b"])", R"([{"id":"t"}])")), 1U);
  EXPECT_EQ(added_in(before, record(R"([{"id":"2"}])", R"(["c","d"])", "[]")), 3U) << "another in the place of each";
  EXPECT_EQ(added_in(before, record(R"([{"id":"1"}])", R"(["a","b"])", R"(["a"])")), 1U) << "of another kind";
}

TEST_P(SignIns, take_no_token_that_a_rule_puts_in_while_one_is_changed) {
  if (GetParam() == "sqlite") return;  // has one writer
  Browser dora(house);
  dora.sign_in("dora");
  // As another connection would do between the two readings: a rule on the row that the change writes.
  run("CREATE RULE slip AS ON UPDATE TO auth_account WHERE NEW.password_hash <> OLD.password_hash DO ALSO "
      "INSERT INTO auth_token (id, hash, account_id, organisation_id, name, scope, created_at, expires_at) VALUES "
      "('t9', 'h', OLD.id, '" +
      house.world.north.text + "', 'x', 'personal', '2026-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z')");
  const json::Object another{{"current", kPassword}, {"new_password", kPassword}};
  try {
    dora.put("/api/v1/account/password", another);
    ADD_FAILURE() << "the token would be logged as one of hers";
  } catch (const trail::LogDoesNotFit& refused) {
    EXPECT_EQ(refused.fault.what.key, "trail.database_code.refused");
  }
  run("DROP RULE slip ON auth_account");
  EXPECT_EQ(dora.put("/api/v1/account/password", another).status, 200);
}

TEST_P(SignIns, a_token_that_was_put_in_or_changed_behind_the_program_opens_nothing) {
  Browser dora(house);
  dora.sign_in("dora");
  const json::Object order{{"name", "Hulp"}, {"scope", "collector"}, {"days", 30}, {"current", kPassword}};
  house.person("gert", house.world.north, {"owner"});
  Browser gert(house);
  gert.sign_in("gert");
  const Answer made = gert.post("/api/v1/account/tokens", order);
  ASSERT_EQ(made.status, 200) << made.problem();
  const auto with = [&](const std::string& token) {
    Browser tool(house);
    tool.extra = {{"authorization", "Bearer " + token}};
    return tool.post("/api/v1/evidence/import");
  };
  EXPECT_EQ(with(made.text("token")).status, 200);

  run("UPDATE auth_token SET scope = 'personal'");
  EXPECT_EQ(with(made.text("token")).problem(), "auth.sign_in.does_not_fit") << "within the minute too";
  run("UPDATE auth_token SET scope = 'collector'");
  EXPECT_EQ(with(made.text("token")).status, 200);

  const std::string secret = "wbp_eigen";
  run("INSERT INTO auth_token (id, hash, account_id, organisation_id, name, scope, created_at, expires_at) SELECT "
      "'t9', "
      "'" +
      crypto::sha256_hex(secret) + "', id, '" + house.world.north.text +
      "', 'x', 'personal', '2026-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z' FROM auth_account WHERE login = "
      "'dora'");
  EXPECT_EQ(with(secret).problem(), "auth.sign_in.does_not_fit");
  EXPECT_EQ(Browser(house).login("dora").problem(), "auth.sign_in.does_not_fit");
  run("DELETE FROM auth_token WHERE id = 't9'");
  EXPECT_EQ(with(secret).problem(), "auth.token.invalid");
}

TEST_P(SignIns, a_token_is_held_against_the_log_once_a_minute) {
  house.person("gert", house.world.north, {"owner"});
  Browser gert(house);
  gert.sign_in("gert");
  const json::Object order{{"name", "Hulp"}, {"scope", "personal"}, {"days", 30}, {"current", kPassword}};
  Browser tool(house);
  tool.extra = {{"authorization", "Bearer " + gert.post("/api/v1/account/tokens", order).text("token")}};
  const auto statements = [&] {
    const std::uint64_t before = house.world.database.statements_run();
    EXPECT_EQ(tool.get("/api/v1/probe/measure.read").status, 200);
    return house.world.database.statements_run() - before;
  };
  EXPECT_LE(statements(), 9U);
  EXPECT_EQ(statements(), 1U);
  run("UPDATE auth_account SET name = 'Geert' WHERE login = 'gert'");
  house.world.clock.tick(1min);
  EXPECT_EQ(tool.get("/api/v1/probe/measure.read").problem(), "auth.sign_in.does_not_fit");
}

}  // namespace
}  // namespace waarborg::auth
