// SPDX-License-Identifier: EUPL-1.2
//
// The work table: paged, sorted and filtered by the server, state in the URL, a file of all of it; j and k to walk, Enter
// to open, e to edit the cell or the row. A list can be asked only what its route declares: another name does not compile.
import { Button, Menu, TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconDownload, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api, url, type Answer, type Path, type Query } from '../api/client';
import type { Page } from '../api/types';
import { number } from './format';
import { Empty, ErrorNote, Loading } from './states';
import { ui } from './text';
import { useUrlState } from './url_state';

export interface Column<T, Sort extends string = never> {
  key: string;
  label: string;
  /** The word by which the server sorts on it. */
  sort?: Sort;
  /** Left out on a phone. */
  wide?: boolean;
  /** The heading is only for a screen reader. */
  hidden?: boolean;
  className?: string;
  /** Stands in the heading instead of the label. */
  head?: ReactNode;
  render: (row: T) => ReactNode;
}

const kPage = 50;

export type PagedPath = { [P in Path<'get'>]: Answer<P, 'get'> extends Page<unknown> ? P : never }[Path<'get'>];
/** `filter.{field}` is every name that begins so. */
type Name<K> = K extends `${infer Head}{${string}}` ? `${Head}${string}` : K;
/** What this list can be asked: a name that its route does not know is not one. */
export type AskOf<P extends PagedPath> = Name<Extract<keyof Query<P>, string>>;
/** By what this list can be sorted. */
export type SortOf<P extends PagedPath> = Query<P> extends { sort?: infer S } ? Exclude<S, undefined | `-${string}`> & string : never;

interface PagedOptions<P extends PagedPath> {
  /** Sent unless the address says otherwise. */
  usual?: Partial<Query<P>>;
  where?: Record<string, string>;
}
export interface PagedList<T, Sort extends string = never> {
  query: UseQueryResult<Page<T>>; path: string; where: Record<string, string>; asked: Record<string, string>; filters: readonly string[];
  /** Never there: carries to the table by what it can be sorted. */
  sort?: Sort;
}

/** A page of a list; every name in `filters` is read from the URL and sent along. */
export function usePaged<P extends PagedPath>(path: P, filters: readonly AskOf<P>[], { usual = {}, where = {} }: PagedOptions<P> = {}): PagedList<Answer<P, 'get'>['items'][number], SortOf<P>> {
  const { params } = useUrlState();
  const asked: Record<string, string> = { ...(usual as Record<string, string>) };
  for (const name of filters) {
    const value = params.get(name);
    if (value) asked[name] = value;
  }
  const after = params.get('after');
  const ask = { ...asked, limit: kPage, ...(after ? { after } : {}) };
  // The values are words out of the URL: the server judges them, a type cannot.
  const key = path.replace(/\{(\w+)\}/g, (_, name: string) => where[name] ?? '');
  const loose = api.get as (path: string, ask: object) => Promise<Page<Answer<P, 'get'>['items'][number]>>;
  const query = useQuery({ queryKey: [key, ask], queryFn: ({ signal }) => loose(path, { path: where, query: ask, signal }), placeholderData: keepPreviousData });
  return { query, path, where, asked, filters };
}

/** A filter of which a part of the text is enough; it follows the address. */
export function TextFilter({ name, ...input }: { name: string } & Pick<TextInputProps, 'label' | 'className' | 'type' | 'leftSection' | 'w'>) {
  const { get, set } = useUrlState();
  const [text, setText] = useState(get(name));
  const seen = useRef(get(name));
  const send = useDebouncedCallback((value: string) => { seen.current = value; set({ [name]: value, after: null }); }, 250);
  const current = get(name);
  useEffect(() => { if (current !== seen.current) { seen.current = current; setText(current); } }, [current]);
  return <TextInput {...input} value={text} onChange={(e) => { setText(e.currentTarget.value); send(e.currentTarget.value); }} />;
}

export function SearchBox({ label }: { label: string }) {
  return <TextFilter name="q" className="search" type="search" label={label} leftSection={<IconSearch size={15} aria-hidden />} />;
}

/** j and k move between the row links of this table, e edits the cell with a pencil that one stands on, else the row; typing in a field is left alone. */
export function useRowKeys(onEdit?: (at: number) => void): RefObject<HTMLTableSectionElement | null> {
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!['j', 'k', 'e'].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"]')) return;
      if (event.key === 'e') {
        const pencil = body.current?.contains(target) ? target.closest('td')?.querySelector<HTMLElement>('.cell-pencil') : null;
        if (pencil) { pencil.click(); event.preventDefault(); return; }
        const at = [...(body.current?.querySelectorAll('tr[data-row]') ?? [])].findIndex((row) => row.contains(document.activeElement));
        if (at < 0 || !onEdit) return;
        onEdit(at);
        event.preventDefault();
        return;
      }
      const links = [...(body.current?.querySelectorAll<HTMLElement>('tr[data-row] a, tr[data-row] button.row-open') ?? [])].filter((el, i, all) => i === 0 || el.closest('tr') !== all[i - 1]?.closest('tr'));
      if (links.length === 0) return;
      const here = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
      const next = event.key === 'j' ? Math.min(here + 1, links.length - 1) : Math.max(here - 1, 0);
      links[next]?.focus();
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onEdit]);
  return body;
}

interface TableProps<T> {
  label: string; columns: Column<T, string>[]; rows: T[]; rowKey: (row: T) => string; onSort?: (key: string) => void; sort?: string; rowClass?: (row: T) => string;
  /** What the key e does in a row. */
  onEdit?: ((row: T) => void) | undefined;
}
export function SimpleTable<T>({ label, columns, rows, rowKey, sort, onSort, rowClass, onEdit }: TableProps<T>) {
  const t = ui.use();
  const body = useRowKeys(onEdit && ((at) => { const row = rows[at]; if (row) onEdit(row); }));
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={label}>
      <table className="table">
        <caption className="hidden-visually">{label}. {t('keys_hint')}{onEdit && ` ${t('keys_edit')}`}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const word = onSort ? column.sort : undefined;
              const up = word !== undefined && sort === word;
              const down = word !== undefined && sort === `-${word}`;
              return (
                <th key={column.key} scope="col" className={`${column.wide ? 'wide-only' : ''} ${column.className ?? ''}`} aria-sort={up ? 'ascending' : down ? 'descending' : undefined}>
                  {word !== undefined
                    ? <><span className="print-only">{column.label}</span><button type="button" className="th-sort" aria-label={t('sort_by', { column: column.label })} onClick={() => onSort?.(up ? `-${word}` : word)}>{column.label}{up && <IconChevronUp size={13} aria-hidden />}{down && <IconChevronDown size={13} aria-hidden />}</button></>
                    : column.head ?? (column.hidden ? <span className="hidden-visually">{column.label}</span> : column.label)}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-row className={rowClass?.(row)}>
              {columns.map((column) => <td key={column.key} className={`${column.wide ? 'wide-only' : ''} ${column.className ?? ''}`}>{column.render(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same rows, all of them, as a file. */
function ExportMenu({ list }: { list: Pick<PagedList<unknown>, 'path' | 'where' | 'asked' | 'query'> }) {
  const t = ui.use();
  const address = (ending: 'csv' | 'xlsx') => (url as (path: string, ask: object) => string)(`${list.path}/export.${ending}`, { path: list.where, query: list.asked });
  return <ExportButton address={address} label={t('export')} total={list.query.data?.total ?? 0} />;
}

/** Most rows in one file; the server refuses more. */
const kMostExported = 100_000;

export function ExportButton({ address, label, total = 0 }: { address: (ending: 'csv' | 'xlsx') => string; label: string; total?: number }) {
  const t = ui.use();
  return (
    <Menu position="top-end">
      <Menu.Target><Button size="xs" variant="default" leftSection={<IconDownload size={15} aria-hidden />}>{label}</Button></Menu.Target>
      <Menu.Dropdown>
        {total > kMostExported && <Menu.Label>{t('export_too_many', { most: number(kMostExported) })}</Menu.Label>}
        <Menu.Item component="a" disabled={total > kMostExported} href={address('xlsx')} download>{t('export_xlsx')}</Menu.Item>
        <Menu.Item component="a" disabled={total > kMostExported} href={address('csv')} download>{t('export_csv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface PagedProps<T, Sort extends string> extends Omit<TableProps<T>, 'rows' | 'sort' | 'onSort' | 'columns'> {
  list: PagedList<T, Sort>; columns: Column<T, NoInfer<Sort>>[]; empty: ReactNode;
  /** Whether it can be had as a file with the button of the table. */
  files?: boolean;
}
export function PagedTable<T, Sort extends string = never>({ list, empty, files = true, ...rest }: PagedProps<T, Sort>) {
  const t = ui.use();
  const { query } = list;
  const filters = list.filters.filter((name) => name !== 'sort');
  const { get, set, params } = useUrlState();
  const navigate = useNavigate();
  const location = useLocation();
  const cursors = (location.state as { cursors?: string[] } | null)?.cursors ?? [];
  if (query.data === undefined) return query.isError ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : <div className="card"><Loading rows={7} /></div>;
  const page = query.data;
  const filtered = filters.some((name) => params.get(name));
  const go = (after: string, stack: string[]) => {
    const next = new URLSearchParams(params);
    if (after) next.set('after', after); else next.delete('after');
    void navigate({ search: next.toString() }, { state: { cursors: stack } });
  };
  const start = cursors.length * kPage;
  return (
    <div className="card flush" aria-busy={query.isFetching}>
      {query.isError && <ErrorNote error={query.error} retry={() => void query.refetch()} />}
      {page.items.length === 0
        ? (filtered ? <Empty title={t('nothing_found')} action={<Button variant="default" onClick={() => set(Object.fromEntries([...filters, 'after'].map((name) => [name, null])))}>{t('clear_filters')}</Button>}>{t('nothing_found_text')}</Empty> : empty)
        : <SimpleTable {...rest} rows={page.items} sort={list.asked['sort'] ?? ''} onSort={(sort) => set({ sort, after: null })} />}
      {page.items.length > 0 && (
        <div className="table-foot">
          <span className="dim small number">{page.next || start > 0 ? t('page_of', { from: number(start + 1), to: number(start + page.items.length), total: number(page.total) }) : t('page_total', { count: page.items.length })}{page.total > 2000 && ` · ${t('too_many')}`}</span>
          <span className="line s">
            {files && <ExportMenu list={list} />}
            {(page.next || start > 0) && <>
              <Button size="xs" variant="default" disabled={start === 0} onClick={() => go(cursors[cursors.length - 1] ?? '', cursors.slice(0, -1))}>{t('load_previous')}</Button>
              <Button size="xs" variant="default" disabled={!page.next} onClick={() => page.next && go(page.next, [...cursors, get('after')])}>{t('load_next')}</Button>
            </>}
          </span>
        </div>
      )}
    </div>
  );
}
