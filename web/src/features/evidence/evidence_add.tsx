// SPDX-License-Identifier: EUPL-1.2
import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api, part } from '../../api/client';
import { recordEvidence, type EvidenceInput } from '../../api/evidence_upload';
import { useMeasure, useRefresh } from '../../api/queries';
import type { EvidenceKind, EvidenceRow, Place, RegisterRow } from '../../api/types';
import { Choice } from '../../ui/choice';
import { Dropzone } from '../../ui/dropzone';
import { FormFoot, FormNotes, useRecordForm, type RecordForm } from '../../ui/form';
import { DateField } from '../../ui/date_field';
import { today } from '../../ui/format';
import { kAspects } from '../../ui/glyph';
import { useKeptFiles } from '../../ui/kept_files';
import { Card, Note, Page } from '../../ui/page';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { PlaceSelect } from '../asset/place_select';
import { ReferenceSelect } from '../asset/reference_select';
import { MeasureSelect } from '../measure/measure_select';
import { evidenceForm, kKinds } from './parts';
import { evidenceWords } from './text';

/** What it shows and what it says is for a person to say: '' until then. */
export interface EvidenceFields extends Omit<EvidenceInput, 'places' | 'supplier_proof' | 'aspect' | 'result'> { places: string[]; supplier_proof: string | null; aspect: EvidenceRow['aspect'] | ''; result: EvidenceRow['result'] | '' }

/** What was seen was most likely seen today; what a document covers it says itself. */
const kSeenToday = () => ({ covers_from: today(), covers_to: today() });

function What({ form, many }: { form: RecordForm<EvidenceFields>; many: boolean }) {
  const t = evidenceWords.use();
  const u = ui.use();
  const measure = useMeasure(form.values.measure);
  const v = form.values;
  const plan = measure.data?.plan;
  // What the plan of this measure wants to see says more than what the aspect asks of every measure.
  const wanted = v.aspect === 'design' ? plan?.design?.text : v.aspect === 'existence' ? plan?.existence?.text : plan?.operation_text;
  return (
    <div className="form-grid">
      <MeasureSelect className="full" required label={t('f_measure')} value={v.measure} error={form.errors['measure']} onChange={(id) => form.patch({ measure: id, plan_item: '', places: [] })} />
      <TextInput className="full" label={t(many ? 'f_title_many' : 'f_title')} required={!many} withAsterisk={!many} value={v.title} error={form.errors['title']} onChange={(e) => form.set('title', e.currentTarget.value)} />
      <Choice className="full" label={t('f_aspect')} value={v.aspect} error={form.errors['aspect']} onChange={(a) => form.set('aspect', a)} data={kAspects.map((a) => ({ value: a, label: u(a) }))} {...(v.aspect ? { hint: [u(`${v.aspect}_asks`), wanted].filter(Boolean).join(' ') } : {})} />
      <Select label={t('f_kind')} value={v.kind} error={form.errors['kind']} data={kKinds.map((k) => ({ value: k, label: t(`kind_${k}`) }))} onChange={(k) => k && form.patch({ kind: k as EvidenceKind, ...(k === 'inspection' && !v.covers_from && !v.covers_to ? kSeenToday() : {}) })} />
      {v.aspect === 'operation' && (measure.data?.plan.operation.length ?? 0) > 0
        ? <Select label={t('f_plan_item')} value={v.plan_item} error={form.errors['plan_item']} data={[{ value: '', label: t('f_plan_item_none') }, ...(measure.data?.plan.operation ?? []).map((i) => ({ value: i.id, label: i.title }))]} onChange={(id) => form.set('plan_item', id ?? '')} /> : <span />}
      <PlaceSelect className="full" label={t('f_places')} value={v.places} error={form.errors['places']} only={measure.data?.places.length ? measure.data.places : undefined} onChange={(list) => form.set('places', list)} />
      <DateField required label={t('f_from')} value={v.covers_from} error={form.errors['covers_from']} onChange={(d) => form.set('covers_from', d)} />
      <DateField required label={t('f_to')} value={v.covers_to} error={form.errors['covers_to']} onChange={(d) => form.set('covers_to', d)} />
      <Choice className="full" label={t('f_result')} value={v.result} error={form.errors['result']} onChange={(r) => form.set('result', r)} data={[{ value: 'supports', label: t('f_supports') }, { value: 'partly', label: t('f_partly') }, { value: 'refutes', label: t('f_refutes') }]} />
    </div>
  );
}

const proofRow = (id: string): Promise<RegisterRow> => api.get('/registers/{register}/rows/{id}', { path: { register: 'supplier_proof', id } });
const useSupplierProof = (id: string) => useQuery({ queryKey: ['/registers/supplier_proof/rows', id], queryFn: () => proofRow(id), enabled: id !== '', staleTime: 60_000 });

/** Evidence that a supplier delivered rests on its certificate or report: chosen here, it counts only inside that. */
function FromSupplier({ form }: { form: RecordForm<EvidenceFields> }) {
  const t = evidenceWords.use();
  const chosen = useSupplierProof(form.values.supplier_proof ?? '');
  const choose = async (id: string) => {
    form.patch({ supplier_proof: id || null });
    if (!id) return;
    const row = await proofRow(id);
    const until = String(row['valid_until'] ?? '');
    form.patch({ kind: row['kind'] === 'certificate' ? 'certificate' as const : 'external_report' as const, valid_until: form.values.valid_until ?? (until || null) });
  };
  return (
    <div className="stack s">
      <ReferenceSelect register="supplier_proof" label={t('f_supplier_proof')} description={t('f_supplier_proof_hint')} placeholder={t('f_supplier_proof_none')} nothingFound={t('f_supplier_proof_empty')} error={form.errors['supplier_proof']} value={form.values.supplier_proof ?? ''} onChange={(id) => void choose(id)} />
      {chosen.data && <p className="dim small keep-lines"><strong>{t('inherited_scope')}</strong> {String(chosen.data['scope'] ?? '')}</p>}
    </div>
  );
}

/** What is said of design counts only as a document that someone wrote and someone else approved. */
function Approval({ form }: { form: RecordForm<EvidenceFields> }) {
  const t = evidenceWords.use();
  const v = form.values;
  const who = (name: 'author' | 'approver') => <TextInput label={t(`f_${name}`)} description={t(`f_${name}_hint`)} inputWrapperOrder={['label', 'input', 'description', 'error']} value={v[name] ?? ''} error={form.errors[name]} onChange={(e) => form.set(name, e.currentTarget.value)} />;
  return (
    <div className="stack">
      <Note tone="warn">{t('approval_text')}</Note>
      <div className="form-grid">
        {who('author')}{who('approver')}
        <DateField label={t('f_reviewed')} value={v.reviewed_on ?? ''} error={form.errors['reviewed_on']} max={today()} onChange={(d) => form.set('reviewed_on', d || null)} />
      </div>
    </div>
  );
}

function Origin({ form }: { form: RecordForm<EvidenceFields> }) {
  const t = evidenceWords.use();
  const v = form.values;
  const text = (name: 'source' | 'query' | 'link', label: string, hint?: string) => <TextInput label={label} description={hint} inputWrapperOrder={['label', 'input', 'description', 'error']} value={v[name] ?? ''} error={form.errors[name]} onChange={(e) => form.set(name, e.currentTarget.value)} />;
  return (
    <div className="form-grid">
      {text('source', t('f_source'), t('f_source_hint'))}
      {text('query', t('f_query'), t('f_query_hint'))}
      <DateField label={t('f_valid')} description={t('f_valid_hint')} value={v.valid_until ?? ''} error={form.errors['valid_until']} onChange={(d) => form.set('valid_until', d || null)} />
      {text('link', t('f_link'))}
      <Textarea className="full" label={t('f_note')} value={v.note ?? ''} error={form.errors['note']} onChange={(e) => form.set('note', e.currentTarget.value)} />
    </div>
  );
}

const baseName = (file: File): string => file.name.replace(/\.[^.]+$/, '').replace(/_+/g, ' ');

export default function EvidenceAddScreen() {
  const t = evidenceWords.use();
  const u = ui.use();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const given = params.get('measure') ?? '';
  const planItem = params.get('plan_item') ?? '';
  const kind = kKinds.find((k) => k === params.get('kind')) ?? 'document';
  const follows = params.get('title') ?? '';
  // What follows on a piece that ends keeps a draft of its own beside that of other evidence for the measure.
  const name = evidenceForm(follows ? `${given}:${follows}` : given);
  const [files, setFiles] = useKeptFiles(name);
  const [several, setSeveral] = useState(false);
  const [busyWith, setBusyWith] = useState('');
  const [halfway, setHalfway] = useState('');
  const form = useRecordForm<EvidenceFields>(name, {
    title: follows, kind, aspect: planItem ? 'operation' : kAspects.find((a) => a === params.get('aspect')) ?? '', measure: given, plan_item: planItem, places: params.getAll('place'),
    ...(kind === 'inspection' ? kSeenToday() : { covers_from: '', covers_to: '' }), valid_until: null, result: '', source: '', query: '', link: '', note: '', author: '', approver: '', reviewed_on: null, supplier_proof: params.get('supplier_proof'),
  });
  const save = async () => {
    const v = form.values;
    setHalfway('');
    const { aspect, result } = v;
    const missing = {
      ...(v.measure ? {} : { measure: t('need_measure') }), ...(v.title.trim() || files.length > 0 ? {} : { title: t('need_title') }), ...(aspect ? {} : { aspect: t('need_aspect') }),
      ...(v.covers_from ? {} : { covers_from: u('required') }), ...(v.covers_to ? {} : { covers_to: u('required') }), ...(result ? {} : { result: t('need_result') }),
    };
    if (!aspect || !result || Object.keys(missing).length > 0) { form.setErrors(missing); return; }
    const places = v.places.map((key) => { const [kind = '', ...rest] = key.split(':'); return { kind: kind as Place['kind'], id: rest.join(':') }; });
    // Once several, always several: the last one left keeps the title it had at the first try, and so stays the same submission.
    const many = several || files.length > 1;
    setSeveral(many);
    const left = [...files];
    const total = Math.max(1, files.length);
    let first = '';
    const saved = await form.submit(async () => {
      do {
        const file = left[0];
        setBusyWith(file?.name ?? '');
        const title = many ? [v.title.trim(), file ? baseName(file) : ''].filter(Boolean).join(' · ') : v.title.trim() || (file ? baseName(file) : '');
        const made = await recordEvidence({ ...v, aspect, result, title, places }, file);
        first ||= made.id;
        left.shift();
        setFiles([...left]);
      } while (left.length > 0);
    });
    setBusyWith('');
    if (!saved) { if (left.length < total) setHalfway(t('partly_saved', { done: total - left.length, total })); return; }
    tell(t('saved', { count: total }));
    refresh();
    void navigate(total === 1 ? `/evidence/${part(first)}` : `/measures/${part(v.measure)}?tab=evidence`, { replace: true });
  };
  return (
    <Page title={t('add_title')} help="evidence" width="narrow" crumbs={[{ label: t('title'), to: '/evidence' }, { label: t('add_title') }]}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }} noValidate>
        <FormNotes form={form} />
        {halfway && <Note tone="warn">{halfway}</Note>}
        <Card title={t('add_files')}><div className="stack s"><Dropzone files={files} onChange={setFiles} many photo /><p className="dim small">{t(files.length > 1 ? 'add_files_hint' : 'add_no_file')}</p></div></Card>
        <Card><What form={form} many={files.length > 0} /></Card>
        {form.values.aspect === 'design' && <Card title={t('approval')}><Approval form={form} /></Card>}
        <Card title={t('f_more')}><Origin form={form} /></Card>
        <Card title={t('from_supplier')}><FromSupplier form={form} /></Card>
        {busyWith && <p className="dim small" role="status">{t('uploading', { name: busyWith })}</p>}
        <FormFoot busy={form.busy} saveLabel={t('save')} onCancel={() => void navigate(-1)} />
      </form>
    </Page>
  );
}
