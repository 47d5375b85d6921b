// SPDX-License-Identifier: EUPL-1.2
import { api } from '../../api/client';
import { PasswordByLink, repeatsLogin } from './password_by_link';
import { authWords } from './text';

/** A new password by a link that works once; the second factor follows as always. */
export default function ResetScreen() {
  const t = authWords.use();
  return (
    <PasswordByLink name="/resets"
      look={(token) => api.get('/resets/{token}', { path: { token }, anonymous: true })}
      send={(token, password) => api.post('/resets/{token}', { path: { token }, body: { password }, anonymous: true })}
      title={() => t('reset')} text={(who) => t(repeatsLogin(who) ? 'reset_text_login' : 'reset_text', { name: who.name, login: who.login })} badTitle={t('reset_bad')} badText={() => t('reset_bad_text')} />
  );
}
