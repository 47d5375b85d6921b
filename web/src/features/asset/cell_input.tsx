// SPDX-License-Identifier: EUPL-1.2
//
// The bare input of a field, for a cell or a change of many rows: its label is only read out.
import { NumberInput, Select, TextInput } from '@mantine/core';
import type { RegisterField, RegisterName } from '../../api/types';
import { DateField } from '../../ui/date_field';
import { ReferenceSelect } from './reference_select';
import { assetWords } from './text';

interface Props { field: RegisterField; label: string; value: unknown; onChange: (value: unknown) => void; error?: string; autoFocus?: boolean; w?: number }

export function CellInput({ field, label, value, onChange, error, autoFocus = false, w = 200 }: Props) {
  const t = assetWords.use();
  const text = value === null || value === undefined ? '' : String(value);
  switch (field.kind) {
    case 'choice': return <Select aria-label={label} autoFocus={autoFocus} defaultDropdownOpened={autoFocus} w={w} clearable={!field.required} value={text || null} data={field.choices} onChange={(v) => onChange(v ?? '')} />;
    case 'boolean': return <Select aria-label={label} autoFocus={autoFocus} defaultDropdownOpened={autoFocus} w={w} allowDeselect={false} value={text === 'true' ? 'true' : text === 'false' ? 'false' : null} data={[{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]} onChange={(v) => onChange(v === 'true')} />;
    case 'reference': return <ReferenceSelect register={field.reference as RegisterName} label={label} hideLabel autoFocus={autoFocus} w={w} required={field.required} value={text} onChange={onChange} />;
    case 'date': return <DateField label={label} error={error} value={text} onChange={onChange} className="label-hidden" />;
    case 'integer': return <NumberInput aria-label={label} autoFocus={autoFocus} w={w} allowDecimal={false} min={0} {...(field.max > 0 ? { max: field.max } : {})} value={text === '' ? '' : Number(text)} onChange={(v) => onChange(v === '' ? 0 : Number(v))} />;
    default: return <TextInput aria-label={label} error={error} autoFocus={autoFocus} w={w} {...(field.max > 0 ? { maxLength: field.max } : {})} value={text} onChange={(e) => onChange(e.currentTarget.value)} />;
  }
}
