// SPDX-License-Identifier: EUPL-1.2
//
// What a report found. Of a long one what is wrong stands first and open; the rest is folded, by result.
import type { Evidence } from '../../api/types';
import { Moment } from '../../ui/moment';
import { Card } from '../../ui/page';
import { SimpleTable, type Column } from '../../ui/table';
import { ResultBadge } from './parts';
import { evidenceWords } from './text';

type Observation = Evidence['observations'][number];

/** What asks most first; a word that is not known is unknown. */
const kOrder = ['refutes', 'partly', 'unknown', 'supports'] as const;
type Result = (typeof kOrder)[number];
const resultOf = (one: Observation): Result => kOrder.find((known) => known === one.result) ?? 'unknown';
/** So many are read at a glance. */
const kShort = 12;

function Rows({ label, rows }: { label: string; rows: Observation[] }) {
  const t = evidenceWords.use();
  const columns: Column<Observation>[] = [
    { key: 'title', label: t('obs_title'), render: (o) => o.title || o.key }, { key: 'subject', label: t('obs_subject'), className: 'break name', render: (o) => o.subject },
    { key: 'at', label: t('obs_at'), wide: true, render: (o) => <span className="number nowrap"><Moment at={o.at} /></span> }, { key: 'result', label: t('obs_result'), render: (o) => <ResultBadge result={o.result} /> }, { key: 'detail', label: t('obs_detail'), wide: true, className: 'break', render: (o) => o.detail },
  ];
  return <div className="table-wrap inset"><SimpleTable label={label} rows={rows} rowKey={(o) => o.key + o.subject + o.at} columns={columns} /></div>;
}

function Group({ result, rows, open }: { result: Result; rows: Observation[]; open: boolean }) {
  const t = evidenceWords.use();
  const label = t('obs_group', { count: rows.length });
  return (
    <div>
      <details className="obs-group" open={open}>
        <summary><ResultBadge result={result} /> <span className="strong">{label}</span></summary>
        <Rows label={`${label} (${t(`result_${result}`)})`} rows={rows} />
      </details>
      {/* On paper what is folded is named. */}
      {!open && <p className="print-only small"><ResultBadge result={result} /> {rows.map((o) => `${o.title || o.key} (${o.subject})`).join('; ')}</p>}
    </div>
  );
}

export function Observations({ rows }: { rows: Observation[] }) {
  const t = evidenceWords.use();
  const groups = kOrder.map((result) => ({ result, rows: rows.filter((one) => resultOf(one) === result) })).filter((group) => group.rows.length > 0);
  return (
    <Card title={t('observations')}>
      {rows.length <= kShort
        ? <Rows label={t('observations')} rows={groups.flatMap((group) => group.rows)} />
        : <div className="stack s">{groups.map((group, at) => <Group key={group.result} {...group} open={at === 0 && group.result !== 'supports'} />)}</div>}
    </Card>
  );
}
