// SPDX-License-Identifier: EUPL-1.2
import { PasswordInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { authWords } from './text';

const kMinimum = 12;

function passwordFault(password: string, repeat: string): string {
  if ([...password].length < kMinimum) return authWords.now('password_short', { count: [...password].length });
  return password === repeat ? '' : authWords.now('password_differs');
}

/** A new password typed twice, sent when both are right. */
export function useNewPassword(send: (password: string) => Promise<unknown>) {
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (passwordFault(password, repeat)) return;
    setBusy(true);
    setError(null);
    send(password).catch(setError).finally(() => setBusy(false));
  };
  const clear = () => { setPassword(''); setRepeat(''); setTried(false); };
  return { fields: { password, repeat, onPassword: setPassword, onRepeat: setRepeat, tried }, busy, error, submit, clear };
}

interface Props { password: string; repeat: string; onPassword: (v: string) => void; onRepeat: (v: string) => void; tried: boolean; size?: 'sm' | 'md' }
export function NewPassword({ password, repeat, onPassword, onRepeat, tried, size = 'sm' }: Props) {
  const t = authWords.use();
  const short = tried && [...password].length < kMinimum;
  const differs = tried && !short && password !== repeat;
  return (
    <>
      <PasswordInput size={size} label={t('new_password')} description={t('password_rule')} autoComplete="new-password" required withAsterisk={false} value={password} error={short ? t('password_short', { count: [...password].length }) : undefined} onChange={(e) => onPassword(e.currentTarget.value)} />
      <PasswordInput size={size} label={t('repeat_password')} autoComplete="new-password" required withAsterisk={false} value={repeat} error={differs ? t('password_differs') : undefined} onChange={(e) => onRepeat(e.currentTarget.value)} />
    </>
  );
}
