// SPDX-License-Identifier: EUPL-1.2
//
// The expected occurrences: performed, late, or left to pass; and deviations until their retest.
#include "app/demo_year.h"

#include <algorithm>

namespace waarborg::app::demo {
namespace {

using std::chrono::days;

/// What was done in the last days is not recorded yet; it would only wait for a review that comes later.
constexpr int kRecordingDays = 7;

/// Some days after it was due, not the same for everything, always within the window (weekends may add two).
int days_after(const task::Occurrence& occurrence, std::size_t number) {
  const auto window = static_cast<std::size_t>((occurrence.window_to - occurrence.due).count());
  const std::size_t spread = std::max<std::size_t>(6, std::min<std::size_t>(window, 20)) - 5;
  return static_cast<int>(2 + (occurrence.measure_title.size() + number * 5) % spread);
}

}  // namespace

std::string Year::key_of(const std::string& kind, const std::string& id) const {
  for (const auto& [known, value] : ids_) {
    if (known.first == kind && value == id) return known.second;
  }
  return {};
}

/// On a site its coordinator of the day, unless the story names someone.
std::string Year::performer(const Held& held, const std::string& place) const {
  if (!held.story->work->by.empty()) return held.story->work->by;
  const auto coordinator = coordinators_.find(place);
  if (coordinator == coordinators_.end()) throw std::logic_error("content/demo: nobody performs " + held.story->card);
  return coordinator->second;
}

void Year::schedule_work(const Held& held) {
  if (!held.story->work) return;
  auto expected =
      must(installation_.tasks.occurrences_of(actor(held.story->owner), held.id, calendar_.first, calendar_.last),
           "occurrences");
  std::ranges::sort(expected.items, {}, [](const task::Occurrence& o) { return std::pair(o.due, o.id); });
  std::map<std::string, std::size_t> numbers;  // occurrences seen so far, by place
  for (const task::Occurrence& occurrence : expected.items) {
    const std::string place = occurrence.place ? key_of(occurrence.place->kind, occurrence.place->id) : "";
    const auto& fates = held.story->work->fate;
    auto fate = fates.find(place);
    if (fate == fates.end()) fate = fates.find("");
    if (fate == fates.end() || fate->second.empty()) {
      throw std::logic_error("content/demo: no fate of " + held.story->card + " in " + place);
    }
    const std::size_t number = numbers[place]++;
    schedule_occurrence(held, occurrence, number, fate->second[std::min(number, fate->second.size() - 1)]);
  }
}

void Year::schedule_occurrence(const Held& held, const task::Occurrence& occurrence, std::size_t number, char letter) {
  if (letter == 'M') return;
  Day day = occurrence.due + days(days_after(occurrence, number));
  if (letter == 'L') day = occurrence.window_to + days(3);
  if (letter == 'D') day = occurrence.due + days(2);
  if (letter == 'W') day = std::max(occurrence.due, calendar_.last - days(3));
  const Day last_recorded = calendar_.last - days(kRecordingDays);
  if (letter != 'W' && day > last_recorded) {
    // Still to do, unless it would be too late by now.
    if (occurrence.window_to >= calendar_.last || occurrence.due > last_recorded) return;
    day = last_recorded;
  }
  at(day, [this, held, occurrence, number, letter] { perform(held, occurrence, number, letter); });
}

/// The proof of one occurrence; a deviating one refutes, a partly successful one is partly.
std::string Year::show(const Held& held, const task::Occurrence& occurrence, const std::string& by,
                       const std::string& note, char letter) {
  const Work& work = *held.story->work;
  const std::string place = occurrence.place ? key_of(occurrence.place->kind, occurrence.place->id) : "";
  evidence::EvidenceInput input;
  input.title = work.title + (place.empty() ? "" : ", " + place_name(place)) + ", " + to_text(today());
  input.kind = json::from_word<evidence::EvidenceKind>(work.kind).value();
  input.aspect = evidence::EvidenceAspect::kOperation;
  input.measure = held.id;
  input.plan_item = occurrence.plan_item;
  input.covers_from = input.covers_to = today();
  input.result = letter == 'D'   ? evidence::EvidenceResult::kRefutes
                 : letter == 'P' ? evidence::EvidenceResult::kPartly
                                 : evidence::EvidenceResult::kSupports;
  if (!place.empty()) input.places.push_back(this->place(place));
  input.note = note;
  Piece piece;
  piece.state = letter == 'W' ? "wait" : "accept";
  if (!work.file.empty()) {
    piece.text = "# " + input.title + "\n\nUitgevoerd door: " + story_.person(by).name +
                 "\nPlaats: " + place_name(place) + "\n\n" + note + "\n";
  }
  return add_evidence(by, input, piece);
}

void Year::perform(const Held& held, const task::Occurrence& occurrence, std::size_t number, char letter) {
  const Work& work = *held.story->work;
  const std::string place = occurrence.place ? key_of(occurrence.place->kind, occurrence.place->id) : "";
  const std::string by = performer(held, place);
  const bool deviates = letter == 'D';
  // A partly successful one is told of in the last note.
  const std::size_t note = letter == 'P' ? work.notes.size() - 1 : number % work.notes.size();
  task::PerformInput done;
  done.performed_on = today();
  done.note = deviates ? work.deviation->what : work.notes[note];
  done.evidence = {show(held, occurrence, by, *done.note, letter)};
  if (deviates) {
    done.outcome = task::Outcome::kDeviation;
    done.deviation = task::DeviationInput{work.deviation->what, {}, {}, {}};
  }
  clock_.tick(std::chrono::seconds(40));
  const auto performed = must(installation_.tasks.perform(actor(by), occurrence.id, done), work.title);
  if (deviates) follow_up(held, *work.deviation, performed.deviation, by);
}

/// First the cause and the correction, later the retest; closed once somebody accepted the retest.
void Year::follow_up(const Held& held, const DeviationStory& story, const std::string& deviation,
                     const std::string& by) {
  at(today() + days(story.correction_days), [this, held, &story, deviation] {
    const task::DeviationInput input{story.what, story.cause, story.correction, {}};
    must(installation_.tasks.change(actor(held.story->owner), deviation, input, 1), story.what);
  });
  if (!story.retest_day) return;
  at(*story.retest_day, [this, held, &story, deviation, by] {
    Piece piece;
    piece.title = story.retest_title;
    piece.note = story.retest_note;
    piece.by = by;
    if (!story.place.empty()) piece.places = {story.place};
    const std::string proof = add_piece(held, piece, evidence::EvidenceAspect::kOperation);
    at(after_review(today()), [this, held, &story, deviation, proof] {
      must(installation_.tasks.retest(actor(held.story->owner), deviation, {proof, true}), story.what);
    });
  });
}

}  // namespace waarborg::app::demo
