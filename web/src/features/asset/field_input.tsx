// SPDX-License-Identifier: EUPL-1.2
import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { rowName, useRows } from '../../api/queries';
import type { RegisterField, RegisterName } from '../../api/types';
import { DateField } from '../../ui/date_field';

interface Props { field: RegisterField; value: unknown; onChange: (value: unknown) => void; error?: string | undefined; readOnly?: boolean }

function Reference({ field, value, onChange, error, readOnly }: Props) {
  const rows = useRows(field.reference as RegisterName);
  return <Select searchable clearable={!field.required} label={field.label} description={field.hint || undefined} required={field.required} readOnly={readOnly ?? false} error={error} value={value ? String(value) : null} data={(rows.data?.items ?? []).map((r) => ({ value: r.id, label: rowName(r) }))} onChange={(v) => onChange(v ?? '')} />;
}

/** The input that belongs to a field's description. */
export function FieldInput(props: Props) {
  const { field, value, onChange, error, readOnly = false } = props;
  const text = value === null || value === undefined ? '' : String(value);
  const common = { label: field.label, description: field.hint || undefined, required: field.required, error, readOnly };
  switch (field.kind) {
    case 'long_text': return <Textarea className="full" {...common} {...(field.max > 0 ? { maxLength: field.max } : {})} value={text} onChange={(e) => onChange(e.currentTarget.value)} />;
    case 'integer': return <NumberInput {...common} allowDecimal={false} {...(field.max > 0 ? { max: field.max } : {})} value={text === '' ? '' : Number(text)} onChange={(v) => onChange(v === '' ? '' : Number(v))} />;
    case 'date': return <DateField label={field.label} {...(field.hint ? { description: field.hint } : {})} required={field.required} error={error} value={text} onChange={onChange} />;
    case 'boolean': return <Switch mt={26} label={field.label} description={field.hint || undefined} disabled={readOnly} checked={value === true || value === 'true'} error={error} onChange={(e) => onChange(e.currentTarget.checked)} />;
    case 'choice': return <Select {...common} clearable={!field.required} value={text || null} data={field.choices} onChange={(v) => onChange(v ?? '')} />;
    case 'reference': return <Reference {...props} />;
    default: return <TextInput {...common} type={field.kind === 'email' ? 'email' : field.kind === 'url' ? 'url' : 'text'} {...(field.max > 0 ? { maxLength: field.max } : {})} value={text} onChange={(e) => onChange(e.currentTarget.value)} />;
  }
}
