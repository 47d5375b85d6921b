// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import type { Deviation, EvidenceRow, Measure, Page as Paged } from '../../api/types';
import { useMay } from '../../app/session';
import { Card } from '../../ui/page';
import { Empty, QueryView } from '../../ui/states';
import { EvidenceTable } from '../evidence/evidence_table';
import { PopulationImport } from '../evidence/population_import';
import { PopulationTable } from '../evidence/population_table';
import { DeviationDialog } from '../task/deviation_dialog';
import { DeviationTable } from '../task/deviation_table';
import { TrailList } from '../trail/trail_list';
import { measureWords } from './text';

export function EvidenceTab({ m, query }: { m: Measure; query: UseQueryResult<Paged<EvidenceRow>> }) {
  const t = measureWords.use();
  const all = `/evidence?measure=${part(m.id)}`;
  return (
    <QueryView query={query}>
      {(data) => (
        <>
          <EvidenceTable rows={data.items} measure={m.id} />
          {data.total > 0 && <p className="small block-s">{data.total > data.items.length && <span className="dim">{t('evidence_some', { count: data.items.length, total: data.total })} </span>}<Link to={all}>{t('evidence_all', { count: data.total })}</Link></p>}
        </>
      )}
    </QueryView>
  );
}

export function SampleTab({ m }: { m: Measure }) {
  const t = measureWords.use();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const query = useQuery({ queryKey: ['/measures', m.id, 'populations'], queryFn: () => api.get('/measures/{id}/populations', { path: { id: m.id } }) });
  // A list belongs to a sample of the proof plan: without one there is nothing to count for.
  const planned = m.plan.operation.some((i) => i.kind === 'sample');
  const add = planned && may('add_evidence') ? <Button size="xs" variant="default" onClick={() => setOpen(true)}>{t('sample_new')}</Button>
    : !planned && may('edit_measure') ? <Button size="xs" variant="default" component={Link} to={`/measures/${part(m.id)}/edit#plan`}>{t('sample_plan')}</Button> : null;
  return (
    <>
      <QueryView query={query}>
        {(data) => data.items.length === 0 ? <Card><Empty title={t('samples_none')} action={add}>{t('samples_none_text')}</Empty></Card>
          : <div className="stack s"><div className="line end">{add}</div><PopulationTable rows={data.items} /></div>}
      </QueryView>
      {open && <PopulationImport measure={m} onClose={() => setOpen(false)} />}
    </>
  );
}

export function DeviationTab({ m, query }: { m: Measure; query: UseQueryResult<{ items: Deviation[] }> }) {
  const t = measureWords.use();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const add = may('perform_task') ? <Button size="xs" variant="default" onClick={() => setOpen(true)}>{t('deviation_new')}</Button> : null;
  return (
    <>
      <QueryView query={query}>
        {(data) => data.items.length === 0 ? <Card><Empty title={t('deviations_none')} action={add}>{t('deviations_none_text')}</Empty></Card>
          : <div className="stack s"><div className="line end">{add}</div><div className="card flush"><DeviationTable rows={data.items} /></div></div>}
      </QueryView>
      {open && <DeviationDialog measure={m.id} onClose={() => setOpen(false)} />}
    </>
  );
}

export function HistoryTab({ m }: { m: Measure }) {
  const t = measureWords.use();
  const query = useQuery({ queryKey: ['/trail', 'of', m.id], queryFn: () => api.get('/trail', { query: { subject: m.id, limit: 50 } }) });
  return <Card><QueryView query={query}>{(data) => data.items.length === 0 ? <Empty title={t('history_none')} /> : <TrailList entries={data.items} />}</QueryView><p className="small block-s"><Link to={`/trail?subject=${part(m.id)}`}>{t('tab_history')}</Link></p></Card>;
}
