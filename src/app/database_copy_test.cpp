// SPDX-License-Identifier: EUPL-1.2
#include "app/database_copy.h"

#include <gtest/gtest.h>

namespace waarborg::app {
namespace {

TEST(DatabaseAddress, gives_the_password_decoded_and_the_rest_as_it_is) {
  struct Row {
    std::string address, without, password;
  };
  const Row table[] = {
      {"postgresql://db/waarborg", "postgresql://db/waarborg", ""},
      {"postgresql://ann@db/waarborg", "postgresql://ann@db/waarborg", ""},
      {"postgresql://ann:secret@db:5432/waarborg", "postgresql://ann@db:5432/waarborg", "secret"},
      {"postgresql://ann:@db/waarborg", "postgresql://ann@db/waarborg", ""},
      {"postgresql://a%40b:p%40ss%3A%2F%25+x@db/w", "postgresql://a%40b@db/w", "p@ss:/%+x"},
      {"postgresql://ann:%E9t%c3%a9@db/w", "postgresql://ann@db/w", "\xE9t\xC3\xA9"},
      {"postgresql://ann:a:b@db/w", "postgresql://ann@db/w", "a:b"},
      {"postgresql://ann:100%@db/w", "postgresql://ann@db/w", "100%"},
      {"postgresql://ann:%4@db/w", "postgresql://ann@db/w", "%4"},
      {"postgresql://ann:%-1x@db/w", "postgresql://ann@db/w", "%-1x"},
      {"postgresql://db:5432/w?user=a@b", "postgresql://db:5432/w?user=a@b", ""},
      {"postgresql://[::1]:5432/w", "postgresql://[::1]:5432/w", ""},
      {"postgresql://ann:x@[::1]/w", "postgresql://ann@[::1]/w", "x"},
      {"postgresql:///w?host=/run/postgresql&password=s%26t", "postgresql:///w?host=/run/postgresql", "s&t"},
      {"postgresql://ann@db/w?password=x&sslmode=require", "postgresql://ann@db/w?sslmode=require", "x"},
      {"postgresql://ann@db?a=1&pass%77ord=x&b=2", "postgresql://ann@db?a=1&b=2", "x"},
      {"postgresql://ann:one@db/w?password=two", "postgresql://ann@db/w", "two"},
      {"postgresql://db/w?password=one&password=two", "postgresql://db/w", "two"},
      {"postgresql://db/w?passfile=/etc/pass", "postgresql://db/w?passfile=/etc/pass", ""},
      {"postgresql://db/w?password", "postgresql://db/w", ""},
      {"postgresql://db/w?", "postgresql://db/w?", ""},
      {"postgresql://", "postgresql://", ""},
  };
  for (const Row& row : table) {
    const Address parts = split_password(row.address);
    EXPECT_EQ(parts.without_password, row.without) << row.address;
    EXPECT_EQ(parts.password, row.password) << row.address;
  }
}

TEST(DatabaseAddress, with_the_password_of_a_key_is_not_given_to_the_tools) {
  for (const char* refused : {"postgresql://db/w?sslpassword=x", "postgresql://db/w?sslmode=require&sslpassword=x",
                              "postgresql://db/w?sslpass%77ord=x&a=1", "postgresql:///w?sslpassword"}) {
    const auto parts = address_for_tools(refused);
    ASSERT_FALSE(parts) << refused;
    EXPECT_EQ(parts.error().what.key, "app.backup_sslpassword");
    EXPECT_EQ(parts.error().where, "database") << "and never the address";
  }
  for (const char* good : {"postgresql://ann:x@db/w", "postgresql://ann:x@db/w?sslkey=/etc/key&sslmode=require",
                           "postgresql://db/sslpassword", "postgresql://db/w?application_name=sslpassword",
                           "postgresql://db/w?", "postgresql://"}) {
    EXPECT_TRUE(address_for_tools(good)) << good;
  }
  EXPECT_EQ(address_for_tools("postgresql://ann:x@db/w").value().password, "x");
}

}  // namespace
}  // namespace waarborg::app
