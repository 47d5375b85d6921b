// SPDX-License-Identifier: EUPL-1.2
//
// Long work happens on the server beside the screens: ask for it here, and the tray in the top bar shows how far it is.
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { api, url } from '../../api/client';
import type { Job } from '../../api/types';
import { useSession } from '../../app/session';
import { tell, tellFault } from '../../ui/toast';
import { jobWords } from './text';

const kKey = ['/jobs'] as const;
interface List { items: Job[] }

export const isOpen = (job: Job): boolean => job.state === 'queued' || job.state === 'running';
export const resultUrl = (job: Job): string => url('/jobs/{id}/result', { path: { id: job.id } });

/** My jobs, newest first; asked again every second while one is under way, and otherwise when the window gets attention. */
export function useJobs(): UseQueryResult<List> {
  const session = useSession();
  return useQuery({
    queryKey: kKey, queryFn: () => api.get('/jobs'), enabled: session.organisation !== null, staleTime: 10_000,
    refetchInterval: (query) => ((query.state.data?.items ?? []).some(isOpen) ? 1000 : false),
  });
}

/** One job of the list; asked for by itself when the list does not hold it (yet). */
export function useJob(id: string): UseQueryResult<Job> {
  return useQuery({
    queryKey: [...kKey, id], queryFn: () => api.get('/jobs/{id}', { path: { id } }), enabled: id !== '',
    refetchInterval: (query) => (query.state.data && isOpen(query.state.data) ? 1000 : false),
  });
}

const watchers = new Set<() => void>();
/** The tray opens when something is started, so that one sees where it went. */
export const onTrayWanted = (open: () => void): (() => void) => { watchers.add(open); return () => { watchers.delete(open); }; };

/** Asks the server to make something in the background: `start(() => api.post('/package'))`. */
export function useStartJob(quiet = false): { start: (post: () => Promise<Job>) => Promise<Job | undefined>; busy: boolean } {
  const t = jobWords.use();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const start = async (post: () => Promise<Job>) => {
    setBusy(true);
    try {
      const job = await post();
      client.setQueryData<List>(kKey, (list) => ({ items: [job, ...(list?.items ?? []).filter((j) => j.id !== job.id)] }));
      if (!quiet) {
        tell(t('started', { title: job.title }));
        watchers.forEach((open) => open());
      }
      return job;
    } catch (error) {
      tellFault(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { start, busy };
}

export function useJobActions(): { cancel: (job: Job) => void; forget: (job: Job) => void } {
  const client = useQueryClient();
  const again = () => { void client.invalidateQueries({ queryKey: kKey }); };
  return {
    cancel: (job) => { api.post('/jobs/{id}/cancel', { path: { id: job.id } }).then(again).catch(tellFault); },
    forget: (job) => { api.delete('/jobs/{id}', { path: { id: job.id } }).then(again).catch(tellFault); },
  };
}
