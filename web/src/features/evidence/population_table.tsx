// SPDX-License-Identifier: EUPL-1.2
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { Population } from '../../api/types';
import { day } from '../../ui/format';
import { SimpleTable } from '../../ui/table';
import { evidenceWords } from './text';

export function PopulationTable({ rows }: { rows: Population[] }) {
  const t = evidenceWords.use();
  return (
    <div className="card flush">
      <SimpleTable label={t('pop_title')} rows={rows} rowKey={(p) => p.id} columns={[
        { key: 'title', label: t('pop_title'), className: 'cell-title', render: (p) => <><Link className="link-quiet" to={`/populations/${part(p.id)}`}>{p.title}</Link><br /><span className="dim small number">{day(p.covers_from)} – {day(p.covers_to)}</span></> },
        { key: 'count', label: t('pop_count'), render: (p) => <span className="number">{p.count}</span> },
        { key: 'judged', label: t('pop_judged'), render: (p) => <span className="number">{p.judged}/{p.sample_size}</span> },
        { key: 'deviations', label: t('pop_deviations'), render: (p) => <span className={p.deviations > p.tolerated ? 'badge bad number' : 'number'}>{p.deviations}</span> },
        { key: 'state', label: t('col_review'), wide: true, render: (p) => <span className={`badge ${p.state === 'judged' ? 'good' : p.state === 'drawn' ? 'warn' : ''}`}>{t(`pop_state_${p.state}`)}</span> },
      ]} />
    </div>
  );
}
