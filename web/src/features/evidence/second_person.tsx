// SPDX-License-Identifier: EUPL-1.2
import { Link } from 'react-router';
import { useAsked } from '../../app/nav';
import { Note } from '../../ui/page';

/** As long as nobody else may review, Today asks for that person; so does the evidence that waits for it. */
export function SecondPerson() {
  const invite = '/accounts';
  const asked = useAsked().items.find((item) => item.kind === 'setup' && (item.link === invite || item.link.startsWith('/evidence')));
  if (!asked) return null;
  return <Note tone="warn">{asked.link === invite ? <Link to={invite}>{asked.title}</Link> : asked.title}</Note>;
}
