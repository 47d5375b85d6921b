// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/listing.h"

#include <gtest/gtest.h>

#include "base/phrasebook.h"
#include "platform/crypto/test_folder.h"
#include "platform/db/db.h"

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
                           "7~~key", "99999999999999999999~id~key"}) {
    EXPECT_FALSE(parse_cursor(text)) << text;
  }
}

struct Row {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id))

constexpr Migration kTable{"test", "0001_row",
                           "CREATE TABLE numbered (id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL) STRICT;"};
constexpr Statement<2> kAdd{"test.add", "INSERT INTO numbered (id, title) VALUES (:id, :title)", "", {"id", "title"}};
constexpr std::string_view kFirst =
    "SELECT id, id FROM numbered WHERE (:search = '' OR instr(title, :search) > 0) ORDER BY id LIMIT :limit";
constexpr std::string_view kNext =
    "SELECT id, id FROM numbered WHERE (:search = '' OR instr(title, :search) > 0) AND id >= :after AND (id > :after "
    "OR "
    "id > :after_id) ORDER BY id LIMIT :limit";
constexpr Sorted<2, 1> kList{{{Order<2>{"id",
                                        {"test.up", kFirst, "", {"search", "limit"}},
                                        {"test.up_next", kNext, "", {"search", "after", "after_id", "limit"}},
                                        {"test.down", kFirst, "", {"search", "limit"}},
                                        {"test.down_next", kNext, "", {"search", "after", "after_id", "limit"}}}}}};

TEST(Cursor, that_we_did_not_write_gives_no_page_and_says_so) {
  ASSERT_TRUE(cursor_after(""));
  EXPECT_FALSE(*cursor_after("")) << "the first page";
  EXPECT_EQ(cursor_after("7~id~key").value()->key, "key");
  const auto refused = cursor_after("x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FaultKind::kInvalid);
  EXPECT_EQ(refused.error().where, "after");
  for (const Language language : {Language::kNl, Language::kEn}) {
    EXPECT_NE(say(language, refused.error().what).find("“next”"), std::string::npos) << "the remedy";
  }
}

TEST(Listed, a_search_counts_while_it_looks_and_asks_again_only_beyond_that) {
  crypto::TestFolder folder;
  Database database((folder / "list.db").string());
  ASSERT_TRUE(database.migrate({&kTable, 1}, {}));
  Transaction tx = database.write();
  for (int i = 100; i < 130; ++i) tx.execute(kAdd, std::to_string(i), i % 3 == 0 ? "drie" : "ander");
  for (const std::int64_t look : {0, 3, 9, 10, 11, 500}) {
    int asked = 0;
    std::vector<std::string> ids;
    std::string after;
    do {
      const auto page = page_of<Row>(tx, kList, {"id", after, 4, look}, std::string("drie")).value();
      const auto total = page.total([&] { return ++asked, std::int64_t{10}; });
      EXPECT_EQ(total, 10) << look;
      EXPECT_LE(page.rows.size(), 4U);
      for (const Row& row : page.rows) ids.push_back(row.id);
      after = page.next(total).value_or("");
    } while (!after.empty());
    EXPECT_EQ(ids, (std::vector<std::string>{"102", "105", "108", "111", "114", "117", "120", "123", "126", "129"}))
        << look;
    EXPECT_EQ(asked, look < 10 ? 1 : 0) << look;
  }
}

}  // namespace
}  // namespace waarborg::db
