// SPDX-License-Identifier: EUPL-1.2
#include "app/scan_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/crypto/test_folder.h"

namespace waarborg::app {
namespace {

TEST(ScanRouting, is_read_from_two_files_and_a_fault_says_in_which_and_where) {
  const crypto::TestFolder folder;
  const auto file = [&](const char* name, const char* text) {
    std::ofstream(folder / name) << text;
    return std::string(folder / name);
  };
  const auto fault = [](const std::string& vrps, const std::string& routes) {
    const auto read = read_routing(vrps, routes);
    if (read) return std::string(!*read ? "nothing" : (*read)->facts().has_routes ? "routes" : "vrps");
    return read.error().what.key + " " + read.error().where;
  };
  const std::string vrps = file("vrps.csv", "ASN,IP Prefix,Max Length\nAS64496,192.0.2.0/24,24\n");
  const std::string routes = file("routes.txt", "64496\t192.0.2.0/24\t300\n");
  const std::string bad = file("bad.txt", "64496\t192.0.2.0/24\t300\n64496\n");
  const std::string absent = folder / "absent";

  EXPECT_EQ("nothing", fault("", ""));
  EXPECT_EQ("vrps", fault(vrps, ""));
  EXPECT_EQ("routes", fault(vrps, routes));
  EXPECT_EQ("scan.routing.routes_alone " + routes, fault("", routes));
  EXPECT_EQ("app.file_unreadable " + absent, fault(absent, ""));
  EXPECT_EQ("app.file_unreadable " + absent, fault(vrps, absent));
  EXPECT_EQ("scan.routing.route " + bad + ": line 2", fault(vrps, bad));
  EXPECT_EQ("scan.routing.no_columns " + bad + ": line 1", fault(bad, routes));
}

TEST(ScanRouting, is_of_the_day_in_the_file_or_else_of_that_of_the_file) {
  const crypto::TestFolder folder;
  const std::string json = folder / "vrps.json", csv = folder / "vrps.csv", routes = folder / "routes.txt";
  std::ofstream(json)
      << R"({"metadata":{"buildtime":"2026-11-29T08:00:00Z"},"roas":[{"asn":1,"prefix":"192.0.2.0/24"}]})";
  std::ofstream(csv) << "ASN,IP Prefix,Max Length\nAS64496,192.0.2.0/24,24\n";
  std::ofstream(routes) << "64496\t192.0.2.0/24\t300\n";
  const auto week = std::chrono::hours(24 * 7);
  std::filesystem::last_write_time(routes, std::filesystem::last_write_time(routes) - 520 * week);

  const Moment made = *parse_moment("2026-11-29T08:00:00Z");
  EXPECT_EQ(made, (*read_routing(json, ""))->facts().at);
  EXPECT_GT((*read_routing(csv, ""))->facts().at, (*read_routing(csv, routes))->facts().at);
  EXPECT_GT(made, (*read_routing(json, routes))->facts().at);
}

TEST(ScanFiles, a_line_of_the_opt_out_list_that_cannot_be_read_is_named_with_its_file) {
  const crypto::TestFolder folder;
  const std::string good = folder / "good", bad = folder / "bad";
  std::ofstream(good) << "praktijk.example\n";
  std::ofstream(bad) << "praktijk.example\n1.2.3.4/99\n";
  EXPECT_TRUE(read_scan_files("", "", good)->opt_out->covers("www.praktijk.example"));
  EXPECT_FALSE(read_scan_files("", "", "")->opt_out->covers("praktijk.example"));
  EXPECT_EQ(read_scan_files("", "", bad).error().where, bad + ": line 2");
  EXPECT_EQ(read_scan_files("", "", folder / "absent").error().what.key, "app.file_unreadable");
}

}  // namespace
}  // namespace waarborg::app
