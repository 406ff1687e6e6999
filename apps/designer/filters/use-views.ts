import { useAnswer, useWrite } from '../api/use-answer.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { asBody, type SavedView, type Shown } from './saved-view.js';
import { filterTexts } from './texts.js';
import type { ViewWords } from './view-dialog.js';

type Then = (view: SavedView) => void;
const NONE: readonly SavedView[] = [];

/** The views of an object, or of one pipeline, with what can be done to them. */
export function useViews(object: string, pipeline: string | null) {
  const t = useTexts(filterTexts);
  const { data } = useAnswer('listViews', { query: { object, ...(pipeline === null ? {} : { pipeline }) } }, { staleMs: 60_000 });
  const creating = useWrite('createView', ['listViews']);
  const changing = useWrite('changeView', ['listViews']);
  const removing = useWrite('removeView', ['listViews']);
  const views = pipeline === null ? data?.items.filter((view) => view.pipeline === null) : data?.items;
  return {
    views: views ?? NONE,
    isPending: creating.isPending || changing.isPending,
    create: (words: ViewWords, shown: Shown, then: Then): void =>
      creating.mutate(
        { body: { object, ...(pipeline === null ? {} : { pipeline }), ...words, ...asBody(shown) } },
        {
          onSuccess: (view) => {
            showDone(t('viewSaved', { name: view.name }));
            then(view);
          },
        },
      ),
    change: (view: SavedView, words: Partial<ViewWords>, shown: Shown | null, then: Then): void =>
      changing.mutate({ params: { id: view.id }, body: { ...namesOf(words), ...(shown === null ? {} : asBody(shown)) } }, { onSuccess: then }),
    remove: (view: SavedView, then: () => void): void => {
      const { name, filter, q, sort, columns, shared } = view;
      const again = (): void => creating.mutate({ body: { object: view.object, pipeline: view.pipeline, name, filter, q, sort, columns, shared } });
      removing.mutate(
        { params: { id: view.id } },
        {
          onSuccess: () => {
            showDone(t('viewRemoved', { name }), again);
            then();
          },
        },
      );
    },
  };
}

const namesOf = ({ name, shared }: Partial<ViewWords>) => ({ ...(name === undefined ? {} : { name }), ...(shared === undefined ? {} : { shared }) });
