// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/address.h"

#include <gtest/gtest.h>

#include "platform/db/database_error.h"
#include "platform/db/db.h"

namespace waarborg::db {
namespace {

/// Addresses in which the password is geheim, or what begins so.
constexpr const char* kUnreadable[] = {
    "postgresql://ann:geh%zzeim@db/w",        "postgresql://ann:geheim%@db/w",
    "postgresql://ann:geheim%4@db/w",         "postgresql://ann:geheim%00@db/w",
    "postgresql://ann:geheim@[::1/w",         "postgresql://ann:geheim@[]/w",
    "postgresql://ann:geheim@[::1]x/w",       "postgresql://ann:ge@heim@db/w",
    "postgresql://ann:geheim@/x@db/w",        "postgresql://ann:ge/heim@db/w",
    "postgresql://ann:12/geheim@db/w",        "postgresql://ann:ge?heim@db/w",
    "postgresql://ann:ge?heim=1@db/w",        "postgresql://ann:geheim@db:poort/w",
    "postgresql://ann@db/w?pasword=geheim",   "postgresql://ann@db/w?password=ge&heim",
    "postgresql://ann@db/w?password=ge=heim",
};

TEST(Address, is_readable_when_libpq_takes_it_as_it_was_meant) {
  for (const char* good :
       {"postgresql://", "postgresql://db/waarborg", "postgresql://ann:geheim@db:5432/w",
        "postgresql://ann:ge%40h%2Feim%3F%25@db/w", "postgresql://ann@[::1]:5432/w", "postgresql://a:1,b:2/w",
        "postgresql:///w?host=/run/postgresql&password=s%26t", "postgresql://db:5432/w?user=a@b",
        "postgresql://ann@db?user=a@b", "postgresql://waarborg@127.0.0.1:5432/postgres?application_name=waarborg_test",
        "postgresql://db/w?"}) {
    EXPECT_TRUE(is_readable_address(good)) << good;
  }
  for (const char* bad : kUnreadable) EXPECT_FALSE(is_readable_address(bad)) << bad;
  EXPECT_FALSE(is_readable_address(std::string("postgresql://db/w\0x", 19)));
}

TEST(Address, that_is_unreadable_is_named_by_its_setting_and_never_quoted) {
  for (const char* bad : kUnreadable) {
    Database database(bad);
    try {
      database.read();
      ADD_FAILURE() << bad;
    } catch (const DatabaseError& error) {
      const std::string what = error.what();
      EXPECT_NE(what.find("`database`"), std::string::npos) << what;
      for (const char* part : {"geh", "heim", "//"}) EXPECT_EQ(what.find(part), std::string::npos) << what;
    }
  }
}

}  // namespace
}  // namespace waarborg::db
