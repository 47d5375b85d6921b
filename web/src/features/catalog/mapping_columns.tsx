// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { MappedEnd, MappingItem } from '../../api/types';
import { chapterNumber, day } from '../../ui/format';
import type { Column } from '../../ui/table';
import { refOf } from './code_names';
import type { mappingWords } from './mapping_text';

type Words = ReturnType<typeof mappingWords.use>;
/** What the reader may do with a row; null for whoever may only read. */
export interface RowDeeds { judge: (item: MappingItem, state: 'confirmed' | 'proposed') => void; reject: (item: MappingItem) => void }

function End({ end }: { end: MappedEnd }) {
  const name = <><span className="number">{chapterNumber(refOf(end))}</span> {end.title}</>;
  return end.in_use ? <Link className="link-quiet" to={`/requirements/${part(end.urn)}`}>{name}</Link> : <span>{name}</span>;
}

function Relation({ m, t }: { m: MappingItem; t: Words }) {
  return (
    <div className="stack xs nowrap">
      <span title={t(`${m.relation}_hint`)}>{t(m.relation)}</span>
      <span className="dim small" title={t('carries_hint')}>{t('carries')}: {t(`carries_${m.carries}`)}</span>
      {m.strength !== null && <span className="dim small number">{t('strength')}: {t('strength_of', { strength: m.strength })}</span>}
    </div>
  );
}

const kTone = { proposed: 'warn', confirmed: 'good', rejected: 'bad' } as const;

function State({ m, t }: { m: MappingItem; t: Words }) {
  return (
    <div className="stack xs">
      <span><span className={`badge ${kTone[m.state]}`}>{t(m.state)}</span></span>
      {m.state !== 'proposed' && m.reviewed_at && <span className="dim small">{t('judged_by', { name: m.reviewer, at: day(m.reviewed_at) })}</span>}
      {m.review_reason && <span className="dim small">{m.review_reason}</span>}
    </div>
  );
}

function Deeds({ m, t, deeds }: { m: MappingItem; t: Words; deeds: RowDeeds }) {
  const names = { source: chapterNumber(m.source.ref), target: chapterNumber(m.target.ref) };
  return (
    <span className="line s nowrap">
      {m.state === 'proposed'
        ? <><Button size="xs" variant="default" aria-label={t('confirm_row', names)} onClick={() => deeds.judge(m, 'confirmed')}>{t('confirm')}</Button><Button size="xs" variant="subtle" aria-label={t('reject_row', names)} onClick={() => deeds.reject(m)}>{t('reject')}</Button></>
        : <Button size="xs" variant="subtle" aria-label={t('take_back_row', names)} onClick={() => deeds.judge(m, 'proposed')}>{t('take_back')}</Button>}
    </span>
  );
}

export function mappingColumns(t: Words, deeds: RowDeeds | null): Column<MappingItem>[] {
  const columns: Column<MappingItem>[] = [
    { key: 'source', label: t('col_source'), className: 'cell-title', render: (m) => <End end={m.source} /> },
    { key: 'relation', label: t('relation'), render: (m) => <Relation m={m} t={t} /> },
    { key: 'target', label: t('col_target'), className: 'cell-title', render: (m) => <End end={m.target} /> },
    { key: 'why', label: t('col_why'), wide: true, className: 'cell-why', render: (m) => <span className="small">{m.rationale}</span> },
    { key: 'state', label: t('state'), render: (m) => <State m={m} t={t} /> },
  ];
  if (deeds) columns.push({ key: 'deeds', label: t('confirm'), hidden: true, render: (m) => <Deeds m={m} t={t} deeds={deeds} /> });
  return columns;
}
