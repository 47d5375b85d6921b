// SPDX-License-Identifier: EUPL-1.2
//
// The picture of a sector as one page to read and to print: no scripts, no pictures from elsewhere.
#include <fmt/format.h>
#include <algorithm>

#include "base/html.h"
#include "features/scan/survey/survey.h"

namespace waarborg::scan {
namespace {

constexpr Literal kStyle = R"(
:root{--ink:#12212b;--soft:#5b6b76;--line:#d5dde2;--good:#1b6e53;--mid:#b7791f;--ground:#f6f8f9}
*{box-sizing:border-box}body{font:15px/1.5 Inter,system-ui,sans-serif;color:var(--ink);margin:2rem auto;max-width:64rem;padding:0 1rem}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;break-after:avoid}
p.soft,.soft{color:var(--soft)}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid var(--line);vertical-align:middle}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}thead{display:table-header-group}tr{break-inside:avoid}
svg{display:block}.bar{fill:var(--good)}.rest{fill:var(--line)}.range{stroke:var(--ink);stroke-width:1.5}.bin{fill:var(--good)}
@media print{body{margin:0;max-width:none;font-size:11px}h2{margin-top:1rem}}
)";

class Page {
 public:
  Page(const Survey& survey, Language language) : survey_(survey), language_(language) {}

  std::string draw() {
    html_.literal("<!doctype html>");
    html_.open("html", {{"lang", std::string(code_of(language_))}}).open("head").single("meta", {{"charset", "utf-8"}});
    html_.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.element("title", words("title", {{"run", survey_.run}}));
    html_.open("style").literal(kStyle).close().close().open("body").open("main");
    head();
    for (const GroupPicture& group : survey_.groups) scores(group);
    checks();
    changes();
    lifts();
    ranking();
    html_.close().close().close();
    return html_.str();
  }

 private:
  using Args = std::vector<std::pair<std::string, std::string>>;

  std::string words(const std::string& key, Args args = {}) const {
    return say(language_, Message{"scan.survey." + key, std::move(args)});
  }
  std::string title_of(const std::string& check) const {
    const std::size_t dot = check.find('.');
    return say(language_, "scan." + check.substr(dot + 1) + ".title") + " (" +
           say(language_, "scan.subject." + check.substr(0, dot)) + ")";
  }
  std::string name_of(const GroupPicture& group) const {
    return group.sub_sector.empty() ? words("all") : group.sub_sector == "*" ? words("small_groups") : group.sub_sector;
  }
  static std::string percent(double part) { return fmt::format("{:.0f} %", part * 100); }
  std::string of(const Share& share) const {
    return words("share", {{"percent", percent(share.share)},
                           {"count", std::to_string(share.count)},
                           {"of", std::to_string(share.of)},
                           {"low", percent(share.low)},
                           {"high", percent(share.high)}});
  }

  void head() {
    const GroupPicture& all = survey_.groups.front();
    html_.element("h1", words("title", {{"run", survey_.run}}));
    html_.element("p",
                  words("lead", {{"domains", std::to_string(all.domains)},
                                 {"measured", std::to_string(all.measured)},
                                 {"rules", survey_.rules}}),
                  {{"class", "soft"}});
    html_.open("h2").text(words("protected")).close();
    html_.open("table").open("thead").open("tr");
    html_.element("th", words("column.sub_sector")).element("th", words("column.domains"), {{"class", "n"}});
    html_.element("th", words("offers")).element("th", words("enforces")).close().close().open("tbody");
    for (const GroupPicture& group : survey_.groups) {
      html_.open("tr").element("td", name_of(group)).element("td", std::to_string(group.domains), {{"class", "n"}});
      html_.open("td");
      bar(group.offers);
      html_.close().open("td");
      bar(group.enforces);
      html_.close().close();
    }
    html_.close().close();
  }

  /// A bar with the interval as a line, and the same in words.
  void bar(const Share& share) {
    const auto at = [](double part) { return fmt::format("{:.1f}", part * 200); };
    if (share.of > 0) {
      html_.open("svg", {{"width", "200"}, {"height", "12"}, {"role", "img"}, {"aria-label", of(share)}});
      html_.open("rect", {{"class", "rest"}, {"width", "200"}, {"height", "12"}}).close();
      html_.open("rect", {{"class", "bar"}, {"width", at(share.share)}, {"height", "12"}}).close();
      html_.open("line", {{"class", "range"}, {"x1", at(share.low)}, {"x2", at(share.high)}, {"y1", "6"}, {"y2", "6"}})
          .close();
      html_.close();
    }
    html_.element("span", share.of == 0 ? words("none_known") : of(share), {{"class", "soft"}});
  }

  void histogram(const std::vector<std::size_t>& bins, const std::string& label) {
    const std::size_t most = std::max<std::size_t>(std::ranges::max(bins), 1);
    html_.open("svg", {{"width", "240"}, {"height", "60"}, {"role", "img"}, {"aria-label", label}});
    for (std::size_t i = 0; i < bins.size(); ++i) {
      const double height = 58.0 * static_cast<double>(bins[i]) / static_cast<double>(most);
      html_.open("rect", {{"class", "bin"},
                          {"x", std::to_string(i * 24)},
                          {"width", "22"},
                          {"y", fmt::format("{:.1f}", 60 - height)},
                          {"height", fmt::format("{:.1f}", height)}});
      html_.element("title", fmt::format("{}-{}: {}", i * 10, i == 9 ? 100 : i * 10 + 9, bins[i])).close();
    }
    html_.close();
  }

  void spread(const std::optional<Spread>& spread, const std::vector<std::size_t>& bins, const std::string& which) {
    html_.open("td");
    if (!spread) {
      html_.text(words("none_known"));
    } else {
      const auto n = [](double value) { return fmt::format("{:.0f}", value); };
      const std::string label = words("spread", {{"least", n(spread->least)},
                                                 {"lower", n(spread->lower)},
                                                 {"median", n(spread->median)},
                                                 {"upper", n(spread->upper)},
                                                 {"most", n(spread->most)}});
      histogram(bins, which + ": " + label);
      html_.element("span", label, {{"class", "soft"}});
    }
    html_.close();
  }

  void scores(const GroupPicture& group) {
    if (&group == &survey_.groups.front()) {
      html_.element("h2", words("scores")).element("p", words("scores_lead"), {{"class", "soft"}});
    }
    const std::string web = say(language_, "scan.subject.web"), mail = say(language_, "scan.subject.mail");
    html_.open("table").open("thead").open("tr").element("th", name_of(group)).element("th", web).element("th", mail);
    html_.close().close().open("tbody").open("tr").element(
        "td", words("column.measured") + ": " + std::to_string(group.measured));
    spread(group.web, group.web_histogram, web);
    spread(group.mail, group.mail_histogram, mail);
    html_.close().close().close();
  }

  void checks() {
    html_.element("h2", words("checks")).element("p", words("checks_lead"), {{"class", "soft"}});
    html_.open("table")
        .open("thead")
        .open("tr")
        .element("th", words("column.check"))
        .element("th", words("column.good"));
    html_.element("th", words("column.unknown"), {{"class", "n"}}).close().close().open("tbody");
    for (const CheckShare& check : survey_.groups.front().checks) {
      html_.open("tr").element("td", title_of(check.check)).open("td");
      bar(check.good);
      html_.close().element("td", std::to_string(check.unknown), {{"class", "n"}}).close();
    }
    html_.close().close();
  }

  void changes() {
    if (survey_.changes.empty()) return;
    html_.element("h2", words("changes")).element("p", words("changes_lead"), {{"class", "soft"}});
    html_.open("table").open("thead").open("tr").element("th", words("column.check"));
    for (const char* column : {"column.better", "column.worse", "column.by_chance"}) {
      html_.element("th", words(column), {{"class", "n"}});
    }
    html_.close().close().open("tbody");
    for (const Change& change : survey_.changes) {
      if (change.better + change.worse == 0) continue;
      html_.open("tr").element("td", title_of(change.check));
      html_.element("td", std::to_string(change.better), {{"class", "n"}});
      html_.element("td", std::to_string(change.worse), {{"class", "n"}});
      html_.element("td", fmt::format("{:.3f}", change.by_chance), {{"class", "n"}}).close();
    }
    html_.close().close();
  }

  void lifts() {
    if (survey_.lifts.empty()) return;
    html_.element("h2", words("lifts")).element("p", words("lifts_lead"), {{"class", "soft"}});
    html_.open("table").open("thead").open("tr").element("th", words("column.check"));
    for (const char* column : {"column.lift", "column.best", "column.all"}) {
      html_.element("th", words(column), {{"class", "n"}});
    }
    html_.close().close().open("tbody");
    for (const Lift& lift : survey_.lifts) {
      html_.open("tr")
          .element("td", title_of(lift.check))
          .element("td", fmt::format("{:.2f}", lift.lift), {{"class", "n"}});
      html_.element("td", percent(lift.best.share), {{"class", "n"}});
      html_.element("td", percent(lift.all.share), {{"class", "n"}}).close();
    }
    html_.close().close();
  }

  void ranking() {
    html_.element("h2", words("ranking"));
    if (survey_.hidden > 0) {
      html_.element("p", words("hidden", {{"count", std::to_string(survey_.hidden)}}), {{"class", "soft"}});
    }
    html_.open("table").open("thead").open("tr").element("th", words("column.web_rank"), {{"class", "n"}});
    for (const char* column : {"column.name", "column.organisation", "column.sub_sector"})
      html_.element("th", words(column));
    for (const char* column : {"column.web_score", "column.mail_score"})
      html_.element("th", words(column), {{"class", "n"}});
    html_.close().close().open("tbody");
    const auto number = [](const auto& value) { return value ? std::to_string(*value) : std::string("-"); };
    for (const SurveyLine& line : survey_.lines) {
      if (line.name.empty()) continue;
      html_.open("tr").element("td", number(line.web_rank), {{"class", "n"}}).element("td", line.name);
      html_.element("td", line.organisation).element("td", line.sub_sector);
      html_.element("td", number(line.web_score), {{"class", "n"}});
      html_.element("td", number(line.mail_score), {{"class", "n"}}).close();
    }
    html_.close().close();
  }

  const Survey& survey_;
  Language language_;
  Html html_;
};

}  // namespace

std::string as_html(const Survey& survey, Language language) { return Page(survey, language).draw(); }

}  // namespace waarborg::scan
