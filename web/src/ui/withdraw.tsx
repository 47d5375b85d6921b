// SPDX-License-Identifier: EUPL-1.2
//
// Taking something back: never without a reason, and nothing disappears.
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client';
import { useRefresh } from '../api/queries';
import { FormFoot, FormNotes, useRecordForm } from './form';
import { ui } from './text';
import { tell } from './toast';

interface Props { path: '/occurrences/{id}/withdraw' | '/evidence/{id}/withdraw' | '/populations/{id}/withdraw' | '/overrides/{id}/reject' | '/overrides/{id}/end'; id: string; label: string; text: string; done: string; /** Where it goes on; told the id of the answer. */ after?: (id: string) => void }
export function Withdraw({ path, id, label, text, done, after }: Props) {
  const u = ui.use();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const form = useRecordForm(`withdraw:${path}:${id}`, { reason: '' });
  const send = async () => {
    if (!form.values.reason.trim()) { form.setErrors({ reason: u('required') }); return; }
    let answer = id;
    if (await form.submit(async (v) => { answer = (await api.post(path, { path: { id }, body: v })).id; })) { setOpen(false); tell(done); refresh(); after?.(answer); }
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>{label}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} size="lg" title={label} closeButtonProps={{ 'aria-label': u('close') }}>
        <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void send(); }}>
          <p className="dim">{text}</p>
          <FormNotes form={form} />
          <Textarea required label={u('withdraw_reason')} minRows={2} value={form.values.reason} error={form.errors['reason']} onChange={(e) => form.set('reason', e.currentTarget.value)} />
          <FormFoot busy={form.busy} saveLabel={label} onCancel={() => setOpen(false)} />
        </form>
      </Modal>
    </>
  );
}
