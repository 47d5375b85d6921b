// SPDX-License-Identifier: EUPL-1.2
//
// Mappings between frameworks: first per pair of frameworks, then one pair with every row to confirm or reject.
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { MappingItem, MappingPair } from '../../api/types';
import { useMay } from '../../app/session';
import { NormNav } from '../../app/subnav';
import { ask } from '../../ui/confirm';
import { Card, Note, Page } from '../../ui/page';
import { Empty, QueryView } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { tell, tellFault } from '../../ui/toast';
import { useUrlState } from '../../ui/url_state';
import { endName } from './code_names';
import { mappingColumns } from './mapping_columns';
import { RejectDialog } from './mapping_reject';
import { kRelations, ReachBar, RelationTable } from './mapping_reach';
import { mappingWords } from './mapping_text';

/** "NEN 7510:2024 – informatiebeveiliging in de zorg" → "NEN 7510:2024"; two whole names do not fit in one title. */
const short = (name: string): string => name.split(' – ')[0] ?? name;
const pairPath = (pair: MappingPair): string => `/mappings?source=${encodeURIComponent(pair.source.urn)}&target=${encodeURIComponent(pair.target.urn)}`;
const named = (pair: MappingPair): MappingPair => ({ ...pair, source: { ...pair.source, name: endName(pair.source) }, target: { ...pair.target, name: endName(pair.target) } });
const usePairs = () => useQuery({ queryKey: ['/mappings/pairs'], queryFn: () => api.get('/mappings/pairs'), select: (data) => ({ ...data, items: data.items.map(named) }) });

/** Only what is installed can be counted. */
function ReachOf({ pair }: { pair: MappingPair }) {
  const t = mappingWords.use();
  if (!pair.target.id) return <p className="dim small">{t('reach_unknown', { target: pair.target.name })}</p>;
  return <div className="stack s"><ReachBar title={t('reach_now')} reach={pair.reach} />{pair.proposed > 0 && <ReachBar title={t('reach_then')} reach={pair.possible} />}</div>;
}

function PairCard({ pair }: { pair: MappingPair }) {
  const t = mappingWords.use();
  return (
    <Card title={<Link className="link-quiet" to={pairPath(pair)}>{t('pair', { source: pair.source.name, target: pair.target.name })}</Link>}
      actions={<Button size="xs" variant="default" component={Link} to={pairPath(pair)} aria-label={`${t('open')}: ${t('pair', { source: pair.source.name, target: pair.target.name })}`}>{t('open')}</Button>}>
      <div className="stack s">
        <p className="line s">
          {pair.proposed > 0 && <span className={`badge ${pair.source.in_use && pair.target.in_use ? 'warn' : ''}`}>{t('proposed_count', { count: pair.proposed })}</span>}
          {pair.confirmed > 0 && <span className="badge good">{t('confirmed_count', { count: pair.confirmed })}</span>}
          {pair.rejected > 0 && <span className="badge">{t('rejected_count', { count: pair.rejected })}</span>}
        </p>
        <ReachOf pair={pair} />
      </div>
    </Card>
  );
}

function Pairs({ items }: { items: MappingPair[] }) {
  const t = mappingWords.use();
  if (items.length === 0) return <Empty title={t('empty')} action={<Button component={Link} to="/frameworks">{t('to_frameworks')}</Button>}>{t('empty_text')}</Empty>;
  return <div className="stack">{items.map((pair) => <PairCard key={pair.source.urn + pair.target.urn} pair={pair} />)}<p className="dim small">{t('reach_note')}</p></div>;
}

function ConfirmAll({ pair }: { pair: MappingPair }) {
  const t = mappingWords.use();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const names = { source: short(pair.source.name), target: short(pair.target.name), count: pair.proposed };
  const confirm = async () => {
    if (!await ask(t('confirm_all_title'), t('confirm_all_text', names), t('confirm_all', names), false)) return;
    setBusy(true);
    api.post('/mappings/confirm', { body: { source: pair.source.urn, target: pair.target.urn } })
      .then((done) => { tell(t('confirmed_done', { count: done.confirmed })); refresh(); }).catch(tellFault).finally(() => setBusy(false));
  };
  return <Button loading={busy} onClick={() => void confirm()}>{t('confirm_all', names)}</Button>;
}

function Filters({ count }: { count: number | undefined }) {
  const t = mappingWords.use();
  const { get, set } = useUrlState();
  return (
    <div className="filters">
      <SearchBox label={t('search')} />
      <Select label={t('state')} value={get('state')} onChange={(v) => set({ state: v, after: null })} w={150} data={[{ value: '', label: t('all_states') }, ...(['proposed', 'confirmed', 'rejected'] as const).map((s) => ({ value: s, label: t(s) }))]} />
      <Select label={t('relation')} value={get('relation')} onChange={(v) => set({ relation: v, after: null })} w={170} data={[{ value: '', label: t('all_relations') }, ...kRelations.map((r) => ({ value: r, label: t(r) }))]} />
      <span className="dim small number filter-count" role="status">{count === undefined ? '' : t('count', { count })}</span>
    </div>
  );
}

function Rows() {
  const t = mappingWords.use();
  const may = useMay();
  const refresh = useRefresh();
  const [rejecting, setRejecting] = useState<MappingItem | null>(null);
  // Which pair it is about is no filter that can be cleared.
  const { get } = useUrlState();
  const list = usePaged('/mappings', ['q', 'state', 'relation'], { usual: { source: get('source'), target: get('target') } });
  const judge = (item: MappingItem, state: 'confirmed' | 'proposed') => {
    api.post('/mappings/{id}/review', { path: { id: item.id }, body: { state }, version: item.version }).then(() => { tell(t('judged')); refresh(); }).catch(tellFault);
  };
  return (
    <>
      <Filters count={list.query.data?.total} />
      <PagedTable list={list} files={false} label={t('title')} rowKey={(m) => m.id} empty={<Empty title={t('empty')} />}
        columns={mappingColumns(t, may('edit_catalog') ? { judge, reject: setRejecting } : null)} />
      {rejecting && <RejectDialog item={rejecting} onClose={() => setRejecting(null)} />}
    </>
  );
}

function OnePair({ pair }: { pair: MappingPair }) {
  const t = mappingWords.use();
  const may = useMay();
  const unused = [pair.source, pair.target].find((end) => !end.in_use);
  return (
    <div className="stack">
      {unused && <Note tone="warn">{t('not_used', { name: unused.name })} <Link to="/frameworks">{t('choose_framework')}</Link></Note>}
      <div className="cols-2">
        <Card title={t('reach')}><div className="stack"><p className="dim small">{t('reach_title', { source: short(pair.source.name), target: short(pair.target.name) })}</p><ReachOf pair={pair} /><p className="dim small">{t('reach_note')}</p></div></Card>
        <Card title={t('relations_title')}><div className="table-wrap inset" tabIndex={0} role="region" aria-label={t('relations_title')}><RelationTable pair={pair} /></div></Card>
      </div>
      {may('edit_catalog') && <div className="line end">{pair.proposed > 0 ? <ConfirmAll pair={pair} /> : <span className="dim small">{t('none_left')}</span>}</div>}
      <div><Rows /></div>
    </div>
  );
}

export default function MappingsScreen() {
  const t = mappingWords.use();
  const { get } = useUrlState();
  const query = usePairs();
  const source = get('source');
  const target = get('target');
  const items = (query.data?.items ?? []).filter((p) => (!source || p.source.urn === source) && (!target || p.target.urn === target));
  const pair = source && target ? items[0] : undefined;
  return (
    <Page title={pair ? t('pair', { source: short(pair.source.name), target: short(pair.target.name) }) : t('title')} help="mappings" width="wide" sub={t(pair ? 'pair_sub' : 'sub')}
      {...(pair ? { crumbs: [{ label: t('title'), to: '/mappings' }, { label: short(pair.target.name) }] } : {})}>
      {!pair && <NormNav />}
      <QueryView query={query}>{() => pair ? <OnePair pair={pair} /> : <Pairs items={items} />}</QueryView>
    </Page>
  );
}
