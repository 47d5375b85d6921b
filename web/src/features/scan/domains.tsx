// SPDX-License-Identifier: EUPL-1.2
//
// The domains of the register with what was last measured of each. Adding and changing them is the register's own screen.
import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconList, IconPlus, IconRadar2, IconSearch, IconUpload, IconWorldSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { part, url } from '../../api/client';
import type { DomainState, WatchedDomain } from '../../api/types';
import { useMay } from '../../app/session';
import { Moment } from '../../ui/moment';
import { Page } from '../../ui/page';
import { Empty, QueryView } from '../../ui/states';
import { ExportButton, SimpleTable, type Column } from '../../ui/table';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { Counts, ScoreRing, UseLine, Worse } from './marks';
import { Running } from './running';
import './scan.css';
import { becameWorse, isUsedFor, kStates, kSubjects, useDomains, useMeasureNow } from './scan';
import { Schedule } from './schedule';
import { scanWords } from './text';
import { Totals, WorseNote } from './totals';

const kNew = '/registers/domain/new';
/** What most domains are; where to go back to. */
const kBegin = { from: '/domains', values: { use: 'both', protection: 'apply' } };
const kImport = '/registers/domain#import';
/** As many rows as one reads at a glance; the others are one click away. */
const kShown = 100;

type Sort = 'name' | 'web' | 'mail' | 'found' | 'measured';
const wrong = (d: WatchedDomain): number => (d.last ? d.last.fails * 1e6 + d.last.warns * 1e3 + d.last.unknown : -1);
const kOrder: Record<Sort, (a: WatchedDomain, b: WatchedDomain) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  web: (a, b) => (a.last?.web ?? -1) - (b.last?.web ?? -1),
  mail: (a, b) => (a.last?.mail ?? -1) - (b.last?.mail ?? -1),
  found: (a, b) => wrong(b) - wrong(a),
  measured: (a, b) => (a.last?.measured_at ?? '').localeCompare(b.last?.measured_at ?? ''),
};

function ordered(domains: WatchedDomain[], sort: string): WatchedDomain[] {
  const down = sort.startsWith('-');
  const order = kOrder[(down ? sort.slice(1) : sort) as Sort] ?? kOrder.name;
  const rows = [...domains].sort((a, b) => order(a, b) || kOrder.name(a, b));
  return down ? rows.reverse() : rows;
}
const fits = (d: WatchedDomain, state: string): boolean => state === '' || (state === 'worse' ? becameWorse(d) : d.state === state);

/** The file holds what the list shows. */
function filters(state: string, q: string): { state?: DomainState; worsened?: boolean; q?: string } {
  const known = kStates.find((one) => one === state);
  return { ...(known ? { state: known } : {}), ...(state === 'worse' ? { worsened: true } : {}), ...(q === '' ? {} : { q }) };
}

type Chosen = ReadonlySet<string>;
function useColumns(rows: WatchedDomain[], chosen: Chosen, choose: (ids: string[], on: boolean) => void): Column<WatchedDomain, Sort>[] {
  const t = scanWords.use();
  const { may } = useMeasureNow();
  const here = rows.filter((d) => chosen.has(d.id)).length;
  const columns: Column<WatchedDomain, Sort>[] = [
    {
      key: 'name', label: t('c_name'), sort: 'name', className: 'cell-title',
      render: (d) => (
        <div className="scan-name">
          <Link className="link-quiet break" to={`/domains/${part(d.id)}`}>{d.name}</Link>
          <UseLine domain={d} />
          <span className="narrow-only"><Found domain={d} /></span>
        </div>
      ),
    },
    ...kSubjects.map((subject): Column<WatchedDomain, Sort> => ({
      key: subject, label: t(subject), sort: subject, className: 'scan-score',
      render: (d) => (d.last && isUsedFor(d, subject) ? <ScoreRing value={d.last[subject]} subject={subject} /> : <span className="dim" aria-hidden>–</span>),
    })),
    { key: 'found', label: t('c_found'), sort: 'found', wide: true, render: (d) => <Found domain={d} /> },
    { key: 'measured', label: t('c_measured'), sort: 'measured', wide: true, render: (d) => (d.last ? <span className="small"><Moment at={d.last.measured_at} /></span> : '') },
  ];
  if (!may) return columns;
  const box: Column<WatchedDomain, Sort> = {
    key: 'chosen', label: t('choose_page'), className: 'cell-choose',
    head: <Checkbox size="xs" aria-label={t('choose_page')} checked={here > 0 && here === rows.length} indeterminate={here > 0 && here < rows.length} onChange={(e) => choose(rows.map((d) => d.id), e.currentTarget.checked)} />,
    render: (d) => <Checkbox size="xs" aria-label={t('choose_row', { name: d.name })} checked={chosen.has(d.id)} onChange={(e) => choose([d.id], e.currentTarget.checked)} />,
  };
  return [box, ...columns];
}

function Found({ domain }: { domain: WatchedDomain }) {
  const t = scanWords.use();
  if (!domain.last) return <span className="badge line">{t('never')}</span>;
  return <span className="line s"><Counts of={domain.last} /><Worse count={domain.worsened} /></span>;
}

function List({ domains, chosen, onChosen }: { domains: WatchedDomain[]; chosen: Chosen; onChosen: (chosen: Chosen) => void }) {
  const t = scanWords.use();
  const u = ui.use();
  const { get, set } = useUrlState();
  const [all, setAll] = useState(false);
  const q = get('q').trim().toLowerCase();
  const found = ordered(domains.filter((d) => fits(d, get('state')) && (q === '' || `${d.name} ${d.owner_name} ${d.reason}`.toLowerCase().includes(q))), get('sort', 'name'));
  const rows = all ? found : found.slice(0, kShown);
  const choose = (ids: string[], on: boolean) => { const next = new Set(chosen); for (const id of ids) { if (on) next.add(id); else next.delete(id); } onChosen(next); };
  const columns = useColumns(rows, chosen, choose);
  return (
    <>
      {(domains.length > 8 || q) && <div className="filters"><TextInput className="search" type="search" label={t('search')} leftSection={<IconSearch size={15} aria-hidden />} value={get('q')} onChange={(e) => set({ q: e.currentTarget.value })} /></div>}
      <div className="card flush">
        {found.length === 0
          ? <Empty title={t('none_found')} action={<Button variant="default" onClick={() => set({ q: null, state: null })}>{u('clear_filters')}</Button>}>{t('none_found_text')}</Empty>
          : <SimpleTable label={t('list_label')} columns={columns} rows={rows} rowKey={(d) => d.id} sort={get('sort', 'name')} onSort={(sort) => set({ sort })} rowClass={(d) => (chosen.has(d.id) ? 'chosen' : '')} />}
        {found.length > 0 && (
          <div className="table-foot">
            {found.length > rows.length && <Button size="xs" variant="default" onClick={() => setAll(true)}>{t('show_all', { count: found.length })}</Button>}
            <ExportButton label={u('export')} address={(ending) => url(`/scan/domains/export.${ending}`, { query: filters(get('state'), q) })} />
          </div>
        )}
      </div>
    </>
  );
}

function Blank() {
  const t = scanWords.use();
  const may = useMay();
  return (
    <div className="card">
      <Empty icon={<IconWorldSearch size={38} stroke={1.4} aria-hidden />} title={t('empty')} example={t('empty_example')}
        action={may('edit_register') ? <><Button component={Link} to={kNew} state={kBegin} leftSection={<IconPlus size={16} />}>{t('add')}</Button><Button variant="default" component={Link} to={kImport} leftSection={<IconUpload size={16} />}>{t('import')}</Button></> : null}>
        {t('empty_text')}{!may('edit_register') && ` ${t('empty_read_only')}`}
      </Empty>
    </div>
  );
}

export default function DomainsScreen() {
  const t = scanWords.use();
  const may = useMay();
  const query = useDomains();
  const now = useMeasureNow();
  const [chosen, setChosen] = useState<Chosen>(new Set());
  const domains = query.data?.items ?? [];
  // One that is gone from the register is chosen no longer.
  const ids = domains.filter((d) => chosen.has(d.id)).map((d) => d.id);
  const measure = () => { void now.measure(ids).then((job) => { if (job) setChosen(new Set()); }); };
  return (
    <Page title={t('title')} help="domains" width="wide" sub={t('sub')} actions={domains.length > 0 && <>
      <Button variant="default" component={Link} to="/registers/domain" title={t('register_hint')} leftSection={<IconList size={16} />}>{t('register')}</Button>
      {may('edit_register') && <Button variant="default" component={Link} to={kNew} state={kBegin} leftSection={<IconPlus size={16} />}>{t('add')}</Button>}
      {now.may && <Button loading={now.busy} leftSection={<IconRadar2 size={17} />} onClick={measure}>{ids.length > 0 ? t('measure_chosen', { count: ids.length }) : t('measure_all')}</Button>}
    </>}>
      <QueryView query={query}>
        {({ items, counts }) => (items.length === 0 ? <Blank /> : (
          <div className="stack">
            <Running />
            <WorseNote domains={items} />
            <Totals counts={counts} />
            {ids.length > 0 && <div className="line s small no-print"><span>{t('chosen', { count: ids.length })}</span><button type="button" className="link" onClick={() => setChosen(new Set())}>{t('chosen_clear')}</button></div>}
            <List domains={items} chosen={chosen} onChosen={setChosen} />
            <Schedule />
          </div>
        ))}
      </QueryView>
    </Page>
  );
}
