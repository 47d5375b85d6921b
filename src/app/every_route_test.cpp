// SPDX-License-Identifier: EUPL-1.2
//
// Every declared route of the real program against those who may not: nobody, another website, someone without the
// right, a collector, and Charlie of another organisation with the ids of Alice. What is right for each stands in
// test_route_table.cpp.
#include <set>

#include "app/test_route_table.h"

namespace waarborg::app {
namespace {

using http::Method;

class EveryRoute : public TownTest {
 protected:
  std::string filled(std::string text) {
    for (const auto& [kind, id] : town().ids) {
      const std::string name = "{" + kind + "}";
      for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) text.replace(at, name.size(), id);
    }
    return text;
  }
  http::Response ask(const Person* who, const http::RouteCard& card, const RouteRow& row,
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
    for (const RouteRow& row : route_table()) {  // in the order of the table
      for (const http::RouteCard& card : town().server->router().cards()) {
        if (card.operation == row.operation) check(card, row);
      }
    }
  }
};

TEST_P(EveryRoute, stands_in_the_table_with_the_right_that_it_declares) {
  std::set<std::string> declared;
  for (const http::RouteCard& card : town().server->router().cards()) {
    const RouteRow* row = row_of(card.operation);
    EXPECT_TRUE(declared.insert(card.operation).second) << "two routes with the operation " << card.operation;
    ASSERT_NE(row, nullptr) << card.operation << " (" << card.pattern
                            << ") is new: say in test_route_table.cpp who may ask it";
    const bool open = row->who == kAnyone || row->who == kSession;
    EXPECT_EQ(card.anonymous, open) << card.operation;
    EXPECT_EQ(card.right, open || row->who == kSignedIn ? "" : row->who) << card.operation;
  }
  for (const RouteRow& row : route_table()) EXPECT_TRUE(declared.contains(std::string(row.operation))) << row.operation;
}

TEST_P(EveryRoute, is_401_without_a_session) {
  for_each([&](const http::RouteCard& card, const RouteRow& row) {
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
  for_each([&](const http::RouteCard& card, const RouteRow& row) {
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
  for_each([&](const http::RouteCard& card, const RouteRow& row) {
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
  for_each([&](const http::RouteCard& card, const RouteRow& row) {
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
  for_each([&](const http::RouteCard& card, const RouteRow& row) {
    if (card.anonymous || !(kOthers.contains(row.operation) || card.operation.starts_with("account_"))) return;
    ++asked;
    const auto answer = ask(nullptr, card, row, {{"authorization", bearer}});
    EXPECT_EQ(answer.status, 403) << card.operation;
    EXPECT_NE(answer.body.find("auth.token.people"), std::string::npos) << card.operation << " " << answer.body;
  });
  EXPECT_GE(asked, kOthers.size() + 10);
}

TEST_P(EveryRoute, shows_charlie_nothing_of_alice_and_lets_him_change_nothing) {
  for_each([&](const http::RouteCard& card, const RouteRow& row) {
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
