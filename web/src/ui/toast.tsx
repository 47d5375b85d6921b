// SPDX-License-Identifier: EUPL-1.2
import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { faultText } from './states';
import { ui } from './text';

interface Toast { id: number; text: string; tone: 'good' | 'bad'; action?: { label: string; run: () => void } }
let toasts: readonly Toast[] = [];
let next = 1;
const watchers = new Set<() => void>();
const set = (list: readonly Toast[]): void => { toasts = list; watchers.forEach((watch) => watch()); };
const drop = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

/** Says what happened, for eight seconds; an action (undo) may go with it. */
export function tell(text: string, tone: Toast['tone'] = 'good', action?: Toast['action']): void {
  const id = next++;
  set([...toasts.slice(-3), action ? { id, text, tone, action } : { id, text, tone }]);
  window.setTimeout(() => drop(id), tone === 'bad' ? 12_000 : 8_000);
}
export const tellFault = (error: unknown): void => tell(faultText(error), 'bad');

export function Toasts() {
  const t = ui.use();
  const list = useSyncExternalStore((watch) => { watchers.add(watch); return () => watchers.delete(watch); }, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {list.map((toast) => (
        <div key={toast.id} className={`toast ${toast.tone}`}>
          {toast.tone === 'good' ? <IconCheck size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
          <span className="grow">{toast.text}</span>
          {toast.action && <button type="button" className="link strong" onClick={() => { toast.action?.run(); drop(toast.id); }}>{toast.action.label}</button>}
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('notification_close')} onClick={() => drop(toast.id)}><IconX size={14} /></ActionIcon>
        </div>
      ))}
    </div>
  );
}
