// SPDX-License-Identifier: EUPL-1.2
//
// Chooses places: the whole organisation, or rows of the registers of places. The server searches, so the ten thousandth
// system can be chosen like the first.
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { rowName } from '../../api/queries';
import type { Place } from '../../api/types';
import { useSession } from '../../app/session';
import { assetWords } from './text';

type Key = Pick<Place, 'kind' | 'id'>;
export const placeKey = (p: Key): string => `${p.kind}:${p.id}`;
export const placeOf = (key: string): Key => { const at = key.indexOf(':'); return { kind: key.slice(0, at) as Place['kind'], id: key.slice(at + 1) }; };

const kKinds = ['site', 'department', 'system', 'domain', 'supplier'] as const;
const kShown = 25;  // of each register; who seeks more types a letter more

function search(kind: (typeof kKinds)[number], text: string, signal: AbortSignal): Promise<Place[]> {
  const named: object = text ? { 'filter.name': text } : {};
  return api.get('/registers/{register}/rows', { path: { register: kind }, query: { ...named, limit: kShown, sort: 'name' }, signal }).then((page) => page.items.map((row) => ({ kind, id: row.id, name: rowName(row) })));
}

/** What the search finds; of the chosen places that it does not find the names as well. */
function usePlaceChoices(text: string, chosen: string[], known: Place[], enabled: boolean): Place[] {
  const session = useSession();
  const [asked] = useDebouncedValue(text.trim(), 200);
  const found = useQuery({
    queryKey: ['/places', 'choose', asked], enabled, staleTime: 30_000, placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Place[]> => (await Promise.all(kKinds.map((kind) => search(kind, asked, signal)))).flat(),
  });
  // It has no id: a record belongs to one organisation already.
  const whole: Place[] = session.organisation ? [{ kind: 'organisation', id: '', name: session.organisation.name }] : [];
  const fits = whole.filter((p) => p.name.toLowerCase().includes(asked.toLowerCase()));
  const list = [...(enabled ? fits : whole), ...(found.data ?? []), ...known];
  const missing = chosen.map(placeOf).filter((p) => p.id !== '' && found.isSuccess && !list.some((q) => placeKey(q) === placeKey(p)));
  const others = useQueries({ queries: missing.map((p) => ({ queryKey: [`/registers/${p.kind}/rows`, p.id], queryFn: async (): Promise<Place> => ({ ...p, name: rowName(await api.get('/registers/{register}/rows/{id}', { path: { register: p.kind as (typeof kKinds)[number], id: p.id } })) }), staleTime: 60_000, retry: false })) });
  const all = [...list, ...whole.filter((p) => chosen.includes(placeKey(p))), ...others.flatMap((q) => (q.data ? [q.data] : []))];
  return [...new Map(all.map((p) => [placeKey(p), p])).values()];
}

interface PlaceSelectProps {
  label: string; description?: string; required?: boolean; className?: string; error?: string | undefined;
  value: string[]; onChange: (keys: string[]) => void;
  /** Places whose names are at hand. */
  known?: Place[];
  /** Only these can be chosen. */
  only?: Place[] | undefined;
}

export function PlaceSelect({ known = [], only, value, onChange, ...field }: PlaceSelectProps) {
  const t = assetWords.use();
  const [text, setText] = useState('');
  const found = usePlaceChoices(text, value, known, only === undefined);
  const choices = only ?? found;
  const data = choices.map((p) => ({ value: placeKey(p), label: p.kind === 'organisation' ? `${p.name} · ${t('place_organisation')}` : `${p.name} · ${t(`place_${p.kind}`)}` }));
  return <MultiSelect searchable {...field} value={value} data={data} {...(only ? {} : { filter: ({ options }) => options })} nothingFoundMessage={t('choose_nothing')} searchValue={text} onSearchChange={setText} onChange={onChange} />;
}
