// SPDX-License-Identifier: EUPL-1.2
//
// Norm text that the organisation bought, from a table. It stays in its own database and in no export.
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../api/client';
import { useFrameworks, useRefresh } from '../../api/queries';
import type { OwnTextReport } from '../../api/types';
import { Dropzone } from '../../ui/dropzone';
import { Card, Note } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { tell } from '../../ui/toast';
import { catalogWords } from './text';

export function OwnTextsImport() {
  const t = catalogWords.use();
  const refresh = useRefresh();
  const frameworks = useFrameworks();
  const items = frameworks.data?.items ?? [];
  const [chosen, setChosen] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const [report, setReport] = useState<OwnTextReport | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const framework = chosen || (items[0]?.id ?? '');
  const reset = () => { setReport(null); setFiles([]); };
  const send = async (dry: boolean) => {
    const file = files[0];
    if (!file) return;
    setBusy(true);
    setError(null);
    try {
      const answer = await api.post('/frameworks/{id}/own-texts', { path: { id: framework }, query: { dry_run: dry }, raw: file, type: 'text/csv' });
      if (answer.dry_run) setReport(answer); else { tell(t('own_done', { count: answer.changed })); reset(); refresh(); }
    } catch (fault) { setError(fault); } finally { setBusy(false); }
  };
  if (items.length === 0) return null;
  return (
    <Card title={t('own_import')}>
      <div className="stack">
        <p className="dim prose">{t('own_import_text')}</p>
        {items.length > 1 && <Select label={t('f_name')} value={framework} data={items.map((f) => ({ value: f.id, label: f.name }))} onChange={(v) => { setChosen(v ?? ''); setReport(null); }} />}
        {!report && <Dropzone files={files} onChange={setFiles} accept=".csv,text/csv" />}
        <ErrorNote error={error} />
        {report && (
          <div className="stack s" role="status">
            <p>{t('own_found', { read: report.read, changed: report.changed, unchanged: report.unchanged })}</p>
            {report.problems.length > 0 && <Note tone="warn"><strong>{t('own_problems')}</strong><ul>{report.problems.map((p) => <li key={`${p.line} ${p.text}`}>{t('own_line', { line: p.line, text: p.text })}</li>)}</ul></Note>}
          </div>
        )}
        <div className="line end">
          {report && <Button variant="default" onClick={reset}>{t('import_cancel')}</Button>}
          {report ? <Button loading={busy} disabled={report.problems.length > 0 || report.changed === 0} onClick={() => void send(false)}>{t('own_do')}</Button> : <Button loading={busy} disabled={files.length === 0} onClick={() => void send(true)}>{t('import_try')}</Button>}
        </div>
      </div>
    </Card>
  );
}
