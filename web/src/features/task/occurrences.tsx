// SPDX-License-Identifier: EUPL-1.2
import { Button, SegmentedControl, Select } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { part } from '../../api/client';
import type { Occurrence } from '../../api/types';
import { useMay } from '../../app/session';
import { TaskNav } from '../../app/subnav';
import { day } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { headingOf, ProofWaits, StateBadge, usePlaceOf } from './parts';
import { taskWords } from './text';

const kFilters = ['q', 'state', 'mine', 'sort'] as const;
const kStates: readonly Occurrence['state'][] = ['open', 'missed', 'planned', 'on_time', 'late'];

export default function OccurrencesScreen() {
  const t = taskWords.use();
  const u = ui.use();
  const may = useMay();
  const placeOf = usePlaceOf();
  const navigate = useNavigate();
  const { get, set } = useUrlState();
  // What is to be done comes first, as in the badge of the menu; the rest is one choice away.
  const state = get('state');
  // What is behind us begins with the last; what holds the time to come as well goes by the calendar.
  const past = state === 'on_time' || state === 'late' || state === 'missed';
  const list = usePaged('/occurrences', state === 'all' ? ['q', 'mine', 'sort'] : kFilters, { usual: { ...(state ? {} : { state: 'to_do' }), sort: past ? '-due' : 'due' } });
  // On a phone it stands under the state, not in a column of its own.
  const perform = (o: Occurrence) => (o.state === 'open' || o.state === 'missed') && o.performed_on === null && may('perform_task')
    ? <Button size="xs" variant={o.state === 'open' ? 'light' : 'default'} component={Link} to={`/occurrences/${part(o.id)}?perform=1`} aria-label={t('perform_title', { title: headingOf(o).title })}>{t('save')}</Button> : null;
  return (
    <Page title={t('title')} help="tasks" sub={t('sub')}>
      <TaskNav />
      <div className="filters">
        <SearchBox label={t('search')} />
        <Select label={t('state')} w={190} value={state} onChange={(v) => set({ state: v, after: null })} data={[{ value: '', label: t('to_do') }, ...kStates.map((s) => ({ value: s, label: u(`state_${s}`) })), { value: 'all', label: t('any_state') }]} />
        <SegmentedControl aria-label={t('whose')} value={get('mine')} onChange={(v) => set({ mine: v, after: null })} data={[{ value: '', label: t('all') }, { value: 'true', label: t('mine') }]} />
      </div>
      <PagedTable label={t('title')} list={list} rowKey={(o) => o.id} onEdit={may('perform_task') ? (o) => void navigate(`/occurrences/${part(o.id)}?perform=1`) : undefined}
        empty={state === 'all' ? <Empty title={t('empty')} example={t('empty_example')} action={<Button variant="default" component={Link} to="/measures">{t('to_measures')}</Button>}>{t('empty_text')}</Empty>
          : <Empty title={t('nothing_now')} action={<><Button variant="default" onClick={() => set({ state: 'planned', after: null })}>{t('show_planned')}</Button><Button variant="default" onClick={() => set({ state: 'all', after: null })}>{t('show_all')}</Button></>}>{t('nothing_now_text')}</Empty>}
        columns={[
          { key: 'title', label: t('col_title'), className: 'cell-title', render: (o) => <><Link className="link-quiet" to={`/occurrences/${part(o.id)}`}>{headingOf(o).title}</Link><br /><span className="dim small">{headingOf(o).detail}</span><div className="narrow-only small">{placeOf(o)} · {t(o.state === 'planned' ? 'col_due' : 'col_window')} <span className="number nowrap">{day(o.state === 'planned' ? o.due : o.window_to)}</span></div></> },
          { key: 'place', label: t('col_place'), wide: true, render: placeOf },
          { key: 'owner', label: t('col_owner'), wide: true, render: (o) => o.owner_name || <span className="dim">–</span> },
          { key: 'due', label: t('col_due'), sort: 'due', wide: true, render: (o) => <span className="number nowrap">{day(o.due)}</span> },
          { key: 'window', label: t('col_window'), wide: true, render: (o) => <span className="number nowrap">{day(o.window_to)}</span> },
          { key: 'state', label: t('col_state'), render: (o) => <div className="stack xs"><span><StateBadge o={o} /></span><ProofWaits o={o} /><span className="narrow-only">{perform(o)}</span></div> },
          { key: 'do', label: t('perform'), hidden: true, wide: true, className: 'right', render: perform },
        ]} />
    </Page>
  );
}
