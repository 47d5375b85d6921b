// SPDX-License-Identifier: EUPL-1.2
//
// Whoever reaches the database past the program and has a package made of it: the package says so.
#include <algorithm>

#include "app/test_town.h"
#include "features/report/package_check.h"
#include "platform/archive/zip.h"

namespace waarborg::app {
namespace {

struct PackageOfTampered : TownTest {
  Installation& house() { return *town().installation; }
  void run(const std::string& sql) {
    const std::string_view text = sql;
    db::Transaction tx = house().database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  std::filesystem::path packed() {
    const auto file = town().folder / ("package" + std::to_string(++count_) + ".zip").c_str();
    const auto done = house().reports.write_package(auth::system_actor(town().north), file);
    EXPECT_TRUE(done) << done.error().what.key << " " << done.error().where;
    return file;
  }
  /// Keys of the problems of a package that is made now, each once; with the key of the log.
  std::set<std::string> problems() {
    const auto verdict = report::verify_package(packed(), trail::to_text(house().trail.verifier(town().north)));
    EXPECT_TRUE(verdict) << verdict.error().what.key;
    std::set<std::string> out;
    for (const Message& one : verdict.value_or(report::PackageVerdict{}).problems) {
      out.insert(one.key + (one.args.empty() ? "" : " " + one.args.front().second.substr(0, 17)));
    }
    return out;
  }
  static bool has(const std::set<std::string>& problems, const std::string& begin) {
    return std::ranges::any_of(problems, [&](const std::string& one) { return one.starts_with(begin); });
  }

 private:
  static inline int count_ = 0;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, PackageOfTampered, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(PackageOfTampered, holds_every_kind_of_record_that_verify_reads) {
  const auto zip = archive::ZipReader::open(packed());
  ASSERT_TRUE(zip);
  for (const auto& [kind, reader] : house().readers().states) {
    if (kind == "sign_in") continue;  // of the installation, and never leaves it
    EXPECT_NE(zip->find("records/" + kind + ".jsonl"), nullptr) << kind;
  }
  for (const auto& [kind, reader] : house().readers().histories) {
    EXPECT_NE(zip->find("history/" + kind + ".jsonl"), nullptr) << kind;
  }
  EXPECT_EQ(zip->find("records/sign_in.jsonl"), nullptr);
  EXPECT_EQ(problems(), std::set<std::string>{});
}

TEST_P(PackageOfTampered, says_that_what_is_asked_of_the_organisation_was_changed) {
  run("UPDATE requirement SET removed = 1 WHERE ref LIKE '8.%'");
  const auto found = problems();
  run("UPDATE requirement SET removed = 0 WHERE ref LIKE '8.%'");

  EXPECT_TRUE(has(found, "report.check.record_differs library ")) << ::testing::PrintToString(found);
  EXPECT_TRUE(has(found, "trail.verify.record_differs library ")) << ::testing::PrintToString(found);
  EXPECT_TRUE(has(found, "report.check.did_not_verify")) << ::testing::PrintToString(found);
  EXPECT_EQ(problems(), std::set<std::string>{});
}

TEST_P(PackageOfTampered, says_that_missed_work_was_made_to_vanish) {
  const std::string missed =
      " WHERE recorded_at IS NULL AND grace_to < '2026-12-15' AND organisation_id = '" + town().north.text + "'";
  run("UPDATE occurrence SET withdrawn_at = '2026-11-01T00:00:00.000Z'" + missed);
  const auto found = problems();
  run("UPDATE occurrence SET withdrawn_at = NULL" + missed);

  EXPECT_TRUE(has(found, "task.verify.touched controles")) << ::testing::PrintToString(found);
  EXPECT_TRUE(has(found, "report.check.did_not_verify")) << ::testing::PrintToString(found);
  EXPECT_EQ(problems(), std::set<std::string>{});
}

}  // namespace
}  // namespace waarborg::app
