// SPDX-License-Identifier: EUPL-1.2
//
// Samples from populations, an override by two people, and reports of tools.
#include "app/demo_year.h"

#include <algorithm>

#include "platform/crypto/crypto.h"

namespace waarborg::app::demo {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int kImportEvery = 30;
/// In the summer the disk of the separate copy was full: no back-up on these days of the story, nine in a row.
constexpr int kGapFrom = 262;
constexpr int kGapDays = 9;
constexpr std::string_view kLynisReport = "lynis-report.dat";

/// What `restic snapshots --json` prints for one nightly back-up on each of these days.
std::string snapshots(const std::vector<Day>& nights) {
  json::Array list;
  for (const Day night : nights) {
    const std::string time = to_text(night) + "T02:30:00Z";
    const std::string id = crypto::sha256_hex("snapshot " + time);
    list.push_back(json::Object{{"time", time},
                                {"tree", crypto::sha256_hex("tree " + time)},
                                {"paths", json::Array{"/srv/bestanden", "/srv/opnames"}},
                                {"hostname", "nergenshuizen-backup"},
                                {"username", "backup"},
                                {"tags", json::Array{"dagelijks"}},
                                {"id", id},
                                {"short_id", id.substr(0, 8)}});
  }
  return json::print(list);
}

/// The moment that the report itself names as its end; nothing when it has none.
std::optional<Moment> produced_at(std::string_view report) {
  constexpr std::string_view kField = "report_datetime_end=";
  const std::size_t at = report.find(kField);
  if (at == std::string_view::npos) return std::nullopt;
  std::string time(report.substr(at + kField.size(), 19));
  if (time.size() == 19) time[10] = 'T';
  return parse_moment(time + "Z");
}

}  // namespace

const measure::PlanItem* Year::plan_item(const Held& held, std::string_view kind) const {
  const auto& plan = measures_.at(held.id).body.plan.operation;
  const auto found = std::ranges::find_if(plan, [&](const auto& item) { return item.kind == kind; });
  return found == plan.end() ? nullptr : &*found;
}

void Year::schedule_population(const Held& held) {
  if (!held.story->population) return;
  at(held.story->population->day, [this, held] { sample(held, *held.story->population); });
}

void Year::sample(const Held& held, const PopulationStory& story) {
  const measure::PlanItem* item = plan_item(held, "sample");
  if (item == nullptr) throw std::logic_error("content/demo: no sample in " + held.story->card);
  evidence::FreezeRequest request;
  request.measure = held.id;
  request.plan_item = item->id;
  request.title = story.title;
  request.from = calendar_.at(story.from);
  request.to = calendar_.at(story.to);
  const auth::Actor collector = actor(story.by);
  const auto frozen = must(
      installation_.populations.freeze(collector, request, story_.files.at("populations/" + story.file)), story.title);
  clock_.tick(minutes(2));
  const auto drawn = must(installation_.populations.draw(actor(story.judge_by), frozen.id, {story.seed}), story.title);
  at(today() + days(4), [this, &story, drawn] { judge(story, drawn); });
  if (story.deviation.empty()) return;
  at(story.retest_day, [this, held, &story, id = drawn.id] { retest_case(held, story, id); });
}

void Year::judge(const PopulationStory& story, const evidence::Population& drawn) {
  bool met = story.deviation.empty();
  for (const auto& one : drawn.cases) {
    clock_.tick(minutes(6));
    evidence::CaseInput verdict{evidence::CaseVerdict::kEffective, story.note, {}};
    if (one.key == story.deviation) {
      verdict = {evidence::CaseVerdict::kDeviation, story.deviation_note, {}};
      met = true;
    }
    must(installation_.populations.judge(actor(story.judge_by), drawn.id, one.key, verdict), one.key);
  }
  if (!met) throw std::logic_error("content/demo: the seed does not draw " + story.deviation);
}

/// New proof that the deviating case was put right, and once that is reviewed, its mention with the case.
void Year::retest_case(const Held& held, const PopulationStory& story, const std::string& population) {
  Piece piece;
  piece.title = story.retest_title;
  piece.note = story.retest_note;
  piece.by = story.retest_by;
  const std::string proof = add_piece(held, piece, evidence::EvidenceAspect::kOperation);
  at(after_review(today()), [this, &story, population, proof] {
    must(installation_.populations.judge(actor(story.judge_by), population, story.deviation,
                                         {evidence::CaseVerdict::kDeviation, story.deviation_note, proof}),
         story.retest_title);
  });
}

void Year::schedule_override(const Held& held) {
  if (!held.story->doubt) return;
  at(held.story->doubt->day, [this, held, &story = *held.story->doubt] {
    const measure::OverrideInput proposal{story.aspect, "",           "",
                                          story.value,  story.reason, to_text(calendar_.last + days(story.until))};
    const auto made =
        must(installation_.measures.overrides.propose(actor(story.by), MeasureId{held.id}, proposal), "override");
    at(story.confirm_day, [this, &story, id = made.id] {
      must(installation_.measures.overrides.confirm(actor(story.confirm_by), id), "override");
    });
  });
}

/// Once a month the administrator hands in the list of back-ups of that month.
void Year::schedule_snapshots(const Held& held) {
  Day from = today() + days(1);
  while (from < calendar_.last - days(6)) {
    const Day to = std::min(from + days(kImportEvery - 1), calendar_.last - days(6));
    std::vector<Day> nights;
    for (Day night = from; night <= to; night += days(1)) {
      const auto number = (night - calendar_.first).count();
      if (number < kGapFrom || number >= kGapFrom + kGapDays) nights.push_back(night);
    }
    at_moment(Moment(to) + hours(8), [this, held, nights] {
      evidence::ImportRequest request;
      request.kind = "restic";
      request.measure = held.id;
      request.plan_item = plan_item(held, "automated")->id;
      request.places = {place("backup")};
      request.file_name = "snapshots-" + to_text(today()) + ".json";
      must(installation_.evidence.import(actor("sem"), request, snapshots(nights)), request.file_name);
    });
    from = to + days(1);
  }
}

/// A genuine report, made by Lynis; its date is not touched. So it takes part only when the demo is made in the twelve
/// months after it.
void Year::schedule_lynis(const Held& held) {
  const auto found = story_.files.find(std::string(kLynisReport));
  const auto made = found == story_.files.end() ? std::nullopt : produced_at(found->second);
  if (!made || *made < clock_.now() || *made > end_) return;
  const Moment imported = std::min(*made + hours(1), end_ - minutes(20));
  at_moment(imported, [this, held, found] {
    evidence::ImportRequest request;
    request.kind = "lynis";
    request.measure = held.id;
    request.plan_item = plan_item(held, "automated")->id;
    request.places = {place("backup")};
    request.file_name = std::string(kLynisReport);
    const auto kept = must(installation_.evidence.import(actor("sem"), request, found->second), request.file_name);
    waiting_.insert(kept.evidence);
    at_moment(clock_.now() + minutes(8), [this, id = kept.evidence] {
      must(installation_.evidence.review(actor("ilse"), id, {evidence::ReviewState::kAccepted, "Rapport bekeken."}),
           id);
    });
  });
}

}  // namespace waarborg::app::demo
