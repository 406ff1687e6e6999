import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import type { RowStore } from './row-store.js';

const RowDialogs = lazy(async () => ({ default: (await import('./row-dialogs.js')).RowDialogs }));

/** The dialogs of the rows of a page, fetched when the first is asked for, and the live region that reads what came of them. */
export function RowActs({ store }: { readonly store: RowStore }) {
  const dialog = useStore(store, (state) => state.dialog);
  const said = useStore(store, (state) => state.said);
  return (
    <>
      <p role="status" className="unseen">
        {said}
      </p>
      {dialog !== null && (
        <Suspense>
          <RowDialogs store={store} dialog={dialog} />
        </Suspense>
      )}
    </>
  );
}
