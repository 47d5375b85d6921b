// SPDX-License-Identifier: EUPL-1.2
//
// The work table: paged, sorted and filtered by the server, state in the URL, j and k to walk, Enter to open.
import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api, type Answer, type Path } from '../api/client';
import type { Page } from '../api/types';
import { number } from './format';
import { Empty, ErrorNote, Loading } from './states';
import { ui } from './text';
import { useUrlState } from './url_state';

export interface Column<T> {
  key: string;
  label: string;
  sort?: boolean;
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

type PagedPath = { [P in Path<'get'>]: Answer<P, 'get'> extends Page<unknown> ? P : never }[Path<'get'>];

/** A page of a list; every name in `filters` is read from the URL and sent along. */
export function usePaged<P extends PagedPath>(path: P, filters: readonly string[], fixed: Record<string, string> = {}, where: Record<string, string> = {}): UseQueryResult<Answer<P, 'get'>> {
  const { params } = useUrlState();
  const query: Record<string, string | number> = { limit: kPage, ...fixed };
  for (const name of [...filters, 'q', 'sort', 'after']) {
    const value = params.get(name);
    if (value) query[name] = value;
  }
  // The filters are words out of the URL: the server judges them, a type cannot.
  const key = path.replace(/\{(\w+)\}/g, (_, name: string) => where[name] ?? '');
  const loose = api.get as (path: string, ask: object) => Promise<Answer<P, 'get'>>;
  return useQuery({ queryKey: [key, query], queryFn: ({ signal }) => loose(path, { path: where, query, signal }), placeholderData: keepPreviousData }) as UseQueryResult<Answer<P, 'get'>>;
}

export function SearchBox({ label, name = 'q' }: { label: string; name?: string }) {
  const { get, set } = useUrlState();
  const [text, setText] = useState(get(name));
  const seen = useRef(get(name));
  const send = useDebouncedCallback((value: string) => { seen.current = value; set({ [name]: value, after: null }); }, 250);
  const current = get(name);
  useEffect(() => { if (current !== seen.current) { seen.current = current; setText(current); } }, [current]);
  return <TextInput className="search" type="search" label={label} leftSection={<IconSearch size={15} aria-hidden />} value={text} onChange={(e) => { setText(e.currentTarget.value); send(e.currentTarget.value); }} />;
}

/** j and k move between the row links of this table; typing in a field is left alone. */
export function useRowKeys(): RefObject<HTMLTableSectionElement | null> {
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"]')) return;
      const links = [...(body.current?.querySelectorAll<HTMLElement>('tr[data-row] a, tr[data-row] button.row-open') ?? [])].filter((el, i, all) => i === 0 || el.closest('tr') !== all[i - 1]?.closest('tr'));
      if (links.length === 0) return;
      const here = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
      const next = event.key === 'j' ? Math.min(here + 1, links.length - 1) : Math.max(here - 1, 0);
      links[next]?.focus();
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return body;
}

interface TableProps<T> { label: string; columns: Column<T>[]; rows: T[]; rowKey: (row: T) => string; onSort?: (key: string) => void; sort?: string; rowClass?: (row: T) => string }
export function SimpleTable<T>({ label, columns, rows, rowKey, sort, onSort, rowClass }: TableProps<T>) {
  const t = ui.use();
  const body = useRowKeys();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={label}>
      <table className="table">
        <caption className="hidden-visually">{label}. {t('keys_hint')}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const up = sort === column.key;
              const down = sort === `-${column.key}`;
              return (
                <th key={column.key} scope="col" className={`${column.wide ? 'wide-only' : ''} ${column.className ?? ''}`} aria-sort={up ? 'ascending' : down ? 'descending' : undefined}>
                  {column.sort && onSort
                    ? <button type="button" className="th-sort" aria-label={t('sort_by', { column: column.label })} onClick={() => onSort(up ? `-${column.key}` : down ? '' : column.key)}>{column.label}{up && <IconChevronUp size={13} aria-hidden />}{down && <IconChevronDown size={13} aria-hidden />}</button>
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

interface PagedProps<T> extends Omit<TableProps<T>, 'rows' | 'sort' | 'onSort'> { query: UseQueryResult<Page<T>>; filters: readonly string[]; empty: ReactNode }
export function PagedTable<T>({ query, filters, empty, ...rest }: PagedProps<T>) {
  const t = ui.use();
  const { get, set, params } = useUrlState();
  const navigate = useNavigate();
  const location = useLocation();
  const cursors = (location.state as { cursors?: string[] } | null)?.cursors ?? [];
  if (query.data === undefined) return query.isError ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : <div className="card"><Loading rows={7} /></div>;
  const page = query.data;
  const filtered = [...filters, 'q'].some((name) => params.get(name));
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
        ? (filtered ? <Empty title={t('nothing_found')} action={<Button variant="default" onClick={() => set(Object.fromEntries([...filters, 'q', 'after'].map((name) => [name, null])))}>{t('clear_filters')}</Button>}>{t('nothing_found_text')}</Empty> : empty)
        : <SimpleTable {...rest} rows={page.items} sort={get('sort')} onSort={(sort) => set({ sort, after: null })} />}
      {page.items.length > 0 && (
        <div className="table-foot">
          <span className="dim small number">{page.next || start > 0 ? t('page_of', { from: number(start + 1), to: number(start + page.items.length), total: number(page.total) }) : t('page_total', { count: page.items.length })}{page.total > 2000 && ` · ${t('too_many')}`}</span>
          {(page.next || start > 0) && (
            <span className="line s">
              <Button size="xs" variant="default" disabled={start === 0} onClick={() => go(cursors[cursors.length - 1] ?? '', cursors.slice(0, -1))}>{t('load_previous')}</Button>
              <Button size="xs" variant="default" disabled={!page.next} onClick={() => page.next && go(page.next, [...cursors, get('after')])}>{t('load_next')}</Button>
            </span>
          )}
        </div>
      )}
    </div>
  );
}
