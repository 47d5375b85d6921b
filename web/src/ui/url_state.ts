// SPDX-License-Identifier: EUPL-1.2
//
// Filters, sorting and tabs live in the URL: "back" returns to the same view and a link can be shared.
import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';

export type Change = Record<string, string | null>;

export function useUrlState(): { get: (name: string, fallback?: string) => string; set: (change: Change, push?: boolean) => void; params: URLSearchParams } {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation() as { state: unknown };
  const get = (name: string, fallback = ''): string => params.get(name) ?? fallback;
  // The state holds the way back through the pages of a list: of use as long as the page stays.
  const set = useCallback((change: Change, push = false) => {
    setParams(() => {
      // The address itself: two changes in one turn must not lose the first.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(change)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      return next;
    }, { replace: !push, preventScrollReset: true, ...('after' in change ? {} : { state }) });
  }, [setParams, state]);
  return { get, set, params };
}
