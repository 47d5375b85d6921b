// SPDX-License-Identifier: EUPL-1.2
//
// The session ended while someone was working: sign in over the screen; the waiting requests then go on.
import { Button, Modal } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Fault, onSessionExpired } from '../api/client';
import { Loading } from '../ui/states';
import { keepDraftsOf, useSession, useTakeSession } from './session';
import { appWords } from './text';

const SignInForm = lazy(() => import('../features/auth/sign_in_form'));
interface Waiting { go: () => void; stop: (fault: Fault) => void }

export function SignInAgain() {
  const t = appWords.use();
  const session = useSession();
  const take = useTakeSession();
  const [open, setOpen] = useState(false);
  const waiting = useRef<Waiting[]>([]);
  useEffect(() => {
    onSessionExpired(() => new Promise<void>((go, stop) => { waiting.current.push({ go, stop }); setOpen(true); }));
    return () => onSessionExpired(null);
  }, []);
  const stop = () => {
    waiting.current.splice(0).forEach((w) => w.stop(new Fault({ type: 'about:blank', title: 'unauthorized', status: 401, detail: t('expired_title'), where: '', request_id: '' })));
    setOpen(false);
    take(undefined);
  };
  return (
    <Modal opened={open} onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t('expired_title')} zIndex={350}>
      <div className="stack">
        <p>{t('expired_text')}</p>
        <Suspense fallback={<Loading rows={3} />}>
          <SignInForm login={session.account?.login ?? ''} onSession={(next) => {
            if (next.state !== 'ready') return;
            // Another person at this screen must not go on in someone else's form.
            if (next.account?.id !== session.account?.id) { keepDraftsOf(next.account?.id); stop(); window.location.assign('/'); return; }
            take(next);
            setOpen(false);
            waiting.current.splice(0).forEach((w) => w.go());
          }} />
        </Suspense>
        <Button variant="subtle" onClick={stop}>{t('expired_cancel')}</Button>
      </div>
    </Modal>
  );
}
