import { type Instant, type Problem, type RecordId, type RunId, UserError, type WorkspaceId } from '#kernel';
import { type Actor, advance, type CompiledPipeline, type DueTimes, parsePipeline, type StateId, type World } from '#pipeline';
import type { Command } from '../commands.js';
import type { CommandDoor } from './attached-rules.js';
import { noVersion, parseStoredRules, weave } from './compiled-pipelines.js';
import { unknownPipeline } from './pipeline-library.js';
import type { LibraryStore, OpenRun, SurroundingsSource } from './ports.js';

const PAGE = 500;
const MAX_LISTED = 1000;

/** State ids of the old version to state ids of the new one; states that keep their id need none. */
export type StateMapping = Readonly<Record<string, string>>;

/** `same`: every state is there. `mapped`: with the help of the mapping. `needs-choice`: a state has no place. `refused`: it cannot be moved as it stands. */
export type Fate = 'same' | 'mapped' | 'needs-choice' | 'refused';

export interface RunFate {
  readonly runId: RunId;
  readonly recordId: RecordId;
  /** What people call the record. */
  readonly name: string | null;
  readonly fromVersion: number;
  readonly from: readonly StateId[];
  readonly to: readonly StateId[];
  readonly fate: Fate;
  readonly problem: Problem | null;
}

export interface Impact {
  readonly pipeline: string;
  /** `draft` is what the next version would be. */
  readonly to: number | 'draft';
  readonly counts: Readonly<Record<Fate, number>> & { readonly total: number };
  /** States that hold open runs and have no place yet, with how many runs each. */
  readonly homeless: readonly { readonly state: StateId; readonly runs: number }[];
  /** At most 1,000 by name; those that need somebody come first. */
  readonly runs: readonly RunFate[];
  readonly cut: boolean;
}

export interface MigrationResult {
  readonly moved: number;
  readonly already: number;
  readonly failed: readonly { readonly runId: RunId; readonly problem: Problem }[];
}

/** Moves open runs between versions: shows first what would become of each, then does it by journaled events. */
export class Migrations {
  constructor(
    private readonly store: LibraryStore,
    private readonly surroundings: SurroundingsSource,
    private readonly door: CommandDoor,
  ) {}

  /** Tries every open run on the version without writing anything. `now` and `actor` are what the move would happen with. */
  async impact(
    workspace: WorkspaceId,
    pipeline: string,
    to: number | 'draft',
    mapping: StateMapping,
    at: { readonly now: Instant; readonly actor: Actor },
  ): Promise<Impact> {
    const trial = await this.trial(workspace, pipeline, to);
    const fates: RunFate[] = [];
    for await (const open of this.openRuns(workspace, pipeline)) if (open.run.version !== to) fates.push(fateOf(trial, open, mapping, at));
    const of = (fate: Fate): number => fates.filter((one) => one.fate === fate).length;
    const listed = [...fates].sort((a, b) => URGENCY[a.fate] - URGENCY[b.fate]).slice(0, MAX_LISTED);
    return {
      pipeline,
      to,
      counts: { total: fates.length, same: of('same'), mapped: of('mapped'), 'needs-choice': of('needs-choice'), refused: of('refused') },
      homeless: homelessStates(fates, trial.compiled, mapping),
      runs: listed,
      cut: fates.length > MAX_LISTED,
    };
  }

  /**
   * Moves open runs onto a version, all or those named; each is moved for itself, so that one that cannot be is told
   * and the others go on. Going back is the same with the older version and the mapping turned around. Idempotent.
   */
  async migrate(
    workspace: WorkspaceId,
    pipeline: string,
    move: { readonly toVersion: number; readonly mapping: StateMapping; readonly runs: 'all' | readonly RunId[]; readonly actor: Actor },
  ): Promise<MigrationResult> {
    if (!(await this.store.version(workspace, pipeline, move.toVersion))) throw noVersion(pipeline, move.toVersion);
    const result = { moved: 0, already: 0, failed: [] as { runId: RunId; problem: Problem }[] };
    let page: OpenRun[] = [];
    const flush = async (): Promise<void> => {
      const there = page.filter(({ run }) => run.version !== move.toVersion);
      result.already += page.length - there.length;
      const answers = await this.door.submitMany(there.map(({ run }) => migrateCommand(workspace, run.id, move)));
      there.forEach(({ run }, i) => {
        const answer = answers[i];
        const problem = answer?.ok ? (answer.value.kind === 'refused' ? refusalOf(answer.value.reasons) : null) : problemOf(answer?.error);
        if (problem) result.failed.push({ runId: run.id, problem });
        else result.moved += 1;
      });
      page = [];
    };
    for await (const open of this.openRuns(workspace, pipeline, move.runs === 'all' ? undefined : move.runs)) {
      page.push(open);
      if (page.length >= PAGE) await flush();
    }
    await flush();
    return result;
  }

  private async *openRuns(workspace: WorkspaceId, pipeline: string, ids?: readonly RunId[]): AsyncGenerator<OpenRun> {
    let after: RunId | null = null;
    for (;;) {
      const page: readonly OpenRun[] = await this.store.openRuns(workspace, pipeline, { after, limit: PAGE, ...(ids ? { ids } : {}) });
      yield* page;
      after = page.at(-1)?.run.id ?? null;
      if (page.length < PAGE) return;
    }
  }

  private async trial(workspace: WorkspaceId, pipeline: string, to: number | 'draft'): Promise<Trial> {
    const head = await this.store.head(workspace, pipeline);
    if (!head) throw unknownPipeline(pipeline);
    const document =
      to === 'draft'
        ? ((await this.store.draft(workspace, pipeline)) ?? (await this.store.version(workspace, pipeline, head.latestVersion)))
        : await this.store.version(workspace, pipeline, to);
    if (!document) throw noVersion(pipeline, to === 'draft' ? head.latestVersion : to);
    const parsed = parsePipeline(document);
    if (!parsed.ok) throw new UserError('invalid', parsed.error as readonly [Problem, ...Problem[]]);
    const rules = head.rulesRevision > 0 ? ((await this.store.rules(workspace, pipeline, head.rulesRevision))?.rules ?? []) : [];
    const version = to === 'draft' ? head.latestVersion + 1 : to;
    const compiled = weave(parsed.value, parseStoredRules(rules), { version, rulesRevision: head.rulesRevision }, await this.surroundings.load(workspace));
    return { compiled, version, times: await this.surroundings.times(workspace, parsed.value.timeZone) };
  }
}

interface Trial {
  readonly compiled: CompiledPipeline;
  readonly version: number;
  readonly times: DueTimes;
}

const URGENCY: Readonly<Record<Fate, number>> = { refused: 0, 'needs-choice': 1, mapped: 2, same: 3 };

function fateOf(
  { compiled, version, times }: Trial,
  { run, fields, ownerId, name }: OpenRun,
  mapping: StateMapping,
  at: { readonly now: Instant; readonly actor: Actor },
): RunFate {
  const base = { runId: run.id, recordId: run.recordId, name, fromVersion: run.version, from: run.snapshot.configuration };
  const world: World = {
    now: at.now > run.updatedAt ? at.now : run.updatedAt,
    actor: at.actor,
    record: fields,
    recordId: run.recordId,
    ownerId,
    history: false,
    times,
  };
  try {
    const moved = advance(
      compiled,
      { id: run.id, seq: run.seq, snapshot: run.snapshot, before: run.before },
      { kind: 'migrated', fromVersion: run.version, toVersion: version, mapping },
      world,
    );
    if (moved.kind !== 'applied') return { ...base, to: [], fate: 'refused', problem: moved.kind === 'refused' ? refusalOf(moved.reasons) : null };
    const usedMapping = run.snapshot.configuration.some((state) => Object.hasOwn(mapping, state) && mapping[state] !== state);
    return { ...base, to: moved.run.snapshot.configuration, fate: usedMapping ? 'mapped' : 'same', problem: null };
  } catch (error) {
    const problem = problemOf(error);
    return { ...base, to: [], fate: problem.code === 'migration.needs-mapping' ? 'needs-choice' : 'refused', problem };
  }
}

function homelessStates(fates: readonly RunFate[], compiled: CompiledPipeline, mapping: StateMapping): Impact['homeless'] {
  const counts = new Map<StateId, number>();
  for (const { fate, from } of fates) {
    if (fate !== 'needs-choice') continue;
    for (const state of from) {
      const place = (Object.hasOwn(mapping, state) ? mapping[state] : state) as StateId;
      if (!compiled.definition.states.has(place)) counts.set(state, (counts.get(state) ?? 0) + 1);
    }
  }
  return [...counts].map(([state, runs]) => ({ state, runs })).sort((a, b) => b.runs - a.runs);
}

const refusalOf = (reasons: readonly { readonly code: string; readonly text: Problem['text']; readonly at: string | null }[]): Problem | null => {
  const [first] = reasons;
  return first ? { code: first.code, at: first.at ?? '', text: first.text } : null;
};

function problemOf(error: unknown): Problem {
  if (error instanceof UserError) return error.problems[0];
  return {
    code: 'migration.failed',
    at: '',
    text: { en: `The run could not be moved: ${error instanceof Error ? error.message : 'unknown error'}`, 'zh-CN': '无法移动该运行。' },
  };
}

const migrateCommand = (
  workspace: WorkspaceId,
  runId: RunId,
  move: { readonly toVersion: number; readonly mapping: StateMapping; readonly actor: Actor },
): Command => ({
  workspace,
  actor: move.actor,
  source: 'library',
  key: null,
  occurredAt: null,
  history: false,
  origin: null,
  body: { kind: 'run.migrate', runId, toVersion: move.toVersion, mapping: move.mapping },
});
