// SPDX-License-Identifier: EUPL-1.2
//
// What all importers share: reading times and text of tools, counting, and judging a whole report.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/text.h"
#include "base/time.h"
#include "features/evidence/importer.h"

namespace waarborg::evidence {

/// Observations in one report; a larger one is refused (evidence.import.too_many).
inline constexpr std::size_t kMaxObservations = 200'000;

/// Bytes of text kept per title and detail; the original file keeps the rest.
inline constexpr std::size_t kMaxTextBytes = 2'000;

/// Fills in the counts, the covered days, a missing `produced_at` and the overall result by `overall_of`, and puts the
/// observations in order of time (equal times keep the order of the file).
/// Faults: evidence.import.nothing_inside (no observations), .too_many, .future (later than a day after
/// `options.now`: it would count as fresh for ever), .too_old (before the year 2000: a clock that was never set).
Result<ImportedReport> finish(ImportedReport report, const ImportOptions& options);

/// The result of the whole: what refutes weighs most, and absence is never good.
/// - something refutes with severity high, critical or none given: kRefutes;
/// - something else refutes, is partly, or is unknown beside what supports: kPartly;
/// - only supporting: kSupports; nothing but unknown, or nothing at all: kUnknown.
ObservationResult overall_of(const std::vector<Observation>& observations);

/// Reads a date and time of a tool: RFC 3339, or without a zone ("2026-11-22 09:15:00", 'T' allowed, fraction allowed).
/// Without a zone it is the clock of `options.mapping["utc_offset"]` ("Z", "+01:00"), or else Dutch time; an hour
/// that occurs twice in October is taken as the first. Nothing when malformed.
std::optional<Moment> read_moment(std::string_view text, const ImportOptions& options);

/// Whether read_moment would have to guess the zone of this text.
bool lacks_zone(std::string_view text);

/// One line of text for a person: valid UTF-8, control characters made spaces, ends trimmed, at most `max_bytes`
/// (cut before a code point, with "…").
std::string tidy(std::string_view text, std::size_t max_bytes = kMaxTextBytes);

/// "line 12"
std::string line(std::size_t number);

}  // namespace waarborg::evidence
