// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/static_files.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "platform/http/security_headers.h"

namespace waarborg::http {
namespace {

constexpr Asset kAssets[] = {
    {"/index.html", "text/html; charset=utf-8", "<html>", "gz-html", "br-html", "h1", false},
    {"/assets/app-3fa9.js", "text/javascript; charset=utf-8", "script", "gz-script", "br-script", "j1", true},
    {"/assets/logo-77aa.png", "image/png", "png", "", "", "p1", true},
    {"/empty.txt", "text/plain", "", "", "", "e1", false},
};

std::string value(const Response& response, std::string_view name) {
  const auto found = std::ranges::find(response.headers, name, &Header::name);
  return found == response.headers.end() ? "" : found->value;
}

Response get(std::string path, std::vector<Header> headers = {}) {
  return StaticFiles(kAssets).serve({.path = std::move(path), .headers = std::move(headers)});
}

TEST(StaticFiles, the_encoding_follows_accept_encoding) {
  using enum Encoding;
  struct Row {
    std::string_view accept;
    Encoding expected;
  };
  const Row table[] = {
      {"", kIdentity},
      {"gzip, deflate, br, zstd", kBrotli},
      {"gzip", kGzip},
      {"GZIP", kGzip},
      {"br;q=0, gzip", kGzip},
      {"br;q=0.5, gzip;q=0.8", kGzip},
      {"br;q=0.8, gzip;q=0.8", kBrotli},
      {"*", kBrotli},
      {"*;q=0", kIdentity},
      {"br;q=0, *", kGzip},
      {"identity, br;q=0.5", kIdentity},
      {"identity;q=0.5, gzip;q=0.6", kGzip},
      {"br;q=nonsense", kIdentity},
      {"br;q=2", kIdentity},
      {"br ; q=1.000", kBrotli},
      {"br;q=0.000", kIdentity},
      {"abr, brr", kIdentity},
      {",,;,", kIdentity},
  };
  for (const Row& row : table) EXPECT_EQ(choose_encoding(row.accept, true, true), row.expected) << row.accept;
  EXPECT_EQ(choose_encoding("br, gzip", true, false), kGzip);
  EXPECT_EQ(choose_encoding("br, gzip", false, false), kIdentity);
}

TEST(StaticFiles, each_encoding_has_its_own_bytes_and_tag) {
  const Response brotli = get("/assets/app-3fa9.js", {{"accept-encoding", "br, gzip"}});
  const Response gzip = get("/assets/app-3fa9.js", {{"accept-encoding", "gzip"}});
  const Response identity = get("/assets/app-3fa9.js");

  EXPECT_EQ(*brotli.shared_body, "br-script");
  EXPECT_EQ(value(brotli, "content-encoding"), "br");
  EXPECT_EQ(value(brotli, "etag"), "\"j1-br\"");
  EXPECT_EQ(*gzip.shared_body, "gz-script");
  EXPECT_EQ(value(gzip, "content-encoding"), "gzip");
  EXPECT_EQ(value(gzip, "etag"), "\"j1-gz\"");
  EXPECT_EQ(*identity.shared_body, "script");
  EXPECT_EQ(value(identity, "content-encoding"), "");
  EXPECT_EQ(value(identity, "etag"), "\"j1\"");
  EXPECT_EQ(value(identity, "content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(value(identity, "vary"), "accept-encoding");
}

TEST(StaticFiles, a_hashed_name_is_kept_for_a_year_and_the_page_is_asked_for_again) {
  EXPECT_EQ(value(get("/assets/app-3fa9.js"), "cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(value(get("/index.html"), "cache-control"), "no-cache");
}

TEST(StaticFiles, a_known_tag_gives_304_without_a_body) {
  const Response response = get("/index.html", {{"accept-encoding", "br"}, {"if-none-match", "\"x\", W/\"h1-br\""}});

  EXPECT_EQ(response.status, 304);
  EXPECT_FALSE(response.shared_body);
  EXPECT_EQ(value(response, "etag"), "\"h1-br\"");
  EXPECT_EQ(get("/index.html", {{"accept-encoding", "gzip"}, {"if-none-match", "\"h1-br\""}}).status, 200);
  EXPECT_EQ(get("/index.html", {{"if-none-match", "*"}}).status, 304);
  EXPECT_EQ(get("/index.html", {{"if-none-match", "h1"}}).status, 200);
}

TEST(StaticFiles, a_screen_of_the_application_is_the_page) {
  EXPECT_EQ(*get("/").shared_body, "<html>");
  EXPECT_EQ(*get("/measures/0190-7").shared_body, "<html>");
  EXPECT_EQ(*get("/apiary").shared_body, "<html>");
}

TEST(StaticFiles, other_paths_and_methods_are_left_to_others) {
  EXPECT_EQ(get("/api/v1/measures").status, 0);
  EXPECT_EQ(get("/api").status, 0);
  EXPECT_EQ(get("/health").status, 0);
  EXPECT_EQ(get("/assets/missing-1.js").status, 0);
  EXPECT_EQ(StaticFiles(kAssets).serve({.method = Method::kPost, .path = "/index.html"}).status, 0);
  EXPECT_EQ(StaticFiles(kAssets, "").serve({.path = "/measures"}).status, 0);
}

TEST(StaticFiles, an_empty_file_is_a_file) {
  EXPECT_EQ(get("/empty.txt", {{"accept-encoding", "br"}}).status, 200);
  EXPECT_EQ(*get("/empty.txt", {{"accept-encoding", "br"}}).shared_body, "");
}

TEST(SecurityHeaders, every_answer_has_them) {
  Response response;
  add_security_headers(response, "/", true);

  EXPECT_EQ(value(response, "content-security-policy"), kContentSecurityPolicy);
  EXPECT_EQ(value(response, "content-security-policy").find("unsafe"), std::string::npos);
  EXPECT_EQ(value(response, "strict-transport-security"), "max-age=31536000; includeSubDomains");
  EXPECT_EQ(value(response, "x-content-type-options"), "nosniff");
  EXPECT_EQ(value(response, "referrer-policy"), "no-referrer");
  EXPECT_EQ(value(response, "x-frame-options"), "DENY");
  EXPECT_NE(value(response, "permissions-policy").find("camera=()"), std::string::npos);
  EXPECT_EQ(value(response, "cross-origin-opener-policy"), "same-origin");
  EXPECT_EQ(value(response, "cross-origin-resource-policy"), "same-origin");
  EXPECT_EQ(value(response, "cache-control"), "");
}

TEST(SecurityHeaders, api_answers_are_not_kept_and_plain_connections_do_not_promise_tls) {
  Response response;
  add_security_headers(response, "/api/v1/measures", false);

  EXPECT_EQ(value(response, "cache-control"), "no-store");
  EXPECT_EQ(value(response, "strict-transport-security"), "");
}

TEST(SecurityHeaders, a_stricter_policy_of_the_handler_stands) {
  Response response;
  response.set("content-security-policy", "sandbox");
  add_security_headers(response, "/", true);

  EXPECT_EQ(std::ranges::count(response.headers, "content-security-policy", &Header::name), 1);
  EXPECT_EQ(value(response, "content-security-policy"), "sandbox");
}

}  // namespace
}  // namespace waarborg::http
