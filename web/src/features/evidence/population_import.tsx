// SPDX-License-Identifier: EUPL-1.2
//
// Freezing a list of cases: the server shows what it reads, a trial names every line that is wrong, and then the same
// file is frozen byte for byte.
import { Modal, Select, TextInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { api, Fault, part } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Measure, PopulationTrial } from '../../api/types';
import { Dropzone } from '../../ui/dropzone';
import { FormNotes, useRecordForm } from '../../ui/form';
import { DateField } from '../../ui/date_field';
import { addDays, addMonths, number, today } from '../../ui/format';
import { Facts, Note } from '../../ui/page';
import { ErrorNote, faultText } from '../../ui/states';
import { SimpleTable } from '../../ui/table';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { TryFirstFoot, useTryFirst } from '../../ui/try_first';
import { columnsOf, TableShown, useTablePreview } from './table_preview';
import { evidenceWords } from './text';

interface Tried { dry_run: boolean; trial: PopulationTrial | null; made: string }

function Trial({ trial }: { trial: PopulationTrial }) {
  const t = evidenceWords.use();
  const more = trial.problem_count - trial.problems.length;
  return (
    <section className="stack s" aria-label={t('pop_trial')}>
      <h3>{t('pop_trial')}</h3>
      <Facts rows={[[t('pop_count'), number(trial.count)], [t('pop_size'), number(trial.sample_size)], [t('pop_key'), trial.key], [t('pop_hash'), trial.sha256 ? <code key="h">{trial.sha256}</code> : '']]} />
      {trial.problem_count === 0 ? <Note tone="good">{t('pop_trial_good')}</Note> : (
        <>
          <div role="alert"><Note tone="bad">{t('pop_trial_bad', { count: trial.problem_count })}</Note></div>
          <SimpleTable label={t('pop_trial_what')} rows={trial.problems} rowKey={(p) => `${p.line} ${p.text}`} columns={[{ key: 'line', label: t('pop_trial_line'), render: (p) => number(p.line) }, { key: 'text', label: t('pop_trial_what'), render: (p) => p.text }]} />
          {more > 0 && <p className="dim small">{t('pop_trial_more', { count: more })}</p>}
        </>
      )}
    </section>
  );
}

export function PopulationImport({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const t = evidenceWords.use();
  const u = ui.use();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const samples = measure.plan.operation.filter((i) => i.kind === 'sample');
  const form = useRecordForm(`population:${measure.id}`, { title: '', from: addDays(addMonths(today(), -6), 1), to: today(), plan_item: samples[0]?.id ?? '', key: '' });
  const v = form.values;
  const attempt = useTryFirst<Tried>(async (file, dry) => {
    const { title, from, to, plan_item } = v;
    const ask = { path: { id: measure.id }, raw: file, type: 'application/octet-stream', query: { title, from, to, plan_item, key } };
    try {
      if (dry) return { dry_run: true, trial: await api.post('/measures/{id}/populations/try', ask), made: '' };
      const made = await api.post('/measures/{id}/populations', { ...ask, submission: `${file.name} ${file.size} ${file.lastModified}` });
      form.drop();
      tell(t('pop_frozen_done', { count: made.count }));
      return { dry_run: false, trial: null, made: made.id };
    } catch (fault) {
      if (fault instanceof Fault && fault.problem.where in v) form.setErrors({ [fault.problem.where]: faultText(fault) });
      throw fault;
    }
  }, (answer) => { refresh(); void navigate(`/populations/${part(answer.made)}`); });
  const preview = useTablePreview(attempt.files[0]);
  const columns = columnsOf(preview.table);
  const key = columns.includes(v.key) ? v.key : (columns[0] ?? '');
  const set: typeof form.set = (name, value) => { form.set(name, value); attempt.forget(); };
  return (
    <Modal opened onClose={onClose} title={t('pop_import')} size="lg" closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" onSubmit={(e) => e.preventDefault()}>
        <p className="dim">{t('pop_import_text')}</p>
        <FormNotes form={form} />
        <Dropzone files={attempt.files} onChange={(files) => { attempt.setFiles(files); attempt.forget(); }} accept=".csv,.tsv,.txt,text/csv" />
        <TableShown preview={preview} />
        <div className="form-grid">
          <TextInput className="full" required label={t('pop_name')} description={t('pop_name_hint')} value={v.title} error={form.errors['title']} onChange={(e) => set('title', e.currentTarget.value)} />
          <DateField required label={t('f_from')} value={v.from} error={form.errors['from']} onChange={(d) => set('from', d)} />
          <DateField required label={t('f_to')} value={v.to} error={form.errors['to']} onChange={(d) => set('to', d)} />
          {columns.length > 0 && <Select className="full" label={t('pop_key')} description={t('pop_key_hint')} value={key} data={columns} error={form.errors['key']} onChange={(c) => set('key', c ?? '')} />}
          {samples.length > 1 && <Select className="full" label={t('f_plan_item')} value={v.plan_item} data={samples.map((i) => ({ value: i.id, label: i.title }))} onChange={(i) => set('plan_item', i ?? '')} />}
        </div>
        <ErrorNote error={attempt.error} />
        {attempt.report?.trial && <Trial trial={attempt.report.trial} />}
        <TryFirstFoot attempt={attempt} tryIt={t('pop_try')} doIt={t('pop_freeze')} again={t('pop_again')} mayTry={v.title.trim() !== '' && preview.table !== null} mayDo={(report) => report.trial?.problem_count === 0} />
      </form>
    </Modal>
  );
}
