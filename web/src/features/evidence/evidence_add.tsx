// SPDX-License-Identifier: EUPL-1.2
import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useNavigationType, useSearchParams } from 'react-router';
import { api, part } from '../../api/client';
import { recordEvidence } from '../../api/evidence_upload';
import { useMeasure, useRefresh } from '../../api/queries';
import type { EvidenceKind, Place, RegisterRow } from '../../api/types';
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
import { turned, usualPeriod, withoutPlaces, type EvidenceFields } from './evidence_fields';
import { evidenceForm, kKinds } from './parts';
import { evidenceWords } from './text';

function What({ form, many }: { form: RecordForm<EvidenceFields>; many: boolean }) {
  const t = evidenceWords.use();
  const u = ui.use();
  const measure = useMeasure(form.values.measure);
  const v = form.values;
  const { aspect } = v;
  const design = aspect === 'design';
  const places = measure.data?.places ?? [];
  const unplaced = v.places.length === 0 ? withoutPlaces(aspect, places) : undefined;
  const plan = measure.data?.plan;
  // What the plan of this measure wants to see says more than what the aspect asks of every measure.
  const wanted = v.aspect === 'design' ? plan?.design?.text : v.aspect === 'existence' ? plan?.existence?.text : plan?.operation_text;
  return (
    <div className="form-grid">
      <MeasureSelect className="full" required label={t('f_measure')} value={v.measure} error={form.errors['measure']} onChange={(id) => form.patch({ measure: id, plan_item: '', places: [] })} />
      <TextInput className="full" label={t(many ? 'f_title_many' : 'f_title')} required={!many} withAsterisk={!many} value={v.title} error={form.errors['title']} onChange={(e) => form.set('title', e.currentTarget.value)} />
      <Choice className="full" label={t('f_aspect')} value={v.aspect} error={form.errors['aspect']} onChange={(a) => form.patch(turned(v, { aspect: a }))} data={kAspects.map((a) => ({ value: a, label: u(a) }))} hint={v.aspect ? [u(`${v.aspect}_asks`), wanted].filter(Boolean).join(' ') : u('aspects_plain')} />
      <Select label={t('f_kind')} value={v.kind} error={form.errors['kind']} data={kKinds.map((k) => ({ value: k, label: t(`kind_${k}`) }))} onChange={(k) => k && form.patch(turned(v, { kind: k as EvidenceKind }))} />
      {v.aspect === 'operation' && (measure.data?.plan.operation.length ?? 0) > 0
        ? <Select label={t('f_plan_item')} value={v.plan_item} error={form.errors['plan_item']} data={[{ value: '', label: t('f_plan_item_none') }, ...(measure.data?.plan.operation ?? []).map((i) => ({ value: i.id, label: i.title }))]} onChange={(id) => form.set('plan_item', id ?? '')} /> : <span />}
      <PlaceSelect className="full" label={t('f_places')} {...(unplaced ? { description: t(`f_places_${unplaced}`) } : {})} value={v.places} error={form.errors['places']} only={places.length > 0 ? places : undefined} onChange={(list) => form.set('places', list)} />
      <DateField required label={t(design ? 'f_from_design' : 'f_from')} {...(aspect ? { description: t(`period_${aspect}`) } : {})} value={v.covers_from} error={form.errors['covers_from']} onChange={(d) => form.set('covers_from', d)} />
      <DateField required label={t(design ? 'f_to_design' : 'f_to')} {...(design ? { description: t('period_design_to') } : {})} value={v.covers_to} error={form.errors['covers_to']} onChange={(d) => form.set('covers_to', d)} />
      {aspect && <Choice key={aspect} className="full" label={t(`f_result_${aspect}`)} value={v.result} error={form.errors['result']} onChange={(r) => form.set('result', r)} data={(['supports', 'partly', 'refutes'] as const).map((r) => ({ value: r, label: t(`f_${r}_${aspect}`) }))} />}
      <Textarea className="full" minRows={2} label={t('f_note')} value={v.note ?? ''} error={form.errors['note']} onChange={(e) => form.set('note', e.currentTarget.value)} />
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
    form.patch({ ...turned(form.values, { kind: row['kind'] === 'certificate' ? 'certificate' : 'external_report' }), valid_until: form.values.valid_until ?? (until || null) });
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
        <DateField label={t('f_reviewed')} value={v.reviewed_on ?? ''} error={form.errors['reviewed_on']} max={today()} onChange={(d) => form.patch({ reviewed_on: d || null, ...(v.covers_from === '' || v.covers_from === v.reviewed_on ? { covers_from: d } : {}) })} />
      </div>
    </div>
  );
}

const kMore = ['source', 'query', 'valid_until', 'supplier_proof'] as const;

/** What few need. It stands open when there is something in it, when something in it is wrong, and for what comes from outside. */
function More({ form }: { form: RecordForm<EvidenceFields> }) {
  const t = evidenceWords.use();
  const v = form.values;
  const [open, setOpen] = useState(kMore.some((name) => v[name]));
  const needed = v.kind === 'certificate' || v.kind === 'external_report' || kMore.some((name) => form.errors[name]);
  const text = (name: 'source' | 'query', label: string, hint: string) => <TextInput label={label} description={hint} inputWrapperOrder={['label', 'input', 'description', 'error']} value={v[name] ?? ''} error={form.errors[name]} onChange={(e) => form.set(name, e.currentTarget.value)} />;
  return (
    <details open={open || needed} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="strong">{t('f_more')}</summary>
      <div className="stack block-s">
        <div className="form-grid">
          <DateField label={t('f_valid')} description={t('f_valid_hint')} value={v.valid_until ?? ''} error={form.errors['valid_until']} onChange={(d) => form.set('valid_until', d || null)} />
          {text('source', t('f_source'), t('f_source_hint'))}
          {text('query', t('f_query'), t('f_query_hint'))}
        </div>
        <FromSupplier form={form} />
      </div>
    </details>
  );
}

const baseName = (file: File): string => file.name.replace(/\.[^.]+$/, '').replace(/_+/g, ' ');

/** Where it was asked for, and where one goes on when it is there. */
function useBack(): { label: string; to: string } | undefined {
  const t = evidenceWords.use();
  const [params] = useSearchParams();
  const deviation = params.get('deviation');
  const population = params.get('population');
  if (deviation) return { label: t('add_of_deviation'), to: `/deviations?open=${part(deviation)}` };
  return population ? { label: t('pop_title'), to: `/populations/${part(population)}` } : undefined;
}

/** What the address says of new evidence, and nothing else. */
function named(params: URLSearchParams): Partial<EvidenceFields> {
  const planItem = params.get('plan_item');
  const aspect = planItem ? 'operation' : kAspects.find((a) => a === params.get('aspect'));
  const kind = kKinds.find((k) => k === params.get('kind'));
  const [measure, places, proof] = [params.get('measure'), params.getAll('place'), params.get('supplier_proof')];
  return { ...(measure ? { measure } : {}), ...(aspect ? { aspect } : {}), ...(kind ? { kind } : {}), ...(planItem ? { plan_item: planItem } : {}), ...(places.length > 0 ? { places } : {}), ...(proof ? { supplier_proof: proof } : {}) };
}

function AddEvidence({ params }: { params: URLSearchParams }) {
  const t = evidenceWords.use();
  const u = ui.use();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const back = useBack();
  const given = named(params);
  const follows = params.get('title') ?? '';
  // What follows on a piece that ends, or on what went wrong, keeps a draft of its own beside that of other evidence for the measure.
  const name = evidenceForm([given.measure ?? '', follows, params.get('deviation'), params.get('population')].filter((one, at) => at === 0 || one).join(':'));
  const [files, setFiles] = useKeptFiles(name);
  const [several, setSeveral] = useState(false);
  const [busyWith, setBusyWith] = useState('');
  const [halfway, setHalfway] = useState('');
  const start: Pick<EvidenceFields, 'aspect' | 'kind'> = { aspect: given.aspect ?? '', kind: given.kind ?? 'document' };
  // Back in the form, or after loading it again, what was changed in it stays; a link that was followed says it anew.
  const followed = useNavigationType() === 'PUSH';
  const form = useRecordForm<EvidenceFields>(name, {
    title: follows, measure: '', plan_item: '', places: [], ...usualPeriod(start), valid_until: null, result: '', source: '', query: '', link: '', note: '', author: '', approver: '', reviewed_on: null, supplier_proof: null, ...start, ...given,
  }, 0, (draft, began) => {
    const wins = Object.fromEntries(Object.entries(given).filter(([field, value]) => followed || JSON.stringify(began[field as keyof EvidenceFields]) !== JSON.stringify(value))) as Partial<EvidenceFields>;
    const moved = wins.measure && wins.measure !== draft.measure ? { plan_item: '', places: [] } : {};  // Those were of another measure.
    return { ...moved, ...turned(draft, wins) };
  });
  const save = async () => {
    const v = form.values;
    setHalfway('');
    const { aspect, result } = v;
    const missing = {
      ...(v.measure ? {} : { measure: t('need_measure') }), ...(v.title.trim() || files.length > 0 ? {} : { title: t('need_title') }), ...(aspect ? {} : { aspect: t('need_aspect') }),
      ...(v.covers_from ? {} : { covers_from: u('required') }), ...(v.covers_to ? {} : { covers_to: u('required') }), ...(result || !aspect ? {} : { result: t('need_result') }),
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
    void navigate(back ? back.to : total === 1 ? `/evidence/${part(first)}` : `/measures/${part(v.measure)}?tab=evidence`, { replace: true });
  };
  return (
    <Page title={t('add_title')} help="evidence" width="narrow" crumbs={[back ?? { label: t('title'), to: '/evidence' }, { label: t('add_title') }]}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }} noValidate>
        <FormNotes form={form} />
        {halfway && <Note tone="warn">{halfway}</Note>}
        <Card title={t('add_files')}>
          <div className="stack s">
            <Dropzone files={files} onChange={setFiles} many photo /><p className="dim small">{t(files.length > 1 ? 'add_files_hint' : 'add_no_file')}</p>
            <TextInput label={t('f_link')} placeholder="https://" value={form.values.link ?? ''} error={form.errors['link']} onChange={(e) => form.set('link', e.currentTarget.value)} />
          </div>
        </Card>
        <Card><What form={form} many={files.length > 0} /></Card>
        {form.values.aspect === 'design' && <Card title={t('approval')}><Approval form={form} /></Card>}
        <Card><More form={form} /></Card>
        {busyWith && <p className="dim small" role="status">{t('uploading', { name: busyWith })}</p>}
        <FormFoot busy={form.busy} saveLabel={t('save')} onCancel={() => void navigate(-1)} />
      </form>
    </Page>
  );
}

/** Another address is another form. */
export default function EvidenceAddScreen() {
  const [params] = useSearchParams();
  return <AddEvidence key={params.toString()} params={params} />;
}
