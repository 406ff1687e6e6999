import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const VIRTUAL = '\0precompiled-ajv';

/**
 * The verifier checks step inputs with ajv, which writes code from a schema; the content policy of the web app forbids
 * that. So the schemas of all step kinds are compiled here, and the browser's `Ajv2020` only looks them up.
 */
export function precompiledSchemas(): Plugin {
  return {
    name: 'precompiled-schemas',
    enforce: 'pre',
    resolveId: (source) => (source === 'ajv/dist/2020.js' ? VIRTUAL : null),
    load: (id) => (id === VIRTUAL ? moduleOfSchemas() : null),
  };
}

async function moduleOfSchemas(): Promise<string> {
  const { stepCatalogue } = (await import('#steps/definitions')) as { stepCatalogue(): { all(): readonly { readonly input: object }[] } };
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const standalone = createRequire(import.meta.url)('ajv/dist/standalone').default as (ajv: unknown, refs: Record<string, string>) => string;
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, $data: false, code: { source: true, esm: true, lines: false } });
  const names = stepCatalogue()
    .all()
    .map(({ input }, index) => {
      ajv.addSchema(input, `input${index}`);
      return [`input${index}`, JSON.stringify(input)] as const;
    });
  const code = standalone(ajv, Object.fromEntries(names.map(([name]) => [name, name])));
  return `${withImports(code)}
const known = new Map([${names.map(([name, text]) => `[${JSON.stringify(text)}, ${name}]`).join(',')}]);
export class Ajv2020 {
  compile(schema) {
    const validate = known.get(JSON.stringify(schema));
    if (!validate) throw new Error('This schema was not compiled when the web app was built.');
    return validate;
  }
}
`;
}

/**
 * ajv writes `require("...")` for its own helpers even as a module. They are CommonJS: what a bundler gives as the namespace
 * has their exports either as its own members or, as Node does, below `default`.
 */
function withImports(code: string): string {
  const found = [...new Set([...code.matchAll(/require\("([^"]+)"\)/g)].map(([, path]) => path as string))];
  const imports = found
    .map(
      (path, index) =>
        `import * as module${index} from ${JSON.stringify(`${path}.js`)};\nconst helper${index} = module${index}.default?.default === undefined ? module${index} : module${index}.default;`,
    )
    .join('\n');
  return `${imports}\n${found.reduce((text, path, index) => text.replaceAll(`require("${path}")`, `helper${index}`), code)}`;
}
