// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client';
import type { MailAddress, NoticePreferences } from '../../api/types';
import { useSession } from '../../app/session';
import { Card, Note } from '../../ui/page';
import { ErrorNote, QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell, tellFault } from '../../ui/toast';
import { noticeWords } from './text';

const kMail = '/account/mail';
const kNotices = '/account/notices';
const kKinds = ['weekly', 'overdue', 'worsened'] as const;

function AddressDialog({ address, onClose }: { address: MailAddress; onClose: () => void }) {
  const t = noticeWords.use();
  const u = ui.use();
  const client = useQueryClient();
  const [value, setValue] = useState(address.given ? address.address : '');
  const [current, setCurrent] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    api.put(kMail, { body: { address: value.trim(), current } }).then((now) => { client.setQueryData([kMail], now); tell(t('mail_changed')); onClose(); }).catch(setError).finally(() => setBusy(false));
  };
  return (
    <Modal opened onClose={onClose} title={t(address.address ? 'mail_change' : 'mail_give')} closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" onSubmit={save}>
        <TextInput type="email" label={t('mail_address')} description={t('mail_address_hint')} autoComplete="email" value={value} data-autofocus onChange={(e) => setValue(e.currentTarget.value)} />
        <PasswordInput label={t('mail_password')} description={t('mail_password_hint')} autoComplete="current-password" required withAsterisk={false} value={current} onChange={(e) => setCurrent(e.currentTarget.value)} />
        <ErrorNote error={error} />
        <div className="line end"><Button variant="default" onClick={onClose}>{u('cancel')}</Button><Button type="submit" loading={busy}>{u('save')}</Button></div>
      </form>
    </Modal>
  );
}

function Preferences() {
  const t = noticeWords.use();
  const client = useQueryClient();
  const query = useQuery({ queryKey: [kNotices], queryFn: () => api.get(kNotices) });
  const choose = (wanted: NoticePreferences) => {
    const before = client.getQueryData<NoticePreferences>([kNotices]);
    client.setQueryData([kNotices], wanted);
    api.put(kNotices, { body: wanted }).then(() => tell(t('notices_saved'))).catch((fault: unknown) => { client.setQueryData([kNotices], before); tellFault(fault); });
  };
  return (
    <QueryView query={query}>{(now) => (
      <div className="stack s">{kKinds.map((kind) => <Switch key={kind} checked={now[kind]} label={t(kind)} description={t(`${kind}_text`)} onChange={(e) => choose({ ...now, [kind]: e.currentTarget.checked })} />)}</div>
    )}</QueryView>
  );
}

export function MailCard() {
  const t = noticeWords.use();
  const session = useSession();
  const query = useQuery({ queryKey: [kMail], queryFn: () => api.get(kMail) });
  const [changing, setChanging] = useState(false);
  return (
    <Card title={t('mail')}>
      <QueryView query={query}>{(mail) => (
        <div className="stack">
          {!mail.mail && <Note>{t('mail_off')}</Note>}
          <div className="account-row">
            <span>{mail.address ? t('mail_to', { address: mail.address }) : t('mail_nowhere')}{mail.address && !mail.given ? <><br /><span className="dim small">{t('mail_is_login')}</span></> : null}</span>
            <Button size="xs" variant="default" onClick={() => setChanging(true)}>{t(mail.address ? 'mail_change' : 'mail_give')}</Button>
          </div>
          {session.organisation && <><div className="field-label">{t('notices', { organisation: session.organisation.name })}</div><Preferences /></>}
          {changing && <AddressDialog address={mail} onClose={() => setChanging(false)} />}
        </div>
      )}</QueryView>
    </Card>
  );
}
