import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import type { Answer, Asked } from '../api/operations.js';
import { keyOf } from '../api/use-answer.js';
import type { BoardSelection } from './board-selection.js';
import { runOf } from '../acts/facts.js';
import { type BoardRecord, orderBy, type Pages, recordsIn, withRecord, without } from './pages.js';
import type { Stage } from '../acts/stages.js';
import { afterMove } from './sums.js';

const PAGE = 60;
const MOST_IDS = 150;
const ARRIVAL_MS = 400;

type Question = Asked<'listRecords'>;
type Names = Readonly<Record<string, string>>;

/** The loaded pages of one board's columns in the query cache, and its sums: read, moved about, asked again. */
export class BoardCache {
  private readonly arrivals = new Map<string, number>();

  constructor(
    private readonly client: QueryClient,
    readonly board: {
      readonly pipeline: string;
      readonly object: string;
      readonly stages: readonly Stage[];
      readonly amount: string | null;
      readonly selection: BoardSelection;
    },
  ) {}

  columnKey(stage: string): QueryKey {
    const { pipeline, selection } = this.board;
    return ['listRecords', { board: pipeline, stage, ...selection }];
  }

  /** One page of a column; `cursor` null is the first. */
  page(stage: string, cursor: string | null, signal?: AbortSignal): Promise<Answer<'listRecords'>> {
    return ask('listRecords', this.question(`stage="${stage.replaceAll('"', '""')}"`, PAGE, cursor), signal);
  }

  summaryQuestion(): Asked<'summarise'> {
    const { pipeline, object, selection, amount } = this.board;
    const measure = amount === null ? 'count' : `count,sum:${amount}`;
    return { params: { object }, query: { pipeline, group: 'stage', measure, filter: selection.filter, q: selection.q } };
  }

  /** Where a loaded record stands now. */
  find(id: string): { readonly record: BoardRecord; readonly stage: string } | null {
    for (const { id: stage } of this.board.stages) {
      const record = this.column(stage)
        ?.pages.flatMap(({ items }) => items)
        .find((one) => one.id === id);
      if (record) return { record, stage };
    }
    return null;
  }

  loaded(stage: string): readonly BoardRecord[] {
    return recordsIn(this.column(stage)?.pages ?? []);
  }

  /** Puts the record into its column and out of every other. */
  place(record: BoardRecord, names: Names = this.namesAround(record.id)): void {
    const stage = runOf(record, this.board.pipeline)?.stage ?? null;
    const before = orderBy(this.board.selection.sort);
    if (this.find(record.id)?.stage !== stage) this.arrivals.set(record.id, Date.now());
    for (const { id } of this.board.stages)
      this.change(id, (pages) => (id === stage ? withRecord(pages, record, names, before) : without(pages, new Set([record.id]))));
  }

  /** Whether the record has just come into its column, and was not merely scrolled to. */
  hasJustArrived(id: string): boolean {
    return Date.now() - (this.arrivals.get(id) ?? 0) < ARRIVAL_MS;
  }

  /** Names known where the record stands now: they go with it. */
  private namesAround(id: string): Names {
    const here = this.find(id);
    return here === null ? {} : Object.assign({}, ...(this.column(here.stage)?.pages ?? []).map((page) => page.names ?? {}));
  }

  remove(ids: ReadonlySet<string>): void {
    for (const { id } of this.board.stages) this.change(id, (pages) => without(pages, ids));
  }

  /** Counts a move before the engine has done so. */
  countMove(record: BoardRecord, from: string, to: string): void {
    const { amount } = this.board;
    const value = amount === null ? null : record.fields[amount];
    this.client.setQueryData<Answer<'summarise'>>(keyOf('summarise', this.summaryQuestion()), (known) => {
      if (known === undefined) return known;
      const currency = typeof record.fields['currency'] === 'string' ? record.fields['currency'] : (known.groups[0]?.currency ?? '');
      const moved = { from, to, amount: typeof value === 'number' ? value : 0, currency };
      return { ...known, groups: [...afterMove(known.groups, moved, amount === null ? null : `sum:${amount}`)] };
    });
  }

  recount(): void {
    void this.client.invalidateQueries({ queryKey: keyOf('summarise', this.summaryQuestion()) });
  }

  /** Asks the engine for these records and puts each where it now belongs; what no longer fits the board goes. */
  async refresh(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    if (ids.length > MOST_IDS) return this.reload();
    const { items, names } = await ask('listRecords', this.question(`id=${ids.join(',')}`, ids.length, null));
    const found = new Set(items.map(({ id }) => id));
    this.remove(new Set(ids.filter((id) => !found.has(id))));
    for (const record of items) this.place(record, names ?? {});
    this.recount();
  }

  async reload(): Promise<void> {
    this.recount();
    await Promise.all(this.board.stages.map(({ id }) => this.client.invalidateQueries({ queryKey: this.columnKey(id) })));
  }

  private question(condition: string, limit: number, cursor: string | null): Question {
    const { object, pipeline, selection } = this.board;
    const filter = [selection.filter, condition].filter((part) => part !== undefined && part.trim() !== '').join(';');
    return {
      params: { object },
      query: { pipeline, filter, q: selection.q, sort: selection.sort, with: 'names,work', limit, ...(cursor === null ? {} : { cursor }) },
    };
  }

  private column(stage: string): Pages | undefined {
    return this.client.getQueryData<Pages>(this.columnKey(stage));
  }

  private change(stage: string, how: (pages: Pages) => Pages): void {
    this.client.setQueryData<Pages>(this.columnKey(stage), (pages) => pages && how(pages));
  }
}
