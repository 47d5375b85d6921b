// SPDX-License-Identifier: EUPL-1.2
import { Button, Checkbox, CopyButton, Modal, Textarea, TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { AccountRow } from '../../api/types';
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

export function CopyLine({ value }: { value: string }) {
  const u = ui.use();
  return (
    <div className="copy-line"><code>{value}</code>
      <CopyButton value={value}>{({ copied, copy }) => <Button size="xs" variant="default" leftSection={<IconCopy size={15} />} onClick={copy}>{u(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
    </div>
  );
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = authWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const [link, setLink] = useState('');
  const form = useRecordForm('invite', { login: '', name: '', roles: ['contributor'] as string[], until: '' });
  const send = async () => {
    if (form.values.roles.length === 0) { form.setErrors({ roles: t('choose_role') }); return; }
    await form.submit(async (v) => { const made = await api.post('/invitations', { body: { ...v, until: v.until || null } }); setLink(made.link); refresh(); });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t(link ? 'invited' : 'invite')} closeButtonProps={{ 'aria-label': u('close') }}>
      {link ? (
        <div className="stack"><p>{t('invited_text', { name: form.values.name })}</p><CopyLine value={new URL(link, window.location.origin).href} /><div className="line end"><Button onClick={onClose}>{u('close')}</Button></div></div>
      ) : (
        <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
          <FormNotes form={form} />
          <div className="form-grid">
            <TextInput required label={t('name')} value={form.values.name} error={form.errors['name']} onChange={(e) => form.set('name', e.currentTarget.value)} />
            <TextInput required label={t('login')} value={form.values.login} error={form.errors['login']} autoCapitalize="none" spellCheck={false} onChange={(e) => form.set('login', e.currentTarget.value)} />
          </div>
          <Roles value={form.values.roles} onChange={(roles) => form.set('roles', roles)} error={form.errors['roles']} />
          <DateField label={t('until')} description={t('until_hint')} min={today()} value={form.values.until} error={form.errors['until']} onChange={(d) => form.set('until', d)} />
          <FormFoot busy={form.busy} saveLabel={t('invite')} onCancel={onClose} />
        </form>
      )}
    </Modal>
  );
}

export function AccountDialog({ account, onClose }: { account: AccountRow; onClose: () => void }) {
  const t = authWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const form = useRecordForm(`account:${account.id}`, { roles: account.roles, until: account.until ?? '' }, account.version);
  const save = async () => {
    if (form.values.roles.length === 0) { form.setErrors({ roles: t('choose_role') }); return; }
    if (await form.submit((v, version) => api.put('/accounts/{id}', { path: { id: account.id }, version, body: { roles: v.roles, until: v.until || null } }))) { tell(t('account_saved')); refresh(); onClose(); }
  };
  const remove = async () => {
    onClose();
    if (await ask(t('remove_account_title', { name: account.name }), t('remove_account_text'), t('remove_account'))) api.delete('/accounts/{id}', { path: { id: account.id }, version: account.version }).then(() => { tell(t('account_removed')); refresh(); }).catch(tellFault);
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t('edit_account', { name: account.name })} closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <FormNotes form={form} />
        <Roles value={form.values.roles} onChange={(roles) => form.set('roles', roles)} error={form.errors['roles']} />
        <DateField label={t('until')} description={t('until_hint')} value={form.values.until} error={form.errors['until']} onChange={(d) => form.set('until', d)} />
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
