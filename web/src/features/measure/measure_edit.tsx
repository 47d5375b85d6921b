// SPDX-License-Identifier: EUPL-1.2
import { ActionIcon, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, part } from '../../api/client';
import { useFrameworks, useMeasure, useRefresh } from '../../api/queries';
import type { Measure, ProofPlan } from '../../api/types';
import { FormFoot, FormNotes, useRecordForm, type RecordForm } from '../../ui/form';
import { Card, Page } from '../../ui/page';
import { QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { placeKey, placeOf, PlaceSelect } from '../asset/place_select';
import { ReferenceSelect } from '../asset/reference_select';
import { PlanEditor } from './plan_editor';
import { measureWords } from './text';
import './measure.css';

interface Fields { title: string; description: string; owner: string; rollup: Measure['rollup']; rollup_reason: string; requirements: { requirement: string; coverage: 'full' | 'partly' }[]; places: string[]; plan: ProofPlan; reason: string }
const kEmptyPlan: ProofPlan = { design: { review_months: 12, policy: false, text: '' }, existence: { valid_months: 6, text: '' }, operation: [], operation_text: '' };
const fieldsOf = (m: Measure): Fields => ({ title: m.title, description: m.description, owner: m.owner, rollup: m.rollup, rollup_reason: m.rollup_reason, requirements: m.requirements.map(({ requirement, coverage }) => ({ requirement, coverage })), places: m.places.map(placeKey), plan: m.plan, reason: '' });

/** All assessable requirements of all frameworks, as choices grouped by framework. */
function useRequirementChoices() {
  const frameworks = useFrameworks();
  const ids = (frameworks.data?.items ?? []).map((f) => f.id);
  return useQuery({
    queryKey: ['requirement-choices', ids], enabled: ids.length > 0, staleTime: 5 * 60_000,
    queryFn: async () => Promise.all((frameworks.data?.items ?? []).map(async (f) => {
      const list = await api.get('/frameworks/{id}/requirements', { path: { id: f.id } });
      return { group: f.name, items: list.items.filter((r) => r.assessable).map((r) => ({ value: r.id, label: `${r.ref} ${r.title}` })) };
    })),
  });
}

function Requirements({ form, known }: { form: RecordForm<Fields>; known: Map<string, string> }) {
  const t = measureWords.use();
  const choices = useRequirementChoices();
  const chosen = form.values.requirements;
  // The same requirement may stand in more than one framework file: a choice must be unique.
  const seen = new Set(chosen.map((r) => r.requirement));
  const data = (choices.data ?? []).map((g) => ({ group: g.group, items: g.items.filter((i) => !seen.has(i.value) && seen.add(i.value)) })).filter((g) => g.items.length > 0);
  const label = (urn: string) => known.get(urn) ?? choices.data?.flatMap((g) => g.items).find((i) => i.value === urn)?.label ?? urn;
  return (
    <div className="stack s">
      <div className="field-label">{t('f_requirements')}</div>
      <ul className="plain req-rows">
        {chosen.map((r) => (
          <li key={r.requirement} className="req-row">
            <span className="grow">{label(r.requirement)}</span>
            <SegmentedControl size="xs" aria-label={`${t('f_coverage')}: ${label(r.requirement)}`} value={r.coverage} data={[{ value: 'full', label: t('full') }, { value: 'partly', label: t('partly') }]} onChange={(v) => form.set('requirements', chosen.map((x) => (x.requirement === r.requirement ? { ...x, coverage: v as 'full' | 'partly' } : x)))} />
            <ActionIcon variant="subtle" color="gray" aria-label={`${ui.now('remove')}: ${label(r.requirement)}`} onClick={() => form.set('requirements', chosen.filter((x) => x.requirement !== r.requirement))}><IconX size={15} /></ActionIcon>
          </li>
        ))}
      </ul>
      <Select searchable aria-label={t('f_requirement_add')} placeholder={t('f_requirement_add')} value={null} data={data} limit={60} onChange={(v) => v && form.set('requirements', [...chosen, { requirement: v, coverage: 'full' }])} />
    </div>
  );
}

function Form({ measure }: { measure?: Measure }) {
  const t = measureWords.use();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const first = params.get('requirement');
  const start: Fields = measure ? fieldsOf(measure) : { title: '', description: '', owner: '', rollup: 'worst', rollup_reason: '', requirements: first ? [{ requirement: first, coverage: 'full' }] : [], places: [placeKey({ kind: 'organisation', id: '' })], plan: kEmptyPlan, reason: '' };
  const form = useRecordForm<Fields>(`measure:${measure?.id ?? 'new'}`, start, measure?.version ?? 0);
  const v = form.values;
  const known = new Map((measure?.requirements ?? []).map((r) => [r.requirement, `${r.ref} ${r.title}`]));
  const save = async () => {
    const wrong = { ...(v.title.trim() ? {} : { title: t('need_title') }), ...(v.places.length > 0 ? {} : { places: t('need_place') }) };
    if (Object.keys(wrong).length > 0) { form.setErrors(wrong as Record<string, string>); return; }
    let id = measure?.id ?? '';
    const saved = await form.submit(async ({ reason, ...values }, version) => {
      const body = { ...values, card: measure?.card ?? '', places: values.places.map(placeOf) };
      const done = measure ? await api.put('/measures/{id}', { path: { id: measure.id }, body: { ...body, reason }, version }) : await api.post('/measures', { body });
      id = done.id || id;
    });
    if (saved) { tell(ui.now('saved')); refresh(); void navigate(`/measures/${part(id)}`, { replace: true }); }
  };
  const reload = async () => { const now = await api.get('/measures/{id}', { path: { id: measure?.id ?? '' } }); return { values: fieldsOf(now), version: now.version }; };
  const fieldName: Record<keyof Fields, string> = { title: t('f_title'), description: t('f_description'), owner: t('f_owner'), rollup: t('f_rollup'), rollup_reason: t('f_rollup_reason'), requirements: t('f_requirements'), places: t('f_places'), plan: t('plan'), reason: t('f_reason') };
  return (
    <Page title={t(measure ? 'edit_title' : 'new_title')} help="measures" width="narrow" crumbs={[{ label: t('crumb'), to: '/measures' }, ...(measure ? [{ label: measure.title, to: `/measures/${part(measure.id)}` }] : []), { label: t(measure ? 'edit_title' : 'new_title') }]}>
      <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <FormNotes form={form} {...(measure ? { reload } : {})} label={(f) => fieldName[f as keyof Fields] ?? f} />
        <Card>
          <div className="stack">
            <TextInput required label={t('f_title')} description={t('f_title_hint')} value={v.title} error={form.errors['title']} onChange={(e) => form.set('title', e.currentTarget.value)} />
            <Textarea label={t('f_description')} value={v.description} error={form.errors['description']} onChange={(e) => form.set('description', e.currentTarget.value)} />
            <ReferenceSelect register="person" label={t('f_owner')} description={t('f_owner_hint')} value={v.owner} error={form.errors['owner']} onChange={(id) => form.set('owner', id)} />
            <Requirements form={form} known={known} />
            <PlaceSelect required label={t('f_places')} description={t('f_places_hint')} value={v.places} error={form.errors['places']} known={measure?.places ?? []} onChange={(list) => form.set('places', list)} />
            <Select label={t('f_rollup')} value={v.rollup} data={(['worst', 'share_covered', 'weighted'] as const).map((r) => ({ value: r, label: t(`f_rollup_${r}`) }))} onChange={(r) => r && form.set('rollup', r as Measure['rollup'])} />
            {v.rollup !== 'worst' && <Textarea required label={t('f_rollup_reason')} value={v.rollup_reason} error={form.errors['rollup_reason']} onChange={(e) => form.set('rollup_reason', e.currentTarget.value)} />}
          </div>
        </Card>
        <div id="plan"><Card title={t('plan')} actions={<span className="dim small">{t('plan_hint')}</span>}><div className="stack">{measure && <p className="dim small">{t('plan_changed_hint')}</p>}<PlanEditor plan={v.plan} onChange={(plan) => form.set('plan', plan)} /></div></Card></div>
        {/* Less of a measure that is not in order: the server asks why. */}
        {(v.reason !== '' || form.errors['reason']) && <Card><Textarea required label={t('f_reason')} value={v.reason} error={form.errors['reason']} onChange={(e) => form.set('reason', e.currentTarget.value)} /></Card>}
        <FormFoot busy={form.busy} onCancel={() => void navigate(-1)} />
      </form>
    </Page>
  );
}

export default function MeasureEditScreen() {
  const { id = '' } = useParams();
  const query = useMeasure(id);
  if (!id) return <Form />;
  // Only the first answer fills the form: a later one would take away what is being typed.
  if (query.data) return <Form key={id} measure={query.data} />;
  return <div className="page"><QueryView query={query}>{() => null}</QueryView></div>;
}
