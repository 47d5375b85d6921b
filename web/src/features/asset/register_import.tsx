// SPDX-License-Identifier: EUPL-1.2
import { Modal } from '@mantine/core';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { ImportReport, Register } from '../../api/types';
import { Dropzone } from '../../ui/dropzone';
import { number } from '../../ui/format';
import { Note } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { SimpleTable } from '../../ui/table';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { TryFirstFoot, useTryFirst } from '../../ui/try_first';
import { assetWords } from './text';

function Report({ report }: { report: ImportReport }) {
  const t = assetWords.use();
  const counts = [['rep_read', report.read], ['rep_added', report.added], ['rep_changed', report.changed], ['rep_unchanged', report.unchanged]] as const;
  return (
    <div className="stack">
      <div className="cols-4">{counts.map(([label, value]) => <div key={label} className="count"><span className="dim small">{t(label)}</span><br /><strong className="number">{number(value)}</strong></div>)}</div>
      {report.problems.length > 0 && (
        <>
          <Note tone="bad"><strong>{t('rep_problems')}</strong><p className="small">{t('rep_all_or_nothing')}</p></Note>
          <div className="card flush"><SimpleTable label={t('rep_problems')} rows={report.problems} rowKey={(p) => `${p.line}${p.field}`} columns={[{ key: 'line', label: t('rep_line'), render: (p) => <span className="number">{p.line}</span> }, { key: 'field', label: t('rep_field'), render: (p) => <code>{p.field}</code> }, { key: 'text', label: t('rep_text'), render: (p) => p.text }]} /></div>
        </>
      )}
    </div>
  );
}

export function RegisterImport({ register, onClose }: { register: Register; onClose: () => void }) {
  const t = assetWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const attempt = useTryFirst<ImportReport>(
    (file, dry) => api.post('/registers/{register}/import', { path: { register: register.name }, raw: file, type: 'text/csv', query: { dry_run: dry } }),
    (answer) => { tell(t('import_done', { added: answer.added, changed: answer.changed })); refresh(); onClose(); },
  );
  return (
    <Modal opened onClose={onClose} size="xl" title={t('import_title', { title: register.title })} closeButtonProps={{ 'aria-label': u('close') }}>
      <div className="stack">
        <p className="dim">{t('import_text')}</p>
        <p className="small">{t('import_columns', { columns: '' })}<code>{register.fields.map((f) => f.name).join(', ')}</code></p>
        {!attempt.report && <Dropzone files={attempt.files} onChange={attempt.setFiles} accept=".csv,text/csv" />}
        <ErrorNote error={attempt.error} />
        {attempt.report && <Report report={attempt.report} />}
        <TryFirstFoot attempt={attempt} tryIt={t('import_try')} doIt={t('import_do')} again={t('import_again')} mayDo={(found) => found.problems.length === 0} />
      </div>
    </Modal>
  );
}
