// SPDX-License-Identifier: EUPL-1.2
import { Button, Select } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../../app/session';
import { DropPage } from '../../ui/drop_page';
import { kAspects, useAspectWords } from '../../ui/glyph';
import { keepFiles } from '../../ui/kept_files';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { useUrlState } from '../../ui/url_state';
import { useBulkReview } from './bulk_review';
import { useEvidenceColumns } from './evidence_table';
import { evidenceForm, kKinds } from './parts';
import { evidenceWords } from './text';

const kFilters = ['q', 'measure', 'aspect', 'review', 'kind', 'expiring', 'sort'] as const;

export default function EvidenceListScreen() {
  const t = evidenceWords.use();
  const named = useAspectWords();
  const may = useMay();
  const navigate = useNavigate();
  const { get, set } = useUrlState();
  const list = usePaged('/evidence', kFilters, { usual: { sort: get('expiring') ? 'valid_until' : '-received_at' } });
  const review = useBulkReview(list.query.data?.items ?? []);
  const columns = [...review.columns, ...useEvidenceColumns(false)];
  const canAdd = may('add_evidence');
  return (
    <DropPage enabled={canAdd} onFiles={(files) => { keepFiles(evidenceForm(''), files); void navigate('/evidence/new'); }}>
      <Page title={t('title')} help="evidence" sub={t('sub')} width="wide" actions={canAdd ? <><Button variant="default" component={Link} to="/evidence/import" leftSection={<IconUpload size={16} />}>{t('import')}</Button><Button component={Link} to="/evidence/new" leftSection={<IconPlus size={16} />}>{t('add')}</Button></> : null}>
        <div className="filters">
          <SearchBox label={t('search')} />
          <Select label={t('review')} w={160} value={get('review')} onChange={(v) => set({ review: v, after: null })} data={[{ value: '', label: t('any_review') }, ...(['pending', 'accepted', 'rejected'] as const).map((r) => ({ value: r, label: t(`review_${r}`) }))]} />
          <Select label={t('aspect')} w={190} value={get('aspect')} onChange={(v) => set({ aspect: v, after: null })} data={[{ value: '', label: t('any_aspect') }, ...kAspects.map((a) => ({ value: a, label: named(a) }))]} />
          <Select label={t('kind')} w={200} value={get('kind')} onChange={(v) => set({ kind: v, after: null })} data={[{ value: '', label: t('any_kind') }, ...kKinds.map((k) => ({ value: k, label: t(`kind_${k}`) }))]} />
          <Select label={t('expiring')} w={180} value={get('expiring')} onChange={(v) => set({ expiring: v, after: null })} data={[{ value: '', label: t('expiring_any') }, { value: 'true', label: t('expiring_soon') }]} />
        </div>
        {review.bar}
        <PagedTable label={t('title')} list={list} rowKey={(e) => e.id} columns={columns} rowClass={review.rowClass}
          empty={<Empty title={t('empty')} example={t('empty_example')} action={canAdd ? <Button variant="default" component={Link} to="/evidence/new">{t('add')}</Button> : null}>{t('empty_text')}</Empty>} />
      </Page>
    </DropPage>
  );
}
