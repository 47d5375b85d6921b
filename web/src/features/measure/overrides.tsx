// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal, Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Measure, Override, Verdict } from '../../api/types';
import { ask } from '../../ui/confirm';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { DateField } from '../../ui/date_field';
import { addMonths, day, today } from '../../ui/format';
import { kAspects, kVerdicts, VerdictBadge, type Aspect } from '../../ui/glyph';
import { Note } from '../../ui/page';
import { ui } from '../../ui/text';
import { Withdraw } from '../../ui/withdraw';
import { tell, tellFault } from '../../ui/toast';
import { measureWords } from './text';

/** Rule 7: an override has a reason, a second person and an end date, and shows itself everywhere. */
export function OverrideDialog({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const t = measureWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const first = measure.places[0];
  const form = useRecordForm(`override:${measure.id}`, { aspect: 'operation' as Aspect, place: first ? `${first.kind}:${first.id}` : '', value: 'shown' as Verdict, reason: '', until: addMonths(today(), 3) });
  const send = async () => {
    const [place_kind = '', ...rest] = form.values.place.split(':');
    const { aspect, value, reason, until } = form.values;
    if (await form.submit(() => api.post('/measures/{id}/overrides', { path: { id: measure.id }, body: { aspect, place_kind, place_id: rest.join(':'), value, reason, until } }))) { tell(t('override_done')); refresh(); onClose(); }
  };
  return (
    <Modal opened onClose={onClose} title={t('override')} size="lg" closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Note tone="warn">{t('override_text')}</Note>
        <FormNotes form={form} />
        <div className="form-grid">
          <Select label={t('override_aspect')} data={kAspects.map((a) => ({ value: a, label: u(a) }))} value={form.values.aspect} onChange={(v) => v && form.set('aspect', v as Aspect)} />
          <Select label={t('place')} data={measure.places.map((p) => ({ value: `${p.kind}:${p.id}`, label: p.name }))} value={form.values.place} onChange={(v) => form.set('place', v ?? '')} />
          <Select label={t('override_value')} data={kVerdicts.map((v) => ({ value: v, label: u(v) }))} value={form.values.value} onChange={(v) => v && form.set('value', v as Verdict)} />
          <DateField required label={t('override_until')} min={today()} value={form.values.until} error={form.errors['until']} onChange={(d) => form.set('until', d)} />
          <Textarea className="full" required label={t('override_reason')} value={form.values.reason} error={form.errors['reason']} onChange={(e) => form.set('reason', e.currentTarget.value)} />
        </div>
        <FormFoot busy={form.busy} saveLabel={t('override_do')} onCancel={onClose} />
      </form>
    </Modal>
  );
}

export function OverrideList({ measure }: { measure: string }) {
  const t = measureWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const query = useQuery({ queryKey: ['/measures', measure, 'overrides'], queryFn: () => api.get('/measures/{id}/overrides', { path: { id: measure } }) });
  const items = (query.data?.items ?? []).filter((o) => o.state === 'proposed' || o.state === 'active');
  if (items.length === 0) return null;
  const may = (o: Override, what: 'confirm' | 'reject' | 'end'): boolean => o.rights.includes(what);
  const confirm = async (o: Override) => {
    if (!(await ask(t('override_confirm'), t('override_confirm_text'), t('override_confirm'), false))) return;
    api.post('/overrides/{id}/confirm', { path: { id: o.id } }).then(() => { tell(t('override_confirmed')); refresh(); }).catch(tellFault);
  };
  return (
    <div className="gap-below">
      <Note tone="warn">
        <strong>{t('overrides')}</strong>
        <ul className="plain stack xs block-s">
          {items.map((o) => (
            <li key={o.id} className="line between">
              <span className="line s"><span>{u(o.aspect as Aspect)} · {o.place.name}</span><VerdictBadge verdict={o.value} /><span className="dim small">{[o.reason, t('by', { name: o.author }), o.second_person && t('agreed_by', { name: o.second_person }), t('until', { day: day(o.until).replaceAll('-', '\u2011') })].filter(Boolean).join(' · ')}</span></span>
              <span className="line s">
                <span className={o.state === 'proposed' ? 'badge warn' : 'badge'}>{t(`state_${o.state}`)}</span>
                {may(o, 'confirm') && <Button size="xs" variant="default" onClick={() => void confirm(o)}>{t('override_confirm')}</Button>}
                {may(o, 'reject') && <Withdraw path="/overrides/{id}/reject" id={o.id} label={t('override_reject')} text={t('override_reject_text')} done={t('override_rejected')} />}
                {o.state === 'active' && may(o, 'end') && <Withdraw path="/overrides/{id}/end" id={o.id} label={t('override_end')} text={t('override_end_text')} done={t('override_ended')} />}
                {o.state === 'proposed' && may(o, 'end') && !may(o, 'reject') && <Withdraw path="/overrides/{id}/end" id={o.id} label={t('override_take_back')} text={t('override_take_back_text')} done={t('override_taken_back')} />}
              </span>
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}
