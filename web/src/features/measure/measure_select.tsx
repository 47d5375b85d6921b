// SPDX-License-Identifier: EUPL-1.2
//
// Chooses a measure. The server searches, so the five hundred and first can be chosen like the first.
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../api/client';
import { useMeasure } from '../../api/queries';
import { measureWords } from './text';

interface MeasureSelectProps { label: string; className?: string; required?: boolean; clearable?: boolean; description?: string; error?: string | undefined; value: string; onChange: (id: string) => void }

export function MeasureSelect({ value, onChange, ...field }: MeasureSelectProps) {
  const t = measureWords.use();
  const [search, setSearch] = useState('');
  const name = useRef('');
  // Once a measure is chosen its title stands in the box; that is no search.
  const [asked] = useDebouncedValue(search === name.current ? '' : search.trim(), 200);
  const found = useQuery({ queryKey: ['/measures', 'choose', asked], queryFn: ({ signal }) => api.get('/measures', { query: { ...(asked ? { q: asked } : {}), limit: 50, sort: 'title' }, signal }), staleTime: 30_000, placeholderData: keepPreviousData });
  const rows = (found.data?.items ?? []).map((m) => ({ value: m.id, label: m.title }));
  const missing = value !== '' && found.isSuccess && !rows.some((row) => row.value === value);
  const chosen = useMeasure(missing ? value : '');
  const data = missing && chosen.data ? [...rows, { value, label: chosen.data.title }] : rows;
  name.current = data.find((row) => row.value === value)?.label ?? '';
  return <Select searchable {...field} value={value || null} data={data} filter={({ options }) => options} nothingFoundMessage={t('nothing_found')} onSearchChange={setSearch} onChange={(id) => onChange(id ?? '')} />;
}
