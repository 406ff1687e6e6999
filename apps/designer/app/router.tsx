import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { NotFound, Broken } from './lost.js';
import { Gate } from './gate.js';

/** Reads these members of the address as texts; what is not a text is left out. */
const texts =
  <const K extends string>(...names: readonly K[]) =>
  (search: Record<string, unknown>): { readonly [P in K]?: string } => {
    const given = names.filter((name) => typeof search[name] === 'string' && search[name] !== '').map((name) => [name, search[name]]);
    return Object.fromEntries(given) as { readonly [P in K]?: string };
  };

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: texts('back'),
  component: lazyRouteComponent(() => import('../people/sign-in-page.js'), 'SignInPage'),
});
const join = createRoute({ getParentRoute: () => root, path: '/join', component: lazyRouteComponent(() => import('../people/join-page.js'), 'JoinPage') });

/** Everything else needs somebody who is signed in. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Gate });
const at = <const P extends string>(path: P) => ({ getParentRoute: () => inside, path }) as const;

const home = createRoute({ ...at('/'), component: lazyRouteComponent(() => import('../home/home-page.js'), 'HomePage') });

const inbox = createRoute({
  ...at('/inbox'),
  validateSearch: texts('tab', 'whose'),
  component: lazyRouteComponent(() => import('../inbox/inbox-page.js'), 'InboxPage'),
});
const board = createRoute({
  ...at('/boards/$pipeline'),
  validateSearch: texts('filter', 'q', 'sort', 'view', 'at'),
  component: lazyRouteComponent(() => import('../board/board-page.js'), 'BoardPage'),
});
const objects = createRoute({ ...at('/records'), component: lazyRouteComponent(() => import('../lists/objects-page.js'), 'ObjectsPage') });
const records = createRoute({
  ...at('/records/$object'),
  validateSearch: texts('filter', 'q', 'sort', 'view', 'pipeline', 'bin'),
  component: lazyRouteComponent(() => import('../lists/list-page.js'), 'ListPage'),
});
const record = createRoute({
  ...at('/records/$object/$id'),
  validateSearch: texts('run', 'show'),
  component: lazyRouteComponent(() => import('../record/record-page.js'), 'RecordPage'),
});
const run = createRoute({
  ...at('/runs/$id'),
  validateSearch: (search: Record<string, unknown>): { readonly seq?: number } => (typeof search['seq'] === 'number' ? { seq: search['seq'] } : {}),
  component: lazyRouteComponent(() => import('../run/run-page.js'), 'RunPage'),
});
const pipelines = createRoute({ ...at('/pipelines'), component: lazyRouteComponent(() => import('../pipelines/pipelines-page.js'), 'PipelinesPage') });
const designer = createRoute({
  ...at('/pipelines/$pipeline'),
  validateSearch: texts('tab', 'at'),
  component: lazyRouteComponent(() => import('../designer/designer-page.js'), 'DesignerPage'),
});
const rules = createRoute({
  ...at('/pipelines/$pipeline/rules'),
  validateSearch: texts('rule'),
  component: lazyRouteComponent(() => import('../rules/rules-page.js'), 'RulesPage'),
});
const settings = createRoute({ ...at('/settings'), component: lazyRouteComponent(() => import('../settings/settings-page.js'), 'SettingsPage') });
const settingsSection = createRoute({
  ...at('/settings/$section'),
  validateSearch: texts('action', 'who', 'object'),
  component: lazyRouteComponent(() => import('../settings/settings-page.js'), 'SettingsPage'),
});
const insights = createRoute({ ...at('/insights'), component: lazyRouteComponent(() => import('../insights/insights-page.js'), 'InsightsPage') });
const behind = createRoute({
  ...at('/insights/behind'),
  validateSearch: texts('of', 'title', 'ask'),
  component: lazyRouteComponent(() => import('../insights/behind/behind-page.js'), 'BehindPage'),
});
const insightsArea = createRoute({
  ...at('/insights/$area'),
  validateSearch: texts('show', 'pipeline', 'filter', 'period', 'from', 'to', 'bucket', 'at', 'by', 'measure', 'key', 'edit'),
  component: lazyRouteComponent(() => import('../insights/insights-page.js'), 'InsightsPage'),
});
const importing = createRoute({
  ...at('/import'),
  validateSearch: texts('object'),
  component: lazyRouteComponent(() => import('../import/import-page.js'), 'ImportPage'),
});

const routeTree = root.addChildren([
  signIn,
  join,
  inside.addChildren([
    home,
    inbox,
    board,
    objects,
    records,
    record,
    run,
    pipelines,
    designer,
    rules,
    settings,
    settingsSection,
    insights,
    behind,
    insightsArea,
    importing,
  ]),
]);

export const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true, defaultPendingMs: 200 });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
