// SPDX-License-Identifier: EUPL-1.2
import { Button, SegmentedControl, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { api, part } from '../../api/client';
import type { Occurrence } from '../../api/types';
import { useMay } from '../../app/session';
import { TaskNav } from '../../app/subnav';
import { addDays, day, sentence, today } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { useUrlState } from '../../ui/url_state';
import { StateBadge } from './parts';
import { taskWords } from './text';

const kFilters = ['q', 'state', 'mine', 'sort'] as const;
const kStates: readonly Occurrence['state'][] = ['missed', 'planned', 'on_time', 'late'];

/** As far back as Vandaag looks; what was missed longer ago is in the verdicts only. */
const kDaysBack = 60;
const kMostLate = 40;

const inOrder = (sort: string) => (a: Occurrence, b: Occurrence): number => {
  const key = sort.endsWith('title') ? 'title' : 'due';
  return a[key].localeCompare(b[key]) * (sort.startsWith('-') ? -1 : 1);
};

/** To be done now is also what was missed and can still be recorded, as in the badge of the menu. */
function useLate({ asked }: { asked: Record<string, string> }, wanted: boolean): Occurrence[] {
  const { q, mine } = asked;
  const query = useQuery({ queryKey: ['/occurrences', 'late', q, mine], enabled: wanted, placeholderData: keepPreviousData,
    queryFn: () => api.get('/occurrences', { query: { state: 'missed', from: addDays(today(), -kDaysBack), limit: kMostLate, ...(q ? { q } : {}), ...(mine ? { mine: true } : {}) } }) });
  return wanted ? (query.data?.items ?? []).filter((o) => o.performed_on === null) : [];
}

export default function OccurrencesScreen() {
  const t = taskWords.use();
  const may = useMay();
  const navigate = useNavigate();
  const { get, set } = useUrlState();
  // What can be done now comes first; the rest is one choice away.
  const state = get('state');
  const past = state === 'all' || state === 'on_time' || state === 'late' || state === 'missed';
  const list = usePaged('/occurrences', state === 'all' ? ['q', 'mine', 'sort'] : kFilters, { usual: { ...(state ? {} : { state: 'open' }), sort: past ? '-due' : 'due' } });
  const late = useLate(list, state === '' && !get('after'));
  // On a phone it stands under the state, not in a column of its own.
  const perform = (o: Occurrence) => (o.state === 'open' || o.state === 'missed') && o.performed_on === null && may('perform_task')
    ? <Button size="xs" variant={o.state === 'open' ? 'light' : 'default'} component={Link} to={`/occurrences/${part(o.id)}?perform=1`} aria-label={t('perform_title', { title: sentence(o.title) })}>{t('save')}</Button> : null;
  return (
    <Page title={t('title')} help="tasks" sub={t('sub')}>
      <TaskNav />
      <div className="filters">
        <SearchBox label={t('search')} />
        <Select label={t('state')} w={190} value={state} onChange={(v) => set({ state: v, after: null })} data={[{ value: '', label: t('state_open') }, ...kStates.map((s) => ({ value: s, label: t(`state_${s}`) })), { value: 'all', label: t('any_state') }]} />
        <SegmentedControl aria-label={t('whose')} value={get('mine')} onChange={(v) => set({ mine: v, after: null })} data={[{ value: '', label: t('all') }, { value: 'true', label: t('mine') }]} />
      </div>
      <PagedTable label={t('title')} list={list} files={late.length === 0} also={late} order={inOrder(list.asked['sort'] ?? '')} rowKey={(o) => o.id} onEdit={may('perform_task') ? (o) => void navigate(`/occurrences/${part(o.id)}?perform=1`) : undefined}
        empty={state === 'all' ? <Empty title={t('empty')} example={t('empty_example')} action={<Button variant="default" component={Link} to="/measures">{t('to_measures')}</Button>}>{t('empty_text')}</Empty>
          : <Empty title={t('nothing_now')} action={<><Button variant="default" onClick={() => set({ state: 'planned', after: null })}>{t('show_planned')}</Button><Button variant="default" onClick={() => set({ state: 'all', after: null })}>{t('show_all')}</Button></>}>{t('nothing_now_text')}</Empty>}
        columns={[
          { key: 'title', label: t('col_title'), sort: 'title', className: 'cell-title', render: (o) => <><Link className="link-quiet" to={`/occurrences/${part(o.id)}`}>{sentence(o.title)}</Link><br /><span className="dim small">{o.measure_title}</span><div className="narrow-only small">{o.place?.name && `${o.place.name} · `}{t(o.state === 'planned' ? 'col_due' : 'col_window')} <span className="number nowrap">{day(o.state === 'planned' ? o.due : o.window_to)}</span></div></> },
          { key: 'place', label: t('col_place'), wide: true, render: (o) => o.place?.name ?? <span className="dim">–</span> },
          { key: 'owner', label: t('col_owner'), wide: true, render: (o) => o.owner_name || <span className="dim">–</span> },
          { key: 'due', label: t('col_due'), sort: 'due', wide: true, render: (o) => <span className="number nowrap">{day(o.due)}</span> },
          { key: 'window', label: t('col_window'), wide: true, render: (o) => <span className="number nowrap">{day(o.window_to)}</span> },
          { key: 'state', label: t('col_state'), render: (o) => <div className="stack xs"><span><StateBadge o={o} /></span><span className="narrow-only">{perform(o)}</span></div> },
          { key: 'do', label: t('perform'), hidden: true, wide: true, className: 'right', render: perform },
        ]} />
    </Page>
  );
}
