// SPDX-License-Identifier: EUPL-1.2
import { useLocation } from 'react-router';
import { useChosenInView } from '../ui/in_view';
import { TimedLink } from '../ui/period';
import { useAsked } from './nav';
import { appWords } from './text';

function SubNav({ items, label }: { items: { to: string; label: string; count?: number }[]; label: string }) {
  const { pathname } = useLocation();
  const list = useChosenInView<HTMLElement>(pathname);
  return (
    <nav ref={list} className="subnav" aria-label={label}>
      {items.map((item) => <TimedLink key={item.to} to={item.to} className={pathname === item.to ? 'active' : ''} aria-current={pathname === item.to ? 'page' : undefined}>{item.label}{item.count ? ` (${item.count})` : ''}</TimedLink>)}
    </nav>
  );
}
export function NormNav() {
  const t = appWords.use();
  return <SubNav label={t('norm')} items={[{ to: '/requirements', label: t('requirements') }, { to: '/measures', label: t('measures') }, { to: '/applicability', label: t('applicability') }, { to: '/mappings', label: t('mappings') }]} />;
}
export function TaskNav() {
  const t = appWords.use();
  const { pieces } = useAsked();
  // Together the badge of the menu.
  return <SubNav label={t('tasks')} items={[{ to: '/occurrences', label: t('tasks'), count: pieces('occurrence') }, { to: '/deviations', label: t('deviations'), count: pieces('deviation') }]} />;
}
