// SPDX-License-Identifier: EUPL-1.2
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fromRule, kCadences, toRule, type Cadence } from '../../ui/cadence';
import { ui } from '../../ui/text';
import { measureWords } from './text';

/** Chooses a rhythm in words and writes the rule; an unusual rule stays as it is. */
export function CadencePicker({ rule, onChange }: { rule: string; onChange: (rule: string) => void }) {
  const t = measureWords.use();
  const u = ui.use();
  const read = fromRule(rule);
  const [custom, setCustom] = useState(read.cadence === 'custom');
  const cadence: Cadence = custom ? 'custom' : read.cadence;
  const monthly = !custom && ['monthly', 'bimonthly', 'quarterly', 'half_year'].includes(cadence);
  return (
    <>
      <Select label={t('cadence')} value={cadence} data={kCadences.map((c) => ({ value: c, label: u(`cadence_${c}`) }))}
        onChange={(v) => { const next = (v ?? 'monthly') as Cadence; setCustom(next === 'custom'); if (next !== 'custom') onChange(toRule({ cadence: next, last: read.last })); }} />
      {monthly && <Select label={t('cadence_day')} value={read.last ? 'last' : 'same'} data={[{ value: 'same', label: t('cadence_same') }, { value: 'last', label: t('cadence_last') }]} onChange={(v) => onChange(toRule({ cadence, last: v === 'last' }))} />}
      {custom && <TextInput label={t('cadence_rule')} value={rule} onChange={(e) => onChange(e.currentTarget.value.toUpperCase())} />}
      {!monthly && !custom && <span />}
    </>
  );
}
