// SPDX-License-Identifier: EUPL-1.2
//
// The routes of this feature, by what they are about. Internal to it.
#pragma once

#include "features/measure/assessment.h"

namespace waarborg::measure {

/// Why something ends or goes.
struct ReasonInput {
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ReasonInput, (), (reason))

void add_requirement_routes(auth::Api& api, Measures& measures, Assessments& assessments, catalog::Catalog& catalog,
                            const auth::WriteWorkbook& workbook);
void add_applicability_routes(auth::Api& api, Measures& measures, Assessments& assessments);
void add_verdict_routes(auth::Api& api, Measures& measures, Assessments& assessments);
void add_override_routes(auth::Api& api, Measures& measures, Assessments& assessments);
void add_day_routes(auth::Api& api, Measures& measures, Assessments& assessments);
void add_place_routes(auth::Api& api, Measures& measures, Assessments& assessments);

}  // namespace waarborg::measure
