// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <set>

#include "app/commands/command.h"
#include "app/commands/verdict_choice.h"
#include "features/measure/status.h"
#include "features/report/page.h"

namespace waarborg::app {
namespace {

using Command = std::function<int(Installation&, const auth::Actor&)>;

int within(Context& context, const Command& command) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  const auto organisation = context.find_organisation(**installation);
  if (!organisation) return report(context, organisation.error());
  return command(**installation, context.actor(*organisation));
}

/// The three in words, as columns; behind them which of them people set.
std::string columns_of(const measure::Trio& verdict, Language language) {
  const auto word = [&](const std::string& value) { return measure::verdict_words(language, value); };
  const std::string by_hand = report::overridden_words(language, verdict.overridden);
  return fmt::format("{:<19} {:<19} {:<{}}", word(verdict.design), word(verdict.existence), word(verdict.operation),
                     by_hand.empty() ? 0 : 20) +
         by_hand;
}

int list_frameworks(Context& context, Installation& installation, const auth::Actor& who) {
  const auto all = installation.catalog.list(who);
  if (!all) return report(context, all.error());
  print(context, json::Object{{"items", json::encode(*all)}}, [&] {
    for (const auto& framework : *all) {
      fmt::print("{:<48} v{:<4} {:>5}  {}\n", framework.urn, framework.version, framework.requirements,
                 framework.name(context.language()));
    }
  });
  return kExitGood;
}

int show_framework(Context& context, Installation& installation, const auth::Actor& who, const std::string& urn) {
  const auto assessed = installation.assessments.get(who.organisation);
  const auto status = measure::status_of(*assessed, urn, context.language());
  if (!status) return report(context, status.error());
  print(context, json::encode(*status), [&] {
    for (const auto& chapter : status->chapters) {
      fmt::print("\n{} {}\n", measure::shown_ref(chapter.ref), chapter.title);
      for (const auto& requirement : chapter.requirements) {
        fmt::print("  {:<8} {:<62} {}\n", requirement.ref, requirement.title,
                   columns_of(requirement.verdict, context.language()));
      }
    }
  });
  return kExitGood;
}

/// `nl.title` is the title in Dutch: what it is matters, not in which language it changed.
std::string parts_of(const std::vector<std::string>& fields, Language language) {
  std::set<std::string> words;
  for (const std::string& field : fields) {
    const std::string key = "app.framework.part." + field.substr(field.rfind('.') + 1);
    words.insert(has_words(language, key) ? say(language, key) : field);
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

/// The whole difference, ref by ref, in the words of the screen.
std::vector<std::string> lines_of(const catalog::FrameworkReport& done, Language language) {
  std::vector<std::string> lines{say(language, {"app.framework.report",
                                                {{"name", done.name},
                                                 {"urn", done.urn},
                                                 {"version", std::to_string(done.version)},
                                                 {"requirements", std::to_string(done.requirements)},
                                                 {"mappings", std::to_string(done.mappings)}}})};
  if (done.installed_version == 0) lines.push_back(say(language, "app.framework.new"));
  const auto add = [&](const char* key, const std::string& ref, const std::string& fields = {}) {
    lines.push_back("  " + say(language, {key, {{"ref", ref}, {"fields", fields}}}));
  };
  for (const std::string& ref : done.added) add("app.framework.added", ref);
  for (const std::string& ref : done.removed) add("app.framework.removed", ref);
  for (const auto& [ref, fields] : done.changed) add("app.framework.changed", ref, parts_of(fields, language));
  for (const std::string& ref : done.moved) add("app.framework.moved", ref);
  const bool same = done.added.empty() && done.removed.empty() && done.changed.empty() && done.moved.empty();
  if (done.installed_version > 0 && same) lines.push_back(say(language, "app.framework.same"));
  for (const std::string& warning : done.warnings) lines.push_back("  ! " + warning);
  lines.push_back(say(language, done.dry_run ? "app.framework.dry" : "app.framework.done"));
  return lines;
}

int import_framework(Context& context, Installation& installation, const auth::Actor& who, const std::string& file,
                     bool dry_run) {
  const auto bytes = read_file(file, 64U << 20U);
  if (!bytes) return report(context, bytes.error());
  const auto done = installation.catalog.import_library(who, *bytes, dry_run);
  if (!done) return report(context, done.error());
  print(context, json::encode(*done), [&] {
    for (const std::string& line : lines_of(*done, context.language())) fmt::print("{}\n", line);
  });
  return kExitGood;
}

int list_measures(Context& context, Installation& installation, const auth::Actor& who) {
  const auto assessed = installation.assessments.get(who.organisation);
  json::Array items;
  for (std::uint32_t i = 0; i < assessed->measures.size(); ++i) {
    const auto& measure = assessed->measures[i];
    items.push_back(json::Object{{"id", measure.id.text},
                                 {"title", measure.body.title},
                                 {"owner", assessed->owner_name(measure)},
                                 {"verdict", json::encode(assessed->measure_trio(i))}});
  }
  print(context, json::Object{{"items", items}}, [&] {
    for (std::uint32_t i = 0; i < assessed->measures.size(); ++i) {
      fmt::print("{}  {:<60} {}\n", assessed->measures[i].id.text, assessed->measures[i].body.title,
                 columns_of(assessed->measure_trio(i), context.language()));
    }
  });
  return kExitGood;
}

/// A saved mapping, and "name=value" settings over it.
Result<evidence::Settings> column_settings(Installation& installation, const auth::Actor& who, const std::string& saved,
                                           const std::vector<std::string>& own) {
  evidence::Settings settings;
  if (!saved.empty()) {
    auto known = installation.column_mappings.settings(who, saved);
    if (!known) return known;
    settings = std::move(*known);
  }
  for (const std::string& one : own) {
    const std::size_t equals = one.find('=');
    if (equals == std::string::npos) return invalid("app.map_form", one);
    settings[one.substr(0, equals)] = one.substr(equals + 1);
  }
  return settings;
}

/// "system/0190…", as the API has them.
Result<std::vector<evidence::PlaceRef>> places_of(const std::vector<std::string>& texts) {
  std::vector<evidence::PlaceRef> places;
  for (const std::string& text : texts) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos && text != "organisation") return invalid("app.place_form", text);
    places.push_back({text.substr(0, slash), slash == std::string::npos ? std::string() : text.substr(slash + 1)});
  }
  return places;
}

int import_evidence(Context& context, Installation& installation, const auth::Actor& who,
                    evidence::ImportRequest request, const std::string& file) {
  const auto bytes = read_file(file, static_cast<std::size_t>(context.options.max_upload_mb) << 20U);
  if (!bytes) return report(context, bytes.error());
  request.file_name = std::filesystem::path(file).filename().string();
  const auto done = installation.evidence.import(who, request, *bytes);
  if (!done) return report(context, done.error());
  print(context, json::encode(*done), [&] {
    fmt::print("{} {} {}: {} + / {} - / {} ~ / {} ?  =>  {}  {}\n", done->tool, done->subject, to_text(done->covers_to),
               done->supports, done->refutes, done->partly, done->unknown, done->overall, done->evidence);
    for (const auto& fact : done->facts) fmt::print("  {}: {}\n", fact.name, fact.value);
    for (const std::string& warning : done->warnings) fmt::print("  ! {}\n", warning);
  });
  return kExitGood;
}

/// Shown of what applies, per aspect.
void print_chapter(const measure::StatusChapter& chapter, Language language) {
  const auto applies = [](const measure::AspectCount& count) {
    return count.shown + count.partly_shown + count.refuted + count.not_shown;
  };
  std::string line = fmt::format("{:<4} {:<44}", measure::shown_ref(chapter.ref), chapter.title);
  for (const auto& [key, count] : {std::pair{"app.verdict.letter.design", &chapter.aspects.design},
                                   {"app.verdict.letter.existence", &chapter.aspects.existence},
                                   {"app.verdict.letter.operation", &chapter.aspects.operation}}) {
    line += fmt::format(" {} {:>3}/{:<3} {:>5.1f} %  ", say(language, key), count->shown, applies(*count),
                        count->percentage);
  }
  const auto& [design, existence, operation] = chapter.aspects;
  line += report::overridden_words(language, {design.overrides > 0, existence.overrides > 0, operation.overrides > 0});
  fmt::print("{}\n", line);
}

void print_aspect(const char* aspect, const measure::AspectCount& count, Language language) {
  const std::string by_hand =
      count.overrides == 0
          ? ""
          : ", " + say(language, {"report.board.overrides", {{"count", std::to_string(count.overrides)}}});
  fmt::print("{:<10} {:>5.1f} %   {}{}\n", say(language, aspect), count.percentage,
             say(language, {"app.verdict.counts",
                            {{"shown", std::to_string(count.shown)},
                             {"partly", std::to_string(count.partly_shown)},
                             {"refuted", std::to_string(count.refuted)},
                             {"not_shown", std::to_string(count.not_shown)},
                             {"not_applicable", std::to_string(count.not_applicable)}}}),
             by_hand);
}

int show_verdict(Context& context, Installation& installation, const auth::Actor& who, const std::string& as_of,
                 const std::string& period, const VerdictChoice& choice) {
  measure::AskedDays days;
  if (!period.empty()) {
    days.from = parse_day(std::string_view(period).substr(0, 10));
    days.to = period.size() == 22 ? parse_day(std::string_view(period).substr(12)) : std::nullopt;
    if (!days.from || !days.to || period.substr(10, 2) != "..") {
      return report(context, {FaultKind::kInvalid, {"app.period_form", {}}, period});
    }
  }
  if (!as_of.empty()) {
    days.known_at = parse_day(as_of);
    if (!days.known_at) return report(context, {FaultKind::kInvalid, {"base.json.not_day", {}}, as_of});
  }
  const auto question = measure::asked(days, installation.clock());
  if (!question) return report(context, question.error());
  const auto assessed = installation.assessments.get(who.organisation, question->period, question->known_at);
  if (!choice.of_all()) return show_chosen_verdict(context, *assessed, choice);
  const auto status = measure::status_of(*assessed, choice.framework, context.language());
  if (!status) return report(context, status.error());
  print(context, json::encode(*status), [&] {
    fmt::print("{}\n{} .. {}\n", status->framework_name, status->period.from, status->period.to);
    const Language language = context.language();
    print_aspect("report.aspect.design", status->aspects.design, language);
    print_aspect("report.aspect.existence", status->aspects.existence, language);
    print_aspect("report.aspect.operation", status->aspects.operation, language);
    if (status->exclusions_waiting > 0) {
      fmt::print("{}\n", say(language,
                             {"measure.exclusions_waiting", {{"count", std::to_string(status->exclusions_waiting)}}}));
    }
    for (const auto& chapter : status->chapters) print_chapter(chapter, language);
    const auto& rests = status->rests_on;
    fmt::print("{}\n", say(language, {"app.verdict.rests_on",
                                      {{"nothing", fmt::format("{}", rests.nothing)},
                                       {"documents", fmt::format("{}", rests.documents_only)},
                                       {"existence", fmt::format("{}", rests.existence)},
                                       {"operation", fmt::format("{}", rests.operation)}}}));
  });
  return kExitGood;
}

}  // namespace

void add_content_commands(CLI::App& app, Context& context, int& result) {
  static std::string urn, file, as_of, period, aspect = "operation";
  static VerdictChoice choice;
  static evidence::ImportRequest request;
  static std::string mapping;
  static std::vector<std::string> settings, places;
  static bool dry_run = false;
  const auto add = [&](CLI::App& parent, const char* name, const char* what, const Command& command) {
    return add_command(parent, name, what, context, result, [&context, command] { return within(context, command); });
  };
  CLI::App* framework = app.add_subcommand("framework", "app.help.framework");
  framework->require_subcommand(1);
  add(*framework, "list", "app.help.framework.list",
      [&](auto& i, auto& who) { return list_frameworks(context, i, who); });
  add(*framework, "show", "app.help.framework.show", [&](auto& i, auto& who) {
    return show_framework(context, i, who, urn);
  })->add_option("urn", urn, "app.help.option.framework");
  CLI::App* import = add(*framework, "import", "app.help.framework.import",
                         [&](auto& i, auto& who) { return import_framework(context, i, who, file, dry_run); });
  import->add_option("file", file, "app.help.option.file.framework")->required();
  import->add_flag("--dry-run", dry_run, "app.help.option.dry_run");
  CLI::App* measures = app.add_subcommand("measure", "app.help.measure");
  measures->require_subcommand(1);
  add(*measures, "list", "app.help.measure.list", [&](auto& i, auto& who) { return list_measures(context, i, who); });
  CLI::App* proof = app.add_subcommand("evidence", "app.help.evidence");
  proof->require_subcommand(1);
  CLI::App* bring = add(*proof, "import", "app.help.evidence.import", [&](auto& i, auto& who) {
    request.dry_run = dry_run;
    request.aspect =
        aspect == "existence" ? evidence::EvidenceAspect::kExistence : evidence::EvidenceAspect::kOperation;
    auto columns = column_settings(i, who, mapping, settings);
    if (!columns) return report(context, columns.error());
    request.mapping = std::move(*columns);
    auto where = places_of(places);
    if (!where) return report(context, where.error());
    request.places = std::move(*where);
    return import_evidence(context, i, who, request, file);
  });
  bring->add_option("--kind", request.kind, "app.help.option.kind")->required();
  bring->add_option("--measure", request.measure, "app.help.option.measure")->required();
  bring->add_option("--plan-item", request.plan_item, "app.help.option.plan_item");
  bring->add_option("--mapping", mapping, "app.help.option.mapping");
  bring->add_option("--map", settings, "app.help.option.map");
  bring->add_option("--aspect", aspect, "app.help.option.aspect")
      ->check(CLI::IsMember({"operation", "existence"}))
      ->option_text("operation|existence");
  bring->add_option("--place", places, "app.help.option.place");
  bring->add_flag("--dry-run", dry_run, "app.help.option.dry_run");
  bring->add_option("file", file, "app.help.option.file.report")->required();
  CLI::App* verdict = add(app, "verdict", "app.help.verdict",
                          [&](auto& i, auto& who) { return show_verdict(context, i, who, as_of, period, choice); });
  verdict->add_option("--as-of", as_of, "app.help.option.as_of");
  verdict->add_option("--period", period, "app.help.option.period");
  verdict->add_option("--framework", choice.framework, "app.help.option.framework");
  CLI::Option* measure = verdict->add_option("--measure", choice.measure, "app.help.option.measure.verdict");
  verdict->add_option("--place", choice.place, "app.help.option.place.verdict")->needs(measure);
  verdict->add_option("--requirement", choice.requirement, "app.help.option.requirement")->excludes(measure);
}

}  // namespace waarborg::app
