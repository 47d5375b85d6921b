// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { TodayItem } from '../api/types';
import { useMay, useSession } from './session';
import { appWords } from './text';

export interface NavItem { to: string; label: string; under: string[]; count?: number }
export interface NavGroup { title: string; items: NavItem[] }

export const useRegisters = (enabled = true) => useQuery({ enabled, queryKey: ['/registers'], queryFn: () => api.get('/registers'), staleTime: 5 * 60_000 });
export const useToday = (enabled = true) => useQuery({ queryKey: ['/today'], queryFn: () => api.get('/today'), staleTime: 30_000, enabled });

/** A register that has a screen of its own, with more to see than its rows: the menu leads there. */
export const ownScreen = (register: string): string => (register === 'domain' ? '/domains' : '');

/** A badge counts what can be done now, not what is still to come. */
export const asksNow = (item: TodayItem): boolean => item.state !== 'soon';

/** How many lines ask something: one that stands for several counts as those, so that the total goes down with each. */
export const linesIn = (items: TodayItem[]): number => items.reduce((sum, item) => sum + item.stands_for, 0);

/** What asks something now, as the badges of the menu and of the tabs below it count it. */
export function useAsked(): { items: TodayItem[]; pieces: (...kinds: TodayItem['kind'][]) => number } {
  const session = useSession();
  const may = useMay();
  const today = useToday((session.organisation?.set_up ?? false) && may('read_measure'));
  const items = (today.data?.items ?? []).filter(asksNow);
  return { items, pieces: (...kinds) => items.reduce((sum, i) => sum + (kinds.includes(i.kind) ? i.count + i.stands_for - 1 : 0), 0) };
}

export function useNav(): NavGroup[] {
  const t = appWords.use();
  const may = useMay();
  const registers = useRegisters(may('read_register'));
  const { items, pieces } = useAsked();
  // Who does not watch over everyone's work is told of his own only: the badge leads to just those.
  const tasks = !may('decide_applicability') && pieces('occurrence') > 0 ? '/occurrences?mine=true' : '/occurrences';
  // A statement waits for a review as well, elsewhere: counted here is only what the list of evidence holds.
  const review = items.find((i) => i.kind === 'review' && i.link.startsWith('/evidence'));
  const groups: NavGroup[] = [
    { title: '', items: [
      { to: '/', label: t('today'), under: [], count: linesIn(items) },
      ...(may('read_catalog') ? [{ to: '/requirements', label: t('norm'), under: ['/requirements', '/measures', '/applicability', '/mappings', '/populations'] }] : []),
      ...(may('read_evidence') ? [{ to: review?.link ?? '/evidence', label: t('evidence'), under: ['/evidence'], count: review?.count ?? 0 }] : []),
      ...(may('read_task') ? [{ to: tasks, label: t('tasks'), under: ['/occurrences', '/deviations'], count: pieces('occurrence', 'deviation') }] : []),
    ] },
    { title: t('organisation'), items: (may('read_register') ? (registers.data?.items ?? []) : []).map((r) => {
      const to = (may('read_scan') && ownScreen(r.name)) || `/registers/${r.name}`;
      return { to, label: r.title, under: [to, `/registers/${r.name}`], count: to === '/domains' ? items.filter((i) => i.link.startsWith('/domains/')).length : 0 };
    }) },
    { title: t('accountability'), items: [
      ...(may('read_report') ? [{ to: '/board', label: t('board'), under: ['/board'] }, { to: '/reports', label: t('reports'), under: ['/reports'] }] : []),
      ...(may('verify_trail') ? [{ to: '/trail', label: t('trail'), under: ['/trail'] }] : []),
    ] },
    { title: t('admin'), items: [
      ...(may('manage_accounts') ? [{ to: '/accounts', label: t('accounts'), under: ['/accounts'] }] : []),
      ...(may('edit_organisation') ? [{ to: '/settings', label: t('settings'), under: ['/settings', '/setup'] }] : []),
      ...(may('import_framework') ? [{ to: '/frameworks', label: t('frameworks'), under: ['/frameworks'] }] : []),
    ] },
  ];
  return groups.filter((group) => group.items.length > 0);
}
export const isUnder = (path: string, item: NavItem): boolean => item.under.some((base) => path === base || path.startsWith(`${base}/`)) || path === item.to;
