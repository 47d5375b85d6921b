// SPDX-License-Identifier: EUPL-1.2
#include "features/report/page.h"

#include <fmt/format.h>

#include "base/dutch_clock.h"
#include "base/written.h"
#include "features/report/style.h"
#include "platform/crypto/crypto.h"

namespace waarborg::report {
namespace {

std::string words(Language language, const char* key) { return say(language, std::string("report.") + key); }

void draw_mark(Html& html) {
  html.open("svg", {{"viewBox", "6 7 20 19"}, {"width", "16"}, {"height", "15"}, {"aria-hidden", "true"}});
  const auto bar = [&](const char* x, const char* height, const char* fill) {
    html.open("rect", {{"x", x}, {"y", "8"}, {"width", "5"}, {"height", height}, {"rx", "1.5"}, {"fill", fill}})
        .close();
  };
  bar("7", "14", "#8fd3c4");
  bar("13.5", "17", "#3fae97");
  bar("20", "14", "#dff3ee");
  html.close();
}

void box(Html& html, double x, const char* fill, const char* stroke, const char* dashes) {
  html.open("rect", {{"x", fmt::format("{:.2f}", x + 0.75)},
                     {"y", "0.75"},
                     {"width", "18.5"},
                     {"height", "18.5"},
                     {"rx", "4.25"},
                     {"fill", fill},
                     {"stroke", stroke},
                     {"stroke-width", "1.5"},
                     {"stroke-dasharray", dashes}})
      .close();
}

/// One cell of 20 by 20: filled, half filled, red with a cross, dashed, grey.
void draw_cell(Html& html, double x, const std::string& verdict, const std::string& letter) {
  const char* ink = "#12202b";
  if (verdict == "shown") {
    box(html, x, "#15795e", "#15795e", "none");
    ink = "#ffffff";
  } else if (verdict == "partly_shown") {
    box(html, x, "#fdf3dc", "none", "none");
    html.open("path", {{"d", fmt::format("M{} 10h18v5a4 4 0 0 1-4 4h-10a4 4 0 0 1-4-4z", x + 1)}, {"fill", "#e2b153"}})
        .close();
    box(html, x, "none", "#a87312", "none");
  } else if (verdict == "refuted") {
    box(html, x, "#b3261e", "#b3261e", "none");
    ink = "#ffffff";
  } else if (verdict == "not_applicable") {
    box(html, x, "#dfe5ea", "#dfe5ea", "none");
    ink = "#55656f";
  } else {
    box(html, x, "#ffffff", "#6b7b88", "3 2.2");
    ink = "#4a5b68";
  }
  html.element("text", letter,
               {{"x", fmt::format("{}", x + 10)},
                {"y", "14"},
                {"text-anchor", "middle"},
                {"font-family", "DejaVu Sans, sans-serif"},
                {"font-size", "11"},
                {"font-weight", "700"},
                {"fill", ink}});
  if (verdict == "refuted") {
    html.open("circle", {{"cx", fmt::format("{}", x + 17.5)},
                         {"cy", "2.5"},
                         {"r", "4.2"},
                         {"fill", "#ffffff"},
                         {"stroke", "#b3261e"},
                         {"stroke-width", "1.3"}})
        .close();
    html.open("path", {{"d", fmt::format("M{} 0.8l3.4 3.4m0-3.4l-3.4 3.4", x + 15.8)},
                       {"stroke", "#b3261e"},
                       {"stroke-width", "1.4"},
                       {"fill", "none"}})
        .close();
  }
}

void open_svg(Html& html, const char* width, const std::string& box_size, const std::string& label) {
  html.open("svg", {{"viewBox", box_size}, {"width", width}, {"height", "21"}, {"role", "img"}, {"aria-label", label}});
}

}  // namespace

std::string page(Medium medium, Literal layout, const PageHead& head, Language language,
                 const std::function<void(Html&)>& body) {
  Html html;
  html.literal("<!doctype html>\n").open("html", {{"lang", std::string(code_of(language))}}).open("head");
  html.single("meta", {{"charset", "utf-8"}});
  html.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element("title", head.title + " – " + head.organisation);
  html.open("style").literal(kStyle).close();
  if (medium == Medium::kPdf) {
    html.open("style").literal(language == Language::kNl ? Literal(kRunningNl) : Literal(kRunningEn)).close();
  }
  html.close();
  const char* kind = medium == Medium::kPdf ? "pdf" : medium == Medium::kScreen ? "screen" : "reader";
  html.open("body", {{"class", std::string(kind) + " " + std::string(layout.text())}});
  html.open("header", {{"class", "band"}}).open("div", {{"class", "top"}});
  html.open("div", {{"class", "brand"}});
  draw_mark(html);
  html.text("Waarborg").close();
  html.open("div", {{"class", "secret"}}).element("span", words(language, "confidential")).close().close();
  html.element("h1", head.title);
  html.element("p", head.organisation, {{"class", "organisation"}});
  html.open("dl");
  for (const auto& [label, value] : head.lines) {
    html.open("div").element("dt", label).element("dd", value).close();
  }
  html.close().close();
  body(html);
  html.close().close();
  return html.str();
}

std::string page_policy() {
  const auto digest = crypto::sha256(std::string_view(kStyle));
  return "default-src 'none'; style-src 'sha256-" + crypto::base64_encode(crypto::ByteView(digest)) +
         "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-modals";
}

void draw_trio(Html& html, const measure::Trio& trio, Language language) {
  const Overridden& overridden = trio.overridden;
  const std::string label = verdict_sentence(language, "design", trio.design, overridden.design) + ", " +
                            verdict_sentence(language, "existence", trio.existence, overridden.existence) + ", " +
                            verdict_sentence(language, "operation", trio.operation, overridden.operation);
  open_svg(html, "57", "-1 -3 68 25", label);
  draw_cell(html, 0, trio.design, words(language, "letter.design"));
  draw_cell(html, 22.5, trio.existence, words(language, "letter.existence"));
  draw_cell(html, 45, trio.operation, words(language, "letter.operation"));
  html.close();
  if (overridden.any()) html.element("span", overridden_words(language, overridden), {{"class", "manual"}});
}

void draw_verdict(Html& html, measure::Aspect aspect, const std::string& verdict, bool overridden, Language language) {
  const std::string name(measure::to_text(aspect));
  open_svg(html, "20", "-1 -3 24 25", verdict_sentence(language, name, verdict, overridden));
  draw_cell(html, 0, verdict, words(language, ("letter." + name).c_str()));
  html.close();
}

void draw_bar(Html& html, const measure::AspectCount& count) {
  const double total = static_cast<double>(count.shown + count.partly_shown + count.refuted + count.not_shown);
  html.open("svg", {{"viewBox", "0 0 100 6"}, {"preserveAspectRatio", "none"}, {"aria-hidden", "true"}});
  double at = 0;
  const auto part = [&](double share, const char* fill) {
    html.open("rect", {{"x", fmt::format("{:.2f}", at)},
                       {"y", "0"},
                       {"width", fmt::format("{:.2f}", share)},
                       {"height", "6"},
                       {"fill", fill}})
        .close();
    at += share;
  };
  const auto share = [&](std::int64_t n) { return total > 0 ? 100.0 * static_cast<double>(n) / total : 0.0; };
  part(share(count.shown), "#15795e");
  part(share(count.partly_shown), "#e2b153");
  part(share(count.refuted), "#b3261e");
  part(100.0 - at, "#dbe2e8");
  html.close();
}

void draw_legend(Html& html, Language language) {
  html.open("p", {{"class", "legend"}});
  html.element("span", words(language, "legend.letters"));
  for (const char* verdict : {"shown", "partly_shown", "refuted", "not_shown", "not_applicable"}) {
    html.open("span");
    open_svg(html, "16", "-1 -3 24 25", "");
    draw_cell(html, 0, verdict, "W");
    html.close().text(verdict_words(language, verdict)).close();
  }
  html.close();
}

std::string overridden_words(Language language, const Overridden& overridden) {
  std::string letters;
  for (const auto& [is, letter] : {std::pair{overridden.design, "letter.design"},
                                   {overridden.existence, "letter.existence"},
                                   {overridden.operation, "letter.operation"}}) {
    if (is) letters += (letters.empty() ? "" : ", ") + words(language, letter);
  }
  return letters.empty() ? letters : say(language, Message{"report.manual", {{"letters", letters}}});
}

std::string aspect_words(Language language, const std::string& aspect) {
  return say(language, "report.aspect." + aspect);
}

std::string verdict_sentence(Language language, const std::string& aspect, const std::string& verdict,
                             bool overridden) {
  return aspect_words(language, aspect) + ": " + verdict_words(language, verdict, overridden);
}

std::string tally_words(Language language, const measure::AspectCounts& counts) {
  std::string out;
  for (const auto& [aspect, count] :
       {std::pair{"design", &counts.design}, {"existence", &counts.existence}, {"operation", &counts.operation}}) {
    const std::int64_t applies = count->shown + count->partly_shown + count->refuted + count->not_shown;
    if (!out.empty()) out += " · ";
    out += say(language, Message{"report.tally.aspect",
                                 {{"aspect", aspect_words(language, aspect)},
                                  {"shown", std::to_string(count->shown)},
                                  {"of", std::to_string(applies)},
                                  {"percentage", written_percentage(language, count->percentage)}}});
  }
  return say(language, Message{"report.tally.shown", {{"counts", out}}});
}

std::string written_day(Language language, const std::string& text) {
  std::optional<Day> day = text.size() == 10 ? parse_day(text) : std::nullopt;
  if (const auto moment = parse_moment(text); moment) day = day_of(*moment);
  if (!day) return text;
  return waarborg::written_day(language, *day);
}

std::string written_moment(Language language, Moment moment) {
  const Moment local = to_dutch_clock(moment);
  const auto minutes =
      std::chrono::duration_cast<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local)).count();
  return written_day(language, waarborg::to_text(Day{std::chrono::floor<std::chrono::days>(local)})) + ", " +
         say(language, Message{"report.clock", {{"time", fmt::format("{:02}:{:02}", minutes / 60, minutes % 60)}}});
}

std::string written_percentage(Language language, double percentage) {
  std::string text = fmt::format("{:.1f}", percentage);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  if (language == Language::kEn) return text + "%";
  if (const auto dot = text.find('.'); dot != std::string::npos) text[dot] = ',';
  return text + " %";
}

std::string shortened(const std::string& text, std::size_t most) {
  std::size_t signs = 0;
  std::size_t end = 0;
  std::size_t space = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (++signs > most) {
      end = i;
      break;
    }
    if (text[i] == ' ') space = i;
  }
  if (signs <= most) return text;
  if (space > end / 2) end = space;
  return text.substr(0, end) + "…";
}

}  // namespace waarborg::report
