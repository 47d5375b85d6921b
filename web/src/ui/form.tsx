// SPDX-License-Identifier: EUPL-1.2
//
// A form that loses nothing: typed text is kept in this window (sessionStorage) until it is saved, a conflict never
// overwrites, and the server's remark lands at the field it is about.
import { Button } from '@mantine/core';
import { IconArrowsExchange, IconRestore } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Fault } from '../api/client';
import { moment } from './format';
import { useWaitName } from './kept_files';
import { Note } from './page';
import { ErrorNote, faultText } from './states';
import { ui } from './text';

type Fields = Record<string, unknown>;
interface Draft { values: Fields; base: Fields; version: number; at: string }

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

function readDraft(slot: string): Draft | null {
  try { return JSON.parse(sessionStorage.getItem(slot) ?? 'null') as Draft | null; } catch { return null; }
}

export interface RecordForm<T extends object> {
  values: T;
  version: number;
  set: <K extends keyof T>(key: K, value: T[K]) => void;
  patch: (change: Partial<T>) => void;
  errors: Record<string, string>;
  setErrors: (errors: Record<string, string>) => void;
  dirty: boolean;
  busy: boolean;
  error: unknown;
  conflict: boolean;
  restoredAt: string;
  /** How often it was refused, here or by the server: each time the eye goes to what is wrong. */
  refusals: number;
  /** Takes over the new version: untouched fields follow it, typed fields stay. Gives the fields both have changed. */
  rebase: (next: T, version: number) => string[];
  drop: () => void;
  submit: (save: (values: T, version: number) => Promise<unknown>) => Promise<boolean>;
}

/** @param over  what takes the place of something in a draft, such as what the address names; `began` is what the draft began with */
export function useRecordForm<T extends object>(key: string, initial: T, version = 0, over?: (draft: T, began: T) => Partial<T>): RecordForm<T> {
  const slot = `draft:${useWaitName(key)}`;
  const [start] = useState(() => {
    const draft = readDraft(slot);
    const fresh = { values: initial, base: initial, version, at: '' };
    if (!draft) return fresh;
    const [kept, began] = [{ ...initial, ...draft.values } as T, { ...initial, ...draft.base } as T];
    const won = over?.(kept, began) ?? {};
    const values = { ...kept, ...won };
    if (same(values, initial)) return fresh;
    const names = Object.keys(won) as (keyof T)[];
    return { values, base: { ...began, ...Object.fromEntries(names.map((n) => [n, initial[n]])) }, version: draft.version, at: draft.at };
  });
  const [values, setValues] = useState<T>(start.values);
  const [base, setBase] = useState<T>(start.base);
  const [lock, setLock] = useState(start.version);
  const [restoredAt, setRestoredAt] = useState(start.at);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const done = useRef(false);
  const dirty = !same(values, base);

  useEffect(() => {
    if (done.current) return;
    if (dirty) sessionStorage.setItem(slot, JSON.stringify({ values, base, version: lock, at: new Date().toISOString() }));
    else sessionStorage.removeItem(slot);
  }, [slot, values, base, lock, dirty]);

  const patch = (change: Partial<T>) => {
    setValues((old) => ({ ...old, ...change }));
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([name]) => !(name in change))));
  };
  return {
    values, version: lock, errors, dirty, busy, error, conflict, restoredAt, refusals, patch,
    setErrors: (found) => { setErrors(found); if (Object.keys(found).length > 0) setRefusals((n) => n + 1); },
    set: (name, value) => patch({ [name]: value } as unknown as Partial<T>),
    rebase: (next, nextVersion) => {
      const names = Object.keys(next) as (keyof T)[];
      const both = names.filter((n) => !same(values[n], base[n]) && !same(next[n], base[n]) && !same(values[n], next[n]));
      setValues((old) => Object.fromEntries(names.map((n) => [n, same(old[n], base[n]) ? next[n] : old[n]])) as T);
      setBase(next);
      setLock(nextVersion);
      setConflict(false);
      setError(null);
      return both.map(String);
    },
    drop: () => { setValues(initial); setBase(initial); setLock(version); setRestoredAt(''); setErrors({}); setError(null); setConflict(false); },
    submit: async (save) => {
      setBusy(true);
      setError(null);
      setErrors({});
      try {
        const answer = await save(values, lock);
        done.current = true;
        sessionStorage.removeItem(slot);
        setBase(values);
        // A form that stays is saved again, then over what it wrote itself.
        const next = (answer as { version?: unknown } | null | undefined)?.version;
        if (typeof next === 'number') setLock(next);
        window.setTimeout(() => { done.current = false; });
        return true;
      } catch (fault) {
        if (fault instanceof Fault && fault.conflict && fault.problem.where === '') setConflict(true);
        if (fault instanceof Fault && fault.problem.where) setErrors({ [fault.problem.where]: faultText(fault) });
        setError(fault);
        setRefusals((n) => n + 1);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

interface NotesProps<T extends object> {
  form: RecordForm<T>;
  reload?: () => Promise<{ values: T; version: number }>;
  label?: (field: string) => string;
  /** The words of a value; without it the value itself. */
  word?: (field: string, value: unknown) => string;
}
/** The first field with a remark, or within it the first thing that takes the focus (a group of boxes is marked by its remark only). */
function wrongField(place: Element | null | undefined): HTMLElement | null {
  const mark = place?.querySelector<HTMLElement>('[aria-invalid="true"], .mantine-InputWrapper-error');
  if (!mark || mark.matches('input, textarea, button, [tabindex]')) return mark ?? null;
  return mark.closest('.mantine-InputWrapper-root')?.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, button') ?? null;
}

/** The remarks above a form: restored draft, conflict, fault. */
export function FormNotes<T extends object>({ form, reload, label, word }: NotesProps<T>) {
  const t = ui.use();
  const [loaded, setLoaded] = useState<{ fields: string[]; theirs: Fields } | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const load = async () => {
    if (!reload) return;
    try { const next = await reload(); setLoaded({ fields: form.rebase(next.values, next.version), theirs: next.values as Fields }); setFailed(null); } catch (fault) { setFailed(fault); }
  };
  const where = form.error instanceof Fault ? form.error.problem.where : '';
  const mark = useRef<HTMLSpanElement>(null);
  // What went wrong must be seen: the first wrong field takes the focus and comes into view, else the remark does.
  const { refusals } = form;
  const before = useRef(refusals);
  const [unplaced, setUnplaced] = useState(false);
  useEffect(() => {
    if (refusals === before.current) return;
    before.current = refusals;
    const field = wrongField(mark.current?.closest('form') ?? mark.current?.parentElement);
    setUnplaced(!field);
    field?.focus({ preventScroll: true });
    (field ?? mark.current)?.scrollIntoView({ block: 'center' });
  }, [refusals]);
  const both = (loaded?.fields ?? []).filter((f) => !same((form.values as Fields)[f], loaded?.theirs[f]));
  const say = (f: string, value: unknown): string => (word?.(f, value) ?? (typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''))) || '–';
  return (
    <>
      <span ref={mark} className="hidden-visually" aria-hidden />
      {form.restoredAt && form.dirty && (
        <Note icon={<IconRestore size={18} aria-hidden />}><div className="line between"><span>{t('draft_restored', { at: moment(form.restoredAt) })}</span><button type="button" className="link strong" onClick={form.drop}>{t('draft_drop')}</button></div></Note>
      )}
      {form.conflict && (
        <div role="alert"><Note tone="warn" icon={<IconArrowsExchange size={18} aria-hidden />}>
          <strong>{t('conflict_title')}</strong><p>{t('conflict_text')}</p>
          {reload && <Button size="xs" mt={8} onClick={() => void load()}>{t('conflict_load')}</Button>}
        </Note></div>
      )}
      {!form.conflict && loaded && <Note tone="good"><span>{t('conflict_loaded')}</span>{both.length > 0 && (
        <>
          <p className="small">{t('conflict_fields', { fields: both.map((f) => label?.(f) ?? f).join(', ') })}</p>
          <table className="table"><thead><tr><th scope="col">{t('conflict_field')}</th><th scope="col">{t('conflict_yours')}</th><th scope="col">{t('conflict_theirs')}</th><td /></tr></thead>
            <tbody>{both.map((f) => (
              <tr key={f}><th scope="row">{label?.(f) ?? f}</th><td>{say(f, (form.values as Fields)[f])}</td><td>{say(f, loaded.theirs[f])}</td>
                <td><button type="button" className="link" onClick={() => form.patch({ [f]: loaded.theirs[f] } as Partial<T>)}>{t('conflict_take')}<span className="hidden-visually"> ({label?.(f) ?? f})</span></button></td></tr>
            ))}</tbody></table>
        </>
      )}</Note>}
      {Boolean(failed) && <ErrorNote error={failed} />}
      {Boolean(form.error) && !form.conflict && (!where || !(where in form.values) || unplaced) && <ErrorNote error={form.error} />}
    </>
  );
}

/** `aside`: what hurts stands at the other end, away from saving. */
export function FormFoot({ busy, saveLabel, onCancel, disabled, aside }: { busy: boolean; saveLabel?: string; onCancel?: () => void; disabled?: boolean; aside?: ReactNode }) {
  const t = ui.use();
  return (
    <div className="line end">
      {aside && <><span>{aside}</span><span className="grow" /></>}
      {onCancel && <Button variant="default" onClick={onCancel}>{t('cancel')}</Button>}
      <Button type="submit" loading={busy} disabled={disabled ?? false}>{saveLabel ?? t('save')}</Button>
    </div>
  );
}
