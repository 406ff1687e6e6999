/** A decision tree for reading: each node asks one column. `counts`: training rows by label. Plain JSON. */
export type QuinlanNode =
  | { readonly kind: 'leaf'; readonly counts: Readonly<Record<string, number>> }
  | {
      readonly kind: 'levels';
      readonly column: string;
      readonly counts: Readonly<Record<string, number>>;
      readonly children: Readonly<Record<string, QuinlanNode>>;
    }
  | {
      readonly kind: 'number';
      readonly column: string;
      readonly counts: Readonly<Record<string, number>>;
      /** Values at or below go low; missing ones too. */
      readonly threshold: number;
      readonly low: QuinlanNode;
      readonly high: QuinlanNode;
    };
