// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal } from '@mantine/core';
import { useSyncExternalStore, type ReactNode } from 'react';
import { ui } from './text';

interface Question { title: string; text: ReactNode; yes: string; danger: boolean; answer: (yes: boolean) => void }
let question: Question | null = null;
const watchers = new Set<() => void>();
const set = (next: Question | null): void => { question = next; watchers.forEach((watch) => watch()); };

/** Asks before anything that hurts. `yes` names the deed, never just "OK". */
export function ask(title: string, text: ReactNode, yes: string, danger = true): Promise<boolean> {
  question?.answer(false); // two at once: the first is as good as closed
  return new Promise((resolve) => set({ title, text, yes, danger, answer: (answer) => { set(null); resolve(answer); } }));
}

/** The question may be put from a dialog, and must then lie on top of it (Mantine: dialogs 200, lists 300). */
const kAboveDialogs = 320;

export function Confirm() {
  const t = ui.use();
  const asked = useSyncExternalStore((watch) => { watchers.add(watch); return () => watchers.delete(watch); }, () => question);
  return (
    <Modal opened={asked !== null} onClose={() => asked?.answer(false)} title={asked?.title ?? t('confirm_title')} size="md" zIndex={kAboveDialogs} closeButtonProps={{ 'aria-label': t('close') }}>
      {asked && (
        <div className="stack">
          <div>{asked.text}</div>
          <div className="line end">
            <Button variant="default" onClick={() => asked.answer(false)} data-autofocus>{t('cancel')}</Button>
            <Button color={asked.danger ? 'brick' : 'petrol'} onClick={() => asked.answer(true)}>{asked.yes}</Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
