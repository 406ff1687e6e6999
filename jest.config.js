/** As .swcrc, which leaves the specs out of the build. */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
    keepClassNames: true,
  },
};

const project = (name, testMatch, extra = {}) => ({
  displayName: name,
  testMatch,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#steps/(definitions|handlers)$': '<rootDir>/libs/steps/$1.ts',
    '^#(runtime/memory)$': '<rootDir>/libs/$1/index.ts',
    '^#crm/objects$': '<rootDir>/libs/crm/objects/index.ts',
    '^#engine$': '<rootDir>/apps/engine/index.ts',
    '^#(kernel|pipeline|calendar|analytics|contracts|runtime|crm|access|models|reports|customers|storage|queue|outbound)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  ...extra,
});

const stopsServer = { globalTeardown: '<rootDir>/libs/storage/testing/stop-test-server.mjs' };

/** unit: pure or in memory. db: on a real PostgreSQL. browser: the main journeys in a real browser; web: what of it takes longer. data: real input in MILLRACE_DATA. */
export default {
  testTimeout: 120_000,
  maxWorkers: '100%',
  projects: [
    project('unit', ['<rootDir>/{libs,apps,workflows,test}/**/!(*.db|*.data|*.browser|*.web|*.screenshots).spec.ts']),
    project('db', ['<rootDir>/{libs,apps,test}/**/*.db.spec.ts'], stopsServer),
    project('browser', ['<rootDir>/apps/designer/journeys/**/*.browser.spec.ts'], stopsServer),
    project('web', ['<rootDir>/apps/designer/journeys/**/*.web.spec.ts'], stopsServer),
    project('screenshots', ['<rootDir>/apps/designer/journeys/**/*.screenshots.spec.ts'], stopsServer),
    project('data', ['<rootDir>/{libs,apps,test}/**/*.data.spec.ts'], stopsServer),
  ],
};
