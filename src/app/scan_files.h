// SPDX-License-Identifier: EUPL-1.2
//
// The files that a scan is given: of the internet's routes, and of who does not want to be measured.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "features/scan/opt_out.h"
#include "features/scan/routing/routing_table.h"

namespace waarborg::app {

/// The table of a file of VRPs and one of routes; null without both names. Faults as scan::routing::read_vrps and
/// read_routes, with the name of the file before `where`; kInvalid scan.routing.routes_alone, app.file_unreadable.
Result<std::shared_ptr<const scan::RoutingTable>> read_routing(const std::string& vrps, const std::string& routes);

/// Who asked not to be measured; nobody without a file. Faults as scan::OptOut::read, with the name of the file before
/// `where`; kInvalid app.file_unreadable.
Result<std::shared_ptr<const scan::OptOut>> read_opt_out(const std::string& file);

/// What the scanner reads once, at its start.
struct ScanFiles {
  std::shared_ptr<const scan::RoutingTable> routing;  ///< Null: RPKI is not judged.
  std::shared_ptr<const scan::OptOut> opt_out;
};
/// Faults as those two.
Result<ScanFiles> read_scan_files(const std::string& vrps, const std::string& routes, const std::string& opt_out);

}  // namespace waarborg::app
