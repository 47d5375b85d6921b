// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { InvitationRow } from '../../api/types';
import { ask } from '../../ui/confirm';
import { day, moment } from '../../ui/format';
import { Card } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { tell, tellFault } from '../../ui/toast';
import { roleName } from './account_dialogs';
import { authWords } from './text';

/** Who may still come in by a link. Nothing when nobody may. */
export function OpenInvitations() {
  const t = authWords.use();
  const refresh = useRefresh();
  const query = useQuery({ queryKey: ['/invitations'], queryFn: () => api.get('/invitations') });
  const withdraw = async (i: InvitationRow) => {
    if (await ask(t('invite_withdraw_title', { name: i.name }), t('invite_withdraw_text'), t('invite_withdraw'))) api.post('/invitations/{id}/withdraw', { path: { id: i.id } }).then(() => tell(t('invite_withdrawn'))).catch(tellFault).finally(refresh);
  };
  if (query.isError) return <Card title={t('invites_open')}><ErrorNote error={query.error} retry={() => void query.refetch()} /></Card>;
  const rows = query.data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={t('invites_open')}>
      <div className="stack s">
        <p className="dim small">{t('invites_open_text')}</p>
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t('invites_open')}><table className="table">
          <thead><tr><th scope="col">{t('name')}</th><th scope="col">{t('roles')}</th><th scope="col" className="wide-only">{t('invited_by')}</th><th scope="col" className="wide-only">{t('invite_expires')}</th><td /></tr></thead>
          <tbody>{rows.map((i) => (
            <tr key={i.id}>
              <td><strong>{i.name}</strong><br /><span className="dim small break">{i.login}</span><span className="narrow-only dim small"><br />{t('invite_expires')} {moment(i.expires_at)}</span></td>
              <td><span className="line s">{i.roles.map((r) => <span key={r} className="badge">{roleName(r, t)}</span>)}</span>{i.until && <><br /><span className="dim small">{t('until')} {day(i.until)}</span></>}</td>
              <td className="wide-only">{i.invited_by || t('invited_by_server')}</td>
              <td className="number nowrap wide-only">{moment(i.expires_at)}</td>
              <td><Button size="xs" variant="default" aria-label={`${t('invite_withdraw')}: ${i.name}`} onClick={() => void withdraw(i)}>{t('invite_withdraw')}</Button></td>
            </tr>
          ))}</tbody>
        </table></div>
      </div>
    </Card>
  );
}
