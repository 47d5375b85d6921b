// SPDX-License-Identifier: EUPL-1.2
//
// The package for people: one page that opens from disk, without script, and a page on how to check by hand.
#include "base/written.h"
#include "features/report/package.h"

namespace waarborg::report {
namespace {

using measure::Aspect;

constexpr const char* kReadmeNl = R"txt(VERTROUWELIJK

Dit pakket laat zien wat een organisatie over haar informatiebeveiliging kan aantonen, en wanneer dat bekend werd.
Open index.html in een browser. Er is geen server of internet voor nodig.

CONTROLEREN MET WAARBORG
  waarborg verify-package PAKKET.zip
  waarborg verify-package PAKKET.zip --key SLEUTEL
Vraag de sleutel aan de organisatie langs een andere weg dan dit pakket. Zonder die sleutel bewijst het pakket alleen
dat het met zichzelf klopt; wie het hele pakket vervalst, kan ook de sleutel erin vervangen (trail/vkey).

CONTROLEREN MET DE HAND
1. Pak het pakket uit en draai in die map:  sha256sum -c sha256sums.txt
   Dan zijn alle bestanden zoals ze in manifest.json staan.
2. Draai:  sha256sum manifest.json
   Zoek die waarde in het logboek: trail/tile/entries/... bevat de regels als leesbare tekst, elk na een lengte van twee
   bytes. De laatste regel met de handeling "report.package" noemt de waarde.
3. De regels vormen een Merkle-boom (RFC 9162). De wortel staat in trail/checkpoint, met een Ed25519-handtekening
   (C2SP tlog-tiles, tlog-checkpoint en signed-note). De sleutel staat in trail/vkey.
4. records/*.jsonl bevat per gegeven de exacte tekst. De SHA-256 van "state" staat in de laatste regel van het logboek
   over dat gegeven, voor zover die regel telt onder de eerste log_size regels (zie manifest.json).
   history/*.jsonl bevat zo elke stap: versies van maatregelen en besluiten, voorstel en bevestiging. Elke stap is één
   regel van het logboek, in dezelfde volgorde. Alleen waar een ouder programma geen "state" schreef, staan de "changes".
   Van personen en leveranciers, en van normteksten die de organisatie zelf invoerde, gaat alleen de SHA-256 mee. Bij een
   ouder gegeven kan de SHA-256 in het logboek die van "older" zijn, of de tweede die er staat.
5. manifest.json zegt bij "verified" of het logboek met de database klopte toen het pakket werd gemaakt.

INHOUD
  index.html               leesbaar overzicht
  statement.pdf            verklaring van toepasselijkheid (als die kon worden gemaakt); van elk volgend normenkader
                           waarmee de organisatie werkt: statement-(naam van het kader).pdf
  statement.json           dezelfde verklaring als gegevens; statement-versions.json: alle ingediende versies
  status.json              stand per eis; requirements.json: oordelen met redenen
  measures.json            maatregelen: bewijsplan, plekken, oordelen per plek, bewijs, afwijkingen,
                           afwijkend vastgestelde oordelen
  mappings.json            koppelingen die meetellen: relatie, sterkte, reden, wie ze bevestigde en wanneer
  accounts.json            wie is wie: de naam bij elk account dat records/account.jsonl en het logboek met een nummer
                           noemen, ook van wie de organisatie verliet
  records/ history/        elk gegeven dat een oordeel bepaalt, zoals het logboek het kent
  files/                   bewijsstukken, met hun SHA-256 als naam
  manifest.json            elk bestand met SHA-256 en grootte
  trail/                   het logboek

Tekst van normen die de organisatie zelf heeft ingevoerd, staat niet in dit pakket.
)txt";

constexpr const char* kReadmeEn = R"txt(CONFIDENTIAL

This package shows what an organisation can demonstrate about its information security, and when that became known.
Open index.html in a browser. No server or internet is needed.

CHECKING WITH WAARBORG
  waarborg verify-package PACKAGE.zip
  waarborg verify-package PACKAGE.zip --key KEY
Ask the organisation for the key by another way than this package. Without that key the package only proves that it
agrees with itself; who forges the whole package can also replace the key in it (trail/vkey).

CHECKING BY HAND
1. Unpack the package and run in that folder:  sha256sum -c sha256sums.txt
   Then all files are as manifest.json says.
2. Run:  sha256sum manifest.json
   Find that value in the log: trail/tile/entries/... holds the entries as readable text, each after a length of two
   bytes. The last entry with the action "report.package" names the value.
3. The entries form a Merkle tree (RFC 9162). Its root stands in trail/checkpoint, with an Ed25519 signature
   (C2SP tlog-tiles, tlog-checkpoint and signed-note). The key stands in trail/vkey.
4. records/*.jsonl holds the exact text of each record. The SHA-256 of "state" stands in the last entry of the log about
   that record, among the first log_size entries (see manifest.json).
   history/*.jsonl holds every stage in the same way: versions of measures and decisions, proposal and confirmation.
   Each stage is one entry of the log, in the same order. Only where an older program wrote no "state" it has "changes".
   Of people and suppliers, and of texts of a norm that the organisation typed in, only the SHA-256 goes along. Of an
   older record the SHA-256 in the log may be that of "older", or the second that stands there.
5. manifest.json says under "verified" whether the log fitted the database when the package was made.

CONTENT
  index.html               overview to read
  statement.pdf            statement of applicability (when it could be made); of each further framework that the
                           organisation works by: statement-(name of the framework).pdf
  statement.json           the same statement as data; statement-versions.json: all versions that were submitted
  status.json              state per requirement; requirements.json: verdicts with reasons
  measures.json            measures: proof plan, places, verdicts per place, evidence, deviations, overrides
  mappings.json            mappings between frameworks that count: relation, strength, reason, who confirmed and when
  accounts.json            who is who: the name of each account that records/account.jsonl and the log know by a number,
                           also of who left the organisation
  records/ history/        each record that decides a verdict, as the log knows it
  files/                   evidence, named by its SHA-256
  manifest.json            each file with SHA-256 and size
  trail/                   the log

The text of norms that the organisation typed in itself is not in this package.
)txt";

std::string words(Language language, const std::string& key) { return say(language, "report." + key); }

std::string text_of(const json::Object& object, const char* member) {
  const json::Value* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

void head_row(Html& html, Language language, std::initializer_list<const char*> columns) {
  html.open("table").open("thead").open("tr");
  for (const char* column : columns) {
    html.element("th", words(language, std::string("column.") + column), {{"scope", "col"}});
  }
  html.close().close().open("tbody");
}

void draw_reasons(Html& html, Aspect aspect, const measure::AspectVerdict& verdict, Language language) {
  html.open("p");
  draw_verdict(html, aspect, verdict.verdict, verdict.override, language);
  html.text(" ").element(
      "span", verdict_sentence(language, std::string(measure::to_text(aspect)), verdict.verdict, verdict.override),
      {{"class", "strong"}});
  html.close().open("ul");
  for (const auto& reason : verdict.reasons) html.element("li", with_written_days(language, reason.text));
  html.close();
}

void draw_places(Html& html, const measure::Assessed& assessed, std::uint32_t index, Language language) {
  const auto& places = assessed.measures[index].body.places;
  head_row(html, language, {"place", "verdicts"});
  for (std::size_t i = 0; i < places.size(); ++i) {
    html.open("tr").element("td", assessed.place(places[i], language).name, {{"class", "title"}}).open("td");
    for (const Aspect aspect : measure::kAspects) {
      draw_reasons(html, aspect, assessed.place_verdict(index, i, aspect, language), language);
    }
    html.close().close();
  }
  html.close().close();
}

void draw_evidence(Html& html, const Snapshot& snapshot, const std::string& measure,
                   const std::vector<MissingFile>& missing, Language language) {
  const auto pieces = records_of(snapshot, "evidence", measure);
  if (pieces.empty()) return;
  html.element("h3", words(language, "package.evidence"));
  head_row(html, language, {"evidence", "covers", "received", "review", "file"});
  for (const json::Object& piece : pieces) {
    const std::string sha256 = text_of(piece, "sha256");
    html.open("tr");
    html.open("td").text(text_of(piece, "title")).open("div", {{"class", "small dim"}});
    html.text(say(language, "report.result." + text_of(piece, "result")));
    if (!text_of(piece, "withdrawn_at").empty()) html.text(" · " + words(language, "withdrawn"));
    html.close().close();
    html.element("td", aspect_words(language, text_of(piece, "aspect")) + ", " + text_of(piece, "covers_from") + " – " +
                           text_of(piece, "covers_to"));
    html.element("td", written_day(language, text_of(piece, "received_at")) + ", " + text_of(piece, "collector"));
    html.element("td", say(language, "report.review." + text_of(piece, "review")) +
                           (text_of(piece, "reviewer").empty() ? "" : ", " + text_of(piece, "reviewer")));
    html.open("td");
    const bool gone = std::ranges::any_of(missing, [&](const MissingFile& file) { return file.sha256 == sha256; });
    if (gone) {
      html.element("span", words(language, "package.missing"), {{"class", "no"}});
    } else if (!sha256.empty()) {
      const std::string name = text_of(piece, "file_name");
      html.element("a", name.empty() ? sha256.substr(0, 12) : name, {{"href", "files/" + sha256}});
      html.element("div", sha256, {{"class", "hash"}});
    }
    html.close().close();
  }
  html.close().close();
}

void draw_work(Html& html, const Snapshot& snapshot, const std::string& measure, Language language) {
  if (const auto found = snapshot.occurrences.find(measure); found != snapshot.occurrences.end()) {
    html.element("h3", words(language, "package.occurrences"));
    head_row(html, language, {"due", "title", "place", "state", "performed"});
    for (const task::Occurrence& one : found->second) {
      html.open("tr").element("td", to_text(one.due), {{"class", "nowrap"}}).element("td", one.title);
      html.element("td", one.place ? one.place->name : "");
      html.element("td", words(language, "occurrence." + json::word_of(one.state)));
      html.element("td", one.performed_on ? to_text(*one.performed_on) + ", " + one.performed_by : "").close();
    }
    html.close().close();
  }
  if (const auto found = snapshot.deviations.find(measure); found != snapshot.deviations.end()) {
    html.element("h3", words(language, "package.deviations"));
    head_row(html, language, {"opened", "what", "cause", "correction", "state"});
    for (const task::Deviation& one : found->second) {
      html.open("tr").element("td", written_day(language, waarborg::to_text(one.opened_at)));
      html.element("td", one.what).element("td", one.cause).element("td", one.correction);
      html.element("td", words(language, "deviation." + json::word_of(one.state))).close();
    }
    html.close().close();
  }
}

void draw_overrides(Html& html, const Snapshot& snapshot, const std::string& measure, Language language) {
  for (const auto& row : snapshot.overrides) {
    if (row.measure != measure) continue;
    if (!row.ended_at.empty()) {
      html.element("p", say(language, Message{"report.package.override_ended",
                                              {{"aspect", aspect_words(language, row.aspect)},
                                               {"verdict", verdict_words(language, row.value)},
                                               {"who", row.ended_by},
                                               {"day", written_day(language, row.ended_at)},
                                               {"reason", row.end_reason}}}));
      continue;
    }
    html.element(
        "p",
        say(language, Message{row.confirmed_at.empty() ? "report.package.override_proposed" : "report.package.override",
                              {{"aspect", aspect_words(language, row.aspect)},
                               {"verdict", verdict_words(language, row.value)},
                               {"who", row.author},
                               {"second", row.second_person},
                               {"day", written_day(language, row.until)},
                               {"reason", row.reason}}}),
        {{"class", "notice"}});
  }
}

void draw_measure(Html& html, const Snapshot& snapshot, std::uint32_t index, const std::vector<MissingFile>& missing,
                  Language language) {
  const measure::Assessed& assessed = *snapshot.assessed;
  const auto& stored = assessed.measures[index];
  html.element("h2", stored.body.title, {{"id", "m-" + stored.id.text}});
  html.open("p");
  draw_trio(html, assessed.measure_trio(index), language);
  html.text(" " + assessed.owner_name(stored)).close();
  if (!stored.body.description.empty()) html.element("p", stored.body.description);
  draw_overrides(html, snapshot, stored.id.text, language);
  draw_places(html, assessed, index, language);
  draw_evidence(html, snapshot, stored.id.text, missing, language);
  draw_work(html, snapshot, stored.id.text, language);
}

void draw_requirements(Html& html, const StatementDocument& statement, Language language) {
  html.element("h2", statement.framework.name + " – " + approval_words(statement, language));
  head_row(html, language, {"ref", "title", "applies", "reason", "measures", "obw"});
  for (const StatementChapter& chapter : statement.chapters) {
    for (const StatementLine& line : chapter.lines) {
      html.open("tr").element("td", line.ref, {{"class", "ref"}}).element("td", line.title, {{"class", "title"}});
      html.element("td", words(language, !line.applies ? "undecided" : *line.applies ? "yes" : "no"));
      html.element("td", line.reason).open("td").open("ul");
      for (const StatementMeasure& measure : line.measures) {
        html.open("li").element("a", measure.title, {{"href", "#m-" + measure.id}}).close();
      }
      html.close().close().open("td", {{"class", "obw"}});
      draw_trio(html, line.verdict, language);
      html.close().close();
    }
  }
  html.close().close();
}

}  // namespace

std::string package_readme(Language language) { return language == Language::kNl ? kReadmeNl : kReadmeEn; }

std::string package_page(const Snapshot& snapshot, const std::vector<MissingFile>& missing, Moment now,
                         Language language) {
  PageHead head{words(language, "package.title"), snapshot.organisation.name, {}};
  if (!snapshot.statements.empty()) {
    const auto& period = snapshot.statements.front().period;
    head.lines.emplace_back(words(language, "verdicts_of"),
                            say(language, Message{"report.period",
                                                  {{"from", written_day(language, period.from)},
                                                   {"to", written_day(language, period.to)}}}));
  }
  head.lines.emplace_back(words(language, "printed"), written_moment(language, now));
  head.lines.emplace_back(words(language, "package.log_size"), std::to_string(snapshot.log_size));
  return page(Medium::kReader, "wide", head, language, [&](Html& html) {
    draw_legend(html, language);
    html.element("p", words(language, "never_green"), {{"class", "never"}});
    html.open("p", {{"class", "legend"}}).text(words(language, "package.check") + " ");
    html.element("a", "README.txt", {{"href", "README.txt"}}).close();
    if (const auto problems = snapshot.verification.problems.size(); problems > 0) {
      html.element("p", say(language, Message{"report.package.did_not_verify", {{"count", std::to_string(problems)}}}),
                   {{"class", "notice"}});
    }
    for (const MissingFile& file : missing) {
      html.element("p", words(language, "package.missing") + ": " + file.sha256, {{"class", "notice"}});
    }
    for (const StatementDocument& statement : snapshot.statements) draw_requirements(html, statement, language);
    for (std::uint32_t i = 0; i < snapshot.assessed->measures.size(); ++i) {
      draw_measure(html, snapshot, i, missing, language);
    }
  });
}

}  // namespace waarborg::report
