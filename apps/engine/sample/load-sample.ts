import { addMs, epochMs, instantAt, type Instant, type RecordId, type RunId, type WorkspaceId } from '#kernel';
import type { Actor } from '#pipeline';
import type { Answer, Command, CommandBody, RunView } from '#runtime';
import { Random } from './random.js';
import { samplePlan } from './sample-plan.js';
import type { Move, Story } from './story.js';

/** Marks every row of the sample. */
export const SAMPLE_ORIGIN = 'sample';
export const DEFAULT_SEED = 2026;

const AT_ONCE = 256;
const HOUR_MS = 3_600_000;
const ACTOR_ID = 'sample';

/** What loading needs of the engine. */
export interface SampleParts {
  readonly workspace: WorkspaceId;
  submit(command: Command): Promise<Answer>;
  /** The open tasks (approvals left out) of the workspace. */
  openTasks(): Promise<readonly OpenTask[]>;
}

export interface OpenTask {
  readonly id: string;
  readonly recordId: RecordId;
  readonly due: Instant | null;
  readonly createdAt: Instant;
}

export interface SampleOptions {
  readonly seed?: number;
  /** The history goes up to the full hour before this moment; not after the database's. */
  readonly now: Instant;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SampleResult {
  readonly records: number;
  readonly runs: number;
  readonly events: number;
  /** Events that the pipelines refused; none as long as the stories fit the shipped pipelines. */
  readonly refused: readonly { readonly pipeline: string; readonly event: string; readonly code: string }[];
}

/**
 * Loads the sample by playing it through the one door in history mode: each event at its own time, nothing sent. The
 * pipelines b2b-sales, renewal, deal-desk-approval and support-ticket must be published. Same seed within the same hour = same
 * records and events, to the millisecond.
 */
export async function loadSample(parts: SampleParts, options: SampleOptions): Promise<SampleResult> {
  const now = instantAt(Math.floor(epochMs(options.now) / HOUR_MS) * HOUR_MS);
  const plan = samplePlan(options.seed ?? DEFAULT_SEED, now);
  const loading = new Loading(parts, { ...options, now }, plan.base.length + plan.stories.length);
  await loading.playAll(plan.base);
  await loading.playAll(plan.stories);
  await loading.closeOldTasks();
  return loading.result();
}

class Loading {
  private done = 0;
  private events = 0;
  private readonly ended = new Map<string, Instant | null>();
  private readonly refused: { pipeline: string; event: string; code: string }[] = [];

  constructor(
    private readonly parts: SampleParts,
    private readonly options: SampleOptions,
    private readonly total: number,
  ) {}

  result(): SampleResult {
    return { records: this.done, runs: this.ended.size, events: this.events, refused: this.refused };
  }

  async playAll(stories: readonly Story[]): Promise<void> {
    await atOnce(stories, AT_ONCE, async (story) => {
      await this.play(story);
      this.done += 1;
      this.options.onProgress?.(this.done, this.total);
    });
  }

  private async play({ recordId, object, fields, at, run, moves }: Story): Promise<void> {
    const record = recordId as RecordId;
    await this.send(at, { kind: 'record.create', recordId: record, object, fields, externalKey: null, ownerId: null });
    if (!run) return;
    const runId = run.runId as RunId;
    let view = runIn(await this.send(run.at, { kind: 'run.start', runId, recordId: record, pipeline: run.pipeline, vars: {}, at: null }));
    for (const move of moves) view = (await this.move(move, record, runId, view)) ?? view;
    // Timers that fell due after the last event fire at their own time.
    if (view?.endedAt === null) await this.send(this.options.now, { kind: 'record.change', recordId: record, fields: {}, expectedVersion: null });
    this.ended.set(recordId, view?.endedAt ?? null);
  }

  private async move(move: Move, recordId: RecordId, runId: RunId, view: RunView | null): Promise<RunView | null> {
    this.events += 1;
    switch (move.kind) {
      case 'event':
        return this.judged(
          await this.send(move.at, { kind: 'run.event', runId, event: move.event, payload: null, fields: move.fields }, move.roles),
          view,
          move.event,
        );
      case 'change':
        return runIn(await this.send(move.at, { kind: 'record.change', recordId, fields: move.fields, expectedVersion: null }));
      case 'note':
        return runIn(await this.send(move.at, { kind: 'note.add', recordId, noteId: move.noteId, text: move.text }));
      case 'answer': {
        const wait = view?.snapshot.waits.find((open) => open.kind === 'invoke' && open.id === move.invoke);
        const taskId = wait?.kind === 'invoke' ? wait.effects[0] : undefined;
        if (taskId === undefined) return null;
        return this.judged(await this.send(move.at, { kind: 'task.complete', taskId, recordId, answer: move.answer, comment: null }), view, move.invoke);
      }
    }
  }

  private judged(answer: Answer, view: RunView | null, event: string): RunView | null {
    if (answer.kind === 'refused') this.refused.push({ pipeline: view?.pipeline ?? '', event, code: answer.reasons[0]?.code ?? '' });
    return runIn(answer);
  }

  /** People do their tasks: those of ended runs soon, others when they are long overdue. What is left is today's work. */
  async closeOldTasks(): Promise<void> {
    const { now, seed = DEFAULT_SEED } = this.options;
    const random = new Random(seed + 1);
    const tasks = [...(await this.parts.openTasks())].filter(({ recordId }) => this.ended.has(recordId)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const closings = tasks.flatMap((task) => {
      const over = this.ended.get(task.recordId) != null;
      const soon = addMs(task.createdAt, Math.round(random.spread(20) * HOUR_MS));
      const overdue = task.due !== null && epochMs(task.due) < epochMs(now) - 10 * 24 * HOUR_MS;
      if (!over && !overdue) return [];
      return [{ task, at: over && soon < now ? soon : now }];
    });
    await atOnce(closings, AT_ONCE, async ({ task, at }) => {
      await this.send(at, { kind: 'task.complete', taskId: task.id, recordId: task.recordId, answer: 'done', comment: null });
    });
  }

  private send(at: Instant, body: CommandBody, roles: readonly string[] = ['*']): Promise<Answer> {
    const actor: Actor = { kind: 'cli', id: ACTOR_ID, roles };
    return this.parts.submit({
      workspace: this.parts.workspace,
      actor,
      source: 'sample',
      key: null,
      occurredAt: at,
      history: true,
      origin: SAMPLE_ORIGIN,
      body,
    });
  }
}

const runIn = (answer: Answer): RunView | null => (answer.kind === 'applied' ? answer.run : null);

/** Works through a list with at most `limit` at a time. */
async function atOnce<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
