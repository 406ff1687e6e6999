import { amountField } from '../context.js';
import { stageTrail } from '../features/row.js';
import type { Story } from '../features/story.js';
import type { StoryPage } from '../ports.js';
import { both } from '../words.js';
import { asOf, cutNote, type Gathered, type Gathering, PAGE, Window } from './gather.js';
import type { PackedHistories } from './forecast.js';
import { Codes, Growing } from './growing.js';

const MOST_PURCHASES = 1_000_000;
const MOST_RUNS = 50_000;

/** What all customers bought. */
export async function gatherPurchases(given: Gathering, kind: 'clv' | 'loyalty'): Promise<Gathered> {
  const { workspace, reads, onRows } = given;
  const codes = new Codes();
  const [customers, atMs, amounts, window] = [new Growing(Int32Array), new Growing(Float64Array), new Growing(Float64Array), new Window()];
  let source = 'won deals';
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof reads.purchasePage>> = await reads.purchasePage(workspace, after, 5000);
    for (const one of page.transactions) {
      customers.push(codes.of(one.customer));
      atMs.push(one.atMs);
      amounts.push(one.amount);
      window.add(one.atMs);
    }
    ({ source, next: after } = page);
    await onRows(customers.length);
  } while (after !== null && customers.length < MOST_PURCHASES);
  const purchases = { customers: customers.done(), atMs: atMs.done(), amounts: amounts.done() };
  const fromOrders = source === 'orders';
  return {
    task: { kind, purchases, asOfMs: asOf(given) },
    rows: purchases.customers.length,
    window: window.value,
    classes: [],
    notes: [
      fromOrders ? both('Purchases are orders.', '购买即订单。') : both('There are no orders: won deals count as purchases.', '没有订单：以赢单商机作为购买。'),
      both(`${codes.names().length} customers.`, `${codes.names().length} 位客户。`),
      ...(after === null ? [] : [cutNote(MOST_PURCHASES)]),
    ],
    transfer: [purchases.customers, purchases.atMs, purchases.amounts].map(({ buffer }) => buffer as ArrayBuffer),
  };
}

/** The way of every run through its stages, open ones too. */
export async function gatherHistories(given: Gathering): Promise<Gathered> {
  const { workspace, model, reads, onRows } = given;
  const rows = new Histories(given);
  for (const status of ['done', 'active'] as const) {
    let after: string | null = null;
    do {
      const page: StoryPage = await reads.runStories(workspace, model.pipeline ?? '', status, after, PAGE);
      for (const story of page.stories) rows.take(story);
      after = page.next;
      await onRows(rows.length);
    } while (after !== null && rows.length < MOST_RUNS);
  }
  const histories = rows.done();
  const win = model.target.kind === 'outcome' ? model.target.positive : 'won';
  const counts = histories.outcomes.map((label, code) => ({ label, n: histories.outcome.filter((one) => one === code).length }));
  return {
    task: { kind: 'forecast', histories, win, asOfMs: asOf(given) },
    rows: histories.outcome.length,
    window: rows.window.value,
    classes: counts,
    notes: [
      both(
        'Checked by cutting the journal at four fifths of the time: runs that were open then, against what became of them.',
        '检验方法：在时间的五分之四处截断历史，用当时未结束的运行对照其结果。',
      ),
      ...(rows.length >= MOST_RUNS ? [cutNote(MOST_RUNS)] : []),
    ],
    transfer: [histories.start, histories.outcome, histories.amount, histories.state, histories.enteredMs, histories.leftMs].map(
      ({ buffer }) => buffer as ArrayBuffer,
    ),
  };
}

class Histories {
  readonly window = new Window();
  private readonly states = new Codes();
  private readonly outcomes = new Codes();
  private readonly start = new Growing(Int32Array);
  private readonly outcome = new Growing(Int32Array);
  private readonly amount = new Growing(Float64Array);
  private readonly state = new Growing(Int32Array);
  private readonly enteredMs = new Growing(Float64Array);
  private readonly leftMs = new Growing(Float64Array);

  constructor(private readonly given: Gathering) {
    this.start.push(0);
  }
  get length(): number {
    return this.outcome.length;
  }

  take(story: Story): void {
    const { run } = story;
    const trail = run ? stageTrail(story, this.given.context.chart.stages) : [];
    // The last stage of a run that ended is its outcome, not a stay.
    const stays = trail.filter(({ enteredMs }) => run?.endedMs == null || enteredMs < run.endedMs);
    if (!run || stays.length === 0) return;
    stays.forEach(({ stage, enteredMs }, i) => {
      this.state.push(this.states.of(stage));
      this.enteredMs.push(enteredMs);
      this.leftMs.push(stays[i + 1]?.enteredMs ?? run.endedMs ?? NaN);
      this.window.add(enteredMs);
    });
    this.start.push(this.state.length);
    this.outcome.push(run.endedMs === null ? -1 : this.outcomes.of(run.outcome ?? 'ended'));
    const field = amountField(this.given.context);
    const value = field === null ? null : story.fields[field];
    this.amount.push(typeof value === 'number' ? value : NaN);
  }

  done(): PackedHistories {
    return {
      states: this.states.names(),
      outcomes: this.outcomes.names(),
      start: this.start.done(),
      outcome: this.outcome.done(),
      amount: this.amount.done(),
      state: this.state.done(),
      enteredMs: this.enteredMs.done(),
      leftMs: this.leftMs.done(),
    };
  }
}
