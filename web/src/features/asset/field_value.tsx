// SPDX-License-Identifier: EUPL-1.2
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { RegisterField, RegisterRow } from '../../api/types';
import { day, number } from '../../ui/format';
import { assetWords } from './text';

type Say = ReturnType<typeof assetWords.use>;

/** A value as people read it; empty when there is none. */
export function valueText(t: Say, field: RegisterField, row: RegisterRow): string {
  const value = row[field.name];
  if (value === null || value === undefined || value === '') return '';
  switch (field.kind) {
    case 'boolean': return t(value === true || value === 'true' ? 'yes' : 'no');
    case 'date': return day(String(value));
    case 'integer': return number(Number(value));
    case 'choice': return field.choices.find((c) => c.value === value)?.label ?? String(value);
    case 'reference': return String(row[`${field.name}_name`] ?? value);
    default: return String(value);
  }
}

export function FieldValue({ field, row }: { field: RegisterField; row: RegisterRow }) {
  const t = assetWords.use();
  const text = valueText(t, field, row);
  if (!text) return <span className="dim">–</span>;
  if (field.kind === 'reference') return <Link to={`/registers/${field.reference}/${part(String(row[field.name]))}`}>{text}</Link>;
  return <span className={field.kind === 'date' || field.kind === 'integer' ? 'number nowrap' : field.kind === 'long_text' ? 'keep-lines' : ''}>{text}</span>;
}
