// SPDX-License-Identifier: EUPL-1.2
import { api } from '../../api/client';
import { appWords } from '../../app/text';
import { PasswordByLink, repeatsLogin } from './password_by_link';
import { authWords } from './text';

/** The first password of someone who was invited. */
export default function InvitationScreen() {
  const t = authWords.use();
  const app = appWords.use();
  return (
    <PasswordByLink name="/invitations"
      look={(token) => api.get('/invitations/{token}', { path: { token }, anonymous: true })}
      send={(token, password) => api.post('/invitations/{token}', { path: { token }, body: { password }, anonymous: true })}
      title={({ organisation }) => t('invitation', { organisation: organisation || app('product') })} text={(who) => t(repeatsLogin(who) ? 'invitation_text_login' : 'invitation_text', { name: who.name, login: who.login })}
      badTitle={t('invitation_bad')} badText={t('invitation_bad_text')} />
  );
}
