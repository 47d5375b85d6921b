// SPDX-License-Identifier: EUPL-1.2
import { MultiSelect, SegmentedControl, Select } from '@mantine/core';
import { useNavigate, useSearchParams } from 'react-router';
import { api, part } from '../../api/client';
import { useMeasure, useRefresh } from '../../api/queries';
import type { EvidenceImport } from '../../api/types';
import { ui } from '../../ui/text';
import { Dropzone } from '../../ui/dropzone';
import { FormNotes, useRecordForm } from '../../ui/form';
import { moment, span } from '../../ui/format';
import { Card, Facts, Note, Page } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { tell } from '../../ui/toast';
import { TryFirstFoot, useTryFirst } from '../../ui/try_first';
import { MeasureSelect } from '../measure/measure_select';
import { Columns, settingsQuery, settingsReady, type Settings } from './columns';
import { factRows, ResultBadge } from './parts';
import { TableShown, useTablePreview } from './table_preview';
import { evidenceWords } from './text';

const kTools = ['restic', 'borg', 'lynis', 'openscap', 'ocsf', 'csv'] as const;
type Tool = (typeof kTools)[number];
interface ImportFields { tool: Tool; measure: string; item: string; aspect: 'existence' | 'operation'; places: string[]; settings: Settings }

function Preview({ report }: { report: EvidenceImport }) {
  const t = evidenceWords.use();
  return (
    <Card title={t('imp_found')}>
      <div className="stack">
        <Facts rows={[
          [t('d_tool'), report.tool], [t('imp_subject'), report.subject], [t('imp_produced'), moment(report.produced_at)], [t('d_covers'), span(report.covers_from, report.covers_to)],
          [t('imp_overall'), <span key="o" className="line s"><ResultBadge result={report.overall} /><span className="dim small">{t('imp_counts', { supports: report.supports, refutes: report.refutes, partly: report.partly, unknown: report.unknown })}</span></span>],
          ...factRows(report.facts, t),
        ]} />
        {report.warnings.length > 0 && <Note tone="warn"><strong>{t('imp_warnings')}</strong><ul>{report.warnings.map((w) => <li key={w}>{w}</li>)}</ul></Note>}
      </div>
    </Card>
  );
}

export default function EvidenceImportScreen() {
  const t = evidenceWords.use();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const given = params.get('measure') ?? '';
  const asked = kTools.find((k) => k === params.get('kind'));
  const form = useRecordForm<ImportFields>(`evidence-import:${given}:${asked ?? ''}`, { tool: asked ?? 'restic', measure: given, item: params.get('plan_item') ?? '', aspect: params.get('aspect') === 'existence' ? 'existence' : 'operation', places: [], settings: {} });
  const { tool, measure: chosen, item, aspect, places, settings } = form.values;
  const measure = useMeasure(chosen);
  const u = ui.use();
  const tabular = tool === 'csv';
  const attempt = useTryFirst<EvidenceImport>((file, dry) => api.post('/evidence/import', {
    raw: file, type: file.type || 'application/octet-stream', headers: { 'x-file-name': encodeURIComponent(file.name) },
    query: { kind: tool, measure: chosen, plan_item: aspect === 'operation' ? item : '', aspect, place: places, dry_run: dry, ...(tabular ? settingsQuery(settings) : {}) },
  }), (answer) => { form.drop(); tell(t('imp_done')); refresh(); void navigate(`/evidence/${part(answer.evidence)}`, { replace: true }); });
  const preview = useTablePreview(tabular ? attempt.files[0] : undefined);
  const automated = (measure.data?.plan.operation ?? []).filter((i) => i.kind === 'automated');
  const change = (next: Partial<ImportFields>) => { form.patch(next); attempt.forget(); };
  return (
    <Page title={t('imp_title')} help="evidence" width="narrow" sub={t('imp_text')} crumbs={[{ label: t('title'), to: '/evidence' }, { label: t('import') }]}>
      <div className="stack">
        <FormNotes form={form} />
        <Card>
          <div className="stack">
            <div className="form-grid">
              <Select label={t('imp_kind')} value={tool} data={kTools.map((k) => ({ value: k, label: t(`imp_${k}`) }))} onChange={(v) => v && change({ tool: v as Tool })} />
              <MeasureSelect label={t('imp_measure_optional')} value={chosen} onChange={(v) => change({ measure: v, item: '', places: [] })} />
              <div className="full"><div className="field-label" id="imp-aspect">{t('f_aspect')}</div><SegmentedControl fullWidth aria-labelledby="imp-aspect" value={aspect} onChange={(v) => change({ aspect: v as ImportFields['aspect'] })} data={(['existence', 'operation'] as const).map((a) => ({ value: a, label: u(a) }))} /></div>
              {aspect === 'operation' && automated.length > 0 && <Select className="full" label={t('f_plan_item')} value={item} data={[{ value: '', label: t('f_plan_item_none') }, ...automated.map((i) => ({ value: i.id, label: i.title }))]} onChange={(v) => change({ item: v ?? '' })} />}
              {(measure.data?.places.length ?? 0) > 1 && <MultiSelect className="full" searchable label={t('f_places')} description={t('imp_places_hint')} value={places} data={(measure.data?.places ?? []).map((p) => ({ value: `${p.kind}/${p.id}`, label: p.name }))} onChange={(v) => change({ places: v })} />}
            </div>
            <Dropzone files={attempt.files} onChange={(files) => { attempt.setFiles(files); attempt.forget(); }} />
            {tabular && <TableShown preview={preview} />}
            <ErrorNote error={attempt.error} />
          </div>
        </Card>
        {tabular && preview.table && <Columns table={preview.table} settings={settings} onChange={(v) => change({ settings: v })} />}
        {attempt.report && <Preview report={attempt.report} />}
        <TryFirstFoot attempt={attempt} tryIt={t('imp_try')} doIt={t('imp_do')} again={t('imp_again')} mayTry={!tabular || settingsReady(settings)} />
      </div>
    </Page>
  );
}
