// SPDX-License-Identifier: EUPL-1.2
//
// What the screens ask of the server, and what they make of it.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { CheckView, DomainState, Job, Measurement, ScanOutcome, ScanSubject, WatchedDomain, WatchedDomainDetail, WatchedDomainList } from '../../api/types';
import { useMay } from '../../app/session';
import { isOpen, useJobs, useStartJob } from '../job/jobs';

/** How often results are asked for while a measurement is under way. */
const kLook = 1500;

export function useScanJob(): Job | undefined {
  return useJobs().data?.items.find((job) => job.kind === 'scan' && isOpen(job));
}

export function useDomains(): UseQueryResult<WatchedDomainList> {
  const measuring = useScanJob() !== undefined;
  return useQuery({ queryKey: ['/scan/domains'], queryFn: () => api.get('/scan/domains'), refetchInterval: measuring ? kLook : false });
}

/** @param measurement  '' for the last */
export function useDomain(id: string, measurement: string): UseQueryResult<WatchedDomainDetail> {
  const measuring = useScanJob() !== undefined;
  return useQuery({
    queryKey: ['/scan/domains', id, measurement], queryFn: () => api.get('/scan/domains/{id}', { path: { id }, query: { measurement } }),
    refetchInterval: measuring ? kLook : false, placeholderData: (before) => (before?.domain.id === id ? before : undefined),
  });
}

/** Measures now; an empty list is all of the register. */
export function useMeasureNow(): { may: boolean; busy: boolean; measure: (domains: string[]) => Promise<Job | undefined> } {
  const may = useMay();
  const job = useScanJob();
  const { start, busy } = useStartJob(true);
  return { may: may('run_scan'), busy: busy || job !== undefined, measure: (domains) => start(() => api.post('/scan', { body: { domains } })) };
}

// ---------- how a domain stands
/** In the order of what asks most. */
export const kStates: readonly DomainState[] = ['wrong', 'attention', 'explained', 'unknown', 'not_measured', 'good'];

/** A worse answer asks something only where the standards are applied: elsewhere it was explained. */
export const becameWorse = (domain: WatchedDomain): boolean => domain.worsened > 0 && domain.protection === 'apply';

export const kSubjects = ['web', 'mail'] as const;
export const isUsedFor = (domain: WatchedDomain, subject: ScanSubject): boolean => domain.use === 'both' || domain.use === subject;
export const scoreOf = (measurement: Measurement, subject: ScanSubject): number | null => measurement[subject];

// ---------- checks
export const keyOf = (check: { subject: ScanSubject; check: string }): string => `${check.subject}-${check.check}`;
const isWrong = (outcome: ScanOutcome): boolean => outcome === 'fail' || outcome === 'warn';
export const isToMend = (check: CheckView): boolean => isWrong(check.own.outcome);
/** internet.nl takes points for what is good by the standard itself. */
export const isOnlyTheirs = (check: CheckView): boolean => !isToMend(check) && check.own.outcome !== 'inconclusive' && check.internet_nl !== null && isWrong(check.internet_nl.outcome);
export const isFolded = (check: CheckView): boolean => (check.own.outcome === 'pass' || check.own.outcome === 'not_applicable') && !isOnlyTheirs(check);

const kRank: Record<ScanOutcome, number> = { fail: 0, warn: 2, inconclusive: 5, info: 6, pass: 7, not_applicable: 8 };
const rank = (check: CheckView): number => (isOnlyTheirs(check) ? 4 : kRank[check.own.outcome] + (isToMend(check) && check.severity !== 'high' ? 1 : 0));
/** What needs mending first, and of that what weighs most. */
export const byNeed = (checks: CheckView[]): CheckView[] => [...checks].sort((a, b) => rank(a) - rank(b));
