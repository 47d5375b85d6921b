// SPDX-License-Identifier: EUPL-1.2
//
// Text of a norm that the organisation owns, beside our own words. Never exported.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace waarborg::catalog {

struct OwnText {
  std::string text;
  std::int64_t version = 0;  ///< 0: never written.
};
BOOST_DESCRIBE_STRUCT(OwnText, (), (text, version))

struct OwnTextProblem {
  std::int64_t line = 0;  ///< Of the file, from 1.
  std::string text;       ///< In the language of the user.
};
BOOST_DESCRIBE_STRUCT(OwnTextProblem, (), (line, text))
struct OwnTextReport {
  bool dry_run = true;
  std::int64_t read = 0, changed = 0, unchanged = 0;
  std::vector<OwnTextProblem> problems;
};
BOOST_DESCRIBE_STRUCT(OwnTextReport, (), (dry_run, read, changed, unchanged, problems))

}  // namespace waarborg::catalog
