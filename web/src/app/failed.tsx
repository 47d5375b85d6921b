// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Empty } from '../ui/states';
import { appWords } from './text';

export function NotFound() {
  const t = appWords.use();
  return <div className="page"><Empty main title={t('not_found')} action={<Button component={Link} to="/">{t('to_today')}</Button>}>{t('not_found_text')}</Empty></div>;
}

/** A screen that threw, or a chunk that a newer release has replaced. */
export function FailedScreen() {
  const t = appWords.use();
  return <div className="page"><Empty main title={t('failed_screen')} action={<Button onClick={() => window.location.reload()}>{t('reload')}</Button>}>{t('failed_screen_text')}</Empty></div>;
}

/** Someone who belongs to no organisation and may not make one. */
export function NoOrganisation() {
  const t = appWords.use();
  return <div className="page"><Empty main title={t('no_organisation')}>{t('no_organisation_text')}</Empty></div>;
}
