// SPDX-License-Identifier: EUPL-1.2
//
// The proof plan: what must be shown for design, existence and operation.
import { ActionIcon, Checkbox, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { PlanItem, ProofPlan } from '../../api/types';
import { DateField } from '../../ui/date_field';
import { today } from '../../ui/format';
import { CadencePicker } from './cadence_picker';
import { measureWords } from './text';

const kKinds = ['occurrences', 'sample', 'automated'] as const;
const kFrequencies = ['yearly', 'quarterly', 'monthly', 'weekly', 'daily', 'many_times_a_day'] as const;

function fresh(kind: PlanItem['kind']): PlanItem {
  return { id: '', kind, title: '', rrule: kind === 'occurrences' ? 'FREQ=MONTHLY;INTERVAL=3' : '', start: today(), window_days: 30, grace_days: 14, frequency: kind === 'automated' ? 'daily' : 'monthly', tolerated: 0, source: '', freshness_days: kind === 'automated' ? 2 : 0 };
}

function Item({ item, onChange, onRemove }: { item: PlanItem; onChange: (item: PlanItem) => void; onRemove: () => void }) {
  const t = measureWords.use();
  const set = (change: Partial<PlanItem>) => onChange({ ...item, ...change });
  const count = (name: 'window_days' | 'grace_days' | 'freshness_days' | 'tolerated', label: string, max: number, min = 0) => <NumberInput label={label} min={min} max={max} allowDecimal={false} value={item[name]} onChange={(v) => set({ [name]: Number(v) || min })} />;
  const start = (label: string) => <DateField label={label} value={item.start} onChange={(day) => set({ start: day })} />;
  return (
    <div className="plan-item stack s">
      <div className="line between nowrap"><span className="badge accent">{t(`kind_${item.kind}`)}</span><ActionIcon variant="subtle" color="brick" aria-label={`${t('item_remove')}: ${item.title}`} onClick={onRemove}><IconTrash size={16} /></ActionIcon></div>
      <div className="form-grid">
        <TextInput className="full" required label={t('item_title')} value={item.title} onChange={(e) => set({ title: e.currentTarget.value })} />
        {item.kind === 'occurrences' && <><CadencePicker rule={item.rrule} onChange={(rrule) => set({ rrule })} />{start(t('item_start'))}{count('tolerated', t('item_tolerated'), 10_000)}{count('window_days', t('item_window'), 366)}{count('grace_days', t('item_grace'), 366)}</>}
        {item.kind === 'sample' && <><Select label={t('item_frequency')} value={item.frequency} data={kFrequencies.map((f) => ({ value: f, label: t(`freq_${f}`) }))} onChange={(frequency) => frequency && set({ frequency })} />{count('tolerated', t('item_tolerated'), 10_000)}{start(t('item_from'))}</>}
        {item.kind === 'automated' && <><TextInput label={t('item_source')} description={t('item_source_hint')} inputWrapperOrder={['label', 'input', 'description']} value={item.source} onChange={(e) => set({ source: e.currentTarget.value })} />{count('freshness_days', t('item_freshness'), 366, 1)}{start(t('item_from'))}</>}
      </div>
    </div>
  );
}

export function PlanEditor({ plan, onChange }: { plan: ProofPlan; onChange: (plan: ProofPlan) => void }) {
  const t = measureWords.use();
  const set = (change: Partial<ProofPlan>) => onChange({ ...plan, ...change });
  const { design, existence } = plan;
  return (
    <div className="stack l">
      <div className="stack s">
        <Switch label={<strong>{t('plan_design')}</strong>} checked={design !== null} onChange={(e) => set({ design: e.currentTarget.checked ? { review_months: 12, policy: false, text: '' } : null })} />
        {design && (
          <div className="form-grid plan-item">
            <Textarea className="full" label={t('plan_what')} minRows={2} value={design.text} onChange={(e) => set({ design: { ...design, text: e.currentTarget.value } })} />
            <NumberInput label={t('plan_design_months')} min={1} max={36} value={design.review_months} onChange={(v) => set({ design: { ...design, review_months: Number(v) || 12 } })} />
            <Checkbox mt={28} label={t('plan_policy')} checked={design.policy} onChange={(e) => set({ design: { ...design, policy: e.currentTarget.checked } })} />
          </div>
        )}
      </div>
      <div className="stack s">
        <Switch label={<strong>{t('plan_existence')}</strong>} checked={existence !== null} onChange={(e) => set({ existence: e.currentTarget.checked ? { valid_months: 6, text: '' } : null })} />
        {existence && (
          <div className="form-grid plan-item">
            <Textarea className="full" label={t('plan_existence_what')} minRows={2} value={existence.text} onChange={(e) => set({ existence: { ...existence, text: e.currentTarget.value } })} />
            <NumberInput label={t('plan_existence_months')} min={1} max={36} value={existence.valid_months} onChange={(v) => set({ existence: { ...existence, valid_months: Number(v) || 6 } })} />
          </div>
        )}
      </div>
      <div className="stack s">
        <h3>{t('plan_operation')}</h3>
        {plan.operation.map((item, i) => (
          <Item key={item.id || i} item={item} onChange={(next) => set({ operation: plan.operation.map((old, j) => (j === i ? next : old)) })} onRemove={() => set({ operation: plan.operation.filter((_, j) => j !== i) })} />
        ))}
        <div className="cols-3" role="group" aria-label={t('plan_add')}>
          {kKinds.map((kind) => <button key={kind} type="button" className="plan-kind" onClick={() => set({ operation: [...plan.operation, fresh(kind)] })}><span className="strong line s nowrap top"><IconPlus size={15} aria-hidden />{t(`kind_${kind}`)}</span><span className="dim small">{t(`kind_${kind}_hint`)}</span></button>)}
        </div>
        <Textarea label={t('plan_operation_text')} minRows={2} value={plan.operation_text} onChange={(e) => set({ operation_text: e.currentTarget.value })} />
      </div>
    </div>
  );
}
