import { isWanted, type BeginWork, type Clock, type WorkKind } from '#runtime';
import { priorityOf, workLines, type WorkLimits, type WorkLine } from './work-lines.js';

/** Pieces begun at once: one claim of the store. */
const CLAIMED_AT_ONCE = 300;

/** Begins work in this process as soon as a wake-up for it comes, within the limits of its line. */
export class WorkPump {
  readonly #lines: readonly PumpedLine[];

  constructor(begin: BeginWork, limits: WorkLimits, clock: Clock) {
    this.#lines = workLines(limits).map((line) => new PumpedLine(line, begin, (kind) => priorityOf(limits, kind), clock));
  }

  /** Work of these kinds is due. */
  wake(kinds: ReadonlySet<WorkKind>): void {
    for (const line of this.#lines) line.wake(kinds);
  }

  /** Begins nothing more. */
  stop(): void {
    for (const line of this.#lines) line.stop();
  }
}

class PumpedLine {
  /** Kinds that may have more work due than was begun. */
  readonly #waiting = new Set<WorkKind>();
  #running = 0;
  #pumping = false;
  readonly #stopped = new AbortController();
  /** Pieces that the rate allows now; filled up by time. */
  #allowance: number;
  #filledAtMs: number;

  constructor(
    private readonly line: WorkLine,
    private readonly begin: BeginWork,
    private readonly priority: (kind: WorkKind) => number,
    private readonly clock: Clock,
  ) {
    this.#allowance = burstOf(line);
    this.#filledAtMs = clock.nowMs();
  }

  wake(kinds: ReadonlySet<WorkKind>): void {
    for (const kind of kinds) if (isWanted(this.line.kinds, kind)) this.#waiting.add(kind);
    if (this.#waiting.size > 0 && !this.#pumping) void this.#pump();
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    while (this.#waiting.size > 0 && !this.#stopped.signal.aborted) {
      const room = this.line.concurrency - this.#running;
      if (room <= 0) break; // who ends wakes it again
      const allowed = this.#allowed();
      if (allowed < 1) await this.#untilAllowed();
      else await this.#beginUpTo(Math.min(room, allowed, CLAIMED_AT_ONCE));
    }
    this.#pumping = false;
  }

  async #beginUpTo(atMost: number): Promise<void> {
    const kinds = this.#mostUrgent();
    for (const kind of kinds) this.#waiting.delete(kind); // a wake-up during the claim is not forgotten
    const begun = await this.begin({ kinds: { only: kinds }, atMost }).catch(() => []); // the store is away: the sweeper comes again
    if (begun.length === atMost) for (const kind of kinds) this.#waiting.add(kind);
    this.#running += begun.length;
    if (this.line.perSecond !== null) this.#allowance -= begun.length;
    for (const piece of begun) void piece.catch(() => undefined).then(() => this.#ended());
  }

  #ended(): void {
    this.#running -= 1;
    if (this.#waiting.size > 0 && !this.#pumping) void this.#pump();
  }

  /** The waiting kinds that go first: all that share the best priority. */
  #mostUrgent(): readonly WorkKind[] {
    const kinds = [...this.#waiting];
    const best = Math.min(...kinds.map(this.priority));
    return kinds.filter((kind) => this.priority(kind) === best);
  }

  #allowed(): number {
    const { perSecond } = this.line;
    if (perSecond === null) return Number.POSITIVE_INFINITY;
    const nowMs = this.clock.nowMs();
    this.#allowance = Math.min(burstOf(this.line), this.#allowance + ((nowMs - this.#filledAtMs) / 1000) * perSecond);
    this.#filledAtMs = nowMs;
    return Math.floor(this.#allowance + 1e-9);
  }

  async #untilAllowed(): Promise<void> {
    const missing = Math.max(0, 1 - this.#allowance);
    await this.clock.sleep(Math.max(1, Math.ceil((missing / (this.line.perSecond ?? 1)) * 1000)), this.#stopped.signal).catch(() => undefined);
  }
}

/** What a rate may catch up at once: a tenth of a second's worth, at least one. */
const burstOf = ({ perSecond }: WorkLine): number => Math.max(1, (perSecond ?? 0) / 10);
