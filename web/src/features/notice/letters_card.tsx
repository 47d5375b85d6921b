// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { LetterRow, Page } from '../../api/types';
import { moment } from '../../ui/format';
import { Card, Note } from '../../ui/page';
import { ErrorNote, Loading } from '../../ui/states';
import { noticeWords } from './text';

const kTone = { queued: 'accent', sent: 'good', failed: 'bad' } as const;

/** What became of the letters of this organisation: a failed one must be seen by someone who can act on it. */
export function LettersCard() {
  const t = noticeWords.use();
  const query = useInfiniteQuery({
    queryKey: ['/letters'], initialPageParam: '', getNextPageParam: (page: Page<LetterRow>) => page.next ?? undefined,
    queryFn: ({ pageParam }) => api.get('/letters', { query: { limit: 20, after: pageParam } }),
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const failed = rows.filter((row) => row.state === 'failed').length;
  return (
    <Card title={t('letters')}>
      <div className="stack s">
        <p className="dim small">{t('letters_sub')}</p>
        {query.isError && <ErrorNote error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <Loading rows={3} />}
        {query.data && rows.length === 0 && <p>{t('letters_none')}</p>}
        {failed > 0 && <Note tone="warn">{t('letters_failed', { count: failed })}</Note>}
        {rows.length > 0 && (
          <div className="table-wrap" tabIndex={0} role="region" aria-label={t('letters')}><table className="table">
            <thead><tr><th scope="col">{t('letter_kind')}</th><th scope="col">{t('letter_to')}</th><th scope="col" className="wide-only">{t('letter_when')}</th><th scope="col">{t('letter_state')}</th></tr></thead>
            <tbody>{rows.map((row) => (
              <tr key={row.id}>
                <td>{row.label}</td><td className="break">{row.recipient}</td><td className="number nowrap wide-only">{moment(row.created_at)}</td>
                <td><span className={`badge ${kTone[row.state]}`}>{t(`state_${row.state}`)}</span>{row.fault && <><br /><span className="dim small">{row.fault}{row.attempts > 0 ? ` (${t('attempts', { count: row.attempts })})` : ''}{row.next_at ? ` ${t('letter_next', { at: moment(row.next_at) })}` : ''}</span></>}</td>
              </tr>
            ))}</tbody>
          </table></div>
        )}
        {query.hasNextPage && <div><Button size="xs" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('letters_more')}</Button></div>}
      </div>
    </Card>
  );
}
