// SPDX-License-Identifier: EUPL-1.2
#include "app/commands/verdict_choice.h"

#include <fmt/core.h>

#include "features/measure/status.h"

namespace waarborg::app {
namespace {

using measure::AspectVerdicts;

Result<AspectVerdicts> of_measure(const measure::Assessed& assessed, const VerdictChoice& choice, Language language) {
  const auto found = assessed.measure_at.find(choice.measure);
  if (found == assessed.measure_at.end()) return fail(FaultKind::kNotFound, "measure.not_found", choice.measure);
  if (choice.place.empty()) return assessed.measure_total(found->second, language);
  const auto& places = assessed.measures[found->second].body.places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool whole = places[i].kind == "organisation" && choice.place == "organisation";
    if (!whole && places[i].kind + "/" + places[i].id != choice.place) continue;
    const auto of = [&](measure::Aspect aspect) { return assessed.place_verdict(found->second, i, aspect, language); };
    return AspectVerdicts{of(measure::Aspect::kDesign), of(measure::Aspect::kExistence),
                          of(measure::Aspect::kOperation)};
  }
  return fail(FaultKind::kNotFound, "app.place_unknown", choice.place);
}

Result<AspectVerdicts> of_requirement(const measure::Assessed& assessed, const VerdictChoice& choice,
                                      Language language) {
  const auto* framework = measure::framework_of(assessed, choice.framework);
  if (framework == nullptr) return fail(FaultKind::kNotFound, "measure.framework_unknown", choice.framework);
  const std::string& wanted = choice.requirement;
  for (std::uint32_t i = 0; i < assessed.requirements.size(); ++i) {
    const auto& record = assessed.requirements[i];
    if (!record.assessable || record.removed) continue;
    const bool named =
        record.framework_id == framework->id && (record.ref == wanted || measure::shown_ref(record.ref) == wanted);
    if (named || record.urn == wanted) return assessed.requirement_total(i, language);
  }
  return fail(FaultKind::kNotFound, "app.requirement_unknown", wanted);
}

}  // namespace

int show_chosen_verdict(const Context& context, const measure::Assessed& assessed, const VerdictChoice& choice) {
  const Language language = context.language();
  const auto verdict =
      choice.measure.empty() ? of_requirement(assessed, choice, language) : of_measure(assessed, choice, language);
  if (!verdict) return report(context, verdict.error());
  print(context, json::encode(*verdict), [&] {
    for (const auto& [name, aspect] : {std::pair{"report.aspect.design", &verdict->design},
                                       {"report.aspect.existence", &verdict->existence},
                                       {"report.aspect.operation", &verdict->operation}}) {
      fmt::print("{:<10} {}\n", say(language, name),
                 measure::verdict_words(language, aspect->verdict, aspect->override));
      for (const auto& reason : aspect->reasons) fmt::print("           {} [{}]\n", reason.text, reason.rule);
    }
  });
  return kExitGood;
}

}  // namespace waarborg::app
