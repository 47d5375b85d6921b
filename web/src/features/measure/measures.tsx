// SPDX-License-Identifier: EUPL-1.2
import { Button, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { part } from '../../api/client';
import { measureReasons, useRequirement } from '../../api/queries';
import { useMay } from '../../app/session';
import { NormNav } from '../../app/subnav';
import { appWords } from '../../app/text';
import { day, today } from '../../ui/format';
import { kVerdicts, Legend, TrioGlyph, useTrioLetters } from '../../ui/glyph';
import { Page } from '../../ui/page';
import { KnownAtNote, periodQuery, PeriodPicker, TimedLink, usePeriod } from '../../ui/period';
import { Empty } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { ReferenceSelect } from '../asset/reference_select';
import { measureWords } from './text';

const kFilters = ['q', 'requirement', 'owner', 'verdict', 'from', 'to', 'known_at', 'sort'] as const;

/** The list of one requirement says so, and can be left. */
function OfRequirement() {
  const t = measureWords.use();
  const { get, set } = useUrlState();
  const urn = get('requirement');
  const query = useRequirement(urn, periodQuery(usePeriod()));
  if (!urn) return null;
  return <p className="line s gap-below"><span className="badge accent">{t('of_requirement', { requirement: query.data ? `${query.data.ref} ${query.data.title}` : '…' })}</span><button type="button" className="link small" onClick={() => set({ requirement: null, after: null })}>{t('of_requirement_drop')}</button></p>;
}

export default function MeasuresScreen() {
  const t = measureWords.use();
  const u = ui.use();
  const letters = useTrioLetters();
  const app = appWords.use();
  const may = useMay();
  const navigate = useNavigate();
  const { get, set } = useUrlState();
  const list = usePaged('/measures', kFilters, { usual: { sort: 'title' } });
  return (
    <Page title={app('measures')} help="measures" actions={<><PeriodPicker /><Legend />{may('edit_measure') && <Button component={Link} to="/measures/new" leftSection={<IconPlus size={16} />}>{t('new')}</Button>}</>}>
      <NormNav />
      <KnownAtNote />
      <OfRequirement />
      <div className="filters">
        <SearchBox label={t('search')} />
        <ReferenceSelect register="person" label={t('owner')} placeholder={t('all_owners')} value={get('owner')} onChange={(v) => set({ owner: v || null, after: null })} w={200} />
        <Select label={t('verdict')} value={get('verdict')} onChange={(v) => set({ verdict: v, after: null })} data={[{ value: '', label: t('any_verdict') }, ...kVerdicts.map((v) => ({ value: v, label: u(v) }))]} w={190} />
      </div>
      <PagedTable label={t('title')} list={list} rowKey={(m) => m.id} onEdit={may('edit_measure') ? (m) => void navigate(`/measures/${part(m.id)}/edit`) : undefined}
        empty={<Empty title={t('empty')} example={t('empty_example')} action={may('edit_measure') ? <><Button variant="default" component={Link} to="/measures/new">{t('new')}</Button><Button variant="default" component={Link} to="/setup?step=4">{t('from_proposals')}</Button></> : null}>{t('empty_text')}</Empty>}
        columns={[
          { key: 'title', label: t('col_title'), sort: 'title', className: 'cell-title', render: (m) => <TimedLink className="link-quiet" to={`/measures/${part(m.id)}`}>{m.title}</TimedLink> },
          { key: 'verdict', label: letters, sort: 'verdict', render: (m) => <TrioGlyph trio={m.verdict} about={m.title} load={measureReasons(m.id)} to={`/measures/${part(m.id)}`} /> },
          { key: 'owner', label: t('owner'), sort: 'owner_name', wide: true, render: (m) => m.owner_name || <span className="dim">–</span> },
          { key: 'requirements', label: t('col_requirements'), wide: true, render: (m) => <span className="number dim">{m.requirements.slice(0, 4).join(', ')}{m.requirements.length > 4 && ` +${m.requirements.length - 4}`}</span> },
          { key: 'places', label: t('col_places'), wide: true, render: (m) => <TimedLink className="number" to={`/measures/${part(m.id)}?tab=places`} aria-label={t('places_of', { count: m.places, title: m.title })}>{m.places}</TimedLink> },
          { key: 'next_due', label: t('col_next'), sort: 'next_due', wide: true, render: (m) => m.next_due ? <span className={m.next_due <= today() ? 'badge accent nowrap' : 'number nowrap'}>{m.next_due <= today() ? t('due_now', { day: day(m.next_due) }) : day(m.next_due)}</span> : <span className="dim">–</span> },
        ]} />
    </Page>
  );
}
