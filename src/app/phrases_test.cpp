// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "base/phrasebook.h"
#include "base/test_source_folder.h"
#include "platform/crypto/test_folder.h"

namespace waarborg {
namespace {

/// Keys of faults as they stand in the code: invalid("a.b.c"), fail(FaultKind::kConflict, "a.b"), wrong("a.b").
std::set<std::string> keys_in(const std::string& code) {
  static const std::regex kFault(
      R"re((?:invalid|wrong|refuse|stop)\("([a-z0-9_]+(?:\.[a-z0-9_]+)+)"|fail\(FaultKind::k[A-Za-z]+,\s*"([a-z0-9_]+(?:\.[a-z0-9_]+)+)")re");
  std::set<std::string> keys;
  for (std::sregex_iterator at(code.begin(), code.end(), kFault), end; at != end; ++at) {
    keys.insert((*at)[1].matched ? (*at)[1].str() : (*at)[2].str());
  }
  return keys;
}

TEST(Phrases, every_fault_that_the_code_names_has_words_in_both_languages) {
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::source_folder() / "src")) {
    const std::string name = entry.path().filename().string();
    const bool code = name.ends_with(".h") || (name.ends_with(".cpp") && !name.ends_with("_test.cpp"));
    if (!code) continue;
    for (const std::string& key : keys_in(crypto::content_of(entry.path()))) {
      ++seen;
      EXPECT_TRUE(has_words(Language::kNl, key) && has_words(Language::kEn, key)) << key << " in " << name;
    }
  }
  EXPECT_GT(seen, 200U) << "the pattern finds no faults any more";
}

}  // namespace
}  // namespace waarborg
