// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useFrameworks, useRefresh } from '../../api/queries';
import type { Framework, FrameworkReport } from '../../api/types';
import { useMay } from '../../app/session';
import { Dropzone } from '../../ui/dropzone';
import { day, shortHash } from '../../ui/format';
import { Card, Note, Page } from '../../ui/page';
import { ErrorNote, QueryView } from '../../ui/states';
import { SimpleTable } from '../../ui/table';
import { tell } from '../../ui/toast';
import { TryFirstFoot, useTryFirst } from '../../ui/try_first';
import { DropDialog, FrameworkChoices, UseButton, useFrameworkProposals } from './framework_choices';
import { mappingWords } from './mapping_text';
import { OwnTextsImport } from './own_texts_import';
import { catalogWords } from './text';

const kParts = ['title', 'asks', 'why', 'example', 'design', 'existence', 'operation', 'ref', 'assessable', 'groups', 'cadence', 'instrument', 'health', 'questions', 'importance', 'control_type', 'threats', 'reference_controls', 'cia'] as const;
/** `nl.title` is the title in Dutch: what it is matters, not in which language it changed. */
function partName(field: string, t: ReturnType<typeof catalogWords.use>): string {
  const name = field.split('.').pop() ?? field;
  const known = kParts.find((part) => part === name);
  return known ? t(`part_${known}`) : name.replaceAll('_', ' ');
}

function Diff({ report }: { report: FrameworkReport }) {
  const t = catalogWords.use();
  const nothing = report.added.length + report.removed.length + report.changed.length + report.moved.length === 0;
  const list = (title: string, refs: string[], tone: string) => refs.length > 0 && (
    <div><h3>{title} ({refs.length})</h3><div className="line s">{refs.map((ref) => <span key={ref} className={`badge ${tone}`}>{ref}</span>)}</div></div>
  );
  return (
    <div className="stack s">
      <h3>{t('diff_title', { name: report.name, version: report.version })}</h3>
      <p className="dim">{report.installed_version > 0 ? t('diff_installed', { version: report.installed_version }) : t('diff_new')} · {t('requirements_count', { count: report.requirements, mappings: report.mappings })}</p>
      {nothing && report.installed_version > 0 && <p>{t('diff_same')}</p>}
      {list(t('added'), report.added, 'good')}
      {list(t('removed'), report.removed, 'bad')}
      {report.removed.length > 0 && <Note tone="warn">{t('removed_warning')}</Note>}
      {list(t('changed'), report.changed.map((c) => `${c.ref}: ${[...new Set(c.fields.map((f) => partName(f, t)))].join(', ')}`), 'warn')}
      {list(t('moved'), report.moved, '')}
      {report.warnings.length > 0 && <Note tone="warn"><strong>{t('warnings')}</strong><ul>{report.warnings.map((w) => <li key={w}>{w}</li>)}</ul></Note>}
    </div>
  );
}

function Import() {
  const t = catalogWords.use();
  const refresh = useRefresh();
  const attempt = useTryFirst<FrameworkReport>(
    (file, dry) => api.post('/frameworks/import', { raw: file, type: 'application/yaml', query: { dry_run: dry } }),
    (_, clear) => { tell(t('import_done')); clear(); refresh(); },
  );
  return (
    <Card title={t('import')} className="no-print">
      <div className="stack">
        <p className="dim">{t('import_text')}</p>
        {!attempt.report && <Dropzone files={attempt.files} onChange={attempt.setFiles} accept=".yaml,.yml,.zip" />}
        <ErrorNote error={attempt.error} />
        {attempt.report && <Diff report={attempt.report} />}
        <TryFirstFoot attempt={attempt} tryIt={t('import_try')} doIt={t('import_do')} again={t('import_cancel')} />
      </div>
    </Card>
  );
}

/** Read in, but let go; those that Waarborg offers stand in the card above. */
function Unused() {
  const t = mappingWords.use();
  const may = useMay();
  const query = useQuery({ queryKey: ['/frameworks', 'unused'], queryFn: () => api.get('/frameworks', { query: { unused: true } }) });
  const offers = useFrameworkProposals();
  const rest = (query.data?.items ?? []).filter((f) => !offers.data?.items.some((p) => p.id === f.id));
  if (rest.length === 0 || !offers.data) return null;
  return (
    <Card title={t('unused')}>
      <p className="dim prose">{t('unused_text')}</p>
      <ul className="plain divided block-s">{rest.map((f) => <li key={f.id} className="line between nowrap"><span>{f.name}</span>{may('edit_catalog') && <UseButton id={f.id} name={f.name} />}</li>)}</ul>
    </Card>
  );
}

export default function FrameworksScreen() {
  const t = catalogWords.use();
  const may = useMay();
  const query = useFrameworks();
  const m = mappingWords.use();
  const [dropping, setDropping] = useState<Framework | null>(null);
  return (
    <Page title={t('frameworks')} help="frameworks" sub={t('frameworks_sub')}>
      <div className="stack">
        <QueryView query={query}>
          {(data) => (
            <div className="card flush">
              <SimpleTable label={t('frameworks')} rows={data.items} rowKey={(f) => f.id} columns={[
                { key: 'name', label: t('f_name'), className: 'cell-title', render: (f) => <><Link className="link-quiet" to={`/requirements?framework=${encodeURIComponent(f.id)}`}>{f.name}</Link>{data.items.length > 1 && f.id === data.items[0]?.id && <> <span className="badge accent">{m('main')}</span></>}<br /><span className="dim small">{f.builtin ? t('own_words') : f.copyright}</span></> },
                { key: 'version', label: t('f_version'), render: (f) => <span className="number">{f.version}</span> },
                { key: 'requirements', label: t('f_requirements'), render: (f) => <span className="number">{f.requirements}</span> },
                { key: 'source', label: t('f_source'), wide: true, render: (f) => <span className="badge">{t(f.builtin ? 'f_builtin' : 'f_own')}</span> },
                { key: 'imported', label: t('f_imported'), wide: true, render: (f) => <span className="number nowrap">{day(f.imported_at)}</span> },
                ...(may('edit_catalog') && data.items.length > 1 ? [{ key: 'drop', label: m('drop'), hidden: true, render: (f: Framework) => <Button size="xs" variant="subtle" aria-label={m('drop_of', { name: f.name })} onClick={() => setDropping(f)}>{m('drop')}</Button> }] : []),
                { key: 'hash', label: t('f_hash'), wide: true, render: (f) => <code title={f.sha256}>{shortHash(f.sha256)}</code> },
              ]} />
            </div>
          )}
        </QueryView>
        <FrameworkChoices />
        <Unused />
        {may('import_framework') && <Import />}
        {may('edit_catalog') && <OwnTextsImport />}
        {dropping && <DropDialog id={dropping.id} name={dropping.name} onClose={() => setDropping(null)} />}
      </div>
    </Page>
  );
}
