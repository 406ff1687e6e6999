import { asOwner } from './given.js';
import type { Stage } from './stage.js';

/** One screen to be looked at: where it is, and a heading or control that says it is there. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  /** False: what somebody sees who is not signed in. */
  readonly isOwner?: false;
}

/** Their names, in order; a test holds that the two lists agree. */
export const SCREEN_NAMES = [
  'home',
  'inbox',
  'approvals',
  'incidents',
  'board',
  'objects',
  'list',
  'bin',
  'record',
  'record-account',
  'record-ticket',
  'record-product',
  'run',
  'pipelines',
  'designer',
  'designer-simulate',
  'designer-review',
  'designer-history',
  'rules',
  'rule',
  'settings',
  'people',
  'fields',
  'calendars',
  'keys',
  'webhooks',
  'secrets',
  'audit',
  'workspace',
  'about',
  'import',
  'insights',
  'insights-pace',
  'insights-forecast',
  'insights-team',
  'insights-service',
  'insights-marketing',
  'insights-process',
  'insights-segments',
  'insights-value',
  'insights-rfm',
  'insights-churn',
  'insights-loyalty',
  'insights-baskets',
  'insights-themes',
  'insights-places',
  'insights-duplicates',
  'insights-models',
  'insights-model',
  'insights-model-new',
  'insights-model-change',
  'insights-report',
  'insights-reports',
  'insights-report-saved',
  'insights-behind',
  'past-board',
  'sign-in',
  'join',
] as const;

/** Every screen of the web app, on the records of the sample workspace. */
export async function allScreens(stage: Stage): Promise<readonly Screen[]> {
  const { api } = stage;
  const first = async (
    path: string,
  ): Promise<{ readonly id: string; readonly fields: { readonly name: string }; readonly runs?: readonly { readonly id: string }[] }> =>
    (await api.ask(path, api.owner.cookie)).body.items[0];
  const deal = await first('/api/v1/records/deal?filter=stage%3Dengaging&pipeline=b2b-sales&limit=1');
  const report = await givenReport(stage);
  await givenBinned(stage);
  return [
    { name: 'home', path: '/' },
    { name: 'inbox', path: '/inbox?whose=all' },
    { name: 'approvals', path: '/inbox?tab=approvals&whose=all' },
    { name: 'incidents', path: '/inbox?tab=incidents' },
    { name: 'board', path: '/boards/b2b-sales' },
    { name: 'objects', path: '/records' },
    // A few rows say all that many would, and axe looks at each cell.
    { name: 'list', path: `/records/deal?q=${encodeURIComponent(deal.fields.name)}` },
    { name: 'bin', path: '/records/contact?bin=yes' },
    { name: 'record', path: `/records/deal/${deal.id}` },
    { name: 'record-account', path: `/records/account/${(await first('/api/v1/records/account?limit=1')).id}` },
    { name: 'record-ticket', path: `/records/ticket/${(await first('/api/v1/records/ticket?filter=category%3Dproblem&limit=1')).id}` },
    { name: 'record-product', path: `/records/product/${(await first('/api/v1/records/product?limit=1')).id}` },
    { name: 'run', path: `/runs/${deal.runs?.[0]?.id}` },
    { name: 'pipelines', path: '/pipelines' },
    { name: 'designer', path: '/pipelines/b2b-sales' },
    { name: 'designer-simulate', path: '/pipelines/b2b-sales?tab=simulate' },
    { name: 'designer-review', path: '/pipelines/b2b-sales?tab=review' },
    { name: 'designer-history', path: '/pipelines/b2b-sales?tab=history' },
    { name: 'rules', path: '/pipelines/b2b-sales/rules' },
    { name: 'rule', path: '/pipelines/b2b-sales/rules?rule=big-deal-heads-up' },
    { name: 'settings', path: '/settings' },
    { name: 'people', path: '/settings/people' },
    { name: 'fields', path: '/settings/objects' },
    { name: 'calendars', path: '/settings/calendars' },
    { name: 'keys', path: '/settings/keys' },
    { name: 'webhooks', path: '/settings/webhooks' },
    { name: 'secrets', path: '/settings/secrets' },
    { name: 'audit', path: '/settings/audit' },
    { name: 'workspace', path: '/settings/workspace' },
    { name: 'about', path: '/settings/about' },
    { name: 'import', path: '/import' },
    ...insightScreens(report),
    { name: 'past-board', path: `/boards/b2b-sales?at=${new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 16)}` },
    { name: 'sign-in', path: '/sign-in', isOwner: false },
    { name: 'join', path: await givenInvitation(stage), isOwner: false },
  ];
}

/** The insights, and one saved report. */
const insightScreens = (report: string): readonly Screen[] => [
  { name: 'insights', path: '/insights/sales' },
  { name: 'insights-pace', path: '/insights/sales?show=pace' },
  { name: 'insights-forecast', path: '/insights/sales?show=forecast' },
  { name: 'insights-team', path: '/insights/sales?show=team' },
  { name: 'insights-service', path: '/insights/service' },
  { name: 'insights-marketing', path: '/insights/marketing' },
  { name: 'insights-process', path: '/insights/process' },
  { name: 'insights-segments', path: '/insights/customers' },
  { name: 'insights-value', path: '/insights/customers?show=value' },
  { name: 'insights-rfm', path: '/insights/customers?show=rfm' },
  { name: 'insights-churn', path: '/insights/customers?show=churn' },
  { name: 'insights-loyalty', path: '/insights/customers?show=loyalty' },
  { name: 'insights-baskets', path: '/insights/customers?show=baskets' },
  { name: 'insights-themes', path: '/insights/customers?show=themes' },
  { name: 'insights-places', path: '/insights/customers?show=places' },
  { name: 'insights-duplicates', path: '/insights/customers?show=duplicates&by=contact&measure=%220.9%22' },
  { name: 'insights-models', path: '/insights/models' },
  { name: 'insights-model', path: '/insights/models?key=deal-win' },
  { name: 'insights-model-new', path: '/insights/models?edit=new' },
  { name: 'insights-model-change', path: '/insights/models?key=deal-win&edit=change' },
  { name: 'insights-report', path: '/insights/reports?edit=new' },
  { name: 'insights-reports', path: '/insights/reports' },
  { name: 'insights-report-saved', path: `/insights/reports?key=${report}` },
  { name: 'insights-behind', path: '/insights/behind?of=insight&ask=report%3Dfunnel%26pipeline%3Db2b-sales%26measure%3Druns' },
];

/** A saved report; the one from before where a stage asks twice. */
async function givenReport(stage: Stage): Promise<string> {
  const { items } = await asOwner(stage, '/api/v1/reports');
  const definition = { object: 'deal', pipeline: 'b2b-sales', measures: ['count', 'sum:close_value'], groups: ['account.sector'], chart: 'bar' };
  return (items[0] ?? (await asOwner(stage, '/api/v1/reports', { name: 'Value by sector', definition }))).id;
}

/** One record in the bin, so that it has a row. */
async function givenBinned(stage: Stage): Promise<void> {
  const { id } = await asOwner(stage, '/api/v1/records/contact', { fields: { name: 'Gone Away' } });
  await asOwner(stage, `/api/v1/records/contact/${id}`, undefined, 'DELETE');
}

/** The address of an invitation that nobody has taken yet; a fresh one where a stage asks twice. */
async function givenInvitation(stage: Stage): Promise<string> {
  const { link } = await asOwner(stage, '/api/v1/members', { name: 'Ina Invited', email: `${crypto.randomUUID()}@example.com`, role: 'viewer' });
  const { pathname, hash } = new URL(link);
  return pathname + hash;
}
