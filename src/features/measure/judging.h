// SPDX-License-Identifier: EUPL-1.2
//
// Internal to the verdict engine: what the rules share while they judge one measure. Not for other features.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "features/measure/due.h"
#include "features/measure/verdict.h"

namespace waarborg::measure {

/// Whether a fact with a review counts at known_at, and if not, why.
enum class Standing : std::uint8_t { kUnknown, kPending, kRejected, kNotIndependent, kCounts };

Standing standing_of(const Review& review, Ref author, Ref owner, Moment received, Moment withdrawn, Moment known_at);

/// For each (place, aspect) of a measure the indices of the facts that speak about it; in order of the facts.
class PlaceIndexed {
 public:
  /// `speaks(fact, add)` calls add(bucket) for each bucket in [0, bucket_count) to which fact 0 .. count-1 belongs.
  template <class Speaks>
  PlaceIndexed(std::size_t count, std::size_t bucket_count, Speaks speaks) : first_(bucket_count + 1, 0) {
    for (std::uint32_t fact = 0; fact < count; ++fact) {
      speaks(fact, [&](std::size_t bucket) { ++first_[bucket + 1]; });
    }
    for (std::size_t i = 1; i <= bucket_count; ++i) first_[i] += first_[i - 1];
    facts_.resize(first_[bucket_count]);
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t fact = 0; fact < count; ++fact) {
      speaks(fact, [&](std::size_t bucket) { facts_[next[bucket]++] = fact; });
    }
  }

  std::span<const std::uint32_t> in(std::size_t bucket) const {
    return std::span(facts_).subspan(first_[bucket], first_[bucket + 1] - first_[bucket]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> facts_;
};

/// Collects the reasons of one row at a time.
class ReasonWriter {
 public:
  explicit ReasonWriter(MeasureVerdicts& out) : out_(out) {}

  void begin() { first_ = static_cast<std::uint32_t>(out_.reasons.size()); }
  Reason& add(ReasonKind kind, std::int32_t a = 0, std::int32_t b = 0, std::int32_t c = 0) {
    const auto at = static_cast<std::uint32_t>(out_.refs.size());
    return out_.reasons.emplace_back(Reason{.kind = kind, .a = a, .b = b, .c = c, .first_ref = at});
  }
  Reason& last() { return out_.reasons.back(); }
  /// Adds a reference to the reason that was added last, up to kMaxRefs.
  void refer(RefKind kind, std::uint32_t value) {
    Reason& reason = out_.reasons.back();
    if (reason.ref_count >= kMaxRefs) return;
    ++reason.ref_count;
    out_.refs.push_back({kind, value});
  }
  void refer(Day day) { refer(RefKind::kDay, static_cast<std::uint32_t>(day.time_since_epoch().count())); }
  void finish(VerdictRow& row) const {
    row.first_reason = first_;
    row.reason_count = static_cast<std::uint32_t>(out_.reasons.size()) - first_;
  }

 private:
  MeasureVerdicts& out_;
  std::uint32_t first_ = 0;
};

/// Evidence of a supplier seen while judging one row (rule 8).
struct Inheritance {
  std::vector<Ref> evidence;             ///< Counted.
  std::vector<std::uint32_t> suppliers;  ///< Whose; each once.
  std::int32_t outside = 0;

  void clear();
};

struct Judging {
  Judging(const MeasureProof& measure, std::span<const Place> places, const Question& question, MeasureVerdicts& out);
  Judging(const Judging&) = delete;  // it points into itself

  const MeasureProof& proof;
  const Question& question;
  Day as_of;
  Day judged_on;
  std::vector<Standing> standing;  ///< Per piece of evidence.
  std::vector<bool> attached;      ///< Evidence that is weighed with a performance in the place now judged.
  PlaceIndexed evidence;           ///< Bucket: position * kAspectCount + aspect.
  PlaceIndexed performances;       ///< Bucket: position. Only those known at known_at.
  PlaceIndexed samples;            ///< Also those that are drawn and not judged whole.
  PlaceIndexed deviations;
  std::vector<std::vector<Due>> due;  ///< Per operation plan, ascending: due in the judged part of the period.
  std::vector<const Due*> due_of;     ///< Per performance: in `due`, or null when it is about no such day.
  std::vector<Weighed> weighed;       ///< Performances in the place now judged.
  bool limited = false;               ///< Something keeps the operation here from being more than partly shown.
  ReasonWriter reasons;
  Inheritance inherited;
  Holding holding;  ///< Of the row now judged.

  std::span<const std::uint32_t> evidence_for(std::size_t position, Aspect aspect) const {
    return evidence.in(position * kAspectCount + static_cast<std::size_t>(aspect));
  }
  /// Whether the measure had to hold in that place on that day.
  bool is_held(std::size_t position, Day day) const {
    return position >= proof.held.size() || proof.held[position].empty() ||
           std::ranges::any_of(proof.held[position], [&](const Period& part) { return part.contains(day); });
  }
  /// The days of `days` on which the measure had to hold in that place; ascending.
  std::vector<Period> held_in(std::size_t position, Period days) const;
  /// Whether inherited evidence is inside its supplier's scope on that day; own evidence always is.
  bool is_within(const EvidenceItem& item, PlaceIndex place, Day day) const;
  /// The same; keeps count.
  bool in_scope(const EvidenceItem& item, PlaceIndex place, Day day);
  /// The evidence of a performance when it is proof of it (see Performance), whatever its review; else null.
  const EvidenceItem* proof_of(const Performance& done, std::size_t position) const;
  /// Whether a supporting retest closed it, as known at known_at.
  bool is_closed(std::uint32_t deviation) const;
  /// Names evidence that waits for review or was not judged independently.
  void name_uncounted(std::span<const std::uint32_t> items);
  void name_inheritance();
};

/// Rule 1. The design row depends on the place only through evidence that names places.
Verdict judge_design(Judging& judging, std::size_t position);
/// Rule 2.
Verdict judge_existence(Judging& judging, std::size_t position);
/// Rule 3.
Verdict judge_operation(Judging& judging, std::size_t position);

}  // namespace waarborg::measure
