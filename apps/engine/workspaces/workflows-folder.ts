import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The shipped `workflows/` folder: beside the sources as well as beside a build. */
export function workflowsFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'workflows');
    if (existsSync(join(candidate, 'calendars.json'))) return candidate;
    if (dirname(folder) === folder) throw new Error(`no workflows folder above ${from}`);
  }
}
