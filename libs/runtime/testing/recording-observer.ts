import { type BatchSeen, NO_OBSERVER, type Observer, type WorkEnd } from '../observer.js';
import type { ClaimedEffect, StoredIncident } from '../ports.js';

/** Remembers what it was told. */
export class RecordingObserver implements Observer {
  readonly batches: BatchSeen[] = [];
  readonly ended: WorkEnd[] = [];
  readonly incidents: StoredIncident[] = [];
  readonly lost: ClaimedEffect[] = [];
  retries = 0;
  fanOuts = 0;

  readonly batchEnded = (batch: BatchSeen): void => void this.batches.push(batch);
  readonly batchRetried = (): void => void (this.retries += 1);
  readonly incidentOpened = (_: unknown, incident: StoredIncident): void => void this.incidents.push(incident);
  readonly workEnded = (_: unknown, end: WorkEnd): void => void this.ended.push(end);
  readonly leaseLost = (piece: ClaimedEffect): void => void this.lost.push(piece);
  readonly fannedOut = (): void => void (this.fanOuts += 1);
  readonly claimed = NO_OBSERVER.claimed;
  readonly swept = NO_OBSERVER.swept;
  readonly announced = NO_OBSERVER.announced;

  /** How the commands of all batches ended. */
  get verdicts(): Readonly<Record<string, number>> {
    const kinds = this.batches.flatMap(({ verdicts }) => verdicts.map((verdict) => (verdict.ok ? verdict.value.kind : 'failed')));
    return Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length]));
  }
}
