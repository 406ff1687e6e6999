import type { Answer } from '../api/operations.js';
import { isAutomatic, type JournalEntry } from '../run/journal.js';

type Given = Answer<'timeline'>['items'][number];
type Actor = JournalEntry['actor'];

type EditKind = 'created' | 'changed' | 'tagged' | 'deleted' | 'restored';

/** A line of a record's timeline. */
export type TimelineItem = { readonly id: string; readonly at: string } & (
  | { readonly kind: 'event'; readonly runId: string; readonly pipeline: string; readonly seq: number; readonly entry: JournalEntry }
  | { readonly kind: 'edit'; readonly what: EditKind; readonly actor: Actor; readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> }
  | { readonly kind: 'note'; readonly note: { readonly text: string; readonly actor: Actor } }
  | { readonly kind: 'task-created' | 'task-closed'; readonly task: { readonly title: string; readonly answer?: string | null } }
  | {
      readonly kind: 'refusal';
      readonly runId: string;
      readonly event: string;
      readonly actor: Actor;
      readonly reasons: readonly { readonly text: { readonly en: string; readonly 'zh-CN'?: string } }[];
    }
);

export type Of<K extends TimelineItem['kind']> = Extract<TimelineItem, { kind: K }>;

const KINDS = new Set(['event', 'edit', 'note', 'task-created', 'task-closed', 'refusal']);

/** The lines that this screen knows how to show: the engine gives each the shape of its kind. */
export const asItems = (items: readonly Given[]): readonly TimelineItem[] => items.filter(({ kind }) => KINDS.has(kind)) as unknown as readonly TimelineItem[];

export const SHOWN = ['moves', 'changes', 'notes', 'tasks', 'refusals', 'steps'] as const;
export type Shown = (typeof SHOWN)[number];

/** Under which heading of the filter a line stands. */
export function headingOf(item: TimelineItem): Shown {
  switch (item.kind) {
    case 'edit':
      return 'changes';
    case 'note':
      return 'notes';
    case 'task-created':
    case 'task-closed':
      return 'tasks';
    case 'refusal':
      return 'refusals';
    case 'event':
      return headingOfEvent(item.entry);
  }
}

function headingOfEvent(entry: JournalEntry): Shown {
  if (entry.from.join() !== entry.to.join()) return 'moves';
  if (isAutomatic(entry)) return 'steps';
  return entry.event.kind === 'changed' || entry.event.kind === 'touched' ? 'changes' : 'moves';
}
