// SPDX-License-Identifier: EUPL-1.2
import { useSessionQuery, useTakeSession } from '../../app/session';
import { GatePage } from './gate_page';
import SignInForm from './sign_in_form';
import { authWords } from './text';

export default function SignIn() {
  const t = authWords.use();
  const session = useSessionQuery();
  const take = useTakeSession();
  const factor = session.data?.state === 'factor';
  return (
    <GatePage title={t(factor ? 'factor' : 'sign_in')}>
      <SignInForm login="" onSession={take} {...(factor && session.data ? { session: session.data } : {})} />
    </GatePage>
  );
}
