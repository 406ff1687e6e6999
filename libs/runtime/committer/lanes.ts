import { UserError, type WorkspaceId } from '#kernel';
import { CAPS } from '../caps.js';
import type { Command } from '../commands.js';
import type { Clock } from '../ports.js';
import type { Observer } from '../observer.js';
import type { Batches } from './batches.js';
import type { Verdict } from './decide.js';

/** Lanes of a workspace: batches of different lanes are in flight at the same time. */
const LANES = 2;

interface Item {
  readonly command: Command;
  readonly since: number;
  readonly settle: (verdict: Verdict) => void;
}

interface Lane {
  readonly waiting: Item[];
  busy: boolean;
}

interface Pin {
  readonly lane: number;
  pending: number;
}

/**
 * Natural batches: while one batch of a lane commits, the next one gathers; a command goes to the lane of its record, so
 * commands about one record or run keep their order of arrival. Light load gives low latency, heavy load big batches.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #pins = new Map<string, Pin>();
  readonly #queued = new Map<WorkspaceId, number>();
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly batches: Batches,
    private readonly clock: Clock,
    private readonly observer: Observer,
  ) {}

  /** The verdict after COMMIT; `too-many` at once when too much waits already. Never rejects. */
  add(command: Command): Promise<Verdict> {
    const queued = this.#queued.get(command.workspace) ?? 0;
    if (queued >= CAPS.queuedCommands) return Promise.resolve({ ok: false, error: tooMany() });
    this.#queued.set(command.workspace, queued + 1);
    const names = placeNames(command);
    const index = this.#place(names);
    const key = `${command.workspace}\n${index}`;
    const lane = this.#lanes.get(key) ?? { waiting: [], busy: false };
    this.#lanes.set(key, lane);
    return new Promise((resolve) => {
      const settle = (verdict: Verdict): void => {
        this.#unpin(names);
        this.#leave(command.workspace);
        resolve(verdict);
      };
      lane.waiting.push({ command, since: this.clock.nowMs(), settle });
      if (!lane.busy) this.#begin(lane, key);
    });
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Commands that wait or are in flight. */
  get waiting(): number {
    return [...this.#queued.values()].reduce((sum, n) => sum + n, 0);
  }

  #begin(lane: Lane, key: string): void {
    lane.busy = true;
    const running = this.#run(lane, key).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #run(lane: Lane, key: string): Promise<void> {
    await Promise.resolve(); // commands submitted together arrive together
    while (lane.waiting.length > 0) {
      const items = lane.waiting.splice(0, CAPS.batchCommands);
      const first = items[0];
      if (!first) break;
      const { workspace } = first.command;
      const commands = items.map(({ command }) => command);
      const beganMs = this.clock.nowMs();
      const verdicts = await this.batches.commit(workspace, commands);
      const nowMs = this.clock.nowMs();
      items.forEach((item, n) => item.settle(verdicts[n] ?? { ok: false, error: new Error('a command without a verdict') }));
      this.observer.batchEnded({ workspace, commands, verdicts, waitedMs: items.map(({ since }) => nowMs - since), tookMs: nowMs - beganMs });
    }
    lane.busy = false;
    this.#lanes.delete(key);
  }

  /** The lane where an earlier command about the same record or run still waits, else the one of the record. */
  #place(names: readonly string[]): number {
    const pinned = names.map((name) => this.#pins.get(name)).find((pin) => pin !== undefined);
    const lane = pinned?.lane ?? hash(names[0] ?? '') % LANES;
    for (const name of names) {
      const pin = this.#pins.get(name);
      if (pin) pin.pending += 1;
      else this.#pins.set(name, { lane, pending: 1 });
    }
    return lane;
  }

  #unpin(names: readonly string[]): void {
    for (const name of names) {
      const pin = this.#pins.get(name);
      if (!pin) continue;
      pin.pending -= 1;
      if (pin.pending === 0) this.#pins.delete(name);
    }
  }

  #leave(workspace: WorkspaceId): void {
    const left = (this.#queued.get(workspace) ?? 1) - 1;
    if (left > 0) this.#queued.set(workspace, left);
    else this.#queued.delete(workspace);
  }
}

const tooMany = (): UserError =>
  new UserError(
    'too-many',
    { code: 'runtime.busy', at: '', text: { en: 'Too much is waiting; please try again in a moment.', 'zh-CN': '等待处理的请求过多，请稍后重试。' } },
    1000,
  );

/** What a command is about, the record first. */
function placeNames({ body }: Command): readonly string[] {
  const names: string[] = [];
  if ('recordId' in body) names.push(body.recordId);
  if ('runId' in body) names.push(body.runId);
  return names;
}

/** FNV-1a over the last characters, which in an id are its random ones; only spreads. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let n = Math.max(0, text.length - 8); n < text.length; n += 1) sum = Math.imul(sum ^ text.charCodeAt(n), 0x01000193);
  return sum >>> 0;
}
