// SPDX-License-Identifier: EUPL-1.2
import { Button, Checkbox, CopyButton, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { AccountRow, InvitationLink, ResetLink } from '../../api/types';
import { useSession, useTakeSession } from '../../app/session';
import { ask } from '../../ui/confirm';
import { DateField } from '../../ui/date_field';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { today } from '../../ui/format';
import { Card, Note } from '../../ui/page';
import { ui } from '../../ui/text';
import { tell, tellFault } from '../../ui/toast';
import { authWords } from './text';

const kRoles = ['administrator', 'security_officer', 'owner', 'contributor', 'reviewer', 'board', 'auditor'] as const;
type Role = (typeof kRoles)[number];
const isRole = (name: string): name is Role => (kRoles as readonly string[]).includes(name);
export const roleName = (name: string, t: ReturnType<typeof authWords.use>): string => (isRole(name) ? t(`role_${name}`) : name);

function Roles({ value, onChange, error }: { value: string[]; onChange: (roles: string[]) => void; error?: string | undefined }) {
  const t = authWords.use();
  return (
    <Checkbox.Group label={t('roles')} value={value} onChange={onChange} error={error}>
      <div className="stack s block-s">{kRoles.map((role) => <Checkbox key={role} value={role} label={t(`role_${role}`)} description={t(`role_${role}_text`)} />)}</div>
    </Checkbox.Group>
  );
}

/** Who this is in the register of people: what one owns and may not review follows from it. */
function PersonField({ value, name, onChange, error }: { value: string; name: string; onChange: (person: string) => void; error?: string | undefined }) {
  const t = authWords.use();
  const query = useQuery({ queryKey: ['/people'], queryFn: () => api.get('/people') });
  const people = query.data?.items ?? [];
  const same = people.find((p) => p.name.trim().toLowerCase() === name.trim().toLowerCase());
  return (
    <div className="stack xs">
      <Select label={t('person')} description={t('person_hint')} placeholder={t('person_none')} searchable clearable nothingFoundMessage={t('person_not_found')} error={error}
        data={people.map((p) => ({ value: p.id, label: p.name }))} value={value || null} onChange={(id) => onChange(id ?? '')} />
      {!value && same && <button type="button" className="link small" onClick={() => onChange(same.id)}>{t('person_suggest', { name: same.name })}</button>}
    </div>
  );
}

export function CopyLine({ value }: { value: string }) {
  const u = ui.use();
  return (
    <div className="copy-line"><code>{value}</code>
      <CopyButton value={value}>{({ copied, copy }) => <Button size="xs" variant="default" leftSection={<IconCopy size={15} />} onClick={copy}>{u(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
    </div>
  );
}

/** A link at a name of this computer means another computer to whoever opens it elsewhere. */
const onlyHere = (link: URL): boolean => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(link.hostname);

/** A link for one other person, and whether that person can open it. */
function LinkLine({ link }: { link: string }) {
  const t = authWords.use();
  const whole = new URL(link, window.location.origin);
  return <div className="stack s"><CopyLine value={whole.href} />{onlyHere(whole) && <Note tone="warn">{t('link_only_here')}</Note>}</div>;
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = authWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const session = useSession();
  const [made, setMade] = useState<InvitationLink | null>(null);
  const form = useRecordForm('invite', { login: '', name: '', email: '', roles: ['contributor'] as string[], until: '', person: '' });
  const send = async () => {
    if (form.values.roles.length === 0) { form.setErrors({ roles: t('choose_role') }); return; }
    await form.submit(async (v) => { setMade(await api.post('/invitations', { body: { ...v, until: v.until || null, email: v.email.trim() || null, person: v.person || null } })); refresh(); });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t(made ? 'invited' : 'invite')} closeButtonProps={{ 'aria-label': u('close') }}>
      {made ? (
        <div className="stack">{made.replaced && <Note tone="warn">{t('invite_replaced', { login: form.values.login.trim() })}</Note>}{made.mailed && <Note>{t('link_mailed', { name: form.values.name })}</Note>}<p>{t('invited_text', { name: form.values.name })}</p><LinkLine link={made.link} /><div className="line end"><Button onClick={onClose}>{u('close')}</Button></div></div>
      ) : (
        <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
          <FormNotes form={form} />
          <div className="form-grid">
            <TextInput required label={t('name')} value={form.values.name} error={form.errors['name']} onChange={(e) => form.set('name', e.currentTarget.value)} />
            <TextInput required label={t('login')} value={form.values.login} error={form.errors['login']} autoCapitalize="none" spellCheck={false} onChange={(e) => form.set('login', e.currentTarget.value)} />
          </div>
          {session.mail && <TextInput type="email" label={t('invite_email')} description={t('invite_email_hint')} autoComplete="off" value={form.values.email} error={form.errors['email']} onChange={(e) => form.set('email', e.currentTarget.value)} />}
          <PersonField value={form.values.person} name={form.values.name} error={form.errors['person']} onChange={(person) => form.set('person', person)} />
          <Roles value={form.values.roles} onChange={(roles) => form.set('roles', roles)} error={form.errors['roles']} />
          <DateField label={t('until')} description={t('until_hint')} min={today()} value={form.values.until} error={form.errors['until']} onChange={(d) => form.set('until', d)} />
          <FormFoot busy={form.busy} saveLabel={t('invite')} onCancel={onClose} />
        </form>
      )}
    </Modal>
  );
}

const fieldsOf = (a: AccountRow) => ({ roles: a.roles, until: a.until ?? '', person: a.person });

export function AccountDialog({ account, onClose }: { account: AccountRow; onClose: () => void }) {
  const t = authWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const form = useRecordForm(`account:${account.id}`, fieldsOf(account), account.version);
  const save = async () => {
    if (form.values.roles.length === 0) { form.setErrors({ roles: t('choose_role') }); return; }
    const saved = await form.submit(async (v, version) => {
      const path = { id: account.id };
      const roles = await api.put('/accounts/{id}', { path, version, body: { roles: v.roles, until: v.until || null } });
      // The roles stand, whatever becomes of the person.
      form.rebase({ ...v, person: account.person }, roles.version);
      if (v.person !== account.person) await api.put('/accounts/{id}/person', { path, version: roles.version, body: { person: v.person } });
    });
    refresh();
    if (saved) { tell(t('account_saved')); onClose(); }
  };
  const reload = async () => {
    const now = (await api.get('/accounts', { query: { q: account.login, limit: 500 } })).items.find((a) => a.id === account.id) ?? account;
    return { values: fieldsOf(now), version: now.version };
  };
  const session = useSession();
  const [reset, setReset] = useState<ResetLink | null>(null);
  const newPassword = async () => {
    if (await ask(t('reset_give_title', { name: account.name }), t('reset_give_text'), t('reset_give'))) api.post('/accounts/{id}/reset', { path: { id: account.id } }).then((made) => { setReset(made); refresh(); }).catch(tellFault);
  };
  const remove = async () => {
    onClose();
    if (await ask(t('remove_account_title', { name: account.name }), t('remove_account_text'), t('remove_account'))) api.delete('/accounts/{id}', { path: { id: account.id }, version: account.version }).then(() => { tell(t('account_removed')); refresh(); }).catch(tellFault);
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t('edit_account', { name: account.name })} closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <FormNotes form={form} reload={reload} label={(f) => t(f as keyof typeof form.values)} word={(f, value) => (f === 'roles' ? (value as string[]).map((r) => roleName(r, t)).join(', ') : String(value ?? ''))} />
        <PersonField value={form.values.person} name={account.name} error={form.errors['person']} onChange={(person) => form.set('person', person)} />
        <Roles value={form.values.roles} onChange={(roles) => form.set('roles', roles)} error={form.errors['roles']} />
        <DateField label={t('until')} description={t('until_hint')} value={form.values.until} error={form.errors['until']} onChange={(d) => form.set('until', d)} />
        {session.account?.id !== account.id && (reset
          ? <div className="stack s">{reset.mailed && <Note>{t('link_mailed', { name: account.name })}</Note>}<p>{t('reset_given_text', { name: account.name })}</p><LinkLine link={reset.link} /></div>
          : <div className="account-row"><span><strong>{t('reset_give')}</strong><br /><span className="dim small">{account.email ? t('reset_give_mail', { address: account.email }) : t('reset_give_hint')}</span></span><Button variant="default" onClick={() => void newPassword()}>{t('reset_give')}</Button></div>)}
        <div className="line between"><Button variant="outline" color="brick" onClick={() => void remove()}>{t('remove_account')}</Button><FormFoot busy={form.busy} onCancel={onClose} /></div>
      </form>
    </Modal>
  );
}

/** Below ten people roles that belong apart may be combined, with a reason that is recorded. */
export function CombinedRoles() {
  const t = authWords.use();
  const session = useSession();
  const take = useTakeSession();
  const form = useRecordForm('combined-roles', { reason: '' });
  // The version of now, not of when the form was opened: the reason stands on its own.
  const save = async () => { if (await form.submit((v) => api.put('/organisation/combined-roles', { body: v, version: session.organisation?.version ?? 0 }))) { tell(t('combined_done')); take(undefined); } };
  return (
    <Card title={t('combined')}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <Note>{t('combined_text')}</Note>
        <FormNotes form={form} />
        <Textarea required label={t('combined_reason')} minRows={2} value={form.values.reason} error={form.errors['reason']} onChange={(e) => form.set('reason', e.currentTarget.value)} />
        <FormFoot busy={form.busy} />
      </form>
    </Card>
  );
}
