// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { api, part } from '../../api/client';
import { rowName } from '../../api/queries';
import { useMay, useSession, useTakeSession } from '../../app/session';
import { Card, Note, Page } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import './auth.css';
import { NewPassword, useNewPassword } from './new_password';
import { PasswordDialog } from './present_password';
import { CalendarCard } from '../notice/calendar_card';
import { MailCard } from '../notice/mail_card';
import { Passkeys, Sessions, Tokens } from './security_parts';
import { authWords } from './text';
import { RecoveryCodes, TotpConfirm, type TotpOffer } from './totp_setup';

/** A row in the register of people may be somebody else's to change, so it keeps the old name until a person changes it there. */
function StillInRegister({ name }: { name: string }) {
  const t = authWords.use();
  const may = useMay();
  const query = useQuery({ queryKey: ['/registers/person/rows', 'named', name], queryFn: () => api.get('/registers/{register}/rows', { path: { register: 'person' }, query: { q: name, limit: 100 } }), enabled: may('read_register') });
  const row = query.data?.items.find((one) => rowName(one) === name);
  if (!row) return null;
  return <Note tone="warn">{t(may('edit_register') ? 'own_name_register_edit' : 'own_name_register_ask', { name })} <Link to={`/registers/person/${part(row.id)}`}>{t('own_name_register_link', { name })}</Link></Note>;
}

/** The name with which one stands at all that one does. */
function NameCard() {
  const t = authWords.use();
  const u = ui.use();
  const session = useSession();
  const take = useTakeSession();
  const now = session.account?.name ?? '';
  const [name, setName] = useState(now);
  const [asking, setAsking] = useState(false);
  const [was, setWas] = useState('');
  const wanted = name.trim();
  const save = async (current: string) => { take(await api.put('/account/name', { body: { name: wanted, current } })); setWas(was || now); tell(t('own_name_saved')); };
  return (
    <Card title={t('own_name')}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); setAsking(true); }}>
        <TextInput label={t('own_name')} description={t('own_name_hint')} autoComplete="name" required withAsterisk={false} maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        {was && was !== now && <StillInRegister name={was} />}
        <div><Button type="submit" variant="default" disabled={!wanted || wanted === now}>{u('save')}</Button></div>
      </form>
      {asking && <PasswordDialog title={t('own_name')} yes={u('save')} hint={t('own_name_password')} onClose={() => setAsking(false)} act={save}>{t('own_name_ask', { name: wanted })}</PasswordDialog>}
    </Card>
  );
}

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
  const [asking, setAsking] = useState(false);
  const [begun, setBegun] = useState<{ offer: TotpOffer; current: string } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const start = async (current: string) => { const offer = await api.post('/account/totp', { body: { current } }); setCodes(null); setBegun({ offer, current }); };
  const close = () => { setBegun(null); take(undefined); };
  const name = t(session.totp ? 'totp_new' : 'totp_set');
  return (
    <Card title={t('totp')} actions={<span className={`badge ${session.totp ? 'good' : 'warn'}`}>{t(session.totp ? 'totp_on' : 'totp_off')}</span>}>
      <Button variant="default" onClick={() => setAsking(true)}>{name}</Button>
      {asking && <PasswordDialog title={t('totp')} yes={name} onClose={() => setAsking(false)} act={start}>{t(session.totp ? 'totp_replace_text' : 'totp_set_text')}</PasswordDialog>}
      <Modal opened={begun !== null} onClose={codes ? () => undefined : close} closeOnClickOutside={false} withCloseButton={!codes} size="lg" title={t(codes ? 'recovery' : 'totp')} closeButtonProps={{ 'aria-label': u('close') }}>
        {codes ? <RecoveryCodes codes={codes} onDone={close} doneLabel={u('close')} /> : begun && <TotpConfirm {...begun} onCodes={setCodes} />}
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
        <div id="name" className="anchor"><NameCard /></div>
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
