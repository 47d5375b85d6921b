// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/wire.h"

#include <gtest/gtest.h>

namespace waarborg::http {
namespace {

TEST(Wire, doubt_about_the_length_of_a_message_is_refused) {
  struct Row {
    std::vector<Header> headers;
    int version;
    int status;
  };
  const Header host{"host", "h"};
  const Row table[] = {
      {{host}, 11, 0},
      {{}, 10, 0},
      {{host, {"content-length", "10"}}, 11, 0},
      {{host, {"transfer-encoding", "Chunked"}}, 11, 0},
      {{host, {"expect", "100-Continue"}}, 11, 0},
      {{}, 11, 400},
      {{host, host}, 11, 400},
      {{host, host}, 10, 400},
      {{host, {"content-length", "5"}, {"content-length", "5"}}, 11, 400},
      {{host, {"content-length", "5, 5"}}, 11, 400},
      {{host, {"content-length", "+5"}}, 11, 400},
      {{host, {"content-length", "0x5"}}, 11, 400},
      {{host, {"content-length", ""}}, 11, 400},
      {{host, {"content-length", "5"}, {"transfer-encoding", "chunked"}}, 11, 400},
      {{host, {"transfer-encoding", "chunked"}, {"transfer-encoding", "chunked"}}, 11, 400},
      {{{"transfer-encoding", "chunked"}}, 10, 400},
      {{host, {"transfer-encoding", "gzip, chunked"}}, 11, 501},
      {{host, {"transfer-encoding", "xchunked"}}, 11, 501},
      {{host, {"transfer-encoding", "chunked, identity"}}, 11, 501},
      {{host, {"expect", "a-miracle"}}, 11, 417},
      {std::vector<Header>(kMaxFields + 1, {"a", "b"}), 11, 431},
  };
  for (const Row& row : table) {
    EXPECT_EQ(fields_fault(row.headers, row.version), row.status) << "row " << (&row - table);
  }
}

TEST(Wire, folded_lines_and_bare_line_ends_are_refused) {
  EXPECT_EQ(raw_head_fault("GET / HTTP/1.1\r\nhost: a\r\n\r\n"), 0);
  EXPECT_EQ(raw_head_fault("GET / HTTP/1.1\r\nx: a\r\n b\r\n\r\n"), 400);
  EXPECT_EQ(raw_head_fault("GET / HTTP/1.1\r\n\tx: a\r\n\r\n"), 400);
  EXPECT_EQ(raw_head_fault("GET / HTTP/1.1\nhost: a\r\n\r\n"), 400);
  EXPECT_EQ(raw_head_fault("GET / HTTP/1.1\r\nx: a\rb\r\n\r\n"), 400);
  EXPECT_EQ(raw_head_fault("\nGET / HTTP/1.1\r\n\r\n"), 400);
}

TEST(Wire, an_answer_states_its_length_and_identity) {
  Response response{.status = 404, .body = "gone"};
  response.set("content-type", "text/plain");

  EXPECT_EQ(response_head(response, {.id = "00ff", .date = "Sun, 22 Nov 2026 09:15:00 GMT"}),
            "HTTP/1.1 404 Not Found\r\ndate: Sun, 22 Nov 2026 09:15:00 GMT\r\ncontent-length: 4\r\n"
            "x-request-id: 00ff\r\ncontent-type: text/plain\r\n\r\n");
}

TEST(Wire, a_value_cannot_start_a_new_header) {
  Response response;
  response.set("location", "/x\r\nset-cookie: a=b");
  response.set("content-length", "7");
  const std::string head = response_head(response, {});

  EXPECT_NE(head.find("location: /x  set-cookie: a=b\r\n"), std::string::npos);
  EXPECT_EQ(head.find("content-length: 7"), std::string::npos);
}

TEST(Wire, some_answers_have_no_body) {
  EXPECT_TRUE(has_body({.status = 200}, {}));
  EXPECT_FALSE(has_body({.status = 200}, {.head_only = true}));
  EXPECT_FALSE(has_body({.status = 204}, {}));
  EXPECT_FALSE(has_body({.status = 304}, {}));
  EXPECT_EQ(response_head({.status = 304}, {}).find("content-length"), std::string::npos);
  EXPECT_NE(response_head({.status = 200, .body = "abc"}, {.head_only = true}).find("content-length: 3"),
            std::string::npos);
}

TEST(Wire, an_older_client_is_told_that_the_connection_stays_open) {
  EXPECT_NE(response_head({}, {.version = 10}).find("connection: keep-alive"), std::string::npos);
  EXPECT_NE(response_head({}, {.keep_alive = false}).find("connection: close"), std::string::npos);
}

}  // namespace
}  // namespace waarborg::http
