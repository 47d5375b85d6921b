// SPDX-License-Identifier: EUPL-1.2
//
// A day as it is written here (31-12-2026), whatever the language of the browser; the picture opens the calendar.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { day } from './format';
import { ui } from './text';

/** Written as a day, whether or not it is one. */
const kForm = /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](\d{2}|\d{4}))$/;
/** Reads 31-12-2026, 31/12/26, 31.12.2026 and 2026-12-31; an empty text when it is no day. */
function readDay(text: string): string {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const own = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})$/.exec(text.trim());
  const [y, m, d] = iso ? [iso[1], iso[2], iso[3]] : own ? [own[3]?.length === 2 ? `20${own[3]}` : own[3], own[2], own[1]] : [];
  if (!y || !m || !d) return '';
  const date = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
  return date.getUTCMonth() === Number(m) - 1 && date.getUTCDate() === Number(d) ? date.toISOString().slice(0, 10) : '';
}

interface Props {
  label: string; value: string; onChange: (day: string) => void; description?: string; error?: string | undefined;
  required?: boolean; min?: string; max?: string; className?: string;
}
export function DateField({ label, value, onChange, description, error, required = false, min, max, className }: Props) {
  const t = ui.use();
  const [text, setText] = useState(value ? day(value) : '');
  const [wrong, setWrong] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const native = useRef<HTMLInputElement>(null);
  const say = (problem: string) => { setWrong(problem); input.current?.setCustomValidity(problem); };
  useEffect(() => { setText(value ? day(value) : ''); say(''); }, [value]);
  // A text that is no day leaves the value as it was: nothing is sent while the two differ. A form with noValidate does not ask by itself.
  useEffect(() => {
    const form = input.current?.form;
    const stop = (e: Event) => { if (input.current?.validity.customError) { e.preventDefault(); e.stopPropagation(); input.current.closest('details')?.setAttribute('open', ''); input.current.focus(); } };
    form?.addEventListener('submit', stop);
    return () => form?.removeEventListener('submit', stop);
  }, []);
  const settle = () => {
    if (text.trim() === '') { say(''); if (value) onChange(''); return; }
    const read = readDay(text);
    if (!read) { say(t(kForm.test(text.trim()) ? 'day_unknown' : 'day_wrong')); return; }
    if (min && read < min) { say(t('day_early', { day: day(min) })); return; }
    if (max && read > max) { say(t('day_late', { day: day(max) })); return; }
    say('');
    setText(day(read));
    if (read !== value) onChange(read);
  };
  return (
    <TextInput ref={input} className={`date-field ${className ?? ''}`} label={label} description={description} inputWrapperOrder={['label', 'input', 'description', 'error']} error={wrong || error} required={required} placeholder={t('day_form')} inputMode="numeric" autoComplete="off"
      value={text} onChange={(e) => { setText(e.currentTarget.value); say(''); }} onBlur={settle} onKeyDown={(e) => { if (e.key === 'Enter') settle(); }}
      rightSection={
        <>
          <input ref={native} type="date" className="date-native" tabIndex={-1} aria-hidden value={value} min={min} max={max} onChange={(e) => e.currentTarget.value && onChange(e.currentTarget.value)} />
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('day_pick')} onClick={() => native.current?.showPicker()}><IconCalendar size={16} /></ActionIcon>
        </>
      } />
  );
}
