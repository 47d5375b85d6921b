// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { EvidenceRow } from '../../api/types';
import { useMay } from '../../app/session';
import { day, withDays } from '../../ui/format';
import { Days } from '../../ui/moment';
import { Card } from '../../ui/page';
import { Empty } from '../../ui/states';
import { SimpleTable, type Column, type SortOf } from '../../ui/table';
import { ui } from '../../ui/text';
import { Expiry, ResultBadge, ReviewBadge } from './parts';
import { evidenceWords } from './text';

type EvidenceColumn = Column<EvidenceRow, SortOf<'/evidence'>>;

export function useEvidenceColumns(ofMeasure: boolean): EvidenceColumn[] {
  const t = evidenceWords.use();
  const u = ui.use();
  const columns: EvidenceColumn[] = [
    { key: 'title', label: t('col_title'), sort: 'title', className: 'cell-title', render: (e) => <><Link className="link-quiet" to={`/evidence/${part(e.id)}`}>{withDays(e.title)}</Link><br /><span className="dim small">{t(`kind_${e.kind}`)} · {u(e.aspect)}</span></> },
    { key: 'measure', label: t('col_measure'), wide: true, render: (e) => e.measure ? <Link to={`/measures/${part(e.measure)}`}>{e.measure_title}</Link> : <span className="dim">–</span> },
    { key: 'covers_to', label: t('col_covers'), sort: 'covers_to', wide: true, render: (e) => <Days from={e.covers_from} to={e.covers_to} /> },
    { key: 'result', label: t('col_result'), wide: true, render: (e) => <ResultBadge result={e.result} /> },
    { key: 'review', label: t('col_review'), render: (e) => <ReviewBadge review={e.review} /> },
    { key: 'valid_until', label: t('col_valid'), sort: 'valid_until', wide: true, render: (e) => e.valid_until ? <span className="line s nowrap"><span className="number nowrap">{day(e.valid_until)}</span><Expiry days={e.expires_in_days} /></span> : <span className="dim">–</span> },
    { key: 'received_at', label: t('col_received'), sort: 'received_at', wide: true, render: (e) => <span className="number nowrap dim">{day(e.received_at)}</span> },
  ];
  return ofMeasure ? columns.filter((c) => c.key !== 'measure') : columns;
}

export function EvidenceTable({ rows, measure }: { rows: EvidenceRow[]; measure: string }) {
  const t = evidenceWords.use();
  const may = useMay();
  const columns = useEvidenceColumns(true);
  if (rows.length === 0) return <Card><Empty title={t('empty')} example={t('empty_example')} action={may('add_evidence') ? <Button component={Link} to={`/evidence/new?measure=${part(measure)}`}>{t('add')}</Button> : null}>{t('empty_of_measure')}</Empty></Card>;
  return <div className="card flush"><SimpleTable label={t('title')} rows={rows} rowKey={(e) => e.id} columns={columns} /></div>;
}
