// SPDX-License-Identifier: EUPL-1.2
#include "features/today/awaited.h"

#include <algorithm>
#include <optional>
#include <span>
#include <variant>

#include "base/phrasebook.h"
#include "features/today/today.h"

namespace waarborg::today {
namespace {

using measure::ReasonKind;
using std::chrono::days;

constexpr std::size_t kMostAwaited = 10;  ///< Measures that are named; the rest is one line.

/// One measure in one of its places.
struct Spot {
  const measure::MeasureProof& proof;
  const measure::MeasureVerdicts& verdicts;
  std::uint32_t position;
  Day today;

  std::span<const measure::Reason> reasons() const {
    return verdicts.reasons_of(verdicts.row(position, measure::Aspect::kOperation));
  }
};

struct SampleLack {
  bool draw = false, judge = false;
};

/// How many days from `first` on the samples cover that a reason names.
std::int64_t covered_days(const Spot& spot, const measure::Reason& reason, Day first) {
  std::int64_t out = 0;
  for (const measure::ReasonRef& ref : spot.verdicts.refs_of(reason)) {
    const auto sample = std::ranges::find(spot.proof.samples, ref.value, &measure::Sample::id);
    if (ref.kind != measure::RefKind::kSample || sample == spot.proof.samples.end()) continue;
    const Day from = std::max(sample->covers.from, first);
    if (from <= sample->covers.to) out += (sample->covers.to - from).count() + 1;
  }
  return out;
}

SampleLack lack_of(const Spot& spot, const measure::SamplePlan& plan) {
  SampleLack out;
  bool none = false;
  std::int64_t gap = 0, drawn = 0;
  Day first = measure::kNoDay;
  for (const measure::Reason& reason : spot.reasons()) {
    if (reason.text != plan.name) continue;
    none |= reason.kind == ReasonKind::kSampleNone;
    if (reason.kind != ReasonKind::kSampleGap) continue;
    gap = reason.a;
    first = reason.day;
  }
  for (const measure::Reason& reason : spot.reasons()) {
    if (reason.text != plan.name) continue;
    const bool waits = reason.kind == ReasonKind::kSampleUnfinished || reason.kind == ReasonKind::kSamplePending;
    out.judge |= waits;
    // These days lack a sample by the verdict as well, but a second one about them is not drawn.
    if (waits || reason.kind == ReasonKind::kSampleTooSmall || reason.kind == ReasonKind::kSampleCorrected) {
      drawn += covered_days(spot, reason, first);
    }
  }
  out.draw = plan.in_force.to >= spot.today && (none ? !out.judge : gap > drawn);
  return out;
}

/// Whether it is there, judged or not. What was rejected or withdrawn is not.
bool has_come(const Spot& spot, const measure::EvidenceItem& item, std::uint32_t plan) {
  const bool rejected = item.review.at != measure::kNever && !item.review.accepted;
  if (item.plan != plan || item.aspect != measure::Aspect::kOperation || item.withdrawn != measure::kNever ||
      rejected) {
    return false;
  }
  return item.places.empty() || std::ranges::find(item.places, spot.proof.places[spot.position]) != item.places.end();
}

/// The last day of a result in that place, kNoDay when there never was one; nothing while none is awaited.
std::optional<Day> last_result(const Spot& spot, std::uint32_t plan, const measure::AutomatedPlan& terms) {
  const bool lacks = std::ranges::any_of(spot.reasons(), [&](const measure::Reason& reason) {
    return reason.text == terms.name &&
           (reason.kind == ReasonKind::kResultsNone || reason.kind == ReasonKind::kResultsGap);
  });
  if (!lacks || terms.in_force.to < spot.today || terms.start >= spot.today) return std::nullopt;
  Day last = measure::kNoDay, fresh = measure::kNoDay;
  for (const measure::EvidenceItem& item : spot.proof.evidence) {
    if (!has_come(spot, item, plan)) continue;
    const Day end = item.covers.to + days{terms.freshness_days - 1};
    last = std::max(last, item.covers.to);
    fresh = std::max(fresh, item.valid_until == measure::kNoDay ? end : std::min(end, item.valid_until));
  }
  if (fresh >= spot.today - days{1}) return std::nullopt;  // today is not over; what lacks is past
  return last;
}

void add(std::vector<Awaited>& all, std::size_t first_of_plan, const Spot& spot, Lack lack, measure::Ref name,
         Day last = Day::max()) {
  const auto same = std::find_if(all.begin() + static_cast<std::ptrdiff_t>(first_of_plan), all.end(),
                                 [&](const Awaited& one) { return one.lack == lack; });
  Awaited& one = same == all.end() ? all.emplace_back(Awaited{lack, name, last, {}}) : *same;
  one.last = std::min(one.last, last);
  one.places.push_back(spot.position);
}

}  // namespace

std::vector<Awaited> awaited(const measure::Assessed& assessed, std::uint32_t at, Day today) {
  const measure::MeasureProof& proof = assessed.proof.measures[at];
  const measure::MeasureVerdicts& verdicts = assessed.result.measures[at];
  const std::size_t places = assessed.measures[at].body.places.size();
  std::vector<Awaited> out;
  for (std::uint32_t plan = 0; plan < proof.plan.operation.size(); ++plan) {
    const std::size_t first = out.size();
    const auto* sample = std::get_if<measure::SamplePlan>(&proof.plan.operation[plan]);
    const auto* results = std::get_if<measure::AutomatedPlan>(&proof.plan.operation[plan]);
    for (std::uint32_t i = 0; i < places && (sample != nullptr || results != nullptr); ++i) {
      if (verdicts.row(i, measure::Aspect::kOperation).value == measure::Verdict::kNotApplicable) continue;
      const Spot spot{proof, verdicts, i, today};
      if (sample != nullptr) {
        const SampleLack lack = lack_of(spot, *sample);
        if (lack.judge) add(out, first, spot, Lack::kJudge, sample->name);
        if (lack.draw) add(out, first, spot, Lack::kDraw, sample->name);
      } else if (const auto last = last_result(spot, plan, *results)) {
        if (*last == measure::kNoDay) {
          add(out, first, spot, Lack::kFirstResult, results->name);
        } else {
          add(out, first, spot, Lack::kNextResult, results->name, *last);
        }
      }
    }
  }
  return out;
}

namespace {

/// What one measure lacks, and for whom.
struct Line {
  std::uint32_t at = 0;
  bool mine = true;
  std::vector<Awaited> lacks;  ///< Not empty.
};

std::string words(const Asker& asker, const char* key, std::vector<std::pair<std::string, std::string>> args = {}) {
  return say(asker.who.language, Message{key, std::move(args)});
}

std::string lack_words(const measure::Assessed& assessed, const Asker& asker, const measure::MeasureInput& body,
                       const Awaited& one) {
  const char* key = one.lack == Lack::kDraw          ? "today.awaited.draw"
                    : one.lack == Lack::kJudge       ? "today.awaited.judge"
                    : one.lack == Lack::kFirstResult ? "today.awaited.first_result"
                                                     : "today.awaited.next_result";
  const std::string what = one.name == measure::kNone ? body.title : std::string(assessed.proof.texts[one.name]);
  std::string out =
      words(asker, key, {{"what", what}, {"day", one.lack == Lack::kNextResult ? to_text(one.last) : ""}});
  if (body.places.size() == 1) return out;
  std::vector<measure::PlaceRef> places;
  for (const std::uint32_t position : one.places) places.push_back(body.places[position]);
  return out + " (" + asker.places_words(places) + ")";
}

TodayItem item_of(const measure::Assessed& assessed, const Asker& asker, const Line& line) {
  const measure::StoredMeasure& measure = assessed.measures[line.at];
  const Lack first = line.lacks.front().lack;
  const bool is_sample = first == Lack::kDraw || first == Lack::kJudge;
  TodayItem item;
  item.kind = "task";
  item.title = words(asker, "today.awaited", {{"title", measure.body.title}});
  item.count = 0;
  const auto tell = [&](const std::string& part) { item.detail += (item.detail.empty() ? "" : " · ") + part; };
  for (const Awaited& one : line.lacks) {
    tell(lack_words(assessed, asker, measure.body, one));
    item.count += std::ssize(one.places);
  }
  // The reader need not be told his own name.
  const std::string owner = is_mine(assessed, measure, asker.who, asker.person) ? "" : assessed.owner_name(measure);
  if (!owner.empty()) tell(owner);
  item.state = "open";
  item.link = "/measures/" + measure.id.text + (is_sample ? "?tab=samples" : "?tab=operation");
  const bool judges = first == Lack::kJudge && asker.who.may("evidence.review");
  item.action = words(asker, first == Lack::kDraw ? "today.action.draw"
                             : judges             ? "today.action.review"
                                                  : "today.action.look");
  item.minutes = is_sample ? 30 : 15;
  item.mine = line.mine;
  return item;
}

std::vector<Line> lines_of(const measure::Assessed& assessed, const Asker& asker) {
  const bool hands_in = asker.who.may("evidence.add"), judges = asker.who.may("evidence.review");
  std::vector<Line> out;
  for (std::uint32_t at = 0; at < assessed.measures.size() && (hands_in || judges); ++at) {
    const measure::StoredMeasure& measure = assessed.measures[at];
    const bool owns = is_mine(assessed, measure, asker.who, asker.person);
    const bool answers = asker.who.may("applicability.decide") || (!measure.body.owner.empty() && owns);
    const bool told = asker.fallen.contains({measure.id.text, std::string(to_text(measure::Aspect::kOperation))});
    if (told || (!answers && !judges)) continue;
    Line line{at, !answers || owns, awaited(assessed, at, asker.today)};
    if (!answers || !hands_in) std::erase_if(line.lacks, [](const Awaited& one) { return one.lack != Lack::kJudge; });
    if (!line.lacks.empty()) out.push_back(std::move(line));
  }
  std::ranges::stable_partition(out, &Line::mine);
  return out;
}

}  // namespace

std::vector<TodayItem> awaited_lines(const measure::Assessed& assessed, const Asker& asker) {
  const std::vector<Line> all = lines_of(assessed, asker);
  const std::size_t named = std::min(all.size(), kMostAwaited);
  std::vector<TodayItem> out;
  for (const Line& line : std::span(all).first(named)) out.push_back(item_of(assessed, asker, line));
  if (named == all.size()) return out;
  TodayItem& rest = out.emplace_back();
  rest.kind = "task";
  rest.title = words(asker, "today.awaited_more", {{"count", std::to_string(all.size() - named)}});
  rest.detail = words(asker, "today.proof_more.detail");
  rest.state = "open";
  rest.link = "/measures";
  rest.action = words(asker, "today.action.look");
  rest.mine = all[named].mine;
  rest.stands_for = static_cast<std::int64_t>(all.size() - named);
  return out;
}

}  // namespace waarborg::today
