// SPDX-License-Identifier: EUPL-1.2
//
// The evidence of a measure, to choose one piece from. The server searches, so an old piece can be chosen like the newest.
import type { ComboboxParsedItem } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, type Query } from '../../api/client';
import { useEvidence } from '../../api/queries';
import type { Evidence, EvidenceRow } from '../../api/types';
import { day, withDays } from '../../ui/format';
import { ui } from '../../ui/text';

/** A line of the list, or the piece by itself: only that one can have been withdrawn. */
export type Piece = Omit<EvidenceRow, 'may_review'> & Partial<Pick<Evidence, 'withdrawn_at'>>;
const choice = (e: Piece, why: boolean | string) => ({ value: e.id, label: [`${withDays(e.title)} (${day(e.covers_to)})`, why].filter((text) => typeof text === 'string').join(' · '), disabled: typeof why === 'string' });

/**
 * @param fits  leaves out what the server cannot; words say why a piece is shown and cannot be chosen
 * @param ask  narrows on the server
 * @return  what a Select needs, whether there is nothing to choose however one searches, and why the chosen piece cannot be chosen (any more)
 */
export function useEvidenceChoices(measure: string, value: string, fits: (e: Piece) => boolean | string, ask: Pick<Query<'/evidence'>, 'review' | 'place'> = {}) {
  const u = ui.use();
  const [search, setSearch] = useState('');
  const name = useRef('');
  // Once a piece is chosen its title stands in the box; that is no search.
  const [asked] = useDebouncedValue(search === name.current ? '' : search.trim(), 200);
  const found = useQuery({ queryKey: ['/evidence', 'choose', measure, ask, asked], queryFn: ({ signal }) => api.get('/evidence', { query: { measure, ...ask, ...(asked ? { q: asked } : {}), limit: 100 }, signal }), placeholderData: keepPreviousData });
  const rows = (found.data?.items ?? []).flatMap((e) => { const fit = fits(e); return fit === false ? [] : [choice(e, fit)]; }).sort((a, b) => Number(a.disabled) - Number(b.disabled));
  const missing = value !== '' && found.isSuccess && !rows.some((row) => row.value === value);
  const chosen = useEvidence(missing ? value : '');
  const data = missing && chosen.data ? [...rows, choice(chosen.data, fits(chosen.data))] : rows;
  const piece = value ? found.data?.items.find((e) => e.id === value) ?? chosen.data : undefined;
  const fit = piece ? fits(piece) : true;
  name.current = data.find((row) => row.value === value)?.label ?? '';
  const none = found.isSuccess && search === '' && asked === '' && rows.every((row) => row.disabled) && found.data.next === null;
  // Brought to the field by a remark, one reads that first: the list opens on a click or a key.
  return { none, unfit: typeof fit === 'string' ? fit : '', select: { searchable: true, openOnFocus: false, value: value || null, data, filter: ({ options }: { options: ComboboxParsedItem[] }) => options, nothingFoundMessage: u('nothing_found'), onSearchChange: setSearch } };
}
