// SPDX-License-Identifier: EUPL-1.2
//
// Questions that more than one feature asks.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Aspects } from '../ui/glyph';
import { api } from './client';
import type { Place, RegisterName, RegisterRow } from './types';

export const useFrameworks = () => useQuery({ queryKey: ['/frameworks'], queryFn: () => api.get('/frameworks'), staleTime: 5 * 60_000 });
export const useRows = (register: RegisterName, enabled = true) =>
  useQuery({ queryKey: [`/registers/${register}/rows`, 'all'], queryFn: () => api.get('/registers/{register}/rows', { path: { register }, query: { limit: 500, sort: 'name' } }), staleTime: 60_000, enabled });
export const useMeasureRows = () => useQuery({ queryKey: ['/measures', 'all'], queryFn: () => api.get('/measures', { query: { limit: 500, sort: 'title' } }), staleTime: 60_000 });
export const useMeasure = (id: string) => useQuery({ queryKey: ['/measures', id], queryFn: () => api.get('/measures/{id}', { path: { id } }), enabled: id !== '' });
export const useRequirement = (urn: string) => useQuery({ queryKey: ['/requirements', urn], queryFn: () => api.get('/requirements/{urn}', { path: { urn } }), enabled: urn !== '' });
export const useEvidence = (id: string) => useQuery({ queryKey: ['/evidence', id], queryFn: () => api.get('/evidence/{id}', { path: { id } }), enabled: id !== '' });

export const rowName = (row: RegisterRow): string => String(row['name'] ?? row.id);
export const measureReasons = (id: string) => ({ key: ['reasons', 'measure', id] as const, fetch: async (): Promise<Aspects> => (await api.get('/measures/{id}', { path: { id } })).aspects });
export const requirementReasons = (urn: string) => ({ key: ['reasons', 'requirement', urn] as const, fetch: async (): Promise<Aspects> => (await api.get('/requirements/{urn}', { path: { urn } })).aspects });

const kPlaceKinds = ['site', 'department', 'system', 'supplier'] as const;
/** Everything that can be a place: the whole organisation first (it has no id: a record belongs to one already), then the rows of the place registers. */
export function usePlaces(organisation: { id: string; name: string } | null): Place[] {
  const site = useRows('site');
  const department = useRows('department');
  const system = useRows('system');
  const supplier = useRows('supplier');
  const found = { site, department, system, supplier };
  const rest = kPlaceKinds.flatMap((kind) => (found[kind].data?.items ?? []).map((row) => ({ kind, id: row.id, name: rowName(row) })));
  return organisation ? [{ kind: 'organisation' as const, id: '', name: organisation.name }, ...rest] : rest;
}

/** After a change almost any number may differ (verdicts, today, counts): ask again for all but the session. */
export function useRefresh(): () => void {
  const client = useQueryClient();
  return () => { void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== '/session' }); };
}
