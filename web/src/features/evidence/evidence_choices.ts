// SPDX-License-Identifier: EUPL-1.2
//
// The evidence of a measure, to choose one piece from. The server searches, so an old piece can be chosen like the newest.
import type { ComboboxParsedItem } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, type Query } from '../../api/client';
import { useEvidence } from '../../api/queries';
import type { EvidenceRow } from '../../api/types';
import { day, withDays } from '../../ui/format';
import { ui } from '../../ui/text';

interface Named { id: string; title: string; covers_to: string }
const choice = (e: Named, why: boolean | string = true) => ({ value: e.id, label: [`${withDays(e.title)} (${day(e.covers_to)})`, why].filter((text) => typeof text === 'string').join(' · '), disabled: typeof why === 'string' });

/**
 * @param fits  leaves out what the server cannot; words say why a piece is shown and cannot be chosen
 * @param ask  narrows on the server
 * @return  what a Select needs, and whether there is nothing to choose however one searches
 */
export function useEvidenceChoices(measure: string, value: string, fits: (e: EvidenceRow) => boolean | string, ask: Pick<Query<'/evidence'>, 'review' | 'place'> = {}) {
  const u = ui.use();
  const [search, setSearch] = useState('');
  const name = useRef('');
  // Once a piece is chosen its title stands in the box; that is no search.
  const [asked] = useDebouncedValue(search === name.current ? '' : search.trim(), 200);
  const found = useQuery({ queryKey: ['/evidence', 'choose', measure, ask, asked], queryFn: ({ signal }) => api.get('/evidence', { query: { measure, ...ask, ...(asked ? { q: asked } : {}), limit: 100 }, signal }), placeholderData: keepPreviousData });
  const rows = (found.data?.items ?? []).flatMap((e) => { const fit = fits(e); return fit === false ? [] : [choice(e, fit)]; });
  const missing = value !== '' && found.isSuccess && !rows.some((row) => row.value === value);
  const chosen = useEvidence(missing ? value : '');
  const data = missing && chosen.data ? [...rows, choice(chosen.data)] : rows;
  name.current = data.find((row) => row.value === value)?.label ?? '';
  const none = found.isSuccess && search === '' && asked === '' && rows.length === 0 && found.data.next === null;
  return { none, select: { searchable: true, value: value || null, data, filter: ({ options }: { options: ComboboxParsedItem[] }) => options, nothingFoundMessage: u('nothing_found'), onSearchChange: setSearch } };
}
