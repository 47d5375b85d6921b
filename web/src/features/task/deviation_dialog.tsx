// SPDX-License-Identifier: EUPL-1.2
//
// A deviation asks one thing at a time: first the remedy, then the retest that closes it.
import { Modal, Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import { useEvidence, useMeasure, useOccurrence, useRefresh } from '../../api/queries';
import type { Deviation, Place } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { Choice } from '../../ui/choice';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { day, dayOf, sentence } from '../../ui/format';
import { Facts, Note } from '../../ui/page';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { placeKey, placeOf as keyedPlace } from '../asset/place_select';
import { useEvidenceChoices, type Piece } from '../evidence/evidence_choices';
import { evidenceWords } from '../evidence/text';
import { MeasureSelect } from '../measure/measure_select';
import { DeviationBadge, usePlaceOf } from './parts';
import { taskWords } from './text';

/** Where it went wrong: what evidence showed, in each place of that evidence. Undefined as long as that is not known. */
function usePlaces(d: Deviation): Place[] | undefined {
  const shown = useEvidence(d.place ? '' : d.evidence).data;
  return d.place ? [d.place] : d.evidence ? shown?.places : [];
}

/** What it is a deviation of: many of them read alike. */
function Of({ d }: { d: Deviation }) {
  const t = taskWords.use();
  const placeOf = usePlaceOf();
  const places = usePlaces(d);
  const task = useOccurrence(d.occurrence).data;
  return (
    <Facts rows={[
      [t('measure'), <Link key="m" to={`/measures/${part(d.measure)}`}>{d.measure_title}</Link>],
      [t('place'), places?.length === 0 ? placeOf(d) : places?.map((place) => placeOf({ place })).join(', ')],
      [t('col_title'), task && <Link key="t" to={`/occurrences/${part(task.id)}`}>{sentence(task.title)}, {day(task.performed_on ?? task.due)}</Link>],
    ]} />
  );
}

function OfMeasure({ id }: { id: string }) {
  const t = taskWords.use();
  return <Facts rows={[[t('measure'), useMeasure(id).data?.title]]} />;
}

/** What went wrong in a task is recorded with that task. */
function Tasks({ measure }: { measure: string }) {
  const t = taskWords.use();
  const placeOf = usePlaceOf();
  const waiting = useQuery({ queryKey: ['/occurrences', 'to_do', measure], enabled: measure !== '', queryFn: () => api.get('/occurrences', { query: { measure, state: 'to_do', limit: 3 } }) }).data?.items ?? [];
  if (waiting.length === 0) return null;
  return <Note>{t('dev_in_task')}<ul>{waiting.map((o) => <li key={o.id}><Link to={`/occurrences/${part(o.id)}?perform=1`}>{sentence(o.title)}, {day(o.due)}, {placeOf(o)}</Link></li>)}</ul></Note>;
}

/** Where a new one went wrong: in all places of the measure, or in one of them. */
function Where({ measure, value, error, onChange }: { measure: string; value: string; error: string | undefined; onChange: (key: string) => void }) {
  const t = taskWords.use();
  const places = useMeasure(measure).data?.places ?? [];
  if (places.length < 2) return null;
  return <Select label={t('dev_where')} value={value} error={error} onChange={(v) => onChange(v ?? '')} data={[{ value: '', label: t('dev_everywhere') }, ...places.filter((p) => p.kind !== 'organisation').map((p) => ({ value: placeKey(p), label: p.name }))]} />;
}

/** What the server takes as evidence of a retest (check_retest), as far as the list tells; the place is asked of the list itself. */
function useRetestFits(d: Deviation, supports: boolean): (e: Piece) => true | string {
  const t = taskWords.use();
  // What evidence showed went wrong on its own day, not when someone judged it.
  const shown = useEvidence(d.evidence).data;
  const since = shown && shown.covers_to < dayOf(d.opened_at) ? shown.covers_to : dayOf(d.opened_at);
  return (e) => {
    if (e.review === 'rejected' || e.withdrawn_at) return t('retest_rejected');
    if (supports && e.result !== 'supports') return t('retest_not_supports');
    if (e.aspect === 'design') return t('retest_of_design');
    // What was seen over a longer time may have been seen before it went wrong; a report tells of its last day.
    if (e.covers_to < since || (supports && e.kind !== 'automated_result' && e.covers_from < since)) return t('retest_too_early');
    if (!supports) return true;
    return e.received_at < d.opened_at ? t('retest_handed_in_before') : e.review !== 'accepted' ? t('retest_not_reviewed') : true;
  };
}

function RetestEvidence({ d, supports, value, error, onChange }: { d: Deviation; supports: boolean; value: string; error: string | undefined; onChange: (id: string) => void }) {
  const t = taskWords.use();
  const e = evidenceWords.use();
  const places = usePlaces(d) ?? [];
  const add = new URLSearchParams([['measure', d.measure], ['aspect', 'operation'], ['kind', 'inspection'], ['deviation', d.id], ...places.map((place) => ['place', placeKey(place)])]);
  const { none, unfit, select } = useEvidenceChoices(d.measure, value, useRetestFits(d, supports), supports && d.place ? { place: `${d.place.kind}/${d.place.id}` } : {});
  return (
    <div className="stack xs">
      {none && <p>{t('retest_no_evidence')}</p>}
      <Select {...select} required label={t('retest_evidence')} description={t(supports ? 'retest_evidence_yes' : 'retest_evidence_no')} error={error ?? (unfit && t('retest_unfit', { why: unfit }))} onChange={(v) => onChange(v ?? '')} />
      <p className="small"><Link to={`/evidence/new?${add.toString()}`}>{e('add')}</Link></p>
    </div>
  );
}

function Retest({ d, onClose }: { d: Deviation; onClose: () => void }) {
  const t = taskWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const form = useRecordForm(`retest:${d.id}`, { evidence: '', supports: '' as 'yes' | 'no' | '' });
  const { evidence, supports } = form.values;
  // It takes the place of the form that had the focus.
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const send = async () => {
    if (!supports || !evidence) { form.setErrors({ ...(supports ? {} : { supports: u('required') }), ...(evidence ? {} : { evidence: u('required') }) }); return; }
    if (await form.submit(() => api.post('/deviations/{id}/retest', { path: { id: d.id }, body: { evidence, supports: supports === 'yes' } }))) { tell(t('retest_done')); refresh(); onClose(); }
  };
  return (
    <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <hr />
      <div><h3 ref={head} tabIndex={-1}>{t('retest')}</h3><p className="dim small">{t('retest_text')}</p></div>
      <FormNotes form={form} />
      <Choice label={t('retest_supports')} value={supports} error={form.errors['supports']} onChange={(v) => form.patch({ supports: v, evidence: '' })} data={[{ value: 'yes', label: t('retest_yes') }, { value: 'no', label: t('retest_no') }]} />
      {supports && <RetestEvidence key={supports} d={d} supports={supports === 'yes'} value={evidence} error={form.errors['evidence']} onChange={(id) => form.set('evidence', id)} />}
      <FormFoot busy={form.busy} saveLabel={t('retest')} onCancel={onClose} />
    </form>
  );
}

/** Without a deviation it records a new one, of a measure that is still to be chosen when none is given. */
function Remedy({ measure, d, onSaved, onCancel }: { measure: string; d: Deviation | undefined; onSaved: (d: Deviation) => void; onCancel: () => void }) {
  const t = taskWords.use();
  const refresh = useRefresh();
  const session = useSession();
  const rewords = !d || d.opened_by === session.account?.name || session.roles.includes('security_officer');
  const form = useRecordForm(`deviation:${d?.id ?? `new:${measure}`}`, { measure, place: '', what: d?.what ?? '', cause: d?.cause ?? '', correction: d?.correction ?? '' }, d?.version ?? 0);
  const save = async () => {
    const missing = { ...(d || form.values.measure ? {} : { measure: t('need_measure') }), ...(form.values.what.trim() ? {} : { what: t('need_what') }) };
    if (Object.keys(missing).length > 0) { form.setErrors(missing); return; }
    let made: Deviation | undefined;
    const saved = await form.submit(async ({ what, cause, correction, ...of }, version) => (made = await (d ? api.put('/deviations/{id}', { path: { id: d.id }, body: { what, cause, correction }, version })
      : api.post('/measures/{id}/deviations', { path: { id: of.measure }, body: { what, cause, ...(of.place ? { place: keyedPlace(of.place) } : {}) } }))));
    if (saved && made) { tell(t(d ? 'remedy_saved' : 'dev_saved')); refresh(); onSaved(made); }
  };
  const reload = async () => {
    const now = await api.get('/deviations/{id}', { path: { id: d?.id ?? '' } });
    return { values: { ...form.values, what: now.what, cause: now.cause, correction: now.correction }, version: now.version };
  };
  return (
    <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void save(); }}>
      {d?.retest_evidence && d.state === 'open' && <Note tone="warn">{t('retest_failed')} <Link to={`/evidence/${part(d.retest_evidence)}`}>{t('retest_evidence')}</Link></Note>}
      <FormNotes form={form} reload={reload} label={(f) => (f === 'what' ? t('dev_what') : f === 'cause' ? t('dev_cause') : t('dev_correction'))} />
      {!d && !measure && <MeasureSelect required label={t('dev_of')} value={form.values.measure} error={form.errors['measure']} onChange={(id) => form.patch({ measure: id, place: '' })} />}
      {!d && <Tasks measure={form.values.measure} />}
      {!d && <Where measure={form.values.measure} value={form.values.place} error={form.errors['place']} onChange={(place) => form.set('place', place)} />}
      <Textarea required readOnly={!rewords} description={rewords ? undefined : t('dev_what_not_mine', { name: d?.opened_by ?? '' })} label={t('dev_what')} value={form.values.what} error={form.errors['what']} onChange={(e) => form.set('what', e.currentTarget.value)} />
      <Textarea label={t('dev_cause')} value={form.values.cause} error={form.errors['cause']} onChange={(e) => form.set('cause', e.currentTarget.value)} />
      {d && <Textarea label={t('dev_correction')} description={t('dev_hint')} value={form.values.correction} error={form.errors['correction']} onChange={(e) => form.set('correction', e.currentTarget.value)} />}
      <FormFoot busy={form.busy} onCancel={onCancel} saveLabel={t(d ? 'remedy_save' : 'dev_new')} />
    </form>
  );
}

function Recorded({ d, onChange }: { d: Deviation; onChange: (() => void) | undefined }) {
  const t = taskWords.use();
  const u = ui.use();
  const text = (words: string) => words && <span className="keep-lines">{words}</span>;
  return (
    <div className="stack s">
      <Facts rows={[[t('dev_what'), text(d.what)], [t('dev_cause'), text(d.cause)], [t('dev_correction'), text(d.correction)], [t('retest_evidence'), d.retest_evidence && <Link to={`/evidence/${part(d.retest_evidence)}`}>{t('evidence')}</Link>]]} />
      {onChange && <div><button type="button" className="link small" onClick={onChange}>{u('edit')}</button></div>}
    </div>
  );
}

/** Without a measure it asks of which one. */
export function DeviationDialog({ measure = '', deviation, onClose }: { measure?: string; deviation?: Deviation; onClose: () => void }) {
  const t = taskWords.use();
  const u = ui.use();
  const may = useMay();
  const [d, setD] = useState(deviation);
  // After a retest that failed the remedy has its turn again.
  const [changing, setChanging] = useState(deviation?.state === 'open');
  const mended = Boolean(d?.cause && d.correction);
  const open = may('perform_task') && d?.state !== 'closed' && d?.state !== 'withdrawn';
  const saved = (now: Deviation) => { if (!d || !now.cause || !now.correction) { onClose(); return; } setD(now); setChanging(false); };
  return (
    <Modal opened onClose={onClose} size="lg" title={t(d ? 'detail' : 'dev_new')} closeButtonProps={{ 'aria-label': u('close') }}>
      <div className="stack">
        {d ? <Of d={d} /> : measure && <OfMeasure id={measure} />}
        {d && <div className="line"><DeviationBadge state={d.state} /><span className="dim small">{day(d.opened_at)}{d.closed_at && d.state === 'closed' && ` · ${t('closed_at', { day: day(d.closed_at) })}`}</span></div>}
        {d?.evidence && <p className="small"><Link to={`/evidence/${part(d.evidence)}`}>{t('dev_evidence')}</Link></p>}
        {d?.state === 'withdrawn' && <Note>{t('dev_lapsed', { day: day(d.closed_at) })}</Note>}
        {open && (changing || !mended) ? <Remedy measure={measure} d={d} onSaved={saved} onCancel={() => { if (changing && mended) setChanging(false); else onClose(); }} />
          : d && <><Recorded d={d} onChange={open ? () => setChanging(true) : undefined} />{open && <Retest d={d} onClose={onClose} />}</>}
      </div>
    </Modal>
  );
}
