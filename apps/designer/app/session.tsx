import { createContext, type ReactNode, use } from 'react';
import { PERMISSION_ROLES, type PermissionName } from './permissions.generated.js';
import { followFrom } from '../api/live.js';
import type { Answer } from '../api/operations.js';

export type Me = Answer<'whoAmI'>;

const Session = createContext<Me | null>(null);

export function SessionProvider({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  followFrom(me.live);
  return <Session value={me}>{children}</Session>;
}

/** Who is signed in. Only below the session gate. */
export function useMe(): Me {
  const me = use(Session);
  if (me === null) throw new Error('Nobody is signed in here.');
  return me;
}

/** Whether the signed-in person holds a permission: what may not be done is not offered. */
export function useMay(): (permission: PermissionName) => boolean {
  const { role } = useMe();
  return (permission) => (PERMISSION_ROLES[permission] as readonly string[]).includes(role);
}
