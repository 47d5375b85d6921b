// SPDX-License-Identifier: EUPL-1.2
//
// The log inside an audit package: whether it is whole and signed, and what its entries say about the rest of the
// package. Inside features/report only.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "features/report/package.h"
#include "features/report/package_check.h"
#include "features/trail/checkpoint.h"
#include "features/trail/histories.h"
#include "features/trail/logged_states.h"

namespace waarborg::report {

/// What the log says, gathered while it is read.
struct LogFacts {
  trail::LoggedStates states;                            ///< As far as the records of the package go.
  std::map<std::string, std::set<std::string>> uploads;  ///< Evidence id → hashes that it named.
  std::set<std::string> condensed;                       ///< Evidence whose changes were too long to list.
  std::map<std::string, std::string> submitted;          ///< Statement number → SHA-256 of its decisions.
  std::map<std::string, std::string> decided;            ///< Statement number → "<action> <actor> <at>".
  std::set<std::string> manifests;                       ///< SHA-256 of packages made.
  std::map<std::string, std::map<std::string, std::vector<trail::LoggedStage>>> stages;  ///< Kind → id → entries.
};

/// What is wrong with a package, as PackageVerdict::problems wants it.
class PackageProblems {
 public:
  /// @param into  must outlive this.
  explicit PackageProblems(std::vector<Message>& into) : into_(into) {}

  /// @param key   of the phrase, without "report.check."
  /// @param what  its argument
  void add(const char* key, const std::string& what);
  /// The same, as it is.
  void add_counted(Message one);
  /// One of which there is a single one at most: kept however many there are.
  void add(Message single) { into_.push_back(std::move(single)); }
  /// Says how many more there were.
  void close();

 private:
  std::vector<Message>& into_;
  std::size_t more_ = 0;
};

/// What the log is held against that does not come from the package.
struct Trusted {
  std::optional<trail::VerifierKey> key;
  std::string_view kept;  ///< A checkpoint of this log from before (signed note); empty: none.
};

/// Key, signature, and the whole log below the root. Nothing when nothing in it can be trusted.
/// @param facts  gets what is told of the log: its key, size and root
std::optional<LogFacts> read_package_log(const archive::ZipReader& zip, const Manifest& manifest,
                                         const Trusted& trusted, PackageFacts& facts, PackageProblems& problems);

/// A member that is a text; empty when there is none.
std::string text_of(const json::Object& object, const char* member);

}  // namespace waarborg::report
