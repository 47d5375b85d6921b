// SPDX-License-Identifier: EUPL-1.2
//
// HTML → PDF with WeasyPrint, in a process of its own: no shell, a clean environment, a deadline, and nothing fetched
// from anywhere (a page holds all it needs).
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::report {

struct PdfSettings {
  std::string python = "/usr/bin/python3";  ///< Interpreter that knows WeasyPrint.
  std::chrono::milliseconds deadline{45'000};
  std::chrono::milliseconds turn{20'000};  ///< How long one waits for the document before it.
};

/// One document at a time, for WeasyPrint takes a core and about 150 MB; and one that waits, for who waits holds a
/// worker that others need.
class PdfPrinter {
 public:
  explicit PdfPrinter(PdfSettings settings = {}) : settings_(std::move(settings)) {}

  /// kUnavailable report.pdf.missing (no WeasyPrint), .late (deadline), .failed, .busy; report.disk.
  Result<std::string> print(std::string_view html);

 private:
  PdfSettings settings_;
  std::timed_mutex turn_;
  std::atomic<int> inside_ = 0;
};

/// Pages of a PDF that WeasyPrint made; 0 when that cannot be seen.
int pages_of(std::string_view pdf);

}  // namespace waarborg::report
