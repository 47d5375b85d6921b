// SPDX-License-Identifier: EUPL-1.2
//
// Changes of one or many rows at once, all or none; each can be undone for as long as its message stands.
import { useState } from 'react';
import { api } from '../../api/client';
import { rowName, useRefresh } from '../../api/queries';
import type { BulkReport, Register, RegisterField, RegisterRow, RowChange } from '../../api/types';
import { ui } from '../../ui/text';
import { tell, tellFault } from '../../ui/toast';
import { assetWords } from './text';

/** A change that met what someone else did: both values are shown, the user decides. */
export interface Clash { field: RegisterField | null; value: unknown; rows: RegisterRow[]; theirs: RegisterRow[]; problems: BulkReport['problems']; then?: () => void }

export function useBulk(register: Register, onDone: () => void) {
  const t = assetWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [clash, setClash] = useState<Clash | null>(null);
  const path = { register: register.name };

  const send = async (post: () => Promise<unknown>): Promise<BulkReport | null> => {
    setBusy(true);
    try { return await post() as BulkReport; } catch (fault) { tellFault(fault); return null; } finally { setBusy(false); }
  };
  const change = (rows: RowChange[]) => api.post('/registers/{register}/change', { path, body: { rows } });
  const undo = (post: () => Promise<unknown>) => ({
    label: t('undo'),
    run: () => { void send(post).then((report) => { if (report?.done) tell(t('undone')); else if (report) tell(report.problems[0]?.text ?? '', 'bad'); refresh(); }); },
  });
  const done = (count: number, text: string, action: { label: string; run: () => void }) => { tell(text, 'good', action); refresh(); if (count > 0) onDone(); };

  /** @param then  once it is done, also when that is by way of the dialog about a clash */
  const set = async (field: RegisterField, value: unknown, rows: RegisterRow[], then?: () => void): Promise<boolean> => {
    const changes: RowChange[] = rows.map((row) => ({ id: row.id, version: row.version, values: { [field.name]: value } }));
    const report = await send(() => change(changes));
    if (!report) return false;
    if (!report.done) { setClash({ field, value, rows, theirs: report.rows, problems: report.problems, ...(then ? { then } : {}) }); return false; }
    setClash(null);
    then?.();
    const old = new Map(rows.map((row) => [row.id, row[field.name]]));
    const back: RowChange[] = report.rows.map((row) => ({ id: row.id, version: row.version, values: { [field.name]: old.get(row.id) } }));
    const name = rows.length === 1 && rows[0] ? rowName(rows[0]) : '';
    done(rows.length, name ? t('changed_single', { name, field: field.label }) : t('changed_many', { count: rows.length, field: field.label }), undo(() => change(back)));
    return true;
  };
  const remove = async (rows: RegisterRow[]): Promise<boolean> => {
    const report = await send(() => api.post('/registers/{register}/remove', { path, body: { rows: rows.map((row) => ({ id: row.id, version: row.version, values: {} })) } }));
    if (!report) return false;
    if (!report.done) { setClash({ field: null, value: null, rows, theirs: report.rows, problems: report.problems }); return false; }
    setClash(null);
    done(rows.length, t('removed_many', { count: rows.length }), undo(() => api.post('/registers/{register}/restore', { path, body: { ids: rows.map((row) => row.id) } })));
    return true;
  };
  return { busy, set, remove, clash, dropClash: () => { setClash(null); refresh(); }, close: u('close') };
}

export type Bulk = ReturnType<typeof useBulk>;
