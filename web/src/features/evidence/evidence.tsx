// SPDX-License-Identifier: EUPL-1.2
import { Button, Textarea } from '@mantine/core';
import { IconDownload, IconFile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, part, url } from '../../api/client';
import { uploadFile } from '../../api/evidence_upload';
import { useEvidence, useOccurrence, useRefresh } from '../../api/queries';
import type { Evidence, EvidenceRow, SupplierProof } from '../../api/types';
import { useMay } from '../../app/session';
import { Dropzone } from '../../ui/dropzone';
import { FormNotes, useRecordForm } from '../../ui/form';
import { bytes, day, moment, sentence, span, withDays } from '../../ui/format';
import { Moment } from '../../ui/moment';
import { Card, Facts, Note, Page } from '../../ui/page';
import { Withdraw } from '../../ui/withdraw';
import { ErrorNote, QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { placeKey } from '../asset/place_select';
import { Observations } from './observations';
import { Expiry, factRows, ResultBadge, ReviewBadge } from './parts';
import { SecondPerson } from './second_person';
import { evidenceWords } from './text';

function FileCard({ e }: { e: Evidence }) {
  const t = evidenceWords.use();
  const refresh = useRefresh();
  const [files, setFiles] = useState<File[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    const file = files[0];
    if (!file) return;
    setBusy(true);
    try { await uploadFile(e, file); setFiles([]); setError(null); refresh(); } catch (fault) { setError(fault); } finally { setBusy(false); }
  };
  return (
    <Card title={t('file')}>
      {e.file_name ? (
        <div className="stack s">
          <div className="line between"><span className="line s"><IconFile size={18} aria-hidden /><span className="strong">{e.file_name}</span><span className="dim small">{bytes(e.size)} · {e.media_type}</span></span>
            <Button size="xs" variant="default" component="a" href={url('/evidence/{id}/file', { path: { id: e.id } })} download={e.file_name} leftSection={<IconDownload size={15} />}>{t('file_download')}</Button></div>
          <div><span className="dim small">{t('d_hash')}</span><br /><code>{e.sha256}</code></div>
        </div>
      ) : (
        <div className="stack s">
          <p className="dim">{t('file_none')}</p>
          {e.rights.includes('file') && <><Dropzone files={files} onChange={setFiles} photo /><ErrorNote error={error} />{files.length > 0 && <div><Button size="xs" loading={busy} onClick={() => void send()}>{t('file_add')}</Button></div>}</>}
        </div>
      )}
    </Card>
  );
}

function ReviewCard({ e }: { e: Evidence }) {
  const t = evidenceWords.use();
  const may = useMay();
  const refresh = useRefresh();
  const form = useRecordForm(`review:${e.id}`, { note: '' });
  // The server knows who is who: it gives the right to review only to someone who is neither collector nor owner.
  const own = !e.rights.includes('review');
  const decide = async (decision: 'accepted' | 'rejected') => {
    if (decision === 'rejected' && form.values.note.trim() === '') { form.setErrors({ note: t('reject_need_note') }); return; }
    if (await form.submit(({ note }) => api.post('/evidence/{id}/review', { path: { id: e.id }, version: e.version, body: { decision, note } }))) { tell(t('review_done')); refresh(); }
  };
  return (
    <Card title={t('review_title')} actions={<ReviewBadge review={e.review} withdrawn={e.review === 'pending' && e.withdrawn_at !== null} />}>
      {e.review !== 'pending' && <div className="stack xs"><p>{t('review_by', { review: t(`review_${e.review}`), name: e.reviewer, at: moment(e.reviewed_at) })}</p>{e.review_note && <p className="dim keep-lines">{e.review_note}</p>}</div>}
      {e.review === 'pending' && e.withdrawn_at && <p className="dim">{t('withdrawn_unreviewed')}</p>}
      {e.review === 'pending' && !e.withdrawn_at && (!may('review_evidence') || own) && <div className="stack s"><p className="dim">{t(may('review_evidence') ? 'review_self' : 'review_waits')}</p><SecondPerson /></div>}
      {e.review === 'pending' && !e.withdrawn_at && may('review_evidence') && !own && <p className="dim print-only">{t('review_waits')}</p>}
      {e.review === 'pending' && !e.withdrawn_at && may('review_evidence') && !own && (
        <div className="stack s no-print">
          <p className="dim">{t('review_ask')}</p>
          <FormNotes form={form} />
          <Textarea label={t('review_note')} description={t('review_note_hint')} value={form.values.note} error={form.errors['note']} onChange={(ev) => form.set('note', ev.currentTarget.value)} />
          <div className="line"><Button loading={form.busy} onClick={() => void decide('accepted')}>{t('accept')}</Button><Button color="brick" variant="outline" loading={form.busy} onClick={() => void decide('rejected')}>{t('reject')}</Button><span className="dim small">{t('review_final')}</span></div>
        </div>
      )}
    </Card>
  );
}

/** What the evidence rests on, and what the organisation still has to do itself (proof model, rule 8). */
function Inherited({ proof }: { proof: SupplierProof }) {
  const t = evidenceWords.use();
  const u = ui.use();
  return (
    <Card title={t('inherited_title')}>
      <Facts rows={[
        [t('inherited_proof'), <Link key="p" to={`/registers/supplier_proof/${part(proof.id)}`}>{proof.supplier_name}, {proof.title}</Link>],
        [t('inherited_valid'), `${day(proof.valid_from)} – ${day(proof.valid_until)}`],
        [t('inherited_about'), (proof.aspects as EvidenceRow['aspect'][]).map((a) => u(a)).join(', ')],
        [t('inherited_remains'), proof.remains ? <span key="r" className="keep-lines">{proof.remains}</span> : ''],
      ]} />
      <p className="dim small">{t('inherited_text')}</p>
    </Card>
  );
}

/** By its name and day; until those are known, or for who may not read them, by what it is. */
function OccurrenceLink({ id }: { id: string }) {
  const u = ui.use();
  const may = useMay();
  const o = useOccurrence(may('read_task') ? id : '').data;
  return <Link to={`/occurrences/${part(id)}`}>{o ? `${sentence(o.title)}, ${day(o.due)}` : sentence(u('ref_occurrence'))}</Link>;
}

function About({ e }: { e: Evidence }) {
  const t = evidenceWords.use();
  const u = ui.use();
  return (
    <Card title={t('about')}>
      <Facts rows={[
        [t('d_measure'), e.measure ? <Link to={`/measures/${part(e.measure)}`}>{e.measure_title}</Link> : ''],
        [t('d_aspect'), u(e.aspect)], [t('d_kind'), t(`kind_${e.kind}`)], [t('d_result'), <ResultBadge key="r" result={e.result} />],
        [t('d_covers'), span(e.covers_from, e.covers_to)],
        [t('d_valid'), e.valid_until ? <span key="v" className="line s">{day(e.valid_until)} <Expiry days={e.expires_in_days} /></span> : ''],
        [t('d_received'), <span key="m"><Moment at={e.received_at} /> <span className="dim small">{t('d_received_hint')}</span></span>],
        [t('d_places'), e.places.map((p) => p.name).join(', ')], [t('d_source'), e.source], [t('d_query'), e.query ? <code key="q">{e.query}</code> : ''],
        [t('d_collector'), e.collector], [t('d_author'), e.author], [t('d_approver'), e.approver], [t('d_reviewed_on'), e.reviewed_on ? day(e.reviewed_on) : ''], [t('d_tool'), e.tool === 'scan' ? t('tool_scan') : e.tool],
        [t('d_link'), /^https?:\/\//.test(e.link) ? <a key="l" href={e.link} rel="noopener noreferrer" target="_blank">{e.link}</a> : e.link],
        [t('d_note'), e.note ? <span key="n" className="keep-lines">{e.note}</span> : ''],
        [t('d_occurrence'), e.occurrence ? <OccurrenceLink key="o" id={e.occurrence} /> : ''],
        [t('d_trail'), <Link key="t" to={`/trail?subject=${part(e.id)}`}>{t('d_trail_entry', { number: e.trail_sequence })}</Link>],
      ]} />
    </Card>
  );
}

/** Accepted evidence that the measure does not work asks for a correction and a retest: that is what its deviation is for. */
function FollowUp({ e }: { e: Evidence }) {
  const t = evidenceWords.use();
  const may = useMay();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const list = useQuery({ queryKey: ['/measures', e.measure, 'deviations'], queryFn: () => api.get('/measures/{id}/deviations', { path: { id: e.measure } }), enabled: e.measure !== '' });
  // Newest first: of one whose retest was withdrawn, the one that goes on.
  const found = list.data?.items.find((d) => d.evidence === e.id || (e.occurrence !== '' && d.occurrence === e.occurrence));
  const open = async () => {
    setBusy(true);
    try {
      const made = await api.post('/measures/{id}/deviations', { path: { id: e.measure }, body: { what: e.title, evidence: e.id } });
      refresh();
      await navigate(`/deviations?open=${part(made.id)}`);
    } catch (fault) { setError(fault); } finally { setBusy(false); }
  };
  return (
    <Card title={t('follow_up')}>
      <div className="stack s">
        <p className="dim">{t('follow_up_text')}{e.kind === 'automated_result' && ` ${t('follow_up_automatic')}`}</p>
        <ErrorNote error={list.error ?? error} />
        {found && <p><Link to={`/deviations?open=${part(found.id)}`}>{t('follow_up_link')}</Link></p>}
        {list.data && !found && (may('perform_task') ? <div><Button size="xs" variant="default" loading={busy} onClick={() => void open()}>{t('follow_up_open')}</Button></div> : <p>{t('follow_up_none')}</p>)}
      </div>
    </Card>
  );
}

/** Since when it does not count, and why: the reason stands in the trail, as a hash when it is long. */
function Withdrawn({ e, at }: { e: Evidence; at: string }) {
  const t = evidenceWords.use();
  const may = useMay();
  const log = useQuery({ queryKey: ['/trail', 'withdrawn', e.id], queryFn: () => api.get('/trail', { query: { subject: e.id, action: 'evidence.withdraw', limit: 1 } }), enabled: may('verify_trail') });
  const reason = log.data?.items[0]?.changes.find((c) => c.field === 'withdraw_reason')?.after ?? '';
  const told = reason !== '' && !reason.startsWith('sha256:');
  return (
    <Note tone="warn">
      <span className="keep-lines">{t('withdrawn_on', { at: moment(at) })}{told && ` ${t('withdrawn_why', { reason })}`}</span>
      {!told && log.data && <> <Link to={`/trail?subject=${part(e.id)}`}>{t('withdrawn_logged')}</Link></>}
    </Note>
  );
}

/** The form for what follows on this evidence: the same, but for what the new piece has to say itself. */
function renewal(e: Evidence): string {
  const given = new URLSearchParams({ measure: e.measure, aspect: e.aspect, kind: e.kind, title: e.title, ...(e.plan_item ? { plan_item: e.plan_item } : {}) });
  for (const place of e.places) given.append('place', placeKey(place));
  return `/evidence/new?${given.toString()}`;
}

function Detail({ e }: { e: Evidence }) {
  const t = evidenceWords.use();
  const may = useMay();
  // Only what has an end asks for something new after it.
  const ends = e.valid_until !== null && !e.withdrawn_at && (e.review === 'accepted' || (e.expires_in_days ?? 0) < 0);
  return (
    <Page title={withDays(e.title)} help="evidence" crumbs={[{ label: t('title'), to: '/evidence' }, ...(e.measure ? [{ label: e.measure_title, to: `/measures/${part(e.measure)}` }] : []), { label: withDays(e.title) }]}
      sub={<span className="line s"><ReviewBadge review={e.review} withdrawn={e.withdrawn_at !== null} />{!e.withdrawn_at && <Expiry days={e.expires_in_days} />}</span>}
      actions={ends && may('add_evidence') ? <Button component={Link} to={renewal(e)}>{t('renew')}</Button> : null}>
      <div className="cols-main">
        <div className="stack">
          {e.withdrawn_at && <Withdrawn e={e} at={e.withdrawn_at} />}
          <FileCard e={e} />
          {e.review === 'pending' && e.result === 'refutes' && <Note tone="warn">{t('refutes_note')}</Note>}
          {e.facts.length > 0 && <Card title={t('facts')}><Facts rows={factRows(e.facts, t)} /></Card>}
          {e.observations.length > 0 && <Observations rows={e.observations} />}
          {e.warnings.map((w) => <Note key={w} tone="warn">{w}</Note>)}
          {e.supplier_proof && <Inherited proof={e.supplier_proof} />}
          <About e={e} />
        </div>
        <div className="stack"><ReviewCard e={e} />{e.review === 'accepted' && !e.withdrawn_at && e.aspect === 'operation' && e.result === 'refutes' && may('read_task') && <FollowUp e={e} />}{e.rights.includes('withdraw') && !e.withdrawn_at && <div><Withdraw path="/evidence/{id}/withdraw" id={e.id} label={t('withdraw')} text={t('withdraw_text')} done={t('withdrawn')} /></div>}</div>
      </div>
    </Page>
  );
}

export default function EvidenceScreen() {
  const { id = '' } = useParams();
  const query = useEvidence(id);
  if (query.data) return <Detail key={id} e={query.data} />;
  return <div className="page"><QueryView query={query}>{() => null}</QueryView></div>;
}
