// SPDX-License-Identifier: EUPL-1.2
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client';
import { useSessionQuery } from '../../app/session';
import { Note } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { authWords } from './text';

/** Asks for a letter with a link. The answer is the same whether or not the account exists. */
export default function Forgotten({ login: typed, onBack }: { login: string; onBack: () => void }) {
  const t = authWords.use();
  const session = useSessionQuery();
  const [login, setLogin] = useState(typed);
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const back = <button type="button" className="link small" onClick={onBack}>{t('to_sign_in')}</button>;
  if (session.data && !session.data.mail) return <div className="stack"><Note>{t('forgotten_no_mail')}</Note>{back}</div>;
  if (sent) return <div className="stack"><div role="status"><Note>{t('forgotten_sent')}</Note></div>{back}</div>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    api.post('/session/forgotten', { body: { login: login.trim() }, anonymous: true }).then(() => setSent(true)).catch(setError).finally(() => setBusy(false));
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="dim">{t('forgotten_text')}</p>
      <TextInput label={t('login')} size="md" autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} value={login} onChange={(e) => setLogin(e.currentTarget.value)} autoFocus />
      <ErrorNote error={error} />
      <Button type="submit" size="md" loading={busy} fullWidth>{t('forgotten_ask')}</Button>
      {back}
    </form>
  );
}
