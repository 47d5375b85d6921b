// SPDX-License-Identifier: EUPL-1.2
import { Button, Checkbox, CopyButton, TextInput } from '@mantine/core';
import { IconCopy, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Answer } from '../../api/client';
import { Note } from '../../ui/page';
import { ErrorNote, QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { QrCode } from './qr_code';
import './auth.css';
import { authWords } from './text';


export type TotpOffer = Answer<'/account/totp', 'post'>;

/** The first second factor: scan, confirm with a code; gives the recovery codes. */
export function TotpSetup({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const start = useQuery({ queryKey: ['totp-start'], queryFn: () => api.post('/account/totp'), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false });
  return <QueryView query={start}>{(offer) => <TotpConfirm offer={offer} onCodes={onCodes} />}</QueryView>;
}

/** Who has a second factor already gives the present password with the code. */
export function TotpConfirm({ offer, current, onCodes }: { offer: TotpOffer; current?: string; onCodes: (codes: string[]) => void }) {
  const t = authWords.use();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = (value: string) => {
    setBusy(true);
    setError(null);
    api.put('/account/totp', { body: { code: value, current } }).then((r) => onCodes(r.recovery_codes)).catch((fault: unknown) => { setError(fault); setCode(''); }).finally(() => setBusy(false));
  };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); send(code); }}>
      <div><h2>{t('enrol_step1')}</h2><p className="dim">{t('enrol_step1_text')}</p></div>
      <div className="line top qr-row"><QrCode svg={offer.qr_svg} label={t('enrol_qr')} /><div className="grow stack xs"><span className="small dim">{t('enrol_secret')}</span><code className="secret">{offer.secret.replace(/(.{4})/g, '$1 ').trim()}</code></div></div>
      <h2>{t('enrol_step2')}</h2>
      <TextInput label={t('code')} size="lg" inputMode="numeric" autoComplete="one-time-code" maxLength={6} pattern="[0-9]{6}" required withAsterisk={false} value={code} className="code-input" onChange={(e) => setCode(e.currentTarget.value.replace(/\D/g, ''))} />
      <ErrorNote error={error} />
      <div><Button type="submit" size="md" loading={busy}>{t('confirm')}</Button></div>
    </form>
  );
}

/** Shown once. One must say that they were stored before going on. */
export function RecoveryCodes({ codes, onDone, doneLabel }: { codes: string[]; onDone: () => void; doneLabel: string }) {
  const t = authWords.use();
  const u = ui.use();
  const [stored, setStored] = useState(false);
  return (
    <div className="stack">
      <Note tone="warn">{t('recovery_once')}</Note>
      <ul className="plain codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <div className="line no-print">
        <CopyButton value={codes.join('\n')}>{({ copied, copy }) => <Button variant="default" leftSection={<IconCopy size={16} />} onClick={copy}>{u(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
        <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>{u('print')}</Button>
      </div>
      <Checkbox className="no-print" label={t('recovery_saved')} checked={stored} onChange={(e) => setStored(e.currentTarget.checked)} />
      <div className="no-print"><Button size="md" disabled={!stored} onClick={onDone}>{doneLabel}</Button></div>
    </div>
  );
}
