// SPDX-License-Identifier: EUPL-1.2
//
// Seen from a place: which measures hold there, and what they show there.
#include <algorithm>
#include <sstream>

#include "features/measure/routes.h"
#include "features/measure/status.h"

namespace waarborg::measure {
namespace {

struct PlaceMeasure {
  std::string id;
  std::string title;
  std::string owner_name;
  bool whole_organisation = false;  ///< It holds for the whole organisation; the verdict is that of the whole.
  Trio verdict;
  AspectVerdicts aspects;
};
BOOST_DESCRIBE_STRUCT(PlaceMeasure, (), (id, title, owner_name, whole_organisation, verdict, aspects))

struct PlaceMeasures {
  org::Place place;
  PeriodView period;
  std::string known_at;
  std::vector<PlaceMeasure> items;  ///< First those of the place itself; each in the order of the measures.
};
BOOST_DESCRIBE_STRUCT(PlaceMeasures, (), (place, period, known_at, items))

struct PlaceStanding {
  std::string id;
  std::int64_t measures = 0;
  Trio verdict;  ///< The worst of its measures in that place.
};
BOOST_DESCRIBE_STRUCT(PlaceStanding, (), (id, measures, verdict))

constexpr const char* kWhole = "organisation";

PlaceMeasure measure_in(const Assessed& assessed, std::uint32_t measure, std::size_t position, Language language) {
  const StoredMeasure& stored = assessed.measures[measure];
  PlaceMeasure out;
  out.id = stored.id.text;
  out.title = stored.body.title;
  out.owner_name = assessed.owner_name(stored);
  out.whole_organisation = stored.body.places[position].kind == kWhole;
  out.aspects = {assessed.place_verdict(measure, position, Aspect::kDesign, language),
                 assessed.place_verdict(measure, position, Aspect::kExistence, language),
                 assessed.place_verdict(measure, position, Aspect::kOperation, language)};
  out.verdict = trio_of(out.aspects);
  return out;
}

std::vector<PlaceMeasure> measures_in(const Assessed& assessed, const PlaceRef& place, Language language) {
  std::vector<PlaceMeasure> own, whole;
  for (std::uint32_t at = 0; at < assessed.measures.size(); ++at) {
    const auto& places = assessed.measures[at].body.places;
    auto found = std::ranges::find(places, place);
    const bool here = found != places.end();
    if (!here) found = std::ranges::find(places, std::string(kWhole), &PlaceRef::kind);
    if (found == places.end()) continue;
    const auto position = static_cast<std::size_t>(found - places.begin());
    (here ? own : whole).push_back(measure_in(assessed, at, position, language));
  }
  std::ranges::move(whole, std::back_inserter(own));
  return own;
}

struct Standing {
  std::int64_t measures = 0;
  std::array<Verdict, kAspectCount> worst{Verdict::kNotApplicable, Verdict::kNotApplicable, Verdict::kNotApplicable};
  std::array<bool, kAspectCount> overridden{};
};

void add_worst(Standing& standing, const MeasureVerdicts& verdicts, std::size_t position) {
  ++standing.measures;
  for (const Aspect aspect : kAspects) {
    const VerdictRow& here = verdicts.row(position, aspect);
    Verdict& worst = standing.worst[static_cast<std::size_t>(aspect)];
    if (worst == Verdict::kNotApplicable || worse_than(here.value, worst)) worst = here.value;
    standing.overridden[static_cast<std::size_t>(aspect)] |= here.is_override;
  }
}

/// One pass over the measures, whatever the number of places.
std::map<std::string, Standing> standings(const Assessed& assessed, const std::string& kind) {
  std::map<std::string, Standing> out;
  for (std::uint32_t at = 0; at < assessed.measures.size(); ++at) {
    const auto& places = assessed.measures[at].body.places;
    for (std::size_t position = 0; position < places.size(); ++position) {
      if (places[position].kind == kind) {
        add_worst(out[places[position].id], assessed.result.measures[at], position);
      }
    }
  }
  return out;
}

std::vector<PlaceStanding> shown(const std::map<std::string, Standing>& all, const std::string& wanted) {
  std::vector<PlaceStanding> out;
  const auto add = [&](const std::string& id, const Standing& standing) {
    const auto word = [&](std::size_t aspect) { return std::string(to_text(standing.worst[aspect])); };
    const auto& by_hand = standing.overridden;
    out.push_back({id, standing.measures, {word(0), word(1), word(2), {by_hand[0], by_hand[1], by_hand[2]}}});
  };
  if (wanted.empty()) {
    for (const auto& [id, standing] : all) add(id, standing);
    return out;
  }
  std::istringstream ids(wanted);
  for (std::string id; std::getline(ids, id, ',');) {
    if (const auto found = all.find(id); found != all.end()) add(id, found->second);
  }
  return out;
}

/// Registers whose records are places.
std::vector<std::string> place_kinds() {
  std::vector<std::string> out;
  for (const record::Register* reg : record::all_registers()) {
    if (reg->is_place) out.emplace_back(reg->name);
  }
  return out;
}

}  // namespace

void add_place_routes(auth::Api& api, Measures& measures, Assessments& assessments) {
  const auth::Parameter kind = auth::one_of("kind", "Register of the place.", place_kinds());
  std::vector<auth::Parameter> listed = period_parameters();
  listed.push_back({"ids", "ids of places, with commas between; all when absent"});
  api.get<auth::Items<PlaceStanding>>(
      auth::Route{"/api/v1/places/{kind}", "place_list", "What the measures show per place", "measure.read", false,
                  1U << 20, listed}
          .with_path(kind),
      [&](auth::Call& call) -> Result<auth::Items<PlaceStanding>> {
        const auto question = asked(call, measures.clock());
        if (!question) return std::unexpected(question.error());
        const auto assessed = assessments.get(call.actor.organisation, question->period, question->known_at);
        return auth::Items<PlaceStanding>{shown(standings(*assessed, call.param("kind")), call.query("ids"))};
      });
  api.get<PlaceMeasures>(auth::Route{"/api/v1/places/{kind}/{id}/measures", "place_measures",
                                     "The measures that hold in a place, with what they show there", "measure.read",
                                     false, 1U << 20, period_parameters()}
                             .with_path(kind),
                         [&](auth::Call& call) -> Result<PlaceMeasures> {
                           const auto question = asked(call, measures.clock());
                           if (!question) return std::unexpected(question.error());
                           const auto assessed =
                               assessments.get(call.actor.organisation, question->period, question->known_at);
                           const PlaceRef place{call.param("kind"), call.param("id")};
                           if (!assessed->place_names.contains(place))
                             return fail(FaultKind::kNotFound, "measure.place_unknown");
                           const Period& period = assessed->result.question.period;
                           return PlaceMeasures{assessed->place(place, call.actor.language),
                                                {waarborg::to_text(period.from), waarborg::to_text(period.to)},
                                                waarborg::to_text(assessed->result.question.known_at),
                                                measures_in(*assessed, place, call.actor.language)};
                         });
}

}  // namespace waarborg::measure
