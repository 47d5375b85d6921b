// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { Deviation } from '../../api/types';
import { day } from '../../ui/format';
import { SimpleTable, type Column, type SortOf } from '../../ui/table';
import { DeviationDialog } from './deviation_dialog';
import { DeviationBadge } from './parts';
import { taskWords } from './text';

export function useDeviationColumns(open: (d: Deviation) => void, ofMeasure = false): Column<Deviation, SortOf<'/deviations'>>[] {
  const t = taskWords.use();
  const columns: Column<Deviation, SortOf<'/deviations'>>[] = [
    { key: 'what', label: t('col_what'), sort: 'what', className: 'cell-title', render: (d) => <button type="button" className="link link-quiet row-open" onClick={() => open(d)}>{d.what}</button> },
    { key: 'measure', label: t('col_measure'), wide: true, render: (d) => <Link to={`/measures/${part(d.measure)}`}>{d.measure_title}</Link> },
    { key: 'evidence', label: t('evidence'), wide: true, render: (d) => d.evidence && <Link to={`/evidence/${part(d.evidence)}`} title={t('dev_evidence')}>{t('evidence')}</Link> },
    { key: 'opened_at', label: t('col_opened'), sort: 'opened_at', wide: true, render: (d) => <span className="number nowrap">{day(d.opened_at)}</span> },
    { key: 'state', label: t('col_state'), render: (d) => <DeviationBadge state={d.state} /> },
  ];
  return ofMeasure ? columns.filter((c) => c.key !== 'measure') : columns;
}

export function DeviationTable({ rows }: { rows: Deviation[] }) {
  const t = taskWords.use();
  const [shown, setShown] = useState<Deviation | null>(null);
  const columns = useDeviationColumns(setShown, true);
  return <><SimpleTable label={t('deviations')} rows={rows} rowKey={(d) => d.id} columns={columns} onEdit={setShown} />{shown && <DeviationDialog measure={shown.measure} deviation={shown} onClose={() => setShown(null)} />}</>;
}
