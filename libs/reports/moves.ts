import { Growing, Numbering } from './growing.js';

/** The moves of row i are those from `offset[i]` up to `offset[i + 1]`, in order. */
export interface OrderedMoves {
  readonly offset: Int32Array;
  /** Into `places`. */
  readonly place: Int32Array;
  readonly enteredMs: Float64Array;
  /** Configurations (innermost states) that runs went through. */
  readonly places: readonly (readonly string[])[];
}

/** Moves as they come, in any order; put in that of their rows at the end. */
export class Moves {
  private readonly row = new Growing(Int32Array);
  private readonly order = new Growing(Int32Array);
  private readonly place = new Growing(Int32Array);
  private readonly entered = new Growing(Float64Array);
  private readonly places = new Numbering();

  /** The place as JSON text of its innermost states; `order` among the moves of the row. */
  add(row: number, order: number, { atMs, place }: { readonly atMs: number; readonly place: string }): void {
    this.row.push(row);
    this.order.push(order);
    this.place.push(this.places.of(place));
    this.entered.push(atMs);
  }

  build(rows: number): OrderedMoves {
    const [row, order, place, entered] = [this.row.take(), this.order.take(), this.place.take(), this.entered.take()];
    const offset = new Int32Array(rows + 1);
    for (const one of row) offset[one + 1]! += 1;
    for (let i = 0; i < rows; i += 1) offset[i + 1]! += offset[i] as number;
    const ordered = { order: new Int32Array(row.length), place: new Int32Array(row.length), enteredMs: new Float64Array(row.length) };
    const filled = new Int32Array(rows);
    for (let i = 0; i < row.length; i += 1) {
      const at = row[i] as number;
      // A row has few moves and they mostly come in order: each goes before those that are later.
      let to = (offset[at] as number) + (filled[at] as number);
      for (; to > (offset[at] as number) && (ordered.order[to - 1] as number) > (order[i] as number); to -= 1)
        for (const column of Object.values(ordered)) column[to] = column[to - 1] as number;
      ordered.order[to] = order[i] as number;
      ordered.place[to] = place[i] as number;
      ordered.enteredMs[to] = entered[i] as number;
      filled[at]! += 1;
    }
    return { offset, place: ordered.place, enteredMs: ordered.enteredMs, places: this.places.names.map((text) => JSON.parse(text) as string[]) };
  }
}
