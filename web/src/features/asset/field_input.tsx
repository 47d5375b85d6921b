// SPDX-License-Identifier: EUPL-1.2
import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { RegisterField, RegisterName } from '../../api/types';
import { DateField } from '../../ui/date_field';
import { ReferenceSelect } from './reference_select';

interface Props { field: RegisterField; value: unknown; onChange: (value: unknown) => void; error?: string | undefined; readOnly?: boolean }

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
    case 'reference': return <ReferenceSelect register={field.reference as RegisterName} label={field.label} {...(field.hint ? { description: field.hint } : {})} required={field.required} readOnly={readOnly} error={error} value={text} onChange={onChange} />;
    default: return <TextInput {...common} type={field.kind === 'email' ? 'email' : field.kind === 'url' ? 'url' : 'text'} {...(field.max > 0 ? { maxLength: field.max } : {})} value={text} onChange={(e) => onChange(e.currentTarget.value)} />;
  }
}
