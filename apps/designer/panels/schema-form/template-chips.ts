import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate, WidgetType } from '@codemirror/view';

/** What the editor must know of variables: how a path is called, whether there is one, and which can be picked. */
export interface ChipWords {
  readonly nameOf: (path: string) => string;
  readonly isKnown: (path: string) => boolean;
  readonly all: readonly { readonly path: string; readonly label: string; readonly group: string }[];
}

class ChipWidget extends WidgetType {
  constructor(
    readonly path: string,
    readonly name: string,
    readonly isKnown: boolean,
  ) {
    super();
  }
  override eq(other: ChipWidget): boolean {
    return other.path === this.path && other.name === this.name && other.isKnown === this.isKnown;
  }
  override toDOM(): HTMLElement {
    const chip = document.createElement('span');
    chip.className = this.isKnown ? 'cm-chip' : 'cm-chip cm-chip-unknown';
    chip.textContent = this.name;
    chip.title = this.path;
    return chip;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

/** Draws `{{record.name}}` as a chip that is deleted as a whole, and lists variables after `@` or `{{`. */
export function templateChips(words: { readonly current: ChipWords }): Extension {
  const matcher = new MatchDecorator({
    regexp: /\{\{\s*([^{}|]*?)\s*(\|[^{}]*)?\}\}/g,
    decoration: (match) => {
      const [, path = '', filters = ''] = match;
      const { nameOf, isKnown } = words.current;
      return Decoration.replace({ widget: new ChipWidget(match[0], nameOf(path) + filters, isKnown(path)) });
    },
  });
  const chips = ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate): void {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    {
      decorations: (plugin) => plugin.decorations,
      provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  );
  return [chips, autocompletion({ override: [(context) => complete(context, words.current)], icons: false, activateOnTypingDelay: 0 })];
}

function complete(context: CompletionContext, { all }: ChipWords): CompletionResult | null {
  const typed = context.matchBefore(/(?:@|\{\{)[\p{L}\p{N}_. -]*$/u);
  if (!typed) return null;
  const start = typed.text.startsWith('@') ? 1 : 2;
  // An address such as name@example.org is no wish for a variable.
  const before = context.state.sliceDoc(Math.max(0, typed.from - 1), typed.from);
  if (start === 1 && /[\p{L}\p{N}._-]/u.test(before)) return null;
  const wanted = typed.text.slice(start).trim().toLowerCase();
  const options = all
    .filter(({ path, label }) => label.toLowerCase().includes(wanted) || path.toLowerCase().includes(wanted))
    .map(({ path, label }): Completion => ({ label, detail: path, apply: `{{${path}}}` }));
  return { from: typed.from, options: options.slice(0, 50), filter: false };
}
