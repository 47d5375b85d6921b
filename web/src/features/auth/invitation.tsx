// SPDX-License-Identifier: EUPL-1.2
import { api } from '../../api/client';
import { PasswordByLink } from './password_by_link';
import { authWords } from './text';

/** The first password of someone who was invited. */
export default function InvitationScreen() {
  const t = authWords.use();
  return (
    <PasswordByLink name="/invitations"
      look={(token) => api.get('/invitations/{token}', { path: { token }, anonymous: true })}
      send={(token, password) => api.post('/invitations/{token}', { path: { token }, body: { password }, anonymous: true })}
      title={({ organisation }) => t('invitation', { organisation })} text={({ name, login }) => t('invitation_text', { name, login })}
      badTitle={t('invitation_bad')} badText={t('invitation_bad_text')} />
  );
}
