// SPDX-License-Identifier: EUPL-1.2
//
// Documents and observations, and the fortnightly round in which somebody independent reviews what came in.
#include "app/demo_year.h"

#include <algorithm>
#include <array>

namespace waarborg::app::demo {
namespace {

using std::chrono::days;

constexpr int kRoundDays = 14;
/// The last round, so many days before the end: what came in later still waits.
constexpr int kLastRound = 4;

template <class Word>
Word word(const std::string& text) {
  const auto found = json::from_word<Word>(text);
  if (!found) throw std::logic_error("content/demo: no word " + text);
  return *found;
}

/// "Back-upplan per systeem" → "back-upplan-per-systeem.md"
std::string file_name(const std::string& title) {
  std::string out;
  for (const char c : title) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (kept) out += c;
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if (c == ' ' && !out.empty() && out.back() != '-') out += '-';
  }
  return out + ".md";
}

}  // namespace

org::PlaceRef Year::place(const std::string& key) const {
  for (const auto& [known, id] : ids_) {
    if (known.second == key && record::find_register(known.first)->is_place) return {known.first, id};
  }
  throw std::logic_error("content/demo: no place " + key);
}

std::string Year::place_name(const std::string& key) const {
  const auto found = names_.find(key);
  return found == names_.end() ? std::string("hele organisatie") : found->second;
}

std::string Year::add_evidence(const std::string& by, const evidence::EvidenceInput& input, const Piece& piece) {
  const auth::Actor who = actor(by);
  const auto made = must(installation_.evidence.add(who, input), input.title);
  if (!piece.text.empty()) {
    clock_.tick(std::chrono::seconds(15));
    must(installation_.evidence.put_file(who, made.id, piece.text, "text/markdown", file_name(input.title)),
         input.title);
  }
  if (piece.state == "wait") waiting_.insert(made.id);
  if (piece.state == "reject") refused_[made.id] = piece.reason;
  return made.id;
}

std::string Year::add_piece(const Held& held, const Piece& piece, evidence::EvidenceAspect aspect) {
  evidence::EvidenceInput input;
  input.title = piece.title;
  input.kind = word<evidence::EvidenceKind>(piece.kind);
  input.aspect = aspect;
  input.measure = held.id;
  input.covers_from = input.covers_to = today();
  input.result = word<evidence::EvidenceResult>(piece.result);
  for (const std::string& key : piece.places) input.places.push_back(place(key));
  if (piece.until) input.valid_until = calendar_.last + days(*piece.until);
  input.note = piece.note;
  if (aspect == evidence::EvidenceAspect::kDesign) {
    input.kind = evidence::EvidenceKind::kDocument;
    input.author = story_.person(piece.author).name;
    input.approver = story_.person(piece.approver).name;
    input.reviewed_on = today();
    // The board member reads and approves, but hands nothing in; the manager of operations does that for her.
    return add_evidence(actor(held.story->owner).may("evidence.add") ? held.story->owner : "meilin", input, piece);
  }
  return add_evidence(piece.by, input, piece);
}

void Year::schedule_proof(const Held& held) {
  if (held.story->design) {
    at(held.story->design->day,
       [this, held] { add_piece(held, *held.story->design, evidence::EvidenceAspect::kDesign); });
  }
  for (const Piece& piece : held.story->seen) {
    at(piece.day, [this, held, &piece] { add_piece(held, piece, evidence::EvidenceAspect::kExistence); });
  }
}

void Year::schedule_reviews() {
  // Neither of them owns a measure or hands in proof, so each is independent of everything.
  const std::array<std::string, 2> reviewers = {"ilse", "omar"};
  std::size_t turn = 0;
  for (Day day = calendar_.last - days(kLastRound); day > calendar_.first + days(30); day -= days(kRoundDays)) {
    at(day, [this, reviewer = reviewers[turn++ % 2]] { review_round(reviewer); });
  }
}

Day Year::after_review(Day day) const {
  const auto ago = (calendar_.last - days(kLastRound) - day).count();
  const auto rounds = ago / kRoundDays;  // rounds that are still to come after the first one
  // Weekends may shift a round by two days.
  return calendar_.last - days(kLastRound) - days(rounds * kRoundDays) + days(3);
}

void Year::review_round(const std::string& reviewer) {
  const auth::Actor who = actor(reviewer);
  evidence::ListQuery query;
  query.review = "pending";
  query.limit = 500;
  auto waiting = must(installation_.evidence.list(who, query), "waiting").items;
  std::ranges::reverse(waiting);  // what waits longest comes first
  evidence::BulkReviewInput accepted{{}, evidence::ReviewState::kAccepted, "Bekeken en akkoord."};
  for (const auto& row : waiting) {
    if (waiting_.contains(row.id)) continue;
    clock_.tick(std::chrono::seconds(45));
    if (const auto refused = refused_.find(row.id); refused != refused_.end()) {
      must(installation_.evidence.review(who, row.id, {evidence::ReviewState::kRejected, refused->second}), row.title);
    } else {
      accepted.items.push_back({row.id, must(installation_.evidence.get(who, row.id), row.title).version});
    }
  }
  if (accepted.items.empty()) return;
  const auto done = must(installation_.evidence.review_all(who, accepted), "review");
  if (!done.refused.empty()) throw std::logic_error("demo, review: " + done.refused.front().text);
}

}  // namespace waarborg::app::demo
