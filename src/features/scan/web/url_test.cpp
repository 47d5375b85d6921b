// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/web/url.h"

#include <gtest/gtest.h>

namespace waarborg::scan::web {
namespace {

TEST(WebUrl, is_read_as_browsers_do) {
  const struct {
    std::string_view text;
    Url expected;
  } kRows[] = {
      {"http://example.nl", {"http", "example.nl", 80, "/"}},
      {"HTTPS://Example.NL./a/b?c#d", {"https", "example.nl", 443, "/a/b"}},
      {" https://example.nl:8443?x ", {"https", "example.nl", 8443, "/"}},
      {"https://piet:geheim@example.nl/", {"https", "example.nl", 443, "/"}},
      {"https://example.com@evil.example/", {"https", "evil.example", 443, "/"}},
      {"https://example.nl:/", {"https", "example.nl", 443, "/"}},
      {"https://[2001:DB8::1]:444/x", {"https", "[2001:db8::1]", 444, "/x"}},
      {"https://example.nl\\x", {"https", "example.nl", 443, "/x"}},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, read_url(row.text)) << row.text;
}

TEST(WebUrl, what_is_no_web_address_is_refused) {
  for (const std::string_view text :
       {"", "example.nl", "//example.nl", "ftp://example.nl", "https:example.nl", "https://", "https:///x",
        "https://:8/", "https://example.nl:0/", "https://example.nl:65536/", "https://example.nl:8o/", "https://[::1/",
        "https://./", "https://a../", "javascript:alert(1)", "1http://example.nl"}) {
    EXPECT_EQ(std::nullopt, read_url(text)) << text;
  }
  EXPECT_EQ(std::nullopt, read_url("https://example.nl/" + std::string(kMaxUrlBytes, 'a')));
}

TEST(WebUrl, a_location_is_resolved_from_its_page) {
  const Url base{"http", "example.nl", 80, "/map/blad"};
  const struct {
    std::string_view location;
    Url expected;
  } kRows[] = {
      {"https://example.nl/", {"https", "example.nl", 443, "/"}},
      {"//www.example.nl/x", {"http", "www.example.nl", 80, "/x"}},
      {"/start", {"http", "example.nl", 80, "/start"}},
      {"volgende", {"http", "example.nl", 80, "/map/volgende"}},
      {"?q=1", {"http", "example.nl", 80, "/map/blad"}},
      {"", {"http", "example.nl", 80, "/map/blad"}},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, resolve(base, row.location)) << row.location;
  EXPECT_EQ(std::nullopt, resolve(base, "mailto:info@example.nl"));
}

TEST(WebUrl, a_site_is_a_name_and_the_names_under_it) {
  EXPECT_TRUE(is_same_site("example.nl", "example.nl"));
  EXPECT_TRUE(is_same_site("www.example.nl", "example.nl"));
  EXPECT_TRUE(is_same_site("example.nl", "www.example.nl"));
  EXPECT_FALSE(is_same_site("notexample.nl", "example.nl"));
  EXPECT_FALSE(is_same_site("example.nl", ""));
  EXPECT_FALSE(is_same_site("a.example.nl", "b.example.nl"));
}

}  // namespace
}  // namespace waarborg::scan::web
