// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, Fault, kBase } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Passkey, SessionRow, Token } from '../../api/types';
import { useTakeSession } from '../../app/session';
import { ask } from '../../ui/confirm';
import { day, moment } from '../../ui/format';
import { Card, Note } from '../../ui/page';
import { QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell, tellFault } from '../../ui/toast';
import { CopyLine } from './account_dialogs';
import { authWords } from './text';
import { PasswordDialog, PresentPassword } from './present_password';
import { addPasskey, knowsPasskeys } from './webauthn';


const used = (at: string | null, t: ReturnType<typeof authWords.use>): string => (at ? t('used', { at: moment(at) }) : t('never_used'));

export function Passkeys() {
  const t = authWords.use();
  const u = ui.use();
  const take = useTakeSession();
  const refresh = useRefresh();
  const query = useQuery({ queryKey: ['/account/passkeys'], queryFn: () => api.get('/account/passkeys') });
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Passkey | null>(null);
  const [name, setName] = useState('');
  const [current, setCurrent] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [missed, setMissed] = useState('');
  const close = () => { setAdding(false); setCurrent(''); setError(null); };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    setMissed('');
    try { await addPasskey(name.trim() || 'Passkey', current); tell(t('passkey_added')); close(); setName(''); refresh(); take(undefined); } catch (fault) { if (fault instanceof Fault) setError(fault); else setMissed(t('passkey_failed')); }
  };
  const remove = (k: Passkey) => (current: string) => api.post('/account/passkeys/{id}/remove', { path: { id: k.id }, body: { current } }).then(() => { refresh(); take(undefined); });
  return (
    <Card title={t('passkeys')} actions={knowsPasskeys() ? <Button size="xs" variant="default" onClick={() => setAdding(true)}>{t('passkey_add')}</Button> : null}>
      <div className="stack s">
        <p className="dim small">{t('passkeys_text')}</p>
        <QueryView query={query}>{(data) => data.items.length === 0 ? <p>{t('passkeys_none')}</p> : (
          <ul className="plain divided">{data.items.map((k) => <li key={k.id} className="account-row"><span><strong>{k.name}</strong><br /><span className="dim small">{t('created', { at: day(k.created_at) })} · {used(k.last_used_at, t)}</span></span><Button size="xs" variant="default" aria-label={`${t('passkey_remove')}: ${k.name}`} onClick={() => setLeaving(k)}>{u('remove')}</Button></li>)}</ul>
        )}</QueryView>
      </div>
      <Modal opened={adding} onClose={close} title={t('passkey_add')} closeButtonProps={{ 'aria-label': u('close') }}>
        <form className="stack" onSubmit={(e) => void add(e)}>
          <TextInput required label={t('passkey_name')} description={t('passkey_name_hint')} value={name} data-autofocus onChange={(e) => setName(e.currentTarget.value)} />
          <PresentPassword value={current} onChange={setCurrent} error={error} />
          {missed && <Note tone="warn">{missed}</Note>}
          <div className="line end"><Button type="submit">{t('passkey_add')}</Button></div>
        </form>
      </Modal>
      {leaving && <PasswordDialog title={t('passkey_remove')} yes={t('passkey_remove')} danger onClose={() => setLeaving(null)} act={remove(leaving)}>{t('passkey_remove_text', { name: leaving.name })}</PasswordDialog>}
    </Card>
  );
}

/** A browser's long name for itself, in two words people know; an unknown one as it is. */
function agentName(agent: string): string {
  const find = (names: [RegExp, string][]): string => names.find(([mark]) => mark.test(agent))?.[1] ?? '';
  const browser = find([[/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrome\/|Chromium\//, 'Chrome'], [/Safari\//, 'Safari']]);
  const system = find([[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/Linux/, 'Linux']]);
  return [browser, system].filter(Boolean).join(' · ') || agent;
}

export function Sessions() {
  const t = authWords.use();
  const refresh = useRefresh();
  const query = useQuery({ queryKey: ['/account/sessions'], queryFn: () => api.get('/account/sessions') });
  const end = async (s: SessionRow) => { if (await ask(t('session_end_title'), t('session_end_text'), t('session_end'))) api.delete('/account/sessions/{id}', { path: { id: s.id } }).then(refresh).catch(tellFault); };
  return (
    <Card title={t('sessions')}>
      <div className="stack s"><p className="dim small">{t('sessions_text')}</p>
        <QueryView query={query}>{(data) => <ul className="plain divided">{data.items.map((s) => <li key={s.id} className="account-row"><span><strong title={s.agent}>{agentName(s.agent)}</strong> {s.current && <span className="badge accent">{t('this_session')}</span>}<br /><span className="dim small">{s.address} · {t('last_seen', { at: moment(s.last_seen_at) })}</span></span>{!s.current && <Button size="xs" variant="default" aria-label={`${t('session_end')}: ${agentName(s.agent)}`} onClick={() => void end(s)}>{t('session_end')}</Button>}</li>)}</ul>}</QueryView></div>
    </Card>
  );
}

function TokenDialog({ onClose }: { onClose: () => void }) {
  const t = authWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Token['scope']>('collector');
  const [days, setDays] = useState(365);
  const [token, setToken] = useState('');
  const [current, setCurrent] = useState('');
  const [error, setError] = useState<unknown>(null);
  const make = (event: FormEvent) => { event.preventDefault(); api.post('/account/tokens', { body: { name, scope, days, current } }).then((r) => { setToken(r.token); refresh(); }).catch(setError); };
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={!token} title={t(token ? 'token_made' : 'token_add')} size="lg" closeButtonProps={{ 'aria-label': u('close') }}>
      {token ? <div className="stack"><Note tone="warn">{t('token_once')}</Note><CopyLine value={token} /><div className="line end"><Button onClick={onClose}>{u('close')}</Button></div></div> : (
        <form className="stack" onSubmit={make}>
          <TextInput required label={t('token_name')} value={name} data-autofocus onChange={(e) => setName(e.currentTarget.value)} />
          <div><div className="field-label" id="scope-label">{t('token_scope')}</div><SegmentedControl fullWidth aria-labelledby="scope-label" value={scope} onChange={(v) => setScope(v as Token['scope'])} data={[{ value: 'collector', label: t('scope_collector') }, { value: 'personal', label: t('scope_personal') }]} /></div>
          <NumberInput label={t('token_days')} min={1} max={1095} value={days} onChange={(v) => setDays(Number(v) || 1)} />
          <PresentPassword value={current} onChange={setCurrent} error={error} hint={t('token_password_hint')} />
          <div className="line end"><Button type="submit">{t('token_add')}</Button></div>
        </form>
      )}
    </Modal>
  );
}

export function Tokens() {
  const t = authWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const query = useQuery({ queryKey: ['/account/tokens'], queryFn: () => api.get('/account/tokens') });
  const [making, setMaking] = useState(false);
  const remove = async (k: Token) => { if (await ask(t('token_remove'), t('token_remove_text', { name: k.name }), t('token_remove'))) api.delete('/account/tokens/{id}', { path: { id: k.id } }).then(refresh).catch(tellFault); };
  return (
    <Card title={t('tokens')} actions={<Button size="xs" variant="default" onClick={() => setMaking(true)}>{t('token_add')}</Button>}>
      <div className="stack s"><p className="dim small">{t('tokens_text')} <a href={kBase}>{t('tokens_api')}</a></p>
        <QueryView query={query}>{(data) => data.items.length === 0 ? <p>{t('tokens_none')}</p> : <ul className="plain divided">{data.items.map((k) => <li key={k.id} className="account-row"><span><strong>{k.name}</strong> <span className="badge">{t(`scope_${k.scope}`)}</span><br /><span className="dim small">{used(k.last_used_at, t)} · {t('expires', { at: day(k.expires_at) })}</span></span><Button size="xs" variant="default" aria-label={`${t('token_remove')}: ${k.name}`} onClick={() => void remove(k)}>{u('remove')}</Button></li>)}</ul>}</QueryView></div>
      {making && <TokenDialog onClose={() => setMaking(false)} />}
    </Card>
  );
}
