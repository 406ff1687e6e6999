import type { Instant, JsonObject } from '#kernel';

/** One record of the sample and everything that happened to it, in order of time. */
export interface Story {
  readonly recordId: string;
  readonly object: string;
  readonly fields: JsonObject;
  readonly at: Instant;
  /** The pipeline it runs in; `null` = only a record. */
  readonly run: { readonly runId: string; readonly pipeline: string; readonly at: Instant } | null;
  readonly moves: readonly Move[];
}

export type Move = { readonly at: Instant } & (
  | { readonly kind: 'event'; readonly event: string; readonly fields: JsonObject; readonly roles: readonly string[] }
  | { readonly kind: 'change'; readonly fields: JsonObject }
  /** Answers the approval that an invoke of this id waits for. */
  | { readonly kind: 'answer'; readonly invoke: string; readonly answer: 'approve' | 'reject' }
  | { readonly kind: 'note'; readonly noteId: string; readonly text: string }
);

/** Gathers the moves of one story up to now; what would happen later has not happened yet. */
export class Teller {
  readonly moves: Move[] = [];
  /** Nothing more happens: the next move would lie in the future. */
  ended = false;

  constructor(
    public at: Instant,
    private readonly now: Instant,
  ) {}

  event(at: Instant, event: string, fields: JsonObject = {}, roles: readonly string[] = ['*']): boolean {
    return this.add(at, { at, kind: 'event', event, fields, roles });
  }
  change(at: Instant, fields: JsonObject): boolean {
    return this.add(at, { at, kind: 'change', fields });
  }
  answer(at: Instant, invoke: string, answer: 'approve' | 'reject'): boolean {
    return this.add(at, { at, kind: 'answer', invoke, answer });
  }
  note(at: Instant, noteId: string, text: string): boolean {
    return this.add(at, { at, kind: 'note', noteId, text });
  }

  private add(at: Instant, move: Move): boolean {
    if (this.ended || at >= this.now) {
      this.ended = true;
      return false;
    }
    this.moves.push(move);
    this.at = at;
    return true;
  }
}
