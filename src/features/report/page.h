// SPDX-License-Identifier: EUPL-1.2
//
// What every document has in common: the frame of the page, and the product's signs, drawn so that they print and that
// colour never says anything alone.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/html.h"
#include "base/phrasebook.h"
#include "features/measure/status.h"

namespace waarborg::report {

enum class Medium {
  kPdf,     ///< For WeasyPrint: running header and page numbers.
  kScreen,  ///< In a browser, to look at and to print.
  kReader,  ///< In the audit package, opened from disk.
};

struct PageHead {
  std::string title;
  std::string organisation;
  std::vector<std::pair<std::string, std::string>> lines;  ///< Label and value, under the title.
};

/// A whole HTML document. @param layout  class of the body: "wide" (landscape) or "sheet" (one portrait page).
std::string page(Medium medium, Literal layout, const PageHead& head, Language language,
                 const std::function<void(Html&)>& body);

/// Content-Security-Policy that lets our style sheet work in a browser and nothing else.
std::string page_policy();

using measure::Overridden;
using measure::verdict_words;

/// The three letters (O B W; in English D E O), each in its verdict, with "afwijkend vastgesteld" below when a person
/// decided.
void draw_trio(Html& html, const measure::Trio& trio, Language language);
/// One letter in its verdict.
void draw_verdict(Html& html, measure::Aspect aspect, const std::string& verdict, bool overridden, Language language);
/// Shares of verdicts as one bar: shown, partly, refuted, not shown.
void draw_bar(Html& html, const measure::AspectCount& count);
/// What the signs mean.
void draw_legend(Html& html, Language language);

/// "afwijkend vastgesteld: B, W"; empty when nothing is.
std::string overridden_words(Language language, const Overridden& overridden);
/// "Opzet".
std::string aspect_words(Language language, const std::string& aspect);
/// "Werking: weerlegd (afwijkend vastgesteld)".
std::string verdict_sentence(Language language, const std::string& aspect, const std::string& verdict, bool overridden);

/// "Aangetoond: opzet 3 van 4 (75,0 %) · bestaan …": of what applies.
std::string tally_words(Language language, const measure::AspectCounts& counts);

/// "2 maart 2026" of 2026-03-02 or of a moment, in Amsterdam; the text itself when it is neither.
std::string written_day(Language language, const std::string& text);
/// "2 maart 2026, 10:00 uur".
std::string written_moment(Language language, Moment moment);
/// "48,3 %" or "48.3%".
std::string written_percentage(Language language, double percentage);
/// At most so many signs, ended with "…" at a word when longer.
std::string shortened(const std::string& text, std::size_t most);

}  // namespace waarborg::report
