// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/media.h"

#include <gtest/gtest.h>

namespace waarborg::evidence {
namespace {

constexpr const char* kDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

TEST(Media, a_type_is_kept_only_when_the_bytes_agree) {
  const std::string png("\x89PNG\r\n\x1A\n....", 12);
  struct Row {
    const char* declared;
    std::string bytes;
    const char* kept;  ///< Empty: refused.
  };
  const Row rows[] = {
      {"application/pdf", "%PDF-1.7 ...", "application/pdf"},
      {"APPLICATION/PDF; charset=binary", "%PDF-1.7", "application/pdf"},
      {"application/pdf", "MZ\x90", ""},
      {"application/pdf", "<html>", ""},
      {"image/png", png, "image/png"},
      {"image/png", "\xFF\xD8\xFF\xE0", ""},
      {"image/jpeg", "\xFF\xD8\xFF\xE0", "image/jpeg"},
      {"image/jpeg", "", ""},
      {kDocx, "PK\x03\x04....", kDocx},
      {kDocx, "plain", ""},
      {"text/csv", "a;b\n1;2\n", "text/csv"},
      {"text/plain", "caf\xC3\xA9", "text/plain"},
      {"text/plain", std::string("a\0b", 3), ""},
      {"application/json", "{\"a\":1}", "application/json"},
      {"text/plain", "  <ScRiPt>alert(1)</script>", "application/octet-stream"},
      {"application/xml", "<?xml version=\"1.0\"?><Benchmark/>", "application/xml"},
      {"application/xml", "<?xml version=\"1.0\"?><svg onload=\"x\"/>", "application/octet-stream"},
      {"text/html", "<html></html>", "application/octet-stream"},
      {"image/svg+xml", "<svg/>", "application/octet-stream"},
      {"application/x-sh", "#!/bin/sh", "application/octet-stream"},
      {"application/javascript", "alert(1)", "application/octet-stream"},
      {"application/vnd.microsoft.portable-executable", "MZ", "application/octet-stream"},
      {"", "%PDF-1.4", "application/pdf"},
      {"application/octet-stream",
       "\x7F"
       "ELF",
       "application/octet-stream"},
      {"", "<html>", "application/octet-stream"},
  };
  for (const Row& row : rows) {
    const auto kept = admitted_media_type(row.declared, row.bytes);
    EXPECT_EQ(kept.value_or(""), row.kept) << row.declared << " " << row.bytes;
    if (!kept) {
      EXPECT_EQ(kept.error().what.key, "evidence.file.mismatch");
    }
  }
}

TEST(Media, only_pdf_and_two_kinds_of_image_are_shown_in_place) {
  for (const char* type : {"application/pdf", "image/png", "image/jpeg"}) EXPECT_TRUE(shown_in_place(type)) << type;
  for (const char* type : {"text/plain", "text/html", "image/svg+xml", "application/octet-stream", kDocx, ""}) {
    EXPECT_FALSE(shown_in_place(type)) << type;
  }
}

TEST(Media, a_file_name_is_made_harmless) {
  const std::pair<std::string, std::string> rows[] = {
      {"verslag.pdf", "verslag.pdf"},
      {"../../etc/passwd", "passwd"},
      {"C:\\Users\\Jan\\toets.docx", "toets.docx"},
      {"a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"},
      {"\"quoted\".pdf", "_quoted_.pdf"},
      {"factuur\xE2\x80\xAE"
       "fdp.exe",
       "factuurfdp.exe"},
      {"caf\xC3\xA9 ontruiming.png", "caf\xC3\xA9 ontruiming.png"},
      {"bad\xFF.txt", "bad_.txt"},
      {"...", "bestand"},
      {"", "bestand"},
      {"map/", "bestand"},
      {" .hidden ", "hidden"},
      {"CON.txt", "_CON.txt"},
      {"com1", "_com1"},
      {"computer.txt", "computer.txt"},
  };
  for (const auto& [name, clean] : rows) EXPECT_EQ(clean_file_name(name), clean) << name;
  const std::string clean = clean_file_name(std::string(400, 'x') + ".pdf");
  EXPECT_EQ(clean.size(), 150U);
  EXPECT_TRUE(clean.ends_with("x.pdf"));
  const std::string device = clean_file_name("aux." + std::string(400, 'x'));  // found by the fuzzer
  EXPECT_EQ(clean_file_name(device), device);
}

TEST(Media, a_disposition_carries_the_name_twice) {
  EXPECT_EQ(content_disposition("caf\xC3\xA9 1.pdf", false),
            "attachment; filename=\"caf__ 1.pdf\"; filename*=UTF-8''caf%C3%A9%201.pdf");
  EXPECT_EQ(content_disposition("a.png", true), "inline; filename=\"a.png\"; filename*=UTF-8''a.png");
}

}  // namespace
}  // namespace waarborg::evidence
