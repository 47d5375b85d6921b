// SPDX-License-Identifier: EUPL-1.2
//
// Questions that more than one feature asks.
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Aspects } from '../ui/glyph';
import type { PeriodQuery } from '../ui/period';
import { api } from './client';
import type { RegisterRow } from './types';

export const useFrameworks = () => useQuery({ queryKey: ['/frameworks'], queryFn: () => api.get('/frameworks'), staleTime: 5 * 60_000 });
export const useMeasure = (id: string) => useQuery({ queryKey: ['/measures', id], queryFn: () => api.get('/measures/{id}', { path: { id } }), enabled: id !== '' });
export const useRequirement = (urn: string, asked: PeriodQuery) => useQuery({ queryKey: ['/requirements', urn, asked], queryFn: () => api.get('/requirements/{urn}', { path: { urn }, query: asked }), enabled: urn !== '', placeholderData: (before) => (before?.id === urn ? before : undefined) });
export const useEvidence = (id: string) => useQuery({ queryKey: ['/evidence', id], queryFn: () => api.get('/evidence/{id}', { path: { id } }), enabled: id !== '' });
export const useOccurrence = (id: string) => useQuery({ queryKey: ['/occurrences', id], queryFn: () => api.get('/occurrences/{id}', { path: { id } }), enabled: id !== '' });

export const rowName = (row: RegisterRow): string => String(row['name'] ?? row.id);
export const measureReasons = (id: string) => ({ key: ['reasons', 'measure', id] as const, fetch: async (query: PeriodQuery): Promise<Aspects> => (await api.get('/measures/{id}/verdicts', { path: { id }, query })).total });
export const requirementReasons = (urn: string) => ({ key: ['reasons', 'requirement', urn] as const, fetch: async (query: PeriodQuery): Promise<Aspects> => (await api.get('/requirements/{urn}', { path: { urn }, query })).aspects });

/** The titles of some pieces of evidence, by id; those that cannot be read are left out. */
export function useEvidenceTitles(ids: string[]): Map<string, string> {
  const found = useQueries({ queries: ids.map((id) => ({ queryKey: ['/evidence', id], queryFn: () => api.get('/evidence/{id}', { path: { id } }), staleTime: 60_000, retry: false })) });
  return new Map(found.flatMap((query) => (query.data ? [[query.data.id, query.data.title] as const] : [])));
}

/** After a change almost any number may differ (verdicts, today, counts): ask again for all but the session. */
export function useRefresh(): () => void {
  const client = useQueryClient();
  return () => { void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== '/session' }); };
}
