// SPDX-License-Identifier: EUPL-1.2
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { Population } from '../../api/types';
import { day } from '../../ui/format';
import { SimpleTable } from '../../ui/table';
import { evidenceWords } from './text';

/** Every number opens to the cases under it. */
function Count({ p, bad = false, children }: { p: Population; bad?: boolean; children: ReactNode }) {
  return <Link to={`/populations/${part(p.id)}`} className={bad ? 'badge bad number' : 'number'}>{children}</Link>;
}

export function PopulationTable({ rows }: { rows: Population[] }) {
  const t = evidenceWords.use();
  return (
    <div className="card flush">
      <SimpleTable label={t('pop_title')} rows={rows} rowKey={(p) => p.id} columns={[
        { key: 'title', label: t('pop_title'), className: 'cell-title', render: (p) => <><Link className="link-quiet" to={`/populations/${part(p.id)}`}>{p.title}</Link><br /><span className="dim small number">{day(p.covers_from)} – {day(p.covers_to)}</span></> },
        { key: 'count', label: t('pop_count'), render: (p) => <Count p={p}>{p.count}</Count> },
        { key: 'judged', label: t('pop_judged'), render: (p) => <Count p={p}>{p.judged}/{p.sample_size}</Count> },
        { key: 'deviations', label: t('pop_deviations'), render: (p) => <Count p={p} bad={p.deviations > p.tolerated}>{p.deviations}</Count> },
        { key: 'state', label: t('col_review'), wide: true, render: (p) => <span className={`badge ${p.state === 'judged' ? 'good' : p.state === 'drawn' ? 'warn' : ''}`}>{t(`pop_state_${p.state}`)}</span> },
      ]} />
    </div>
  );
}
