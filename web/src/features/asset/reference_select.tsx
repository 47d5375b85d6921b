// SPDX-License-Identifier: EUPL-1.2
//
// Chooses records of another register. The server searches, so ten thousand of them are no trouble.
import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../api/client';
import { rowName } from '../../api/queries';
import type { RegisterName, RegisterRow } from '../../api/types';
import { assetWords } from './text';

interface Choice { value: string; label: string }

const isId = (value: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value);

/** A filter has the name of a field of the register, which no type knows. */
const byName = (part: string): object => ({ 'filter.name': part });

/** Rows that the search finds, and the chosen ones even when it does not. */
function useChoices(register: RegisterName, search: string, chosen: string[]): Choice[] {
  const [asked] = useDebouncedValue(search, 200);
  const key = `/registers/${register}/rows`;
  const path = { register };
  const found = useQuery({ queryKey: [key, 'choose', asked], queryFn: ({ signal }) => api.get('/registers/{register}/rows', { path, query: { ...byName(asked), limit: 50, sort: 'name' }, signal }), staleTime: 30_000, placeholderData: keepPreviousData });
  const known: RegisterRow[] = found.data?.items ?? [];
  const missing = chosen.filter((id) => id !== '' && id !== '-' && found.isSuccess && !known.some((row) => row.id === id));
  const others = useQueries({ queries: missing.filter(isId).map((id) => ({ queryKey: [key, id], queryFn: (): Promise<RegisterRow> => api.get('/registers/{register}/rows/{id}', { path: { ...path, id } }), staleTime: 60_000, retry: false })) });
  // What is no row (a name that was kept instead of a person) is shown as it is.
  const unknown = missing.filter((value) => !isId(value)).map((name) => ({ value: name, label: name }));
  return [...[...known, ...others.flatMap((q) => (q.data ? [q.data] : []))].map((row) => ({ value: row.id, label: rowName(row) })), ...unknown];
}

interface Common { register: RegisterName; label: string; hideLabel?: boolean; placeholder?: string; nothingFound?: string; description?: string; required?: boolean; readOnly?: boolean; error?: string | undefined; autoFocus?: boolean; w?: number }

export function ReferenceSelect({ register, value, onChange, hideLabel, label, placeholder = '', nothingFound, description, required = false, readOnly = false, error, autoFocus = false, w }: Common & { value: string; onChange: (id: string) => void }) {
  const t = assetWords.use();
  const [search, setSearch] = useState('');
  const name = useRef('');
  // Once a row is chosen its name stands in the box; that is no search.
  const data = useChoices(register, search === name.current ? '' : search, [value]);
  name.current = data.find((choice) => choice.value === value)?.label ?? '';
  return <Select searchable clearable={!required} {...(hideLabel ? { 'aria-label': label } : { label })} description={description} placeholder={placeholder} required={required} readOnly={readOnly} error={error} value={value || null} data={data} filter={({ options }) => options} nothingFoundMessage={nothingFound && !search ? nothingFound : t('choose_nothing')} onSearchChange={setSearch} data-autofocus={autoFocus || undefined} autoFocus={autoFocus} {...(w ? { w } : {})} onChange={(v) => onChange(v ?? '')} />;
}

export function ReferenceFilter({ register, value, onChange, label }: Common & { value: string[]; onChange: (ids: string[]) => void }) {
  const t = assetWords.use();
  const [search, setSearch] = useState('');
  const data = useChoices(register, search, value);
  return <MultiSelect searchable clearable label={label} value={value} data={[{ value: '-', label: t('filter_none') }, ...data]} filter={({ options }) => options} nothingFoundMessage={t('choose_nothing')} searchValue={search} onSearchChange={setSearch} onChange={onChange} />;
}
