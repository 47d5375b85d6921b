// SPDX-License-Identifier: EUPL-1.2
//
// The record by which a domain says that it takes part in safe mail between care parties, NTA 7516:
// v=NTA7516-1;startdate=2019-06;enddate=2023-07;provider=Name;ntamx=10 mail.example.nl
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace waarborg::scan::nta7516 {

struct Record {
  Period validity;  ///< From the first day of the first month to the last day of the last one.
  std::string provider;
  std::vector<std::string> servers;  ///< Hosts of ntamx, in order of preference; empty: the MX records hold.

  bool operator==(const Record&) const = default;
};

/// Whether a TXT record means to be one: it begins with "v=NTA7516", capitals or not.
bool is_nta7516(std::string_view txt);

/// kInvalid scan.nta7516.bad_version, .bad_dates, .no_provider, .bad_server or .bad_part, with {part}.
Result<Record> read_record(std::string_view txt);

}  // namespace waarborg::scan::nta7516
