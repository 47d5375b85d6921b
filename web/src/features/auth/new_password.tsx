// SPDX-License-Identifier: EUPL-1.2
import { PasswordInput } from '@mantine/core';
import { authWords } from './text';

const kMinimum = 12;

export function passwordFault(password: string, repeat: string): string {
  if ([...password].length < kMinimum) return authWords.now('password_short', { count: [...password].length });
  return password === repeat ? '' : authWords.now('password_differs');
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
