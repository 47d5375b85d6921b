// SPDX-License-Identifier: EUPL-1.2
//
// What a list of a register looks like lives in the URL: q, sort, after, columns, and filter.<field> as the server
// takes them. A saved view is the same, kept under a name.
import type { Register, RegisterField, SavedView } from '../../api/types';
import type { Change } from '../../ui/url_state';

/** Most records in one change; the server refuses more. */
export const kMostAtOnce = 500;

const isRange = (field: RegisterField): boolean => field.kind === 'date' || field.kind === 'integer';
/** The names of the filters of one field in the URL. */
type FilterName = `filter.${string}`;
export const filterNames = (field: RegisterField): FilterName[] => (isRange(field) ? [`filter.${field.name}.from`, `filter.${field.name}.to`] : [`filter.${field.name}`]);
export const allFilterNames = (register: Register): FilterName[] => register.fields.flatMap(filterNames);

/** The fields shown as columns; the name is always the first. */
export function columnsShown(register: Register, chosen: string): RegisterField[] {
  const names = chosen.split(',').filter(Boolean);
  const fields = register.fields.filter((f) => (names.length > 0 ? f.name === 'name' || names.includes(f.name) : f.listed));
  return fields.length > 0 ? fields : register.fields.slice(0, 4);
}

/** Every name that a view decides about, empty. */
export const nothing = (register: Register): Change => Object.fromEntries([...allFilterNames(register), 'q', 'sort', 'after', 'columns', 'view'].map((name) => [name, null]));

export function changeOf(register: Register, view: SavedView): Change {
  const filters = Object.fromEntries(view.filters.map((f) => [`filter.${f.field}`, f.value]));
  return { ...nothing(register), ...filters, q: view.search, sort: view.sort, columns: view.columns.join(','), view: view.id };
}

export function viewOf(register: Register, params: URLSearchParams, name: string): Omit<SavedView, 'id'> {
  const filters = allFilterNames(register).flatMap((n) => { const value = params.get(n); return value ? [{ field: n.slice('filter.'.length), value }] : []; });
  return { name, search: params.get('q') ?? '', sort: params.get('sort') ?? '', filters, columns: (params.get('columns') ?? '').split(',').filter(Boolean) };
}

/** Whether the list still is what the view says. */
export function fits(register: Register, view: SavedView, params: URLSearchParams): boolean {
  const { id: _, ...rest } = view;
  const now = viewOf(register, params, view.name);
  const plain = (v: Omit<SavedView, 'id'>) => JSON.stringify({ ...v, filters: [...v.filters].sort((a, b) => a.field.localeCompare(b.field)), columns: [...v.columns].sort() });
  return plain(now) === plain(rest);
}
