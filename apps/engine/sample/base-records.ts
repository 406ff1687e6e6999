import { addMs, type Instant } from '#kernel';
import { AGENTS, companyName, emailOf, JOBS, personName, PRODUCTS, SECTORS, TEAMS, WESTERN_PLACES, type Culture } from './names.js';
import type { Random } from './random.js';
import type { Story } from './story.js';

const DAY_MS = 86_400_000;
const ACCOUNTS = 120;

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly culture: Culture;
  readonly sector: string;
  readonly contacts: readonly { readonly id: string; readonly email: string }[];
}

/** What deals and tickets point to. */
export interface Base {
  readonly accounts: readonly Account[];
  readonly products: readonly { readonly id: string; readonly name: string; readonly price: number }[];
  readonly agents: readonly { readonly id: string; readonly name: string; readonly skill: number }[];
  readonly stories: readonly Story[];
}

/** Teams, agents, products, accounts and their contacts; all there since before the year begins. */
export function baseRecords(random: Random, now: Instant): Base {
  const since = addMs(now, -400 * DAY_MS);
  const stories: Story[] = [];
  const record = (object: string, fields: Story['fields']): string => {
    const recordId = random.uuid(since);
    stories.push({ recordId, object, fields, at: since, run: null, moves: [] });
    return recordId;
  };
  const teams = new Map(TEAMS.map((name) => [name as string, record('team', { name, regional_office: name })]));
  const agents = AGENTS.map(({ name, team, skill }) => ({ id: record('agent', { name, team: teams.get(team) ?? null, regional_office: team }), name, skill }));
  const products = PRODUCTS.map(({ name, series, price, margin, category }) => ({
    id: record('product', { name, series, category, sales_price: price, margin, active: true }),
    name,
    price,
  }));
  const taken = new Set<string>();
  let people = 0;
  const accounts = Array.from({ length: ACCOUNTS }, (): Account => {
    const culture: Culture = random.chance(0.35) ? 'chinese' : 'western';
    const name = companyName(random, culture, taken);
    const sector = random.pick(SECTORS);
    const id = record('account', accountFields(random, name, culture, sector));
    const contacts = Array.from(
      {
        length: random.weighted([
          [1, 6],
          [2, 3],
          [3, 1],
        ]),
      },
      () => {
        people += 1;
        const email = emailOf(people, culture);
        return { id: record('contact', contactFields(random, id, email, culture)), email };
      },
    );
    return { id, name, culture, sector, contacts };
  });
  return { accounts, products, agents, stories };
}

function accountFields(random: Random, name: string, culture: Culture, sector: string): Story['fields'] {
  const employees = Math.max(8, Math.round(random.spread(220, 1.1)));
  return {
    name,
    sector,
    employees,
    year_established: random.whole(1968, 2021),
    revenue: Math.round(employees * random.spread(0.18, 0.4) * 100) / 100,
    office_location: culture === 'chinese' ? 'China' : random.pick(WESTERN_PLACES),
  };
}

function contactFields(random: Random, account: string, email: string, culture: Culture): Story['fields'] {
  return {
    name: personName(random, culture),
    email,
    account,
    job_title: random.pick(JOBS.filter((job) => /^[A-Z]/.test(job) === (culture === 'western'))),
    language: culture === 'chinese' ? 'zh-CN' : 'en',
    country: culture === 'chinese' ? 'China' : random.pick(WESTERN_PLACES),
    mail_consent: random.chance(0.7),
  };
}
