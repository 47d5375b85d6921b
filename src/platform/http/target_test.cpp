// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/target.h"

#include <gtest/gtest.h>

#include <string>

namespace waarborg::http {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(Target, a_path_is_decoded_and_folded) {
  const std::pair<std::string_view, std::string_view> table[] = {
      {"/", "/"},
      {"/a/b", "/a/b"},
      {"/a/b/", "/a/b/"},
      {"//evil.example/x", "/evil.example/x"},
      {"/a//b///c", "/a/b/c"},
      {"/a/./b/.", "/a/b/"},
      {"/a/%2e/b", "/a/b"},
      {"/caf%C3%A9", "/café"},
      {"/a%20b", "/a b"},
      {"/a+b", "/a+b"},
      {"/%252e%252e/x", "/%2e%2e/x"},
      {"/...", "/..."},
      {"/a..b", "/a..b"},
      {"/x?../..", "/x"},
  };
  for (const auto& [given, expected] : table) {
    const auto target = parse_target(given);
    ASSERT_TRUE(target) << given;
    EXPECT_EQ(target->path, expected) << given;
  }
}

TEST(Target, tricks_with_paths_are_refused) {
  using namespace std::string_view_literals;
  const std::string_view table[] = {
      ""sv,
      "*"sv,
      "a/b"sv,
      "http://host/x"sv,
      "host:443"sv,
      "/.."sv,
      "/../etc/passwd"sv,
      "/a/../b"sv,
      "/a/.."sv,
      "/%2e%2e/x"sv,
      "/.%2E/x"sv,
      "/a\\b"sv,
      "/a%5cb"sv,
      "/..%5c"sv,
      "/..%2F..%2Fetc"sv,
      "/a%2f..%2Fb"sv,
      "/a%2F.."sv,
      "/a%1Fb"sv,
      "/a%00"sv,
      "/a\0b"sv,
      "/a%0d%0aset-cookie:x"sv,
      "/a%7f"sv,
      "/%"sv,
      "/%4"sv,
      "/%zz"sv,
      "/%-1"sv,
      "/%u0041"sv,
      "/%c0%ae%c0%ae/"sv,
      "/%ed%a0%80"sv,
      "/%f4%90%80%80"sv,
      "/%c3"sv,
      "/%ff"sv,
      "/caf\xC3\xA9"sv,
      "/a b"sv,
      "/a#b"sv,
      "/a\tb"sv,
      "/x?a=%"sv,
      "/x?a=%00"sv,
      "/x?a=%ff"sv,
      "/x?a=#"sv,
  };
  for (const auto given : table) EXPECT_FALSE(parse_target(given)) << given;
}

TEST(Target, an_encoded_slash_is_part_of_a_name_and_no_separator) {
  const std::string slash(1, kSlashInSegment);
  EXPECT_EQ(parse_target("/a%2fb/c%2Fd")->path, "/a" + slash + "b/c" + slash + "d");
  EXPECT_EQ(parse_target("/%2F/")->path, "/" + slash + "/");
  EXPECT_EQ(parse_target("/a%252Fb")->path, "/a%2Fb") << "decoded once";
}

TEST(Target, a_query_keeps_order_and_repeats) {
  EXPECT_EQ(parse_target("/x?b=2&a=1&b=3")->query, (Pairs{{"b", "2"}, {"a", "1"}, {"b", "3"}}));
}

TEST(Target, a_query_is_read_as_a_form) {
  EXPECT_EQ(*parse_query(""), Pairs{});
  EXPECT_EQ(*parse_query("a"), (Pairs{{"a", ""}}));
  EXPECT_EQ(*parse_query("a="), (Pairs{{"a", ""}}));
  EXPECT_EQ(*parse_query("=a"), (Pairs{{"", "a"}}));
  EXPECT_EQ(*parse_query("a=b=c"), (Pairs{{"a", "b=c"}}));
  EXPECT_EQ(*parse_query("&&a=1&"), (Pairs{{"a", "1"}}));
  EXPECT_EQ(*parse_query("q=a+b%2Bc%26%0A&%C3%A9=%E2%82%AC"), (Pairs{{"q", "a b+c&\n"}, {"é", "€"}}));
}

TEST(Target, a_query_with_too_many_pairs_is_refused) {
  std::string query;
  for (std::size_t i = 0; i < kMaxQueryPairs; ++i) query += "a=1&";

  EXPECT_EQ(parse_query(query)->size(), kMaxQueryPairs);
  EXPECT_FALSE(parse_query(query + "a=1"));
}

}  // namespace
}  // namespace waarborg::http
