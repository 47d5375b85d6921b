// SPDX-License-Identifier: EUPL-1.2
//
// Checks an audit package without the server (`waarborg verify-package FILE`). The file is untrusted: nothing of it
// is unpacked to disk, and sizes are looked at before anything is read.
//
// Manifest against files; the manifest and every record against the log; the log against its root; the root against
// the signature. A package by itself proves only that it agrees with itself: give the key, from elsewhere.
#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/phrasebook.h"
#include "base/result.h"

namespace waarborg::archive {
class ZipReader;
}

namespace waarborg::report {

struct PackageFacts {
  std::string organisation;
  std::string generated_at;
  std::string generated_by;
  std::string product;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  std::int64_t records = 0;  ///< Compared with the log.
  std::int64_t log_size = 0;
  std::string log_root;  ///< base64
  std::string key;       ///< Verifier key in the package.
  bool key_given = false;
};
BOOST_DESCRIBE_STRUCT(PackageFacts, (),
                      (organisation, generated_at, generated_by, product, files, bytes, records, log_size, log_root,
                       key, key_given))

struct PackageVerdict {
  bool ok = false;
  std::vector<Message> problems;  ///< At most kMostProblems, the last then saying how many more.
  std::vector<Message> remarks;   ///< What the check could not prove; files that the organisation lost.
  PackageFacts facts;
};
inline constexpr std::size_t kMostProblems = 200;

/// @param key  verifier key as text ("<name>+<id>+<base64>"), from another source than the package; empty: none
/// @param kept  a checkpoint of this log from before (signed note); the log in the package must begin with it; empty:
/// none
///
/// Faults: those of archive::ZipReader::open; kInvalid report.check.not_package when there is no manifest of ours,
/// report.check.version for one of a newer program, report.check.bad_key for a key that is none.
Result<PackageVerdict> verify_package(const std::filesystem::path& file, std::string_view key = {},
                                      std::string_view kept = {});
Result<PackageVerdict> verify_package(const archive::ZipReader& zip, std::string_view key = {},
                                      std::string_view kept = {});

/// The outcome as lines for a terminal.
std::vector<std::string> lines_of(const PackageVerdict& verdict, Language language);

}  // namespace waarborg::report
