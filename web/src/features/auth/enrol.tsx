// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { Fault } from '../../api/client';
import { useTakeSession } from '../../app/session';
import { Note } from '../../ui/page';
import { ErrorNote } from '../../ui/states';

import { GatePage } from './gate_page';
import { authWords } from './text';
import { RecoveryCodes, TotpSetup } from './totp_setup';
import { addPasskey, knowsPasskeys } from './webauthn';

export default function Enrol() {
  const t = authWords.use();
  const take = useTakeSession();
  const [codes, setCodes] = useState<string[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [missed, setMissed] = useState('');
  const passkey = async () => {
    setMissed('');
    setError(null);
    try {
      const made = await addPasskey('Passkey');
      if (made.recovery_codes.length) setCodes(made.recovery_codes); else take(undefined);
    } catch (fault) { if (fault instanceof Fault) setError(fault); else setMissed(t('passkey_failed')); }
  };
  if (codes) return <GatePage title={t('recovery')} wide><RecoveryCodes codes={codes} onDone={() => take(undefined)} doneLabel={t('recovery_done')} /></GatePage>;
  return (
    <GatePage title={t('enrol')} wide>
      <p className="dim">{t('enrol_text')}</p>
      <TotpSetup onCodes={setCodes} />
      {knowsPasskeys() && (
        <><hr /><div className="line between"><span>{t('enrol_or_passkey')}</span><Button variant="default" leftSection={<IconFingerprint size={16} />} onClick={() => void passkey()}>{t('enrol_passkey')}</Button></div></>
      )}
      {missed && <Note tone="warn">{missed}</Note>}
      <ErrorNote error={error} />
    </GatePage>
  );
}
