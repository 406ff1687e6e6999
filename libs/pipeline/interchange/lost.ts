import type { JsonPointer, Text } from '#kernel';

/** Something of the source that the target cannot say, or says differently; never dropped without one of these. */
export interface LostItem {
  /** Stable: `action.code`, `guard.code`, `member.unknown` ... */
  readonly code: string;
  /** Where in the source. */
  readonly at: JsonPointer;
  readonly text: Text;
}

/** Collects what is lost, in the order in which it is met. */
export class LostList {
  readonly items: LostItem[] = [];

  add(code: string, at: JsonPointer, en: string, zh: string): void {
    this.items.push({ code, at, text: { en, 'zh-CN': zh } });
  }
}
