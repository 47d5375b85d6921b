// SPDX-License-Identifier: EUPL-1.2
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useEffect, useState, type FormEvent } from 'react';
import { api, Fault, setCsrf } from '../../api/client';
import type { Session } from '../../api/types';
import { Note } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import './auth.css';
import Forgotten from './forgotten';
import { authWords } from './text';
import { knowsPasskeys, signInWithPasskey } from './webauthn';

interface Props { login: string; session?: Session; onSession: (session: Session) => void }

/** Password first, then the second factor; also shown over a form when the session has ended. */
export default function SignInForm({ login: known, session: given, onSession }: Props) {
  const [session, setSession] = useState<Session | null>(given ?? null);
  const [csrfReady, setCsrfReady] = useState(!known);
  useEffect(() => {
    // After an ended session the server gives a fresh anonymous one with its own token.
    if (csrfReady) return;
    api.get('/session', { anonymous: true }).then((s) => { setCsrf(s.csrf); setCsrfReady(true); if (s.state === 'ready') onSession(s); }).catch(() => setCsrfReady(true));
  }, [csrfReady, onSession]);
  const take = (next: Session) => { setCsrf(next.csrf); setSession(next); onSession(next); };
  if ((given ?? session)?.state === 'factor') return <Factor session={(given ?? session)!} onSession={take} onBack={() => { void api.delete('/session', { anonymous: true }).catch(() => undefined).then(async () => take(await api.get('/session', { anonymous: true }))); }} />;
  return <Password login={known} onSession={take} />;
}

function Password({ login: known, onSession }: { login: string; onSession: (s: Session) => void }) {
  const t = authWords.use();
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [forgotten, setForgotten] = useState(false);
  if (forgotten) return <Forgotten login={login} onBack={() => setForgotten(false)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    api.post('/session', { body: { login: login.trim(), password }, anonymous: true }).then(onSession).catch(setError).finally(() => setBusy(false));
  };
  return (
    <form className="stack" onSubmit={submit}>
      {!known && <p className="dim">{t('sign_in_text')}</p>}
      <TextInput label={t('login')} size="md" autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} value={login} readOnly={known !== ''} onChange={(e) => setLogin(e.currentTarget.value)} autoFocus={!known} />
      <PasswordInput label={t('password')} size="md" autoComplete="current-password" required withAsterisk={false} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoFocus={known !== ''} />
      <ErrorNote error={error} />
      <Button type="submit" size="md" loading={busy} fullWidth>{t('go_on')}</Button>
      {!known && <button type="button" className="link small" onClick={() => setForgotten(true)}>{t('forgotten')}</button>}
    </form>
  );
}

function Factor({ session, onSession, onBack }: { session: Session; onSession: (s: Session) => void; onBack: () => void }) {
  const t = authWords.use();
  const [way, setWay] = useState<'code' | 'recovery'>(session.totp ? 'code' : 'recovery');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [missed, setMissed] = useState('');
  const send = (value: string) => {
    setBusy(true);
    setError(null);
    api.post('/session/factor', { body: way === 'code' ? { code: value } : { recovery_code: value.trim() }, anonymous: true })
      .then(onSession).catch((fault: unknown) => { setError(fault); setCode(''); if (fault instanceof Fault && fault.status === 401) return; }).finally(() => setBusy(false));
  };
  const passkey = async () => {
    if (!knowsPasskeys()) { setMissed(t('passkey_unsupported')); return; }
    setMissed('');
    try { onSession(await signInWithPasskey()); } catch (fault) { if (fault instanceof Fault) setError(fault); else setMissed(t('passkey_failed')); }
  };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); send(code); }}>
      {session.passkeys > 0 && <Button size="md" variant={session.totp ? 'default' : 'filled'} fullWidth leftSection={<IconFingerprint size={18} />} onClick={() => void passkey()}>{t('use_passkey')}</Button>}
      {missed && <Note tone="warn">{missed}</Note>}
      {way === 'code'
        ? <TextInput label={t('code')} description={t('factor_text')} size="lg" inputMode="numeric" autoComplete="one-time-code" maxLength={6} pattern="[0-9]{6}" required withAsterisk={false} value={code} autoFocus className="code-input"
            onChange={(e) => { const v = e.currentTarget.value.replace(/\D/g, ''); setCode(v); if (v.length === 6 && !busy) send(v); }} />
        : <TextInput label={t('recovery_code')} description={t('recovery_text')} size="md" autoComplete="off" required withAsterisk={false} value={code} autoFocus onChange={(e) => setCode(e.currentTarget.value)} />}
      {!session.totp && session.passkeys > 0 && <p className="dim small">{t('no_totp')}</p>}
      <ErrorNote error={error} />
      <Button type="submit" size="md" loading={busy} fullWidth>{t('confirm')}</Button>
      <div className="line between">
        <button type="button" className="link small" onClick={() => { setWay(way === 'code' ? 'recovery' : 'code'); setCode(''); setError(null); }}>{t(way === 'code' ? 'use_recovery' : 'use_code')}</button>
        <button type="button" className="link small" onClick={onBack}>{t('other_account')}</button>
      </div>
    </form>
  );
}
