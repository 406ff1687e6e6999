/** The floors of the house: imports go down only, never sideways inside a floor, never up, never in a circle. */
const FLOORS = [
  ['0 kernel', ['^libs/kernel/']],
  ['1a pure', ['^libs/pipeline/', '^libs/calendar/', '^libs/analytics/']],
  ['1b shapes', ['^libs/contracts/', '^libs/steps/([^/]+/definition|definitions|form|input)\\.ts$']],
  ['2 use-cases', ['^libs/runtime/', '^libs/crm/', '^libs/access/', '^libs/models/', '^libs/reports/', '^libs/customers/']],
  ['3 adapters', ['^libs/steps/', '^libs/storage/', '^libs/queue/', '^libs/outbound/']],
  ['4 apps', ['^apps/']],
];
const SPEC = '\\.spec\\.ts$|/testing/|(store|wakeups|schedule)-contract\\.ts$';
const above = (floor) => FLOORS.slice(floor + 1).flatMap(([, paths]) => paths);

const noUp = FLOORS.slice(0, -1).map(([name, paths], floor) => {
  const own = paths.join('|');
  const up = above(floor).join('|');
  return { name: `floor ${name}: no import from above`, severity: 'error', from: { path: own, pathNot: SPEC }, to: { path: up, pathNot: own } };
});

/** Libraries of one floor do not know each other. */
const sideways = ['pipeline', 'calendar', 'analytics', 'runtime', 'crm', 'access', 'models', 'reports', 'customers', 'storage', 'queue', 'outbound'].map(
  (lib) => {
    const floor = FLOORS.find(([, paths]) => paths.some((p) => p === `^libs/${lib}/`));
    const others = floor[1].filter((p) => p !== `^libs/${lib}/`).join('|');
    return { name: `${lib}: not sideways`, severity: 'error', from: { path: `^libs/${lib}/`, pathNot: SPEC }, to: { path: others } };
  },
);

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...noUp,
    ...sideways,
    {
      name: 'xstate only in pipeline/compile',
      severity: 'error',
      from: { pathNot: '^libs/pipeline/compile/|^apps/cli/bench/|' + SPEC },
      to: { path: 'node_modules/xstate/' },
    },
    {
      name: 'json-logic-js only in pipeline/rules',
      severity: 'error',
      from: { pathNot: '^libs/pipeline/rules/|^apps/cli/bench/|' + SPEC },
      to: { path: 'node_modules/json-logic-js/' },
    },
    { name: 'Nest only in apps/engine', severity: 'error', from: { pathNot: '^apps/engine/|' + SPEC }, to: { path: 'node_modules/@nestjs/' } },
    {
      name: 'MikroORM and pg only in storage',
      severity: 'error',
      from: { pathNot: '^libs/storage/|^apps/cli/bench/|' + SPEC },
      to: { path: 'node_modules/(@mikro-orm|pg)/' },
    },
    { name: 'undici only behind the outbound port', severity: 'error', from: { pathNot: '^libs/outbound/|' + SPEC }, to: { path: 'node_modules/undici/' } },
    {
      name: 'the web app knows floors 0 and 1 alone',
      severity: 'error',
      from: { path: '^apps/designer/', pathNot: '^apps/designer/(build|journeys)/|' + SPEC },
      to: {
        path: '^(libs/(runtime|crm|access|models|reports|customers|storage|queue|outbound)/|libs/steps/[^/]+/handler|libs/steps/handlers|apps/(engine|cli|trials)/)',
      },
    },
    {
      name: 'React only in the web app',
      severity: 'error',
      from: { pathNot: '^apps/designer/' },
      to: { path: 'node_modules/(react|react-dom|@mantine|@xyflow)/' },
    },
    { name: 'no import that cannot be resolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?|\\.css$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};
