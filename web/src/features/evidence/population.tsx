// SPDX-License-Identifier: EUPL-1.2
import { Button, NumberInput, Select, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, part } from '../../api/client';
import { useEvidence, useMeasure, useRefresh } from '../../api/queries';
import type { Population } from '../../api/types';
import { FormNotes, useRecordForm } from '../../ui/form';
import { day, moment, number, percent, withDays } from '../../ui/format';
import { Card, Facts, Note, Page } from '../../ui/page';
import { QueryView } from '../../ui/states';
import { tell, tellFault } from '../../ui/toast';
import { Withdraw } from '../../ui/withdraw';
import { useEvidenceChoices } from './evidence_choices';
import { evidenceWords } from './text';

type Case = Population['cases'][number];
/** Its key is someone else's text, and may hold what no address can. */
const byOrder = (c: Case): string => `@${c.order}`;

function Draw({ p }: { p: Population }) {
  const t = evidenceWords.use();
  const refresh = useRefresh();
  const form = useRecordForm(`draw:${p.id}`, { seed: '', size: p.table_size as number | string, reason: '' });
  const { size, reason } = form.values;
  const own = p.count > 0 && size !== p.table_size;
  const free = p.rights.includes('seed'); // whoever could judge
  const wrong = (): Record<string, string> => {
    if (!own) return {};
    if (typeof size !== 'number' || size < 1 || size > p.count) return { size: t('need_size', { most: p.count }) };
    return reason.trim() ? {} : { reason: t('need_size_reason') };
  };
  const draw = () => {
    const found = wrong();
    form.setErrors(found);
    if (Object.keys(found).length > 0) return;
    void form.submit(async ({ seed }) => {
      const drawn = await api.post('/populations/{id}/draw', { path: { id: p.id }, body: { ...(seed.trim() ? { seed: seed.trim() } : {}), ...(own ? { size: Number(size), reason: reason.trim() } : {}) } });
      tell(t('drawn', { count: drawn.cases.length }));
      refresh();
    });
  };
  return (
    <Card title={t('not_drawn')}>
      <div className="stack">
        <p className="dim prose">{t('draw_text')}</p>
        <FormNotes form={form} />
        {p.rights.includes('draw') && (
          <>
            {p.count > 0 && (
              <div className="form-grid">
                <NumberInput label={t('draw_size')} description={t(free ? 'draw_size_hint' : 'draw_size_less', { count: p.table_size })} allowDecimal={false} min={1} max={p.count} value={size} error={form.errors['size']} onChange={(v) => form.set('size', v)} />
                {free && <TextInput label={t('draw_seed')} value={form.values.seed} error={form.errors['seed']} onChange={(e) => form.set('seed', e.currentTarget.value)} />}
                {own && <TextInput className="full" required label={t('draw_reason')} description={t('draw_reason_hint')} value={reason} error={form.errors['reason']} onChange={(e) => form.set('reason', e.currentTarget.value)} />}
              </div>
            )}
            <div><Button loading={form.busy} onClick={draw}>{t('draw')}</Button></div>
          </>
        )}
      </div>
    </Card>
  );
}

/** A list without cases: that nothing happened is a judgement too. */
function Empty({ p }: { p: Population }) {
  const t = evidenceWords.use();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const confirm = () => {
    setBusy(true);
    api.post('/populations/{id}/confirm', { path: { id: p.id }, body: {} }).then(() => { tell(t('pop_empty_confirmed')); refresh(); }).catch(tellFault).finally(() => setBusy(false));
  };
  return (
    <Card title={t('cases')}>
      <div className="stack">
        <p className="dim prose">{t('pop_empty')}</p>
        {p.rights.includes('confirm') && <div><Button loading={busy} onClick={confirm}>{t('pop_empty_confirm')}</Button></div>}
      </div>
    </Card>
  );
}

type Judge = (c: Case, body: { verdict: 'effective' | 'deviation'; note: string; retest?: string }) => Promise<Population>;

/**
 * One judgement after another, each over what the one before it wrote: whoever goes on clicking never clashes with
 * himself. What someone else wrote meanwhile is not overwritten, but read.
 */
function useJudging(p: Population): Judge {
  const t = evidenceWords.use();
  const client = useQueryClient();
  const refresh = useRefresh();
  const line = useRef<{ before: Promise<unknown>; version: number }>({ before: Promise.resolve(), version: 0 });
  return (c, body) => {
    const seen = p.version;
    const judged = line.current.before.then(async () => {
      const next = await api.put('/populations/{id}/cases/{key}', { path: { id: p.id, key: byOrder(c) }, body, version: Math.max(seen, line.current.version) });
      line.current.version = next.version;
      client.setQueryData(['/populations', p.id], next);
      tell(t('case_saved'));
      return next;
    });
    line.current.before = judged.catch(tellFault).then(refresh);
    return judged;
  };
}

/** What deviated counts as corrected once evidence of a retest stands beside it. */
function Retest({ p, c, judge }: { p: Population; c: Case; judge: Judge }) {
  const t = evidenceWords.use();
  const { none, select } = useEvidenceChoices(p.measure, '', (e) => e.result === 'supports' && e.aspect !== 'design', { review: 'accepted' });
  const choose = (retest: string) => { judge(c, { verdict: 'deviation', note: c.note, retest }).catch(() => undefined); }; // told already
  const named = useEvidence(c.retest);
  const shown = c.retest ? <p className="small"><Link to={`/evidence/${part(c.retest)}`}>{t('case_retest')}</Link></p> : null;
  const stands = c.retest !== '' && (named.data === undefined || (named.data.review === 'accepted' && !named.data.withdrawn_at));
  if (stands || !p.rights.includes('judge')) return shown;
  if (none) return <p className="small dim">{t('case_retest_none')} <Link to={`/evidence/new?measure=${part(p.measure)}&population=${part(p.id)}`}>{t('add')}</Link></p>;
  return <>{shown}<Select size="xs" {...select} aria-label={`${t('case_retest')} ${c.key}`} placeholder={t('case_retest')} onChange={(id) => id && choose(id)} /></>;
}

function CaseLine({ p, c, judge }: { p: Population; c: Case; judge: Judge }) {
  const t = evidenceWords.use();
  const form = useRecordForm(`case:${p.id}:${c.key}`, { note: c.note });
  const { note } = form.values;
  // A note of someone else comes in its place, unless one is typing here: leaving the field would send the old one.
  const known = useRef(c.note);
  useEffect(() => {
    if (known.current === c.note) return;
    known.current = c.note;
    form.rebase({ note: c.note }, p.version);
  });
  const say = (verdict: 'effective' | 'deviation') => {
    if (verdict === 'deviation' && note.trim() === '') { form.setErrors({ note: t('need_deviation_note') }); return; }
    void form.submit(() => judge(c, { verdict, note }));
  };
  const editable = p.state === 'drawn' && p.rights.includes('judge'); // what was judged stands
  return (
    <li className="case">
      <div className="case-what"><span className="strong number">{c.key}</span><span className="dim">{withDays(c.text)}</span></div>
      <div className="case-judge">
        {editable ? (
          <SegmentedControl size="xs" aria-label={t('case_of', { key: c.key })} value={c.verdict ?? 'open'} onChange={(v) => v !== 'open' && say(v as 'effective' | 'deviation')}
            data={[...(c.verdict === null ? [{ value: 'open', label: t('case_open') }] : []), { value: 'effective', label: t('case_effective') }, { value: 'deviation', label: t('case_deviation') }]} />
        ) : <span className={`badge ${c.verdict === 'effective' ? 'good' : c.verdict === 'deviation' ? 'bad' : 'line'}`}>{t(c.verdict ? `case_${c.verdict}` : 'case_open')}</span>}
        {editable ? <TextInput size="xs" className="grow" aria-label={`${t('case_note')} ${c.key}`} placeholder={t('case_note')} value={note} error={form.errors['note']} onChange={(e) => form.set('note', e.currentTarget.value)} onBlur={() => { if (c.verdict && note !== c.note) say(c.verdict); }} /> : <span className="dim">{c.note}</span>}
      </div>
      {c.verdict === 'deviation' && <Retest p={p} c={c} judge={judge} />}
    </li>
  );
}

function Cases({ p }: { p: Population }) {
  const t = evidenceWords.use();
  const judge = useJudging(p);
  return <Card title={`${t('cases')} (${p.judged}/${p.cases.length})`}><ul className="plain divided">{p.cases.map((c) => <CaseLine key={c.key} p={p} c={c} judge={judge} />)}</ul></Card>;
}

export default function PopulationScreen() {
  const t = evidenceWords.use();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['/populations', id], queryFn: () => api.get('/populations/{id}', { path: { id } }) });
  const measure = useMeasure(query.data?.measure ?? '');
  const p = query.data;
  if (!p) return <div className="page"><QueryView query={query}>{() => null}</QueryView></div>;
  const tooMany = p.deviations > p.tolerated;
  return (
    <Page title={p.title} help="samples" crumbs={[{ label: measure.data?.title ?? '…', to: `/measures/${part(p.measure)}?tab=samples` }, { label: p.title }]} sub={`${t('pop_covers')} ${day(p.covers_from)} – ${day(p.covers_to)}`}>
      <div className="cols-main">
        <div className="stack">
          {p.upper_bound !== null && <Note tone={tooMany ? 'bad' : 'good'}><strong>{t('pop_deviations')}: {p.deviations}</strong> <span className="dim">({t('pop_tolerated', { count: p.tolerated })})</span><br />{t('pop_bound', { value: percent(100 * p.upper_bound) })}</Note>}
          {p.withdrawn_at && <Note tone="warn">{t('pop_withdrawn', { moment: moment(p.withdrawn_at), reason: p.withdraw_reason })}</Note>}
          {p.state === 'drawn' && !p.withdrawn_at && !p.rights.includes('judge') && !p.rights.includes('confirm') && <Note>{t('pop_someone_else')}</Note>}
          {p.state === 'frozen' ? !p.withdrawn_at && <Draw p={p} /> : p.sample_size === 0 ? <Empty p={p} /> : <Cases key={p.id} p={p} />}
        </div>
        <Card title={t('pop_title')}>
          <div className="stack">
          <Facts rows={[[t('pop_count'), number(p.count)], [t('pop_size'), number(p.sample_size)], ...(p.sample_size !== p.table_size ? [[t('pop_table'), number(p.table_size)], [t('pop_size_reason'), p.size_reason]] as [string, string][] : []), [t('pop_judged'), `${p.judged}/${p.sample_size}`], [t('pop_deviations'), `${p.deviations} (${t('pop_tolerated', { count: p.tolerated })})`], [t('pop_collector'), p.author], [t('pop_reviewer'), p.reviewer], [t('pop_frozen'), moment(p.frozen_at)], [t('pop_hash'), <code key="h">{p.sha256}</code>], [t('pop_drawer'), p.drawer], [t('pop_drawn_at'), p.drawn_at ? moment(p.drawn_at) : ''], [t('pop_seed'), p.seed ? <code key="s">{p.seed}</code> : ''], [t('pop_algorithm'), p.algorithm ? <code key="a">{p.algorithm}</code> : '']]} />
          {p.rights.includes('withdraw') && <div><Withdraw path="/populations/{id}/withdraw" id={p.id} label={t('withdraw')} text={t('pop_withdraw_text')} done={t('withdrawn')} /></div>}
          </div>
        </Card>
      </div>
    </Page>
  );
}
