// SPDX-License-Identifier: EUPL-1.2
//
// Norm text that the organisation bought, from a table. It stays in its own database and in no export.
import { Select } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../api/client';
import { useFrameworks, useRefresh } from '../../api/queries';
import type { OwnTextReport } from '../../api/types';
import { Dropzone } from '../../ui/dropzone';
import { Card, Note } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { tell } from '../../ui/toast';
import { TryFirstFoot, useTryFirst } from '../../ui/try_first';
import { catalogWords } from './text';

export function OwnTextsImport() {
  const t = catalogWords.use();
  const refresh = useRefresh();
  const frameworks = useFrameworks();
  const items = frameworks.data?.items ?? [];
  const [chosen, setChosen] = useState('');
  const framework = chosen || (items[0]?.id ?? '');
  const attempt = useTryFirst<OwnTextReport>(
    (file, dry) => api.post('/frameworks/{id}/own-texts', { path: { id: framework }, query: { dry_run: dry }, raw: file, type: 'text/csv' }),
    (answer, clear) => { tell(t('own_done', { count: answer.changed })); clear(); refresh(); },
  );
  const { report } = attempt;
  if (items.length === 0) return null;
  return (
    <Card title={t('own_import')} className="no-print">
      <div className="stack">
        <p className="dim prose">{t('own_import_text')}</p>
        {items.length > 1 && <Select label={t('f_name')} value={framework} data={items.map((f) => ({ value: f.id, label: f.name }))} onChange={(v) => { setChosen(v ?? ''); attempt.forget(); }} />}
        {!report && <Dropzone files={attempt.files} onChange={attempt.setFiles} accept=".csv,text/csv" />}
        <ErrorNote error={attempt.error} />
        {report && (
          <div className="stack s" role="status">
            <p>{t('own_found', { read: report.read, changed: report.changed, unchanged: report.unchanged })}</p>
            {report.problems.length > 0 && <Note tone="warn"><strong>{t('own_problems')}</strong><ul>{report.problems.map((p) => <li key={`${p.line} ${p.text}`}>{t('own_line', { line: p.line, text: p.text })}</li>)}</ul></Note>}
          </div>
        )}
        <TryFirstFoot attempt={attempt} tryIt={t('import_try')} doIt={t('own_do')} again={t('import_cancel')} mayDo={(found) => found.problems.length === 0 && found.changed > 0} />
      </div>
    </Card>
  );
}
