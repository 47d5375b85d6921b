// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/web/answers.h"

#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::web {
namespace {

Finding outcome(Outcome what, int points = 0) { return {what, {"k", {}}, {"s"}, points}; }

TEST(WebAnswers, the_worst_of_several_addresses_counts_and_all_are_seen) {
  const Finding worst = worst_of({outcome(Outcome::kPass, 10), outcome(Outcome::kFail, 2), outcome(Outcome::kFail, 0),
                                  outcome(Outcome::kInconclusive)});

  EXPECT_EQ(Outcome::kFail, worst.outcome);
  EXPECT_EQ(0, worst.points);
  EXPECT_EQ(4U, worst.seen.size());
}

TEST(WebAnswers, what_is_wrong_counts_before_what_is_unknown_and_that_before_what_is_good) {
  const Outcome kOrder[] = {Outcome::kFail, Outcome::kWarn, Outcome::kInconclusive,
                            Outcome::kInfo, Outcome::kPass, Outcome::kNotApplicable};
  for (std::size_t i = 0; i + 1 < std::size(kOrder); ++i) {
    EXPECT_EQ(kOrder[i], worst_of({outcome(kOrder[i + 1]), outcome(kOrder[i])}).outcome) << i;
  }
}

TEST(WebAnswers, only_status_and_headers_are_an_answer) {
  HttpExchange exchange = page({});
  EXPECT_TRUE(has_headers(exchange));
  exchange.heard = Heard::kTooLarge;
  EXPECT_TRUE(has_headers(exchange));
  exchange.heard = Heard::kTimeout;
  EXPECT_FALSE(has_headers(exchange));
  EXPECT_FALSE(has_headers(unheard(Heard::kAnswer)));
}

TEST(WebAnswers, a_guard_before_the_site_is_not_the_site) {
  for (const int status : {403, 406, 421, 429, 500, 503}) EXPECT_TRUE(is_block_page(page({}, status))) << status;
  for (const int status : {200, 204, 301, 401, 404, 410}) EXPECT_FALSE(is_block_page(page({}, status))) << status;
}

TEST(WebAnswers, an_address_is_told_by_its_bytes_and_not_by_its_spelling) {
  for (const std::string_view mapped : {"::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:c000:0201"}) {
    EXPECT_TRUE(is_ipv4_mapped(mapped)) << mapped;
    EXPECT_FALSE(is_ipv6(mapped)) << mapped;
  }
  for (const std::string_view plain : {"2001:db8::1", "::1", "::192.0.2.1", "64:ff9b::192.0.2.1"}) {
    EXPECT_TRUE(is_ipv6(plain)) << plain;
  }
  for (const std::string_view other : {"192.0.2.1", "", "example.nl", "1::2::3"}) {
    EXPECT_FALSE(is_ipv6(other)) << other;
    EXPECT_FALSE(is_ipv4_mapped(other)) << other;
  }
}

TEST(WebAnswers, the_page_of_a_visitor_is_the_one_at_the_end_of_the_redirects) {
  WebAddressFacts at = at_address("192.0.2.1", redirect("https://example.nl/", "https://www.example.nl/nl"));
  at.hops = {at.secure, page({{"x", "y"}}, 200, "https://www.example.nl/nl")};

  const Visited visited = visited_page(at);

  ASSERT_NE(nullptr, visited.page);
  EXPECT_EQ("https://www.example.nl/nl", visited.page->url);
}

TEST(WebAnswers, without_a_page_of_the_site_it_is_said_why) {
  const auto instead = [](HttpExchange secure, std::vector<HttpExchange> hops) {
    WebAddressFacts at = at_address("192.0.2.1", std::move(secure));
    at.hops = std::move(hops);
    const Visited visited = visited_page(at);
    EXPECT_EQ(nullptr, visited.page);
    return said(visited.instead);
  };
  const HttpExchange to_www = redirect("https://example.nl/", "https://www.example.nl/");

  EXPECT_EQ("unknown scan.web.blocked", instead(page({}, 403), {}));
  EXPECT_EQ("unknown scan.web.redirect", instead(to_www, {}));
  EXPECT_EQ("unknown scan.web.redirect", instead(to_www, {unheard(Heard::kTimeout, "https://www.example.nl/")}));
  EXPECT_EQ("unknown scan.web.redirect", instead(to_www, {page({}, 200, "https://elders.example.nl/")}));
  EXPECT_EQ("unknown scan.web.blocked", instead(to_www, {page({}, 429, "https://www.example.nl/")}));
  EXPECT_EQ("na scan.web.other_site", instead(redirect("https://example.nl/", "https://elders.nl/"), {}));
  EXPECT_EQ("na scan.web.other_site", instead(to_www, {redirect("https://www.example.nl/", "https://elders.nl/"),
                                                       page({}, 200, "https://elders.nl/")}));
  EXPECT_EQ("unknown scan.web.redirect", instead(redirect("https://example.nl/", "app://open"), {}));
}

TEST(WebAnswers, silence_is_unknown_and_no_address_is_nothing_to_judge) {
  DomainFacts facts = site(unheard(Heard::kTimeout));
  EXPECT_EQ("unknown scan.web.no_answer", said(without_answer(facts)));

  facts.web.clear();
  EXPECT_EQ("unknown scan.web.no_answer", said(without_answer(facts)));

  facts.dns = {answer("example.nl", "A", {}), answer("example.nl", "AAAA", {})};
  EXPECT_EQ("na scan.web.no_address", said(without_answer(facts)));

  facts.dns[0] = no_answer("example.nl", "A");
  EXPECT_EQ("unknown scan.web.no_answer", said(without_answer(facts)));

  EXPECT_EQ("none", said(without_answer(site(page({})))));
}

TEST(WebAnswers, what_is_shown_is_one_short_line_of_text) {
  EXPECT_EQ("a b", as_seen("a\r\nb"));
  EXPECT_EQ("caf?", as_seen("caf\xE9"));
  EXPECT_EQ(kMaxSeenBytes, as_seen(std::string(5000, 'x')).size());
  EXPECT_EQ(std::string(299, 'x'), as_seen(std::string(299, 'x') + "\xC3\xA9"));

  HttpExchange many = page({});
  many.headers.assign(50, {"x", "y"});
  EXPECT_EQ(kMaxSeen, seen_header("a", many, "x").size());
  EXPECT_EQ(std::vector<std::string>{"a: z: —"}, seen_header("a", many, "z"));
}

}  // namespace
}  // namespace waarborg::scan::web
