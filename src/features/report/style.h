// SPDX-License-Identifier: EUPL-1.2
//
// The style sheet of all documents. Colours as on screen (web/src/ui/tokens.css, light).
#pragma once

namespace waarborg::report {

inline constexpr char kStyle[] = R"css(
@page { size: A4; margin: 20mm 15mm 17mm 15mm; }
@page wide { size: A4 landscape; margin: 18mm 14mm 16mm 14mm; }
@page sheet { size: A4; margin: 13mm 14mm 13mm 14mm; }
* { box-sizing: border-box; }
html { font: 9pt/1.42 "DejaVu Sans", sans-serif; color: #12202b; background: #fff; }
body { margin: 0; }
body.wide { page: wide; } body.sheet { page: sheet; }
body.screen, body.reader { font-family: Inter, "Inter Variable", "DejaVu Sans", sans-serif; max-width: 1160px; margin: 0 auto; padding: 20px; font-size: 14px; }
body.screen.sheet { max-width: 820px; }
h1, h2, h3, p, dl, dd, ul { margin: 0; padding: 0; }
h1 { font-size: 17pt; line-height: 1.2; font-weight: 700; }
h2 { font-size: 11.5pt; margin: 16pt 0 5pt; color: #0b5a66; break-after: avoid; }
h3 { font-size: 10pt; margin: 12pt 0 3pt; break-after: avoid; }
a { color: #0b5a66; }
ul { list-style: none; }
.band { background: #0f2b38; color: #fff; border-radius: 7pt; padding: 11pt 14pt 12pt; }
.band .top { display: table; width: 100%; margin-bottom: 8pt; }
.band .top > * { display: table-cell; vertical-align: middle; }
.band .brand { font-weight: 700; font-size: 10.5pt; }
.band .brand svg { vertical-align: -4pt; margin-right: 5pt; }
.band .secret { text-align: right; }
.secret span { border: 1pt solid #f1a9a6; color: #fff; border-radius: 4pt; padding: 1.5pt 6pt; font-weight: 700; font-size: 8.5pt; }
.band .organisation { string-set: organisation content(); color: #a6d1d5; font-size: 10.5pt; }
.band dl { display: flex; flex-wrap: wrap; margin-top: 8pt; }
.band dl div { margin-right: 22pt; margin-top: 3pt; }
.band dt { font-size: 7.5pt; color: #a6d1d5; } .band dd { font-weight: 600; }
.running { display: none; }
.dim { color: #4a5b68; } .small { font-size: 8pt; } .strong { font-weight: 700; } .nowrap { white-space: nowrap; }
.notice { border-left: 3pt solid #a87312; background: #fdf3dc; padding: 5pt 8pt; margin-top: 8pt; border-radius: 2pt; }
table { width: 100%; border-collapse: collapse; margin-top: 3pt; }
table.fixed { table-layout: fixed; }
thead { display: table-header-group; }
th { text-align: left; font-size: 7.5pt; font-weight: 600; color: #4a5b68; border-bottom: 1pt solid #8595a2; padding: 3pt 6pt 3pt 0; vertical-align: bottom; }
td { border-bottom: .5pt solid #dbe2e8; padding: 4pt 6pt 4pt 0; vertical-align: top; }
tr { break-inside: avoid; }
td p + p, td li + li { margin-top: 2pt; }
.ref { width: 13mm; font-weight: 700; white-space: nowrap; }
.title { width: 54mm; } .applies { width: 25mm; } .reason { width: 68mm; } .obw { width: 26mm; }
.screen .ref, .reader .ref { width: 5em; } .screen .title, .reader .title { width: 21%; } .screen .reason { width: 28%; } .screen .obw, .reader .obw { width: 90px; }
.no { font-weight: 700; color: #9a1d17; } .open { font-style: italic; color: #7d5206; }
.manual { display: block; font-size: 7pt; font-weight: 600; color: #7d5206; margin-top: 1pt; }
.care { font-size: 7pt; border: .5pt solid #0b5a66; color: #0b5a66; border-radius: 2pt; padding: 0 2pt; margin-left: 3pt; white-space: nowrap; }
.legend { margin-top: 8pt; font-size: 8pt; color: #4a5b68; }
.legend span { margin-right: 12pt; white-space: nowrap; } .legend svg { vertical-align: -3.5pt; margin-right: 3pt; }
.aspects { display: flex; margin-top: 9pt; }
.aspects > div { flex: 1; border: .75pt solid #dbe2e8; border-radius: 5pt; padding: 6pt 8pt 7pt; margin-right: 7pt; }
.aspects > div:last-child { margin-right: 0; }
.aspects .number { font-size: 17pt; font-weight: 700; line-height: 1.2; }
.aspects svg { display: block; width: 100%; height: 6pt; margin: 3pt 0; }
.sheet h2 { margin: 8pt 0 2pt; font-size: 10.5pt; }
.sheet td { padding: 3pt 6pt 3pt 0; }
.sheet h1 { font-size: 15pt; } .sheet .band { padding: 8pt 12pt 9pt; } .sheet .band .top { margin-bottom: 4pt; }
.hole .obw { width: 23mm; } .columns { display: flex; } .columns > div { flex: 1; margin-right: 12pt; } .columns > div:last-child { margin-right: 0; }
.rests { display: flex; margin-top: 2pt; } .rests div { flex: 1; } .rests .number { font-size: 12pt; font-weight: 700; }
.rests svg { display: block; width: 92%; height: 4pt; margin-top: 2pt; }
.columns li { padding: 2pt 0; border-bottom: .5pt solid #dbe2e8; }
.never { margin-top: 8pt; font-size: 8pt; color: #4a5b68; }
.dense { font-size: 8pt; } .dense h2 { margin-top: 5pt; } .dense td { padding: 2pt 6pt 2pt 0; }
.hash { font-family: "DejaVu Sans Mono", monospace; font-size: 7.5pt; overflow-wrap: anywhere; color: #4a5b68; }
details { margin: 2pt 0; } summary { cursor: pointer; }
@media print {
  body.screen, body.reader { max-width: none; padding: 0; font-size: 9pt; }
  .screen .running, .reader .running { display: table-row; } .running th { color: #9a1d17; font-weight: 700; text-align: right; border: 0; padding: 0; }
  .band { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  details > * { display: block; }
}
)css";

inline constexpr char kRunningNl[] = R"css(
@page { @top-left { content: string(organisation); font: 7.5pt "DejaVu Sans"; color: #4a5b68 }
  @top-right { content: "Vertrouwelijk"; font: 700 8pt "DejaVu Sans"; color: #9a1d17 }
  @bottom-left { content: string(document); font: 7.5pt "DejaVu Sans"; color: #4a5b68 }
  @bottom-right { content: "pagina " counter(page) " van " counter(pages); font: 7.5pt "DejaVu Sans"; color: #4a5b68 } }
h1 { string-set: document content() }
)css";

inline constexpr char kRunningEn[] = R"css(
@page { @top-left { content: string(organisation); font: 7.5pt "DejaVu Sans"; color: #4a5b68 }
  @top-right { content: "Confidential"; font: 700 8pt "DejaVu Sans"; color: #9a1d17 }
  @bottom-left { content: string(document); font: 7.5pt "DejaVu Sans"; color: #4a5b68 }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font: 7.5pt "DejaVu Sans"; color: #4a5b68 } }
h1 { string-set: document content() }
)css";

}  // namespace waarborg::report
