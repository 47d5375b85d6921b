// SPDX-License-Identifier: EUPL-1.2
//
// What is known of each check of a domain over time: an outcome that is not known now leaves the one known before, and
// a check that became worse stays worse until it is back where it was. Pure.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/time.h"
#include "features/scan/judge.h"

namespace waarborg::scan {

struct CheckStanding {
  std::string check;
  Subject subject = Subject::kWeb;
  Outcome outcome = Outcome::kInconclusive;  ///< Last known.
  Outcome before = Outcome::kInconclusive;   ///< What it was before it became worse; as `outcome` when it did not.
  std::string since;                         ///< RFC 3339, of the measurement that showed it worse; empty: it did not.

  bool operator==(const CheckStanding&) const = default;
};
BOOST_DESCRIBE_STRUCT(CheckStanding, (), (check, subject, outcome, before, since))

/// Whether that is a worse answer: a warning after good, a failure after either. What is not known is neither, and what
/// was not there cannot become worse: a first DMARC policy that is too mild is better than none.
bool is_worse(Outcome now, Outcome before);

/// @param before  of the measurement before; empty when there was none
std::vector<CheckStanding> standing_after(const std::vector<CheckStanding>& before, const DomainVerdict& verdict,
                                          Moment at);

}  // namespace waarborg::scan
