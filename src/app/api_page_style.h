// SPDX-License-Identifier: EUPL-1.2
//
// The style sheet of the page about the API. Colours as in web/src/ui/tokens.css.
#pragma once

namespace waarborg::app {

inline constexpr char kApiStyle[] = R"css(
:root { color-scheme: light dark; --bg: #f5f7f9; --surface: #fff; --soft: #f1f4f7; --line: #dbe2e8; --text: #12202b; --dim: #4a5b68; --accent: #0b5a66; --accent-soft: #e3f1f3; --side: #0f2b38; --side-text: #d9e6ea; --get: #0b5a66; --post: #0f6048; --put: #7d5206; --delete: #9a1d17; }
@media (prefers-color-scheme: dark) { :root { --bg: #0c161d; --surface: #13212a; --soft: #192a34; --line: #263b47; --text: #e6eef2; --dim: #a6b9c4; --accent: #67c1cb; --accent-soft: #17343d; --side: #0a1b24; --side-text: #d4e2e7; --get: #67c1cb; --post: #6fd3b0; --put: #f0c774; --delete: #ff9f99; } }
* { box-sizing: border-box; }
html { font: 15px/1.55 "Inter Variable", Inter, "Segoe UI", system-ui, sans-serif; color: var(--text); background: var(--bg); scroll-padding-top: 16px; }
body { margin: 0; }
h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 12px; background: var(--surface); padding: 8px 14px; }
header { background: var(--side); color: var(--side-text); }
header .in { max-width: 1180px; margin: 0 auto; padding: 30px 24px 28px; }
header .top { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; font-size: 13.5px; }
header .top .grow { flex: 1; }
header a { color: #fff; }
header .brand { font-weight: 700; font-size: 15px; color: #fff; }
h1 { font-size: 30px; line-height: 1.2; color: #fff; margin: 22px 0 8px; }
header p { max-width: 68ch; }
.frame { max-width: 1180px; margin: 0 auto; padding: 26px 24px 60px; display: grid; grid-template-columns: 220px minmax(0, 1fr); gap: 34px; }
nav ul { list-style: none; } nav { font-size: 14px; position: sticky; top: 16px; align-self: start; }
nav h2 { font-size: 12.5px; color: var(--dim); margin: 0 0 6px; font-weight: 600; }
nav a { display: flex; justify-content: space-between; padding: 4px 10px; border-radius: 7px; text-decoration: none; color: var(--text); }
nav a:hover { background: var(--accent-soft); } nav .count { color: var(--dim); font-variant-numeric: tabular-nums; }
main > section { margin-bottom: 36px; }
main h2 { font-size: 20px; margin-bottom: 2px; } main h3 { font-size: 14px; margin: 16px 0 5px; }
.lead { color: var(--dim); margin-bottom: 12px; max-width: 75ch; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.start { padding: 6px 20px 18px; } .start p { max-width: 75ch; margin-top: 4px; }
details.card { margin-bottom: 8px; }
details.card > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; padding: 10px 16px; cursor: pointer; list-style: none; border-radius: 12px; }
details.card > summary::-webkit-details-marker { display: none; }
details.card > summary:hover { background: var(--soft); }
details[open] > summary { border-bottom: 1px solid var(--line); border-radius: 12px 12px 0 0; }
.method { font: 700 12px/1 ui-monospace, "DejaVu Sans Mono", monospace; width: 58px; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .delete { color: var(--delete); }
.path { font: 13.5px ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; } .what { color: var(--dim); margin-left: auto; text-align: right; }
.body { padding: 4px 16px 16px; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; }
th { text-align: left; font-size: 12px; color: var(--dim); font-weight: 600; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); }
td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; } tr:last-child td { border-bottom: 0; }
code, pre { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; margin: 0; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.must { font-weight: 700; }
footer { border-top: 1px solid var(--line); color: var(--dim); font-size: 13.5px; } footer .in { max-width: 1180px; margin: 0 auto; padding: 16px 24px; }
@media (max-width: 820px) { .frame { grid-template-columns: minmax(0, 1fr); gap: 20px; } nav { position: static; } .what { margin-left: 0; width: 100%; text-align: left; } }
@media print { nav { display: none; } .frame { display: block; } }
)css";

}  // namespace waarborg::app
