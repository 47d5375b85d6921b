// SPDX-License-Identifier: EUPL-1.2
//
// What the check of a package found, in words.
#include "features/report/package_check.h"

namespace waarborg::report {

std::vector<std::string> lines_of(const PackageVerdict& verdict, Language language) {
  const PackageFacts& facts = verdict.facts;
  std::vector<std::string> lines;
  lines.push_back(say(
      language,
      Message{"report.check.about",
              {{"organisation", facts.organisation}, {"moment", facts.generated_at}, {"who", facts.generated_by}}}));
  lines.push_back(say(language, Message{"report.check.counted",
                                        {{"files", std::to_string(facts.files)},
                                         {"records", std::to_string(facts.records)},
                                         {"entries", std::to_string(facts.log_size)},
                                         {"root", facts.log_root}}}));
  for (const Message& problem : verdict.problems) lines.push_back("✗ " + say(language, problem));
  for (const Message& remark : verdict.remarks) lines.push_back("! " + say(language, remark));
  lines.push_back(say(language, verdict.ok ? "report.check.good" : "report.check.bad"));
  return lines;
}

}  // namespace waarborg::report
