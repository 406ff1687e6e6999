import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';

/** One file of the built web app. */
export interface BuiltFile {
  /** Full path on disk. */
  readonly file: string;
  readonly type: string;
  /** Its name holds a hash of its content: it may be kept for ever. */
  readonly isHashed: boolean;
  /** Encodings that were written beside it when it was built, best first. */
  readonly encodings: readonly { readonly name: 'br' | 'gzip'; readonly file: string }[];
}

/** The built web app: its files by their address, and the page that loads them. */
export interface BuiltFiles {
  readonly files: ReadonlyMap<string, BuiltFile>;
  /** With `__NONCE__` where the nonce of the answer goes. */
  readonly page: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Reads what `npm run build` made; null when nothing was built (tests of the API alone). */
export function builtFiles(folder: string | null = builtFolder()): BuiltFiles | null {
  if (folder === null) return null;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
  const present = new Set(names);
  const files = names.flatMap((name): [string, BuiltFile][] => {
    const type = TYPES[extname(name)];
    if (type === undefined) return [];
    const encodings = (
      [
        ['br', '.br'],
        ['gzip', '.gz'],
      ] as const
    )
      .filter(([, ending]) => present.has(name + ending))
      .map(([encoding, ending]) => ({ name: encoding, file: join(folder, name + ending) }));
    return [[`/${name.split(sep).join('/')}`, { file: join(folder, name), type, isHashed: name.startsWith('assets'), encodings }]];
  });
  return { files: new Map(files), page: readFileSync(join(folder, 'index.html'), 'utf8') };
}

/** `dist/designer`, beside the build as well as beside the sources (whose own folder has no `assets`). */
function builtFolder(from: string = import.meta.dirname): string | null {
  for (let folder = from; dirname(folder) !== folder; folder = dirname(folder)) {
    for (const candidate of [join(folder, 'designer'), join(folder, 'dist/designer')]) if (existsSync(join(candidate, 'assets'))) return candidate;
  }
  return null;
}
