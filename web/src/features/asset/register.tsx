// SPDX-License-Identifier: EUPL-1.2
//
// One screen for every register, made from the description of its fields.
import { Button, Checkbox, Menu } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { api, part, url } from '../../api/client';
import { rowName } from '../../api/queries';
import type { Register, RegisterRow } from '../../api/types';
import { ownScreen, useRegisters } from '../../app/nav';
import { useMay } from '../../app/session';
import { sentence } from '../../ui/format';
import { TrioMark, useTrioLetters } from '../../ui/glyph';
import { Page } from '../../ui/page';
import { periodQuery, TimedLink, usePeriod } from '../../ui/period';
import { Empty, QueryView } from '../../ui/states';
import { PagedTable, usePaged, type Column, type PagedList } from '../../ui/table';
import { tellFault } from '../../ui/toast';
import { useUrlState } from '../../ui/url_state';
import './asset.css';
import { BulkBar } from './bulk_bar';
import { ClashDialog } from './clash_dialog';
import { EditCell } from './edit_cell';
import { allFilterNames, columnsShown, kMostAtOnce } from './list_state';
import { isPlaceKind, type PlaceKind } from './place_part';
import { RegisterFilters } from './register_filters';
import { RegisterImport } from './register_import';
import { ColumnsMenu, ViewsMenu } from './register_views';
import { assetWords } from './text';
import { useBulk, type Bulk } from './use_bulk';

type RowColumn = Column<RegisterRow, string>;
type Chosen = ReadonlyMap<string, RegisterRow>;

/** Of places: the worst of what the measures show there. One question for the page, not one per row. */
function useVerdictColumn(register: Register, page: RegisterRow[]): RowColumn | null {
  const t = assetWords.use();
  const letters = useTrioLetters();
  const may = useMay();
  const kind = register.name;
  const asked = periodQuery(usePeriod());
  const ids = page.map((row) => row.id).join(',');
  const query = useQuery({ queryKey: ['/places', kind, ids, asked], enabled: isPlaceKind(kind) && ids !== '' && may('read_measure'), placeholderData: keepPreviousData, queryFn: () => api.get('/places/{kind}', { path: { kind: kind as PlaceKind }, query: { ids, ...asked } }) });
  if (!isPlaceKind(kind) || !may('read_measure')) return null;
  const found = new Map((query.data?.items ?? []).map((one) => [one.id, one]));
  return {
    key: 'obw', label: letters, wide: true,
    render: (row) => {
      const one = found.get(row.id);
      return one ? <TimedLink to={`/registers/${kind}/${part(row.id)}`} title={t('holds_count', { count: one.measures })}><TrioMark trio={one.verdict} /></TimedLink> : <span className="dim">{query.isSuccess ? t('holds_nothing') : ''}</span>;
    },
  };
}

function useColumns(register: Register, bulk: Bulk, edit: boolean, chosen: Chosen, choose: (rows: RegisterRow[], on: boolean) => void, page: RegisterRow[]): RowColumn[] {
  const t = assetWords.use();
  const { get } = useUrlState();
  const onPage = page.filter((row) => chosen.has(row.id)).length;
  const columns: RowColumn[] = columnsShown(register, get('columns')).map((field, i) => ({
    key: field.name, label: field.label, sort: field.name, wide: i > 1, className: field.name === 'name' ? 'cell-title' : 'wrap-head',
    render: (row) => field.name === 'name' ? <TimedLink className="link-quiet" to={`/registers/${register.name}/${part(row.id)}`}>{rowName(row)}</TimedLink> : <EditCell field={field} row={row} bulk={bulk} may={edit} />,
  }));
  const verdicts = useVerdictColumn(register, page);
  if (verdicts) columns.splice(1, 0, verdicts);
  if (!edit) return columns;
  const box: RowColumn = {
    key: 'chosen', label: t('choose_rows'), className: 'cell-choose',
    head: <Checkbox size="xs" aria-label={t('choose_page')} checked={onPage > 0 && onPage === page.length} indeterminate={onPage > 0 && onPage < page.length} onChange={(e) => choose(page, e.currentTarget.checked)} />,
    render: (row) => <Checkbox size="xs" aria-label={t('choose_row', { name: rowName(row) })} checked={chosen.has(row.id)} onChange={(e) => choose([row], e.currentTarget.checked)} />,
  };
  return [box, ...columns];
}

function List({ register }: { register: Register }) {
  const t = assetWords.use();
  const may = useMay();
  const { params, get } = useUrlState();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [importing, setImporting] = useState(hash === '#import');
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const bulk = useBulk(register, () => setChosen(new Map()));
  const filters = allFilterNames(register);
  const where = { register: register.name };
  const list: PagedList<RegisterRow, string> = usePaged('/registers/{register}/rows', ['q', 'sort', ...filters], { usual: { sort: 'name' }, where });
  const { query } = list;
  const page: RegisterRow[] = query.data?.items ?? [];
  const edit = may('edit_register');
  const one = register.title_one.toLowerCase();
  const base = `/registers/${register.name}`;
  const own = ownScreen(register.name);
  const choose = (rows: RegisterRow[], on: boolean) => setChosen((old) => { const next = new Map(old); for (const row of rows) { if (on) next.set(row.id, row); else next.delete(row.id); } return next; });
  const columns = useColumns(register, bulk, edit, chosen, choose, page);
  // What is on the page now is newer than what was chosen then.
  const rows = [...chosen.values()].map((row) => page.find((r) => r.id === row.id) ?? row);
  const asked = Object.fromEntries([...filters, 'q', 'sort'].map((name) => [name, params.get(name)]));
  const all = () => { api.get('/registers/{register}/rows', { path: where, query: { ...asked, limit: kMostAtOnce } }).then((found) => choose(found.items, true)).catch(tellFault); };
  const download = { ...asked, columns: get('columns').split(',').filter((name) => register.fields.some((field) => field.name === name)).join(',') };
  return (
    <Page title={register.title} help="registers" sub={register.description} width="wide" {...(own ? { crumbs: [{ label: register.title, to: own }, { label: t('register') }] } : {})} actions={<>
      <Menu position="bottom-end">
        <Menu.Target><Button variant="default" leftSection={<IconDownload size={16} />}>{t('export')}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('export_hint', { count: query.data?.total ?? 0 })}</Menu.Label>
          <Menu.Item component="a" href={url('/registers/{register}/export.xlsx', { path: where, query: download })}>{t('export_xlsx')}</Menu.Item>
          <Menu.Item component="a" href={url('/registers/{register}/export.csv', { path: where, query: download })}>{t('export_csv')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {edit && <><Button variant="default" leftSection={<IconUpload size={16} />} onClick={() => setImporting(true)}>{t('import')}</Button><Button component={Link} to={`${base}/new`} leftSection={<IconPlus size={16} />}>{sentence(t('add', { one }))}</Button></>}
    </>}>
      <RegisterFilters register={register}><ViewsMenu register={register} /><ColumnsMenu register={register} /></RegisterFilters>
      {rows.length > 0 && <BulkBar register={register} rows={rows} total={query.data?.total ?? 0} onAll={all} onClear={() => setChosen(new Map())} bulk={bulk} />}
      <PagedTable<RegisterRow, string> label={register.title} list={list} files={false} rowKey={(r) => r.id} onEdit={edit ? (r) => void navigate(`${base}/${part(r.id)}`) : undefined} columns={columns} rowClass={(r) => (chosen.has(r.id) ? 'chosen' : '')}
        empty={<Empty title={t('empty')} example={t('empty_example')} action={edit ? <><Button component={Link} to={`${base}/new`}>{sentence(t('add', { one }))}</Button><Button variant="default" onClick={() => setImporting(true)}>{t('import')}</Button></> : null}>{register.is_place ? t('empty_place') : register.description}</Empty>} />
      <ClashDialog register={register} bulk={bulk} />
      {importing && <RegisterImport register={register} onClose={() => setImporting(false)} />}
    </Page>
  );
}

export default function RegisterScreen() {
  const t = assetWords.use();
  const { name = '' } = useParams();
  const registers = useRegisters();
  const register = registers.data?.items.find((r) => r.name === name);
  if (register) return <List key={name} register={register} />;
  return <div className="page"><QueryView query={registers}>{() => <Empty title={t('unknown_register')} />}</QueryView></div>;
}
