// SPDX-License-Identifier: EUPL-1.2
//
// Reads the beginning of a table, only to let one choose columns and words; the server reads the file itself
// (RFC 4180, and semicolons or tabs as spreadsheets write them).

export interface TablePreview { columns: string[]; rows: string[][] }

const kMost = 500;

function delimiterOf(text: string): string {
  const head = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'));
  const count = (c: string) => head.split(c).length;
  return [';', '\t', ','].reduce((best, c) => (count(c) > count(best) ? c : best), ',');
}

/** Rows of text with quoted fields; at most `kMost` rows. */
export function previewTable(text: string): TablePreview {
  const source = text.replace(/^\uFEFF/, '');
  const delimiter = delimiterOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = () => { row.push(cell); cell = ''; if (row.some((c) => c.trim() !== '')) rows.push(row); row = []; };
  for (let i = 0; i < source.length && rows.length <= kMost; ++i) {
    const c = source[i] ?? '';
    if (quoted) {
      if (c === '"' && source[i + 1] === '"') { cell += '"'; ++i; } else if (c === '"') quoted = false; else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === delimiter) { row.push(cell); cell = ''; }
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || row.length > 0) endRow();
  const columns = (rows.shift() ?? []).map((c) => c.trim());
  return { columns: columns.filter((c, i) => c !== '' && columns.indexOf(c) === i), rows: rows.map((r) => r.map((c) => c.trim())) };
}

/** The different words of one column, most used first. */
export function wordsOf(table: TablePreview, column: string): string[] {
  const at = table.columns.indexOf(column);
  const seen = new Map<string, number>();
  if (at >= 0) for (const row of table.rows) { const word = (row[at] ?? '').toLowerCase(); if (word) seen.set(word, (seen.get(word) ?? 0) + 1); }
  return [...seen.entries()].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}
