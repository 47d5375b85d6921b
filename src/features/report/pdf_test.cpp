// SPDX-License-Identifier: EUPL-1.2
//
// PDF with the real WeasyPrint, which tools/install brings.
#include "features/report/pdf.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <semaphore>
#include <thread>

#include "features/report/test_world.h"
#include "platform/archive/zip.h"

namespace waarborg::report {
namespace {

std::size_t temp_folders() {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
    count += entry.path().filename().string().starts_with("waarborg-") && entry.path().filename().string().size() == 15;
  }
  return count;
}

/// Other tests may run beside this one, so it has a folder for temporary files of its own.
struct Pdf : ::testing::Test {
  Pdf() { setenv("TMPDIR", (folder / ".").c_str(), 1); }
  ~Pdf() override { unsetenv("TMPDIR"); }
  crypto::TestFolder folder;
};

TEST_F(Pdf, a_page_becomes_a_pdf_and_leaves_nothing_behind) {
  PdfPrinter printer;
  const auto pdf = printer.print("<!doctype html><title>x</title><p>Dag</p>");

  ASSERT_TRUE(pdf) << pdf.error().what.key;
  EXPECT_TRUE(pdf->starts_with("%PDF"));
  EXPECT_EQ(pages_of(*pdf), 1);
  EXPECT_EQ(temp_folders(), 0U);
}

TEST_F(Pdf, is_tagged_in_its_language_so_that_headings_and_tables_can_be_read_aloud) {
  PdfPrinter printer;
  const auto pdf = printer.print(
      "<!doctype html><html lang=nl><title>Verklaring</title><h1>Verklaring</h1>"
      "<table><tr><th>Norm<th>Geldt<tr><td>5.1<td>ja</table></html>");

  ASSERT_TRUE(pdf) << pdf.error().what.key;
  for (const char* part :
       {"/StructTreeRoot", "/S /H1", "/S /Table", "/S /TH", "/S /TD", "/Lang (nl)", "/Marked true"}) {
    EXPECT_NE(pdf->find(part), std::string::npos) << part;
  }
}

TEST_F(Pdf, nothing_is_fetched_from_disk_or_network) {
  const auto secret = folder / "secret.svg";
  std::ofstream(secret)
      << R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#123456"/></svg>)";
  PdfPrinter printer;
  const auto bare = printer.print("<p>a</p>");
  const auto with =
      printer.print("<link rel=stylesheet href='file://" + secret.string() + "'><p>a</p><img src='file://" +
                    secret.string() + "'><img src='http://127.0.0.1:9/x.png'>");

  ASSERT_TRUE(bare && with) << "a refused address is left out, the document is made";
  EXPECT_LT(with->size(), bare->size() + 400);  // no image in it
  EXPECT_EQ(with->find("secret.svg"), std::string::npos);
}

TEST_F(Pdf, without_weasyprint_it_says_so) {
  PdfPrinter absent(PdfSettings{.python = "/no/such/python3"});
  EXPECT_EQ(absent.print("<p>a</p>").error().what.key, "report.pdf.missing");
  EXPECT_EQ(absent.print("<p>a</p>").error().kind, FaultKind::kUnavailable);

  PdfPrinter broken(PdfSettings{.python = "/bin/false"});
  EXPECT_EQ(broken.print("<p>a</p>").error().what.key, "report.pdf.failed");
  EXPECT_EQ(temp_folders(), 0U);
}

TEST_F(Pdf, a_process_that_hangs_is_ended_at_the_deadline) {
  const auto hangs = folder / "hangs";
  std::ofstream(hangs) << "#!/bin/sh\nexec sleep 600\n";
  std::filesystem::permissions(hangs, std::filesystem::perms::owner_all);
  PdfPrinter printer(PdfSettings{.python = hangs.string(), .deadline = std::chrono::milliseconds(300)});

  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(printer.print("<p>a</p>").error().what.key, "report.pdf.late");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  EXPECT_EQ(temp_folders(), 0U);
}

/// A program that tells when it begins and ends when it is told to; it makes what looks like a PDF.
struct Gate {
  explicit Gate(const std::filesystem::path& folder) : program(folder / "gate") {
    const auto pipe = [&](const char* name) {
      const std::string path = (folder / name).string();
      EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
      return ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    };
    begun_ = pipe("begun");
    go_ = pipe("go");
    std::ofstream(program) << "#!/bin/sh\necho b >'" << (folder / "begun").string() << "'\nread x <'"
                           << (folder / "go").string() << "'\nprintf '%%PDF-' >\"$5\"\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }
  ~Gate() {
    ::close(begun_);
    ::close(go_);
  }
  void await_begin() const {
    std::array<char, 2> line{};
    EXPECT_EQ(::read(begun_, line.data(), line.size()), 2);
  }
  void let_one_go() const { EXPECT_EQ(::write(go_, "g\n", 2), 2); }

  std::filesystem::path program;

 private:
  int begun_ = -1;
  int go_ = -1;
};

TEST_F(Pdf, one_document_is_made_one_waits_for_its_turn_and_the_others_are_refused_at_once) {
  using namespace std::chrono_literals;
  constexpr int kOthers = 4;
  const Gate gate(folder / ".");
  PdfPrinter printer(PdfSettings{.python = gate.program.string(), .deadline = 10min, .turn = 10min});
  std::counting_semaphore<kOthers> answered(0);
  std::atomic<int> made = 0, busy = 0;
  const auto print = [&] {
    const auto pdf = printer.print("<p>a</p>");
    ++(pdf ? made : busy);
    if (!pdf) {
      EXPECT_EQ(pdf.error().what.key, "report.pdf.busy");
      answered.release();
    }
  };
  std::jthread first(print);
  gate.await_begin();
  {
    std::vector<std::jthread> others;
    for (int i = 0; i < kOthers; ++i) others.emplace_back(print);
    for (int i = 0; i < kOthers - 1; ++i) EXPECT_TRUE(answered.try_acquire_for(1min)) << "waits without a place";
    EXPECT_EQ(made, 0);
    gate.let_one_go();
    gate.await_begin();
    gate.let_one_go();
  }
  first.join();
  EXPECT_EQ(made, 2);
  EXPECT_EQ(busy, kOthers - 1);
}

TEST_F(Pdf, the_statement_is_a_pdf_of_several_pages) {
  ReportWorld world;
  world.fill();
  const auto pdf = world.reports.vvt(world.world.alice, "pdf");

  ASSERT_TRUE(pdf) << pdf.error().what.key;
  EXPECT_TRUE(pdf->bytes.starts_with("%PDF"));
  EXPECT_EQ(pdf->media_type, "application/pdf");
  EXPECT_GT(pages_of(pdf->bytes), 3);
}

TEST_F(Pdf, a_package_holds_the_statement_of_each_framework_in_use) {
  ReportWorld world;
  world.fill();
  world.install("cbw-2026");
  const auto& alice = world.world.alice;
  ASSERT_TRUE(world.catalog.use_framework(alice, world.catalog.unused(alice).value().front().id, true, ""));
  const auto file = folder / "package.zip";
  const auto written = world.reports.write_package(alice, file);
  ASSERT_TRUE(written) << written.error().what.key;
  const auto zip = archive::ZipReader::open(file);
  ASSERT_TRUE(zip);
  const std::string manifest = zip->read("manifest.json", 64U << 20U).value();
  for (const char* path : {"statement.pdf", "statement-cbw-2026.pdf"}) {
    const auto pdf = zip->read(path, 64U << 20U);
    ASSERT_TRUE(pdf) << path;
    EXPECT_TRUE(pdf->starts_with("%PDF")) << path;
    EXPECT_NE(manifest.find("\"" + std::string(path) + "\""), std::string::npos) << path;
  }
}

TEST_F(Pdf, the_board_overview_is_one_page_whatever_people_wrote) {
  Board board;
  board.organisation =
      "Stichting Samenwerkende Huisartsenposten en Zorggroepen voor Noord-, Midden- en Zuid-Kennemerland";
  board.status.framework_name = "NEN 7510:2024 – informatiebeveiliging in de zorg";
  board.status.period = {"2025-03-03", "2026-03-02"};
  board.generated_at = "2026-03-02T09:00:00.000Z";
  board.holes_total = 120;
  board.deviations_open = 999;
  std::string longest;
  for (int i = 0; i < 60; ++i) longest += "onvoorstelbaar uitgebreide omschrijving ";
  for (int i = 0; i < 10; ++i) {
    board.holes.push_back(
        {longest, longest, longest, {"refuted", "not_shown", "partly_shown"}, {true, true, true}, ""});
  }
  for (int i = 0; i < 20; ++i) {
    board.decisions.push_back(longest);
    board.changes.push_back({longest, "operation", "shown", "refuted", board.generated_at, "worse"});
  }
  PdfPrinter printer;
  std::vector<int> tried;
  const auto fullest = [&] {
    return fullest_page([&](int density) {
      tried.push_back(density);
      return printer.print(to_html(board, Medium::kPdf, Language::kNl, density));
    });
  };
  const auto densest = fullest();
  ASSERT_TRUE(densest);
  EXPECT_EQ(pages_of(*densest), 1);

  for (Hole& hole : board.holes) hole.title = hole.detail = hole.action = longest.substr(0, 120);
  board.decisions.resize(1);
  board.changes.resize(1);
  tried.clear();
  const auto ordinary = fullest();
  ASSERT_TRUE(ordinary);
  EXPECT_EQ(pages_of(*ordinary), 1);
  EXPECT_LT(*std::ranges::min_element(tried), kDensest) << "it says no less than fits";
}

TEST_F(Pdf, an_ordinary_board_overview_fits_at_once) {
  ReportWorld world;
  world.fill();
  const auto board = world.reports.board_view(world.world.alice);
  ASSERT_TRUE(board);
  PdfPrinter printer;
  const auto pdf = printer.print(to_html(*board, Medium::kPdf, Language::kNl, 0));

  ASSERT_TRUE(pdf);
  EXPECT_EQ(pages_of(*pdf), 1);
}

}  // namespace
}  // namespace waarborg::report
