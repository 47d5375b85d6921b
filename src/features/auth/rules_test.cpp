// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/rules.h"

#include <gtest/gtest.h>

#include "features/auth/actor.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

const Day kToday = *parse_day("2026-03-02");
const Day kTomorrow = *parse_day("2026-03-03");
const Day kYesterday = *parse_day("2026-03-01");

std::string key_of(const Result<void>& result) { return result ? "" : result.error().what.key; }

TEST(AuthRules, a_password_is_judged_by_length_and_not_by_composition) {
  struct Case {
    std::string password;
    std::string key;
  };
  const Case cases[] = {
      {"elf tekens!", "auth.password.too_short"},
      {"twaalf teken", ""},
      {"aaaaaaaaaaaa", ""},
      {"1234567890123456", ""},
      {"ééééééééééé", "auth.password.too_short"},  // eleven characters in twenty-two bytes
      {"éééééééééééé", ""},
      {std::string(256, 'x'), ""},
      {std::string(257, 'x'), "auth.password.too_long"},
      {"j.jansen2026!", "auth.password.is_name"},
      {"J.JansenJ.Jansen", "auth.password.is_name"},
      {"Jan Jansen 2026", "auth.password.is_name"},
      {"j.jansen houdt van appeltaart", ""},
  };
  for (const auto& [password, key] : cases) {
    EXPECT_EQ(key_of(check_password(password, "j.jansen", "Jan Jansen")), key) << password;
  }
}

TEST(AuthRules, a_login_is_lower_case_and_short) {
  EXPECT_EQ(normal_login("  Jan.Jansen@Zorg.Example\n"), "jan.jansen@zorg.example");
  EXPECT_EQ(normal_login("   "), "");
  for (const char* good : {"jan", "j.jansen@zorg.example", "a_b-c+d9"}) EXPECT_TRUE(check_login(good)) << good;
  for (const std::string& bad : {std::string("ab"), std::string("Jan"), std::string("jan jansen"), std::string("jan;"),
                                 std::string("jané"), std::string(101, 'a')}) {
    EXPECT_EQ(key_of(check_login(bad)), "auth.login.malformed") << bad;
  }
}

TEST(AuthRules, roles_that_may_be_given) {
  struct Case {
    Roles roles;
    std::optional<Day> until;
    std::string key;
  };
  const Case cases[] = {
      {{"owner"}, {}, ""},
      {{"administrator", "security_officer"}, {}, ""},
      {{"owner"}, kToday, ""},
      {{}, {}, "auth.roles.none"},
      {{"boss"}, {}, "auth.roles.unknown"},
      {{"owner", "owner"}, {}, "auth.roles.twice"},
      {{"owner"}, kYesterday, "auth.roles.until_past"},
      {{"auditor"}, {}, "auth.roles.auditor_until"},
      {{"auditor"}, kTomorrow, ""},
      {{"auditor", "owner"}, kTomorrow, "auth.roles.auditor_alone"},
  };
  for (const auto& [roles, until, key] : cases) {
    EXPECT_EQ(key_of(check_roles(roles, until, kToday)), key) << join_roles(roles);
  }
}

TEST(AuthRules, administration_and_content_are_separate_unless_a_small_organisation_says_why) {
  struct Case {
    Roles roles;
    std::int64_t people;
    std::string reason;
    std::vector<std::string> modes;
  };
  const std::string why = "Wij zijn met z'n vieren.";
  const Case cases[] = {
      {{}, 4, why, {}},
      {{"administrator"}, 4, why, {"administration"}},
      {{"owner", "board"}, 4, why, {"content"}},
      {{"administrator", "owner"}, 9, why, {"combined"}},
      {{"administrator", "owner"}, 10, why, {"content", "administration"}},
      {{"administrator", "owner"}, 9, "", {"content", "administration"}},
      {{"administrator", "owner"}, 9, "  ", {"content", "administration"}},
      {{"administrator", "owner"}, 0, why, {"content", "administration"}},
  };
  for (const auto& [roles, people, reason, modes] : cases) {
    EXPECT_EQ(modes_of(roles, may_combine(people, reason)), modes) << join_roles(roles) << " " << people;
  }
}

TEST(AuthRules, a_mode_gives_the_rights_of_its_half_only) {
  const Roles both{"administrator", "contributor"};
  EXPECT_EQ(rights_in(both, "administration"), (std::set<std::string, std::less<>>{"account.edit", "org.edit"}));
  EXPECT_EQ(rights_in(both, "content"), rights_of({"contributor"}));
  EXPECT_FALSE(rights_in(both, "content").contains("account.edit"));
  EXPECT_EQ(rights_in(both, "combined"), rights_of(both));
  EXPECT_TRUE(rights_in({"contributor"}, "administration").empty());
  EXPECT_TRUE(rights_in({"administrator"}, "content").empty());
  EXPECT_TRUE(rights_in({}, "combined").empty());
}

TEST(AuthRules, a_wished_mode_that_is_no_longer_allowed_falls_back) {
  EXPECT_EQ(mode_in_force({"content", "administration"}, "administration"), "administration");
  EXPECT_EQ(mode_in_force({"content"}, "administration"), "content");
  EXPECT_EQ(mode_in_force({"administration"}, "content"), "administration");
  EXPECT_EQ(mode_in_force({}, "combined"), "content");
}

TEST(AuthRules, no_role_but_the_administrators_manages_accounts) {
  for (const auto& role : all_roles()) {
    EXPECT_EQ(rights_of({role}).contains("account.edit"), role == "administrator") << role;
  }
}

TEST(AuthRules, an_auditor_has_no_right_that_changes_something) {
  for (const auto& right : rights_of({"auditor"})) EXPECT_TRUE(right.ends_with(".read")) << right;
}

TEST(AuthRules, an_administrator_who_can_sign_in_without_end_must_remain) {
  EXPECT_FALSE(keeps_administrator({}));
  EXPECT_FALSE(keeps_administrator({{"a", {"owner"}, {}, false}}));
  EXPECT_FALSE(keeps_administrator({{"a", {"administrator"}, {}, true}}));
  EXPECT_FALSE(keeps_administrator({{"a", {"administrator"}, kTomorrow, false}}));
  EXPECT_TRUE(
      keeps_administrator({{"a", {"administrator"}, kTomorrow, false}, {"b", {"owner", "administrator"}, {}, false}}));
}

TEST(AuthRules, a_session_ends_by_idleness_or_age_whichever_comes_first) {
  const Moment start = *parse_moment("2026-03-02T09:00:00Z");
  const Lifetime lifetime;
  EXPECT_EQ(ends_at(SessionState::kReady, start, start, lifetime), start + 30min);
  EXPECT_EQ(ends_at(SessionState::kReady, start, start + 11h + 50min, lifetime), start + 12h);
  EXPECT_EQ(ends_at(SessionState::kFactor, start, start, lifetime), start + 15min);
  EXPECT_EQ(ends_at(SessionState::kEnrol, start, start + 10min, lifetime), start + 15min);
}

TEST(AuthRules, a_session_from_a_clock_that_ran_ahead_has_ended) {
  const Moment now = *parse_moment("2026-03-02T09:00:00Z");
  const Lifetime lifetime;
  EXPECT_TRUE(is_live(SessionState::kReady, now, now, now, lifetime));
  EXPECT_TRUE(is_live(SessionState::kReady, now + 2min, now + 2min, now, lifetime)) << "a small correction";
  EXPECT_FALSE(is_live(SessionState::kReady, now + 24h * 365, now + 24h * 365, now, lifetime));
  EXPECT_FALSE(is_live(SessionState::kReady, now - 1h, now + 1h, now, lifetime));
  EXPECT_FALSE(is_live(SessionState::kReady, now - 1h, now - 30min, now, lifetime));
  EXPECT_FALSE(is_live(SessionState::kAnonymous, now, now, now, lifetime));
}

TEST(AuthRules, a_membership_counts_through_its_last_day) {
  EXPECT_TRUE(is_active({}, kToday));
  EXPECT_TRUE(is_active(kToday, kToday));
  EXPECT_FALSE(is_active(kYesterday, kToday));
}

TEST(AuthRules, roles_survive_being_text) {
  EXPECT_EQ(split_roles("owner  board "), (Roles{"owner", "board"}));
  EXPECT_EQ(split_roles(""), Roles{});
  EXPECT_EQ(split_roles(join_roles(all_roles())), all_roles());
}

}  // namespace
}  // namespace waarborg::auth
