// SPDX-License-Identifier: EUPL-1.2
//
// A password by a link that works once: after an invitation, and when the old one is forgotten.
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Fault } from '../../api/client';
import type { Session } from '../../api/types';
import { useSessionQuery, useTakeSession } from '../../app/session';
import { ErrorNote, Loading } from '../../ui/states';
import { GatePage } from './gate_page';
import { NewPassword, useNewPassword } from './new_password';
import { authWords } from './text';

/** Of an account that is named after its login nothing need be said twice. */
export const repeatsLogin = ({ name, login }: { name: string; login: string }): boolean => name.toLowerCase() === login.toLowerCase();

interface Props<Who> {
  /** Names what was read in the cache. */
  name: string;
  look: (token: string) => Promise<Who>;
  /** `own` is the name that was asked; else empty. */
  send: (token: string, password: string, own: string) => Promise<Session>;
  asksName?: (who: Who) => boolean;
  title: (who: Who) => string;
  text: (who: Who) => string;
  /** Of the page when the link no longer works. */
  badTitle: string;
  badText: (fault: Fault) => string;
}

export function PasswordByLink<Who extends { login: string }>({ name, look, send, asksName, title, text, badTitle, badText }: Props<Who>) {
  const t = authWords.use();
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const take = useTakeSession();
  useSessionQuery(); // its token is needed to send the password
  const query = useQuery({ queryKey: [name, token], queryFn: () => look(token), retry: false, staleTime: Infinity });
  const [own, setOwn] = useState('');
  const form = useNewPassword((password) => send(token, password, own.trim()).then((session) => { take(session); void navigate('/'); }));

  if (query.error instanceof Fault && query.error.status === 404) return <GatePage title={badTitle}><p className="dim">{badText(query.error)}</p><div><Button component={Link} to="/">{t('to_sign_in')}</Button></div></GatePage>;
  if (query.isError) return <GatePage title={t('sign_in')}><ErrorNote error={query.error} retry={() => void query.refetch()} /></GatePage>;
  if (!query.data) return <GatePage title="…"><Loading rows={3} /></GatePage>;
  return (
    <GatePage title={title(query.data)}>
      <form className="stack" onSubmit={form.submit}>
        <p className="dim">{text(query.data)}</p>
        {asksName?.(query.data) && <TextInput size="md" label={t('own_name')} description={t('own_name_hint')} autoComplete="name" required withAsterisk={false} maxLength={200} value={own} error={form.error instanceof Fault && form.error.problem.where === 'name'} onChange={(e) => setOwn(e.currentTarget.value)} />}
        <input type="text" name="username" autoComplete="username" value={query.data.login} readOnly hidden />
        <NewPassword {...form.fields} size="md" />
        <ErrorNote error={form.error} />
        <Button type="submit" size="md" loading={form.busy} fullWidth>{t('set_password')}</Button>
      </form>
    </GatePage>
  );
}
