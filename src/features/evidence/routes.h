// SPDX-License-Identifier: EUPL-1.2
//
// The routes of this feature.
#pragma once

#include "features/auth/table.h"

namespace waarborg::auth {
class Api;
}

namespace waarborg::evidence {

class ColumnMappings;
class Evidence;
class Populations;

/// All of them: evidence, populations and column mappings.
/// @param workbook  makes the file of the list.
void add_routes(auth::Api& api, Evidence& evidence, Populations& populations, ColumnMappings& mappings,
                const auth::WriteWorkbook& workbook = {});
/// Called by add_routes.
void add_population_routes(auth::Api& api, Populations& populations);

}  // namespace waarborg::evidence
