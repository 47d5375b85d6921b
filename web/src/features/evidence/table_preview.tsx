// SPDX-License-Identifier: EUPL-1.2
//
// What the server reads in somebody's table: it does the reading, here as at the real import, whatever the encoding.
import { useEffect, useState } from 'react';
import { api } from '../../api/client';
import type { TablePreview } from '../../api/types';
import { number } from '../../ui/format';
import { Note } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { evidenceWords } from './text';

/** Rows on the screen; the rest of the preview is there to find words in. */
const kShown = 5;

export interface Preview { table: TablePreview | null; error: unknown; busy: boolean }
const kNone: Preview = { table: null, error: null, busy: false };

/** The file goes up as it is: no browser decodes it. */
export function useTablePreview(file: File | undefined): Preview {
  const [state, setState] = useState<Preview>(kNone);
  useEffect(() => {
    setState(kNone);
    if (!file) return;
    const stop = new AbortController();
    setState({ ...kNone, busy: true });
    api.post('/evidence/table', { raw: file, type: 'application/octet-stream', signal: stop.signal })
      .then((table) => setState({ ...kNone, table }))
      .catch((error: unknown) => { if (!stop.signal.aborted) setState({ ...kNone, error }); });
    return () => stop.abort();
  }, [file]);
  return state;
}

/** Names to choose from: each once, none without a name. */
export const columnsOf = (table: TablePreview | null): string[] => [...new Set((table?.columns ?? []).filter((c) => c !== ''))];

/** The different words of one column, most used first. */
export function wordsOf(table: TablePreview, column: string): string[] {
  const at = table.columns.indexOf(column);
  const seen = new Map<string, number>();
  if (at >= 0) for (const row of table.rows) { const word = (row.cells[at] ?? '').trim().toLowerCase(); if (word) seen.set(word, (seen.get(word) ?? 0) + 1); }
  return [...seen.entries()].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

const kDelimiters: Record<string, 'tab_comma' | 'tab_semicolon' | 'tab_tab'> = { ',': 'tab_comma', ';': 'tab_semicolon', '\t': 'tab_tab' };

export function TableShown({ preview }: { preview: Preview }) {
  const t = evidenceWords.use();
  const { table, error, busy } = preview;
  if (busy) return <p className="dim small" role="status">{t('tab_reading')}</p>;
  if (error) return <ErrorNote error={error} />;
  if (!table) return null;
  return (
    <div className="stack s">
      <p className="small" role="status">{t('tab_found', { count: table.count, rows: number(table.count), encoding: t(`tab_${table.encoding}`), delimiter: t(kDelimiters[table.delimiter] ?? 'tab_comma') })}</p>
      {table.warnings.map((w) => <Note key={w} tone="warn">{w}</Note>)}
      <div className="table-wrap inset" tabIndex={0} role="region" aria-label={t('tab_label')}>
        <table className="table"><thead><tr>{table.columns.map((c, i) => <th key={`${c}${i}`} scope="col">{c}</th>)}</tr></thead>
          <tbody>{table.rows.slice(0, kShown).map((row) => <tr key={row.line}>{table.columns.map((c, i) => <td key={`${c}${i}`}>{row.cells[i] ?? ''}</td>)}</tr>)}</tbody></table>
      </div>
    </div>
  );
}
