// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/listing.h"

#include <gtest/gtest.h>

namespace waarborg::db {
namespace {

TEST(Cursor, comes_back_as_it_was_written_whatever_the_sort_key_holds) {
  for (const char* key : {"", "2026-01-01", "a~b~c", "12~", "é"}) {
    const auto read = parse_cursor(to_text(Cursor{100'284, "site-0001", key}));
    ASSERT_TRUE(read) << key;
    EXPECT_EQ(read->total, 100'284);
    EXPECT_EQ(read->id, "site-0001");
    EXPECT_EQ(read->key, key);
  }
}

TEST(Cursor, that_we_did_not_write_reads_as_none) {
  for (const char* text : {"", "~", "~~", "a~b~c", "-1~id~key", "1 ~id~key", " 1~id~key", "1x~id~key", "id~key", "7~id",
                           "99999999999999999999~id~key"}) {
    EXPECT_FALSE(parse_cursor(text)) << text;
  }
}

}  // namespace
}  // namespace waarborg::db
