// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { ask } from '../../ui/confirm';
import { moment } from '../../ui/format';
import { Card, Note } from '../../ui/page';
import { QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell, tellFault } from '../../ui/toast';
import { CopyLine } from '../auth/account_dialogs';
import { PasswordDialog } from '../auth/present_password';
import { noticeWords } from './text';

const kCalendar = '/account/calendar';

export function CalendarCard() {
  const t = noticeWords.use();
  const u = ui.use();
  const client = useQueryClient();
  const query = useQuery({ queryKey: [kCalendar], queryFn: () => api.get(kCalendar) });
  const [address, setAddress] = useState('');
  const again = () => { void client.invalidateQueries({ queryKey: [kCalendar] }); };
  const [asking, setAsking] = useState(false);
  const make = (current: string) => api.post(kCalendar, { body: { current } }).then((made) => { setAddress(made.url); again(); });
  const active = query.data?.active ?? false;
  const remove = async () => {
    if (await ask(t('calendar_remove_title'), t('calendar_remove_text'), t('calendar_remove'))) api.delete(kCalendar).then(() => { tell(t('calendar_removed')); again(); }).catch(tellFault);
  };
  return (
    <Card title={t('calendar')}>
      <div className="stack s">
        <p className="dim small">{t('calendar_text')}</p>
        <QueryView query={query}>{(state) => (
          <>
            <p>{state.active ? `${t('calendar_active', { at: moment(state.created_at ?? '') })} ${state.last_used_at ? t('calendar_used', { at: moment(state.last_used_at) }) : t('calendar_unused')}` : t('calendar_none')}</p>
            <Note>{t('calendar_warning')}</Note>
            <div className="line s">
              <Button variant="default" onClick={() => setAsking(true)}>{t(state.active ? 'calendar_renew' : 'calendar_make')}</Button>
              {state.active && <Button variant="default" onClick={() => void remove()}>{t('calendar_remove')}</Button>}
            </div>
          </>
        )}</QueryView>
      </div>
      {asking && <PasswordDialog title={t(active ? 'calendar_renew_title' : 'calendar_make')} yes={t(active ? 'calendar_renew' : 'calendar_make')} hint={t('calendar_password_hint')} onClose={() => setAsking(false)} act={make}>{t(active ? 'calendar_renew_text' : 'calendar_warning')}</PasswordDialog>}
      <Modal opened={address !== ''} onClose={() => setAddress('')} closeOnClickOutside={false} size="lg" title={t('calendar')} closeButtonProps={{ 'aria-label': u('close') }}>
        <div className="stack">
          <p>{t('calendar_once')}</p>
          <CopyLine value={address} />
          <Note tone="warn">{t('calendar_warning')}</Note>
          <div className="line end"><Button onClick={() => setAddress('')}>{u('close')}</Button></div>
        </div>
      </Modal>
    </Card>
  );
}
