// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal, PasswordInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { api } from '../../api/client';
import { useSession, useTakeSession } from '../../app/session';
import { ask } from '../../ui/confirm';
import { Card, Page } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import './auth.css';
import { NewPassword, useNewPassword } from './new_password';
import { CalendarCard } from '../notice/calendar_card';
import { MailCard } from '../notice/mail_card';
import { Passkeys, Sessions, Tokens } from './security_parts';
import { authWords } from './text';
import { RecoveryCodes, TotpSetup } from './totp_setup';

function PasswordCard() {
  const t = authWords.use();
  const [current, setCurrent] = useState('');
  const form = useNewPassword((password) => api.put('/account/password', { body: { current, new_password: password } }).then(() => { tell(t('password_changed')); setCurrent(''); form.clear(); }));
  return (
    <Card title={t('password')}>
      <form className="stack" onSubmit={form.submit}>
        <PasswordInput label={t('current_password')} autoComplete="current-password" required withAsterisk={false} value={current} onChange={(e) => setCurrent(e.currentTarget.value)} />
        <NewPassword {...form.fields} />
        <ErrorNote error={form.error} />
        <div><Button type="submit" variant="default" loading={form.busy}>{t('change_password')}</Button></div>
      </form>
    </Card>
  );
}

function TotpCard() {
  const t = authWords.use();
  const u = ui.use();
  const session = useSession();
  const take = useTakeSession();
  const [open, setOpen] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const start = async () => { if (!session.totp || (await ask(t('totp_new'), t('totp_replace_text'), t('totp_new'), false))) { setCodes(null); setOpen(true); } };
  const close = () => { setOpen(false); take(undefined); };
  return (
    <Card title={t('totp')} actions={<span className={`badge ${session.totp ? 'good' : 'warn'}`}>{t(session.totp ? 'totp_on' : 'totp_off')}</span>}>
      <Button variant="default" onClick={() => void start()}>{t(session.totp ? 'totp_new' : 'totp_set')}</Button>
      <Modal opened={open} onClose={codes ? () => undefined : close} closeOnClickOutside={false} withCloseButton={!codes} size="lg" title={t(codes ? 'recovery' : 'totp')} closeButtonProps={{ 'aria-label': u('close') }}>
        {codes ? <RecoveryCodes codes={codes} onDone={close} doneLabel={u('close')} /> : <TotpSetup onCodes={setCodes} />}
      </Modal>
    </Card>
  );
}

export default function SecurityScreen() {
  const t = authWords.use();
  const session = useSession();
  const { hash } = useLocation();
  useEffect(() => { if (hash) document.getElementById(hash.slice(1))?.scrollIntoView(); }, [hash]);
  return (
    <Page title={t('security')} help="security" width="narrow" sub={t('security_sub', { login: session.account?.login ?? '' })}>
      <div className="stack">
        <PasswordCard />
        <TotpCard />
        <div id="passkeys" className="anchor"><Passkeys /></div>
        <div id="notices" className="anchor"><MailCard /></div>
        {session.organisation && session.rights.includes('task.read') && <div id="calendar" className="anchor"><CalendarCard /></div>}
        <div id="sessions" className="anchor"><Sessions /></div>
        <div id="tokens" className="anchor"><Tokens /></div>
      </div>
    </Page>
  );
}
