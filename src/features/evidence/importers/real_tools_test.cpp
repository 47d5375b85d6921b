// SPDX-License-Identifier: EUPL-1.2
//
// The importers on what the tools of this machine write today, run by the test in a folder of its own.
// Needs the Debian packages restic, borgbackup, lynis, openscap-scanner and ssg-debian.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "features/evidence/import/fixture.h"

namespace waarborg::evidence {
namespace restic {
extern const Importer kImporter;
}
namespace borg {
extern const Importer kImporter;
}
namespace lynis {
extern const Importer kImporter;
}
namespace openscap {
extern const Importer kImporter;
}

namespace {

namespace fs = std::filesystem;

class RealTools : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "waarborg-tools-XXXXXX").string();
    ASSERT_NE(nullptr, mkdtemp(pattern.data()));
    folder_ = pattern;
    fs::create_directories(folder_ / "files");
    std::ofstream(folder_ / "files" / "note.txt") << "demo\n";
  }

  void TearDown() override { fs::remove_all(folder_); }

  /// Runs a shell command in the folder, without anything of the caller's own settings for the tools.
  int run(const std::string& command) const {
    const std::string line =
        "cd '" + folder_.string() +
        "' && export HOME=\"$PWD\" RESTIC_PASSWORD=demo BORG_PASSPHRASE=demo BORG_BASE_DIR=\"$PWD\" "
        "RESTIC_CACHE_DIR=\"$PWD/cache\" && timeout 400 " +
        command + " >>tool.out 2>&1";
    const int status = std::system(line.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::string content(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  static ImportOptions now() {
    using namespace std::chrono;
    return ImportOptions{floor<milliseconds>(system_clock::now()), {{"utc_offset", "Z"}}};
  }

  fs::path folder_;
};

TEST_F(RealTools, restic_snapshots_come_in_as_a_series) {
  ASSERT_EQ(0, run("restic init --repo repo")) << content("tool.out");
  ASSERT_EQ(0, run("restic backup --repo repo --host demo-host --time '2026-01-01 02:30:00' files"));
  ASSERT_EQ(0, run("restic backup --repo repo --host demo-host --time '2026-01-02 02:30:00' files"));
  ASSERT_EQ(0, run("sh -c 'restic snapshots --repo repo --json >snapshots.json'"));

  const std::string bytes = content("snapshots.json");
  const auto report = restic::kImporter.read(bytes, now());

  ASSERT_TRUE(restic::kImporter.recognises(std::string_view(bytes).substr(0, 4096)));
  ASSERT_TRUE(report) << report.error().what.key << bytes;
  EXPECT_EQ(2U, report->supports);
  EXPECT_EQ("demo-host", report->subject);
  EXPECT_EQ(std::chrono::days{1}, report->observations[1].at - report->observations[0].at);
}

TEST_F(RealTools, an_empty_restic_repository_is_not_evidence) {
  ASSERT_EQ(0, run("restic init --repo repo")) << content("tool.out");
  ASSERT_EQ(0, run("sh -c 'restic snapshots --repo repo --json >snapshots.json'"));

  const auto report = restic::kImporter.read(content("snapshots.json"), now());

  ASSERT_FALSE(report) << content("snapshots.json");
}

TEST_F(RealTools, borg_list_and_borg_info_name_the_same_archives) {
  ASSERT_EQ(0, run("borg init --encryption repokey repo")) << content("tool.out");
  ASSERT_EQ(0, run("borg create --timestamp 2026-01-01T02:30:00 repo::first files")) << content("tool.out");
  ASSERT_EQ(0, run("borg create --timestamp 2026-01-02T02:30:00 repo::second files")) << content("tool.out");
  ASSERT_EQ(0, run("sh -c 'borg list --json repo >list.json'"));
  ASSERT_EQ(0, run("sh -c \"borg info --json --glob-archives '*' repo >info.json\""));

  const auto list = borg::kImporter.read(content("list.json"), now());
  const auto info = borg::kImporter.read(content("info.json"), now());

  ASSERT_TRUE(list) << list.error().what.key << content("list.json");
  ASSERT_TRUE(info) << info.error().what.key << content("info.json");
  ASSERT_EQ(2U, list->supports);
  ASSERT_EQ(2U, info->supports);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(list->observations[i].key, info->observations[i].key);
    EXPECT_EQ(list->observations[i].at, info->observations[i].at);
  }
}

TEST_F(RealTools, lynis_on_a_few_groups_is_partly_at_most) {
  // Lynis asks that its own settings belong to whoever runs it; 0 is a finished audit. It looks at every program in
  // PATH before any test (minutes on a machine with toolchains), and no test of these groups is in a plug-in.
  ASSERT_EQ(0, run("env PATH=/usr/sbin:/usr/bin:/sbin:/bin lynis audit system --quick --quiet --no-colors --no-plugins "
                   "--tests-from-group 'shells banners' --report-file report.dat --log-file log.txt"))
      << content("tool.out");

  const auto report = lynis::kImporter.read(content("report.dat"), now());

  ASSERT_TRUE(report) << report.error().what.key << report.error().where;
  EXPECT_GT(report->observations.size(), 3U);
  EXPECT_NE(ObservationResult::kSupports, report->overall);
  EXPECT_FALSE(fact(*report, "hardening_index").empty());
}

TEST_F(RealTools, openscap_results_and_arf_agree_with_what_the_machine_is) {
  for (const char* name : {"benchmark.xml", "oval.xml"}) {
    fs::copy(fs::path(__FILE__).parent_path() / "openscap" / "fixtures" / name, folder_ / name);
  }
  // oscap exits with 2 when a rule failed, which one of ours always does.
  ASSERT_EQ(2, run("oscap xccdf eval --profile xccdf_nl.waarborg_profile_demo --results results.xml "
                   "--results-arf arf.xml benchmark.xml"))
      << content("tool.out");

  const auto results = openscap::kImporter.read(content("results.xml"), now());
  const auto arf = openscap::kImporter.read(content("arf.xml"), now());

  ASSERT_TRUE(results) << results.error().what.key;
  ASSERT_TRUE(arf) << arf.error().what.key;
  EXPECT_EQ(1U, results->supports);
  EXPECT_EQ(1U, results->refutes);
  EXPECT_EQ(1U, results->unknown);
  EXPECT_EQ(results->observations, arf->observations);
}

TEST_F(RealTools, a_published_profile_for_another_debian_is_unknown_never_green) {
  ASSERT_EQ(0, run("oscap xccdf eval --profile xccdf_org.ssgproject.content_profile_anssi_np_nt28_minimal "
                   "--results results.xml /usr/share/xml/scap/ssg/content/ssg-debian10-ds.xml"))
      << content("tool.out");

  const auto report = openscap::kImporter.read(content("results.xml"), now());

  ASSERT_TRUE(report) << report.error().what.key << report.error().where;
  EXPECT_EQ(ObservationResult::kUnknown, report->overall);
  EXPECT_EQ("evidence.openscap.nothing_applied", report->warnings.back().key);
}

}  // namespace
}  // namespace waarborg::evidence
