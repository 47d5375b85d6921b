// SPDX-License-Identifier: EUPL-1.2
import { Button, Menu, Textarea } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { api, url } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Statement, StatementVersion } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { FormNotes, useRecordForm } from '../../ui/form';
import { day } from '../../ui/format';
import { Card } from '../../ui/page';
import { tell } from '../../ui/toast';
import { useStartJob } from '../job/jobs';
import { soaWords } from './soa_text';

const kMade = ['pdf', 'xlsx'] as const;  // in the background; JSON is there at once
export function Downloads({ version, framework }: { version?: number; framework: string }) {
  const t = soaWords.use();
  const job = useStartJob();
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button variant="default" size={version ? 'xs' : 'sm'} leftSection={<IconDownload size={16} />}>{t('download')}</Button></Menu.Target>
      <Menu.Dropdown>
        {kMade.map((format) => <Menu.Item key={format} onClick={() => void job.start(() => api.post('/reports/vvt', { body: { format, framework, version: version === undefined ? null : String(version) } }))}>{t(`download_${format}`)}</Menu.Item>)}
        <Menu.Item component="a" href={url('/reports/vvt', { query: { format: 'json', version: version === undefined ? null : String(version), framework } })}>{t('download_json')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Submit({ data }: { data: Statement }) {
  const t = soaWords.use();
  const refresh = useRefresh();
  const form = useRecordForm(`statement-version:${data.framework}`, { note: '' });
  const send = async () => { if (await form.submit(({ note }) => api.post('/applicability/versions', { body: { framework: data.framework, note } }))) { tell(t('submitted')); form.set('note', ''); refresh(); } };
  return (
    <form className="stack s no-print" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormNotes form={form} />
      <Textarea required label={t('submit_note')} description={t('submit_hint')} minRows={2} value={form.values.note} error={form.errors['note']} onChange={(e) => form.set('note', e.currentTarget.value)} />
      {data.undecided > 0 && <p className="small dim">{t('submit_undecided')}</p>}
      <div><Button type="submit" loading={form.busy} disabled={data.undecided > 0}>{t('submit')}</Button></div>
    </form>
  );
}

function Decision({ version, framework }: { version: StatementVersion; framework: string }) {
  const t = soaWords.use();
  const refresh = useRefresh();
  const form = useRecordForm(`statement-decision:${framework}:${version.number}`, { note: '' });
  const decide = async (approve: boolean) => {
    if (await form.submit(({ note }) => api.post('/applicability/versions/{number}/decision', { path: { number: version.number }, body: { approve, note } }))) { tell(t(approve ? 'approved' : 'rejected')); refresh(); }
  };
  return (
    <div className="stack s block-s no-print">
      <p className="small dim">{t('approve_text')}</p>
      <FormNotes form={form} />
      <Textarea label={t('approve_note')} minRows={2} value={form.values.note} error={form.errors['note']} onChange={(e) => form.set('note', e.currentTarget.value)} />
      <div className="line"><Button size="xs" loading={form.busy} onClick={() => void decide(true)}>{t('approve')}</Button><Button size="xs" variant="outline" color="brick" loading={form.busy} onClick={() => void decide(false)}>{t('reject')}</Button></div>
    </div>
  );
}

/** On paper it says of itself which version it is, and whether that is approved: a decision since the last one makes it a draft. */
export function PrintedState({ data }: { data: Statement }) {
  const t = soaWords.use();
  const last = data.versions.filter((v) => v.state !== 'rejected').sort((a, b) => b.number - a.number)[0];
  const same = last && data.undecided === 0 && data.items.every((r) => r.decided_at <= last.created_at);
  const state = !same ? t('p_draft') : `${t('version', { number: last.number })}, ${last.state === 'approved' ? t('v_decided', { state: t('v_approved'), name: last.approver, at: day(last.decided_at) }) : t('p_waits')}`;
  return <p className="print-only strong gap-below">{state}</p>;
}

export function Versions({ data }: { data: Statement }) {
  const t = soaWords.use();
  const may = useMay();
  const session = useSession();
  const pending = data.versions.some((v) => v.state === 'submitted');
  return (
    <Card title={t('versions')}>
      <div className="stack">
        {data.versions.length === 0 && <p className="dim">{t('none')}</p>}
        <ul className="plain divided">
          {data.versions.map((v) => (
            <li key={v.number}>
              <div className="line between nowrap"><span className="strong">{t('version', { number: v.number })}</span><span className={`badge ${{ submitted: 'warn', approved: 'good', rejected: 'bad' }[v.state]}`}>{t(`v_${v.state}`)}</span></div>
              <p className="small dim">{t('v_line', { author: v.author, at: day(v.created_at) })} · {t('v_counts', { applies: v.applies, excluded: v.excluded })}</p>
              {v.approver && <p className="small dim">{t('v_decided', { state: t(`v_${v.state}`), name: v.approver, at: day(v.decided_at) })}</p>}
              {v.note && <p className="small">{v.note}</p>}
              {v.state === 'submitted' && may('approve_applicability') && v.author !== session.account?.name && <Decision version={v} framework={data.framework} />}
              {v.state !== 'rejected' && <div className="block-s"><Downloads version={v.number} framework={data.framework} /></div>}
            </li>
          ))}
        </ul>
        {!pending && may('decide_applicability') && <Submit key={data.framework} data={data} />}
      </div>
    </Card>
  );
}
