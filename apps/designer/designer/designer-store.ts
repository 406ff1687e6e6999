import type { Locale, Text } from '#kernel';
import type { AttachedRuleDocument, PipelineDocument } from '#pipeline';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Answer } from '../api/operations.js';
import { deriveGraph, execute, focusOf, redo, seal, startHistory, undo, type Command, type GraphModel, type History, type Place } from '../document/index.js';
import type { DesignerActions, DesignerState, FocusRequest, Heat, Lit, Mode, Naming, Notice, PipelineHead, Saving, Selection } from './designer-state.js';
import { NOTHING } from './selection.js';

export type DesignerStore = StoreApi<DesignerState & { readonly actions: DesignerActions }>;

/** What a designer opens with. */
export interface Opening {
  readonly draft: Answer<'getDraft'>;
  readonly document: PipelineDocument;
  readonly rules: readonly AttachedRuleDocument[];
  readonly locale: Locale;
  readonly mayEdit: boolean;
}

const LOOKING_ONLY: Text = { en: 'You may look at this pipeline, but not change it.', 'zh-CN': '您可以查看此流程，但不能修改。' };
const NOT_HERE: Text = { en: 'Go back to Edit to change the draft.', 'zh-CN': '请返回“编辑”以修改草稿。' };

/** One open pipeline: its draft with all that can be undone, what is selected, and how it is looked at. The document is the truth; the graph follows it. */
export function createDesignerStore(opening: Opening): DesignerStore {
  return createStore((set, get) => ({ ...firstState(opening), actions: actionsOf(set, get) }));
}

function firstState({ draft, document, rules, locale, mayEdit }: Opening): DesignerState {
  return {
    pipeline: draft.head.key,
    head: draft.head,
    history: startHistory(document),
    graph: deriveGraph(document, { locale, rules }),
    rules,
    locale,
    mayEdit,
    mode: 'edit',
    selection: NOTHING,
    place: null,
    focusRequest: null,
    naming: null,
    notice: null,
    saving: { kind: 'saved' },
    revision: draft.head.draftRevision,
    lit: null,
    heat: null,
  };
}

type SetState = (next: Partial<DesignerState>) => void;
type GetState = () => DesignerState;

function actionsOf(set: SetState, get: GetState): DesignerActions {
  const say = (text: Text): void => set({ notice: { text } satisfies Notice });
  const become = (history: History): void => {
    if (history === get().history) return;
    set({ history, ...derived(get(), history.document), ...(get().saving.kind === 'conflict' ? {} : { saving: { kind: 'unsaved' } }) });
  };
  const step = (move: (history: History) => History): void => {
    if (mayChange(get()) === null) become(move(get().history));
  };
  const act = (command: Command): boolean => {
    const refused = mayChange(get());
    const outcome = refused ? null : execute(get().history, command);
    if (outcome?.ok) become(outcome.value);
    else say(refused ?? (outcome as { readonly error: { readonly text: Text } }).error.text);
    return outcome?.ok === true;
  };
  return {
    do: act,
    undo: () => step(undo),
    redo: () => step(redo),
    seal: () => set({ history: seal(get().history) }),
    replace: (document) => act({ kind: 'document.replace', document }),
    say,
    ...viewActions(set, get),
    ...serverActions(set, get),
  };
}

function viewActions(
  set: SetState,
  get: GetState,
): Pick<DesignerActions, 'select' | 'focus' | 'reveal' | 'show' | 'name' | 'setMode' | 'setLit' | 'setHeat' | 'setLocale' | 'setRules'> {
  return {
    select: (selection) => set({ selection: { ...NOTHING, ...selection }, place: null }),
    focus: (place: Place) => {
      const { node, edge } = focusOf(place);
      const selection = { ...NOTHING, ...(edge ? { edges: [edge] } : node ? { states: [node] } : {}) };
      set({ place, selection, focusRequest: { place, isGentle: false } satisfies FocusRequest });
    },
    reveal: (place) => set({ focusRequest: { place, isGentle: true } satisfies FocusRequest }),
    show: (place) => set({ place }),
    name: (naming: Naming | null) => set({ naming: naming !== null && mayChange(get()) !== null ? null : naming }),
    setMode: (mode: Mode) => set({ mode, naming: null, lit: null }),
    setLit: (lit: Lit | null) => set({ lit }),
    setHeat: (heat: Heat | null) => set({ heat }),
    setLocale: (locale) => set(derived({ ...get(), locale }, get().history.document)),
    setRules: (rules) => set(derived({ ...get(), rules }, get().history.document)),
  };
}

function serverActions(set: SetState, get: GetState): Pick<DesignerActions, 'reopen' | 'setHead' | 'setSaving'> {
  return {
    reopen: ({ head, document }) => {
      const fresh = document as unknown as PipelineDocument;
      set({ head, revision: head.draftRevision, saving: { kind: 'saved' }, history: startHistory(fresh), ...derived(get(), fresh) });
    },
    setHead: (head: PipelineHead) => set({ head }),
    setSaving: (saving: Saving, revision = get().revision) => set({ saving, revision }),
  };
}

/** Why nothing may be changed now; `null` when it may. */
export function mayChange({ mayEdit, mode }: Pick<DesignerState, 'mayEdit' | 'mode'>): Text | null {
  if (!mayEdit) return LOOKING_ONLY;
  return mode === 'edit' ? null : NOT_HERE;
}

/** What follows from the document: the graph, and a selection without what is gone. */
function derived(
  state: Pick<DesignerState, 'graph' | 'locale' | 'rules' | 'selection' | 'naming'>,
  document: PipelineDocument,
): Pick<DesignerState, 'graph' | 'locale' | 'rules' | 'selection' | 'naming'> {
  const { locale, rules } = state;
  const graph = deriveGraph(document, { locale, rules }, state.graph);
  return { graph, locale, rules, selection: stillThere(state.selection, graph), naming: state.naming };
}

function stillThere(selection: Selection, graph: GraphModel): Selection {
  const states = selection.states.filter((id) => graph.node(id));
  const edges = selection.edges.filter((id) => graph.edge(id));
  const notes = selection.notes.filter((index) => index < (graph.document.notes?.length ?? 0));
  const isSame = states.length === selection.states.length && edges.length === selection.edges.length && notes.length === selection.notes.length;
  return isSame ? selection : { states, edges, notes };
}
