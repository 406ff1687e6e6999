import { Navigate, useLocation } from '@tanstack/react-router';
import { useAnswer } from '../api/use-answer.js';
import { isStatus } from '../api/problem.js';
import { ProblemState } from '../ui/problem-state.js';
import { SessionProvider } from './session.js';
import { Shell } from './shell.js';

/** Lets the signed-in in and sends everybody else to the sign-in page. */
export function Gate() {
  const { href } = useLocation();
  const me = useAnswer('whoAmI', {}, { staleMs: 60_000 });
  if (me.data)
    return (
      <SessionProvider me={me.data}>
        <Shell />
      </SessionProvider>
    );
  // On its way to the sign-in page the address is that page's already: going there again would never end.
  if (isStatus(me.error, 401))
    return href.startsWith('/sign-in') ? null : <Navigate to="/sign-in" search={{ back: href === '/' ? undefined : href }} replace />;
  return me.error ? <ProblemState error={me.error} retry={() => void me.refetch()} /> : null;
}
