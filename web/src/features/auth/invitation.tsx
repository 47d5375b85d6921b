// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../api/client';
import { useSessionQuery, useTakeSession } from '../../app/session';
import { ErrorNote, Loading } from '../../ui/states';
import { GatePage } from './gate_page';
import { NewPassword, passwordFault } from './new_password';
import { authWords } from './text';


export default function InvitationScreen() {
  const t = authWords.use();
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const take = useTakeSession();
  useSessionQuery(); // its token is needed to send the password
  const query = useQuery({ queryKey: ['/invitations', token], queryFn: () => api.get('/invitations/{token}', { path: { token }, anonymous: true }), retry: false, staleTime: Infinity });
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  if (query.isError) return <GatePage title={t('invitation_bad')}><p className="dim">{t('invitation_bad_text')}</p><ErrorNote error={query.error} /><div><Button component={Link} to="/" variant="default">{t('to_sign_in')}</Button></div></GatePage>;
  if (!query.data) return <GatePage title="…"><Loading rows={3} /></GatePage>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (passwordFault(password, repeat)) return;
    setBusy(true);
    setError(null);
    api.post('/invitations/{token}', { path: { token }, body: { password }, anonymous: true }).then((session) => { take(session); void navigate('/'); }).catch(setError).finally(() => setBusy(false));
  };
  return (
    <GatePage title={t('invitation', { organisation: query.data.organisation })}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{t('invitation_text', { name: query.data.name, login: query.data.login })}</p>
        <input type="text" name="username" autoComplete="username" value={query.data.login} readOnly hidden />
        <NewPassword password={password} repeat={repeat} onPassword={setPassword} onRepeat={setRepeat} tried={tried} size="md" />
        <ErrorNote error={error} />
        <Button type="submit" size="md" loading={busy} fullWidth>{t('set_password')}</Button>
      </form>
    </GatePage>
  );
}
