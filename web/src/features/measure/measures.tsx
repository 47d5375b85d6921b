// SPDX-License-Identifier: EUPL-1.2
import { Button, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { part } from '../../api/client';
import { measureReasons, rowName, useRows } from '../../api/queries';
import { useMay } from '../../app/session';
import { NormNav } from '../../app/subnav';
import { appWords } from '../../app/text';
import { day, today } from '../../ui/format';
import { kVerdicts, Legend, TrioGlyph } from '../../ui/glyph';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { measureWords } from './text';

export default function MeasuresScreen() {
  const t = measureWords.use();
  const u = ui.use();
  const app = appWords.use();
  const may = useMay();
  const navigate = useNavigate();
  const { get, set } = useUrlState();
  const people = useRows('person');
  const list = usePaged('/measures', ['q', 'requirement', 'owner', 'verdict', 'sort'], { usual: { sort: 'title' } });
  return (
    <Page title={app('norm')} help="measures" actions={<><Legend />{may('edit_measure') && <Button component={Link} to="/measures/new" leftSection={<IconPlus size={16} />}>{t('new')}</Button>}</>}>
      <NormNav />
      <div className="filters">
        <SearchBox label={t('search')} />
        <Select label={t('owner')} value={get('owner')} onChange={(v) => set({ owner: v, after: null })} data={[{ value: '', label: t('all_owners') }, ...(people.data?.items ?? []).map((p) => ({ value: p.id, label: rowName(p) }))]} searchable w={200} />
        <Select label={t('verdict')} value={get('verdict')} onChange={(v) => set({ verdict: v, after: null })} data={[{ value: '', label: t('any_verdict') }, ...kVerdicts.map((v) => ({ value: v, label: u(v) }))]} w={190} />
      </div>
      <PagedTable label={t('title')} list={list} rowKey={(m) => m.id} onEdit={may('edit_measure') ? (m) => void navigate(`/measures/${part(m.id)}/edit`) : undefined}
        empty={<Empty title={t('empty')} example={t('empty_example')} action={may('edit_measure') ? <><Button variant="default" component={Link} to="/measures/new">{t('new')}</Button><Button variant="default" component={Link} to="/setup?step=4">{t('from_proposals')}</Button></> : null}>{t('empty_text')}</Empty>}
        columns={[
          { key: 'title', label: t('col_title'), sort: 'title', className: 'cell-title', render: (m) => <Link className="link-quiet" to={`/measures/${part(m.id)}`}>{m.title}</Link> },
          { key: 'verdict', label: t('col_verdict'), sort: 'verdict', render: (m) => <TrioGlyph trio={m.verdict} about={m.title} load={measureReasons(m.id)} to={`/measures/${part(m.id)}`} /> },
          { key: 'owner', label: t('owner'), sort: 'owner_name', wide: true, render: (m) => m.owner_name || <span className="dim">–</span> },
          { key: 'requirements', label: t('col_requirements'), wide: true, render: (m) => <span className="number dim">{m.requirements.slice(0, 4).join(', ')}{m.requirements.length > 4 && ` +${m.requirements.length - 4}`}</span> },
          { key: 'places', label: t('col_places'), wide: true, render: (m) => <span className="number">{m.places}</span> },
          { key: 'next_due', label: t('col_next'), sort: 'next_due', wide: true, render: (m) => m.next_due ? <span className={m.next_due <= today() ? 'badge accent nowrap' : 'number nowrap'}>{m.next_due <= today() ? t('due_now', { day: day(m.next_due) }) : day(m.next_due)}</span> : <span className="dim">–</span> },
        ]} />
    </Page>
  );
}
