// SPDX-License-Identifier: EUPL-1.2
//
// The present password once more, before a second factor is touched or something is made that outlives the session: who finds a signed-in computer does not have it.
import { Button, Modal, PasswordInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Fault } from '../../api/client';
import { ErrorNote, faultText } from '../../ui/states';
import { ui } from '../../ui/text';
import { authWords } from './text';

const isWrong = (error: unknown): boolean => error instanceof Fault && error.problem.where === 'current';

/** A wrong password is said on the field, anything else below it. */
export function PresentPassword({ value, onChange, error, focus, hint }: { value: string; onChange: (value: string) => void; error: unknown; focus?: boolean; hint?: string }) {
  const t = authWords.use();
  return (
    <>
      <PasswordInput label={t('current_password')} description={hint ?? t('current_password_hint')} autoComplete="current-password" required withAsterisk={false} value={value} error={isWrong(error) ? faultText(error) : undefined} aria-invalid={isWrong(error) || undefined} data-autofocus={focus ? true : undefined} onChange={(e) => onChange(e.currentTarget.value)} />
      {!isWrong(error) && <ErrorNote error={error} />}
    </>
  );
}

interface PasswordDialogProps { title: string; children: ReactNode; yes: string; danger?: boolean; hint?: string; onClose: () => void; act: (current: string) => Promise<unknown> }
/** Asks before a deed that needs the password; stays open when it fails. `yes` names the deed. */
export function PasswordDialog({ title, children, yes, danger, hint, onClose, act }: PasswordDialogProps) {
  const u = ui.use();
  const [current, setCurrent] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    act(current).then(onClose).catch((fault: unknown) => { setError(fault); setBusy(false); });
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" onSubmit={submit}>
        <div>{children}</div>
        <PresentPassword value={current} onChange={setCurrent} error={error} focus {...(hint === undefined ? {} : { hint })} />
        <div className="line end"><Button variant="default" onClick={onClose}>{u('cancel')}</Button><Button type="submit" color={danger ? 'brick' : 'petrol'} loading={busy}>{yes}</Button></div>
      </form>
    </Modal>
  );
}
