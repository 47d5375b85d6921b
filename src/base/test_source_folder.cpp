// SPDX-License-Identifier: EUPL-1.2
#include "base/test_source_folder.h"

#include <gtest/gtest.h>

namespace waarborg::testing {

std::filesystem::path source_folder() { return WAARBORG_SOURCE; }

TEST(SourceFolder, holds_the_content_that_tests_read) {
  EXPECT_TRUE(std::filesystem::is_directory(source_folder() / "content/frameworks"));
}

}  // namespace waarborg::testing
