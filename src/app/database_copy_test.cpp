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

}  // namespace
}  // namespace waarborg::app
