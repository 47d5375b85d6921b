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
      send={(token, password, name) => api.post('/invitations/{token}', { path: { token }, body: { password, name: name || null }, anonymous: true })}
      asksName={(who) => who.asks_name}
      title={({ organisation }) => t('invitation', { organisation: organisation || app('product') })} text={(who) => t(who.asks_name || repeatsLogin(who) ? 'invitation_text_login' : 'invitation_text', { name: who.name, login: who.login })}
      badTitle={t('invitation_bad')} badText={(fault) => t(fault.problem.type.endsWith('.withdrawn') ? 'invitation_withdrawn_text' : 'invitation_bad_text')} />
  );
}
