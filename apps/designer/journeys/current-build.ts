import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = join(ROOT, 'dist/designer/index.html');

/** Builds the web app when its sources are newer than what was built: a journey never runs through yesterday's screens. */
export function ensureCurrentBuild(): void {
  const newest = Math.max(...['apps/designer', 'libs'].map((folder) => newestIn(join(ROOT, folder))));
  if (existsSync(PAGE) && statSync(PAGE).mtimeMs >= newest) return;
  execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--config', join(ROOT, 'apps/designer/vite.config.ts'), '--logLevel', 'error'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
    },
  );
}

const newestIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.(tsx?|css|html|svg)$/.test(entry.name) && !entry.name.endsWith('.spec.ts') && !entry.parentPath.startsWith(import.meta.dirname),
    )
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
