// SPDX-License-Identifier: EUPL-1.2
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, setCsrf } from '../api/client';
import type { Session } from '../api/types';
import { setUploadLimit } from '../ui/dropzone';
import { forgetFiles, keepFor } from '../ui/kept_files';
import type { Ability } from './rights';
import { may } from './rights';

export const kSessionKey = ['/session'] as const;

export function useSessionQuery(): UseQueryResult<Session> {
  return useQuery({
    queryKey: kSessionKey, staleTime: Infinity, retry: 1,
    queryFn: async () => {
      const session = await api.get('/session', { anonymous: true });
      setCsrf(session.csrf);
      setUploadLimit(session.max_upload_mb);
      keepDraftsIn(session);
      return session;
    },
  });
}

const kOwner = 'draft-owner';
/** Drafts hold what someone typed. On a shared computer the next person must not find them in the same form. */
export function keepDraftsOf(account: string | undefined): void {
  if (!account) return;
  const owner = sessionStorage.getItem(kOwner);
  if (owner !== null && owner !== account) {
    Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).forEach((key) => sessionStorage.removeItem(key));
    forgetFiles();
  }
  sessionStorage.setItem(kOwner, account);
}

function keepDraftsIn(session: Session): void {
  if (session.state !== 'ready') return;
  keepDraftsOf(session.account?.id);
  keepFor(session.organisation?.id ?? '');
}

/** Takes over a session that the server gave in answer to a sign-in step. */
export function useTakeSession(): (session: Session | undefined) => void {
  const client = useQueryClient();
  return (session) => {
    if (!session) { void client.invalidateQueries({ queryKey: kSessionKey }); return; }
    setCsrf(session.csrf);
    setUploadLimit(session.max_upload_mb);
    keepDraftsIn(session);
    client.setQueryData(kSessionKey, session);
  };
}

export const SessionContext = createContext<Session | null>(null);

/** The signed-in session; only used below the gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session above this component');
  return session;
}
export function useMay(): (ability: Ability) => boolean {
  const session = useSession();
  return (ability) => may(session, ability);
}
