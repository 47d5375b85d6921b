// SPDX-License-Identifier: EUPL-1.2
//
// Guided set-up: four short steps, each savable later; the answers survive a reload.
import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Organisation } from '../../api/types';
import { kSessionKey, useSession, useTakeSession } from '../../app/session';
import { FormNotes, useRecordForm, type RecordForm } from '../../ui/form';
import { Card, Page } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { FrameworkChoices, useFrameworkProposals } from '../catalog/framework_choices';
import { Proposals } from './proposals';
import { orgWords } from '../org/text';
import './setup.css';

interface Fields { name: string; sub_sector: string; people: number | ''; sites: { name: string; city: string }[]; board_member: string; security_officer: string; health_information: string }

export const useSetupOptions = () => useQuery({ queryKey: ['/setup/options'], queryFn: () => api.get('/setup/options'), staleTime: Infinity });

/** Once the organisation is there its first three steps are done: they are changed in the settings. */
function Steps({ step, onGo, made }: { step: number; onGo: (step: number) => void; made: boolean }) {
  const t = orgWords.use();
  const titles = [t('s1'), t('s2'), t('s3'), t('s4')];
  return (
    <ol className="plain steps">
      {titles.map((title, i) => (
        <li key={title}><button type="button" className={`setup-step ${i + 1 === step ? 'current' : i + 1 < step ? 'done' : ''}`} aria-current={i + 1 === step ? 'step' : undefined} disabled={i + 1 > step || (made && i + 1 < step)} onClick={() => onGo(i + 1)}><span className="number" aria-hidden>{i + 1}</span><span className="step-title">{title}</span></button></li>
      ))}
    </ol>
  );
}

function WhoYouAre({ form }: { form: RecordForm<Fields> }) {
  const t = orgWords.use();
  const options = useSetupOptions();
  return (
    <div className="stack">
      <TextInput required label={t('name')} value={form.values.name} error={form.errors['name']} onChange={(e) => form.set('name', e.currentTarget.value)} />
      <ErrorNote error={options.error} retry={() => void options.refetch()} />
      <Select required searchable label={t('sub_sector')} value={form.values.sub_sector || null} error={form.errors['sub_sector']} data={options.data?.sub_sectors ?? []} onChange={(v) => form.set('sub_sector', v ?? '')} />
      <NumberInput required label={t('people')} description={t('people_hint')} min={1} max={200000} allowDecimal={false} value={form.values.people} error={form.errors['people']} onChange={(v) => form.set('people', v === '' ? '' : Number(v))} />
    </div>
  );
}

function Sites({ form }: { form: RecordForm<Fields> }) {
  const t = orgWords.use();
  const { sites } = form.values;
  const change = (i: number, part: Partial<Fields['sites'][number]>) => form.set('sites', sites.map((s, j) => (j === i ? { ...s, ...part } : s)));
  return (
    <div className="stack">
      <p className="dim">{t('sites_text')}</p>
      {sites.map((s, i) => (
        <div key={i} className="site-row">
          <TextInput required label={t('site')} value={s.name} error={form.errors[`sites.${i}`]} onChange={(e) => change(i, { name: e.currentTarget.value })} />
          <TextInput label={t('city')} value={s.city} onChange={(e) => change(i, { city: e.currentTarget.value })} />
          <ActionIcon variant="subtle" color="gray" size={36} disabled={sites.length === 1} aria-label={t('site_remove', { name: s.name || String(i + 1) })} onClick={() => form.set('sites', sites.filter((_, j) => j !== i))}><IconTrash size={17} /></ActionIcon>
        </div>
      ))}
      <div><Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => form.set('sites', [...sites, { name: '', city: '' }])}>{t('site_add')}</Button></div>
    </div>
  );
}

const kWho = ['board_member', 'security_officer', 'health_information'] as const;
function Who({ form }: { form: RecordForm<Fields> }) {
  const t = orgWords.use();
  return (
    <div className="stack">
      <p className="dim">{t('who_text')}</p>
      {kWho.map((name) => <TextInput key={name} required label={t(name)} description={t(`${name}_hint`)} value={form.values[name]} error={form.errors[name]} onChange={(e) => form.set(name, e.currentTarget.value)} />)}
    </div>
  );
}

function Demo() {
  const t = orgWords.use();
  const take = useTakeSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const make = () => {
    setBusy(true);
    api.post('/demo').then((session) => { client.removeQueries({ predicate: (q) => q.queryKey[0] !== kSessionKey[0] }); take(session); void navigate('/'); }).catch(setError).finally(() => setBusy(false));
  };
  return <Card title={t('demo')}><div className="stack s"><p className="dim">{t('demo_text')}</p><ErrorNote error={error} /><div><Button variant="default" loading={busy} onClick={make}>{t('demo_do')}</Button></div></div></Card>;
}

/** Other frameworks come first where size or kind of care asks for one; elsewhere they wait, folded, under the measures. */
function WhatYouDo() {
  const t = orgWords.use();
  const frameworks = useFrameworkProposals();
  const asked = frameworks.data?.items.some((f) => f.proposed);
  return (
    <div className="stack">
      {asked && <FrameworkChoices />}
      <Proposals />
      {asked === false && (frameworks.data?.items.length ?? 0) > 0 && <details><summary className="strong">{t('more_frameworks')}</summary><div className="block-s"><FrameworkChoices /></div></details>}
    </div>
  );
}

export default function SetupScreen() {
  const t = orgWords.use();
  const u = ui.use();
  const session = useSession();
  const take = useTakeSession();
  const refresh = useRefresh();
  const { get, set } = useUrlState();
  const ready = session.organisation?.set_up ?? false;
  const go = (next: number) => set({ step: String(next) }, true);
  const form = useRecordForm<Fields>('setup', { name: '', sub_sector: ready ? '' : (session.organisation?.sub_sector ?? ''), people: ready ? '' : session.organisation?.people || '', sites: [{ name: '', city: '' }], board_member: '', security_officer: '', health_information: '' });
  const v = form.values;
  const missing = (at: number): Record<string, string> => {
    const need = t('need');
    if (at === 1) return { ...(v.name.trim() ? {} : { name: need }), ...(v.sub_sector ? {} : { sub_sector: need }), ...(v.people ? {} : { people: need }) };
    if (at === 2) return Object.fromEntries(v.sites.flatMap((s, i) => (s.name.trim() ? [] : [[`sites.${i}`, need]])));
    return Object.fromEntries(kWho.filter((n) => !v[n].trim()).map((n) => [n, need]));
  };
  // An address may ask for a step whose answers lean on those before it: the first that is not filled in has its turn.
  const asked = Math.min(4, Math.max(1, Number(get('step', ready ? '4' : '1')) || 1));
  const step = asked === 4 && ready ? 4 : [1, 2].find((at) => at < asked && Object.keys(missing(at)).length > 0) ?? Math.min(asked, 3);
  const forward = async () => {
    const wrong = missing(step);
    if (Object.keys(wrong).length > 0) { form.setErrors(wrong); return; }
    if (step < 3) { go(step + 1); return; }
    let made: Organisation | undefined;
    if (await form.submit(async () => { made = await api.post('/setup', { body: { ...v, people: Number(v.people) } }); }) && made) {
      take({ ...session, organisation: made });
      take(undefined);
      refresh();
      go(4);
    }
  };
  return (
    <Page title={t(ready && step < 4 ? 'setup_another' : 'setup')} help="setup" {...(step === 4 ? {} : { width: 'narrow' as const })} sub={step === 4 && ready ? '' : t('setup_sub')}>
      <div className="stack">
        <Steps step={step} onGo={go} made={ready && step === 4} />
        {step < 4 ? (
          <>
            <Card title={`${t('step', { step })}: ${[t('s1'), t('s2'), t('s3')][step - 1]}`}>
              <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void forward(); }}>
                <FormNotes form={form} />
                {step === 1 && <WhoYouAre form={form} />}
                {step === 2 && <Sites form={form} />}
                {step === 3 && <Who form={form} />}
                <div className="line between">{step > 1 ? <Button variant="default" onClick={() => go(step - 1)}>{t('back')}</Button> : ready ? <Button variant="default" component={Link} to="/settings">{u('cancel')}</Button> : <span />}<Button type="submit" loading={form.busy}>{t('next')}</Button></div>
              </form>
            </Card>
            {step === 1 && session.may_create_organisations && <Demo />}
          </>
        ) : <WhatYouDo />}
      </div>
    </Page>
  );
}
