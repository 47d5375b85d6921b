// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/status.h"

#include <algorithm>
#include <cmath>

namespace waarborg::measure {
namespace {

AspectCount count_of(const Tally& tally, Aspect aspect) {
  AspectCount out;
  out.shown = tally.count(aspect, Verdict::kShown);
  out.partly_shown = tally.count(aspect, Verdict::kPartlyShown);
  out.refuted = tally.count(aspect, Verdict::kRefuted);
  out.not_shown = tally.count(aspect, Verdict::kNotShown);
  out.not_applicable = tally.count(aspect, Verdict::kNotApplicable);
  out.overrides = tally.overrides[static_cast<std::size_t>(aspect)];
  // Rounded down, so that 100 means all of it.
  out.percentage = std::floor(tally.shown_percent(aspect) * 10.0) / 10.0;
  return out;
}

/// Rounded down, as the aspects are.
double tenth(double share) { return std::floor(share * 1000.0 + 1e-9) / 10.0; }

}  // namespace

AspectCounts counts_of(const Tally& tally) {
  return {count_of(tally, Aspect::kDesign), count_of(tally, Aspect::kExistence), count_of(tally, Aspect::kOperation)};
}

RestsOnView in_percent(const RestsOn& shares) {
  const double documents = tenth(shares.documents), existence = tenth(shares.existence),
               operation = tenth(shares.operation);
  // The rest, so that they are a hundred together; what nothing shows is never told smaller than it is.
  return {std::round((100.0 - documents - existence - operation) * 10.0) / 10.0, documents, existence, operation};
}

std::string shown_ref(const std::string& ref) {
  const bool clause = ref.size() > 1 && ref[0] == 'c' && ref[1] >= '0' && ref[1] <= '9';
  return clause ? "§" + ref.substr(1) : ref;
}

const catalog::FrameworkRecord* framework_of(const Assessed& assessed, const std::string& wanted) {
  for (const auto& framework : assessed.frameworks) {
    if (wanted.empty() || framework.id == wanted || framework.urn == wanted) return &framework;
  }
  return nullptr;
}

Result<Status> status_of(const Assessed& assessed, const std::string& wanted, Language language) {
  const catalog::FrameworkRecord* framework = framework_of(assessed, wanted);
  if (framework == nullptr) return fail(FaultKind::kNotFound, "measure.framework_unknown");
  Status out;
  out.framework = framework->id;
  out.framework_name = framework->name(language);
  out.period = {waarborg::to_text(assessed.result.question.period.from),
                waarborg::to_text(assessed.result.question.period.to)};
  out.known_at = waarborg::to_text(assessed.result.question.known_at);
  Tally tally;
  Tally chapter;
  RestsOn rests;
  double applicable = 0;
  std::map<std::string, std::string> chapter_titles;
  for (const auto& record : assessed.requirements) {
    if (record.framework_id == framework->id && !record.assessable && record.ref == record.chapter) {
      chapter_titles[record.ref] = record.title(language);
    }
  }
  for (std::uint32_t i = 0; i < assessed.requirements.size(); ++i) {
    const auto& record = assessed.requirements[i];
    if (record.framework_id != framework->id || !record.assessable || record.removed) continue;
    const RequirementVerdict& verdict = assessed.result.requirements[i];
    tally.add(verdict.aspects);
    ++out.requirements;
    out.exclusions_waiting += assessed.exclusion_waits(i);
    if (verdict.aspects[0].value != Verdict::kNotApplicable) {
      ++applicable;
      rests.nothing += verdict.rests_on.nothing;
      rests.documents += verdict.rests_on.documents;
      rests.existence += verdict.rests_on.existence;
      rests.operation += verdict.rests_on.operation;
    }
    if (out.chapters.empty() || out.chapters.back().ref != record.chapter) {
      out.chapters.push_back({record.chapter, chapter_titles[record.chapter], {}, {}});
      chapter = {};
    }
    chapter.add(verdict.aspects);
    out.chapters.back().aspects = counts_of(chapter);
    out.chapters.back().requirements.push_back(
        {record.urn, shown_ref(record.ref), record.title(language), assessed.requirement_trio(i)});
  }
  out.aspects = counts_of(tally);
  if (applicable > 0) {
    out.rests_on = in_percent({rests.nothing / applicable, rests.documents / applicable, rests.existence / applicable,
                               rests.operation / applicable});
  }
  return out;
}

}  // namespace waarborg::measure
