import { addMs, epochMs, type Instant } from '#kernel';
import type { Account, Base } from './base-records.js';
import { dateOf } from './deals.js';
import type { Random } from './random.js';
import type { Story } from './story.js';

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 395;

/** Sold beside what deals are about: name, series, category, price, margin. */
const EXTRAS = [
  ['Race Dashboards', 'Race', 'Licences', 690, 520],
  ['Admin Training', 'Care', 'Service', 1_200, 640],
  ['Onsite Day', 'Care', 'Service', 1_450, 480],
  ['Scanner Kit', 'Gear', 'Hardware', 320, 96],
  ['Label Printer', 'Gear', 'Hardware', 540, 150],
  ['Label Rolls', 'Gear', 'Supplies', 48, 26],
  ['Paper Rolls', 'Gear', 'Supplies', 36, 18],
] as const;

interface Article {
  readonly id: string;
  readonly name: string;
  readonly price: number;
}

/** What begins an order, how often, and what goes with it: so that baskets have something to tell. */
const BASKETS: readonly { readonly first: string; readonly weight: number; readonly often: number; readonly with: readonly (readonly [string, number])[] }[] = [
  {
    first: 'Mill Team',
    weight: 3,
    often: 1,
    with: [
      ['Race Connect', 0.55],
      ['Care Plus', 0.35],
      ['Admin Training', 0.15],
    ],
  },
  {
    first: 'Mill Start',
    weight: 3,
    often: 1,
    with: [
      ['Care Plus', 0.25],
      ['Race Connect', 0.15],
    ],
  },
  {
    first: 'Mill Enterprise',
    weight: 1,
    often: 0.6,
    with: [
      ['Onsite Day', 0.6],
      ['Admin Training', 0.5],
      ['Race Analytics', 0.3],
    ],
  },
  {
    first: 'Race Analytics',
    weight: 2,
    often: 0.8,
    with: [
      ['Race Dashboards', 0.6],
      ['Mill Team', 0.2],
    ],
  },
  {
    first: 'Scanner Kit',
    weight: 2,
    often: 1.5,
    with: [
      ['Label Rolls', 0.75],
      ['Label Printer', 0.4],
    ],
  },
  {
    first: 'Label Printer',
    weight: 2,
    often: 1.5,
    with: [
      ['Label Rolls', 0.85],
      ['Paper Rolls', 0.3],
    ],
  },
  { first: 'Label Rolls', weight: 3, often: 2.2, with: [['Paper Rolls', 0.5]] },
];
const GEAR_SECTORS = new Set(['retail', 'manufacturing', 'medical', 'services']);
/** Orders of a month against the mean: budgets are spent in March and before the year ends, summer is quiet. */
const SEASON = [0.8, 0.9, 1.3, 1, 1, 0.95, 0.7, 0.65, 1.05, 1.1, 1.3, 1.35];

/** A year of orders: customers with rhythms of their own, some of whom stop; baskets; a few returns. */
export function orderStories(random: Random, base: Base, now: Instant): readonly Story[] {
  const since = addMs(now, -HISTORY_DAYS * DAY_MS);
  const stories: Story[] = [];
  const record = (object: string, at: Instant, fields: Story['fields']): string => {
    const recordId = random.uuid(at);
    stories.push({ recordId, object, fields, at, run: null, moves: [] });
    return recordId;
  };
  const extras = EXTRAS.map(([name, series, category, price, margin]) => ({
    id: record('product', since, { name, series, category, sales_price: price, margin, active: true }),
    name,
    price,
  }));
  const products = new Map([...base.products, ...extras].map((product) => [product.name, product]));
  let number = 1000;
  for (const account of base.accounts) {
    for (const at of orderDays(random, since, now)) {
      number += 1;
      const basket = fillBasket(random, products, account);
      const who = { account: account.id, contact: random.pick(account.contacts).id };
      const sum = (list: readonly Line[]): number => Math.round(list.reduce((total, { product, quantity }) => total + product.price * quantity, 0) * 100) / 100;
      const order = record('order', at, {
        number: `O-${number}`,
        ...who,
        order_date: dateOf(at),
        amount: sum(basket),
        channel: random.pick(['sales', 'web', 'web', 'partner']),
      });
      for (const { product, quantity } of basket)
        record('order_line', at, { name: product.name, order, product: product.id, quantity, unit_price: product.price });
      const back = random.chance(0.02) ? random.workMoment(at, 9) : now;
      if (back >= now) continue;
      record('order', back, { number: `R-${number}`, ...who, order_date: dateOf(back), amount: -sum(basket.slice(0, 1)), channel: 'sales' });
    }
  }
  return stories;
}

/** Moments of a customer's orders: a rhythm of its own, and after each order a chance never to come back. */
function orderDays(random: Random, since: Instant, now: Instant): readonly Instant[] {
  const gapDays = Math.max(6, random.spread(38, 0.7));
  const leaves = random.pick([0.02, 0.05, 0.12, 0.3]);
  const days: Instant[] = [];
  for (let at = random.workMoment(since, random.next() * 240); at < now; at = random.workMoment(at, gapDays * random.spread(1, 0.5))) {
    const month = new Date(epochMs(at)).getUTCMonth();
    if (!random.chance((SEASON[month] as number) / 1.35)) continue;
    days.push(at);
    if (random.chance(leaves)) break;
  }
  return days;
}

interface Line {
  readonly product: Article;
  readonly quantity: number;
}

function fillBasket(random: Random, products: ReadonlyMap<string, Article>, account: Account): readonly Line[] {
  const likesGear = GEAR_SECTORS.has(account.sector);
  const isGear = (name: string): boolean => /Label|Scanner|Paper/.test(name);
  const chosen = random.weighted(BASKETS.map((basket) => [basket, basket.weight * (isGear(basket.first) === likesGear ? 3 * basket.often : 1)] as const));
  const names = [chosen.first, ...chosen.with.filter(([, chance]) => random.chance(chance)).map(([name]) => name)];
  if (random.chance(0.06)) names.push(random.pick([...products.keys()]));
  return [...new Set(names)].flatMap((name) => {
    const product = products.get(name);
    return product ? [{ product, quantity: isGear(name) ? random.whole(1, 12) : random.whole(1, 3) }] : [];
  });
}
