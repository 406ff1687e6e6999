import type { FieldDefinition } from '#pipeline';
import { CORE_OBJECTS } from '../objects/index.js';
import type { ImportReads } from '../ports.js';
import { columnOf, type Draft } from './draft.js';
import type { Job } from './import-job.js';

/**
 * Looks for records that rows of unknown keys probably mean: one of the same object with the same e-mail, else with the
 * same name. Each is told to the report; with `leave-out` its row is left out and listed. `own`: ids that do not count.
 */
export async function withoutSimilar(
  reads: Pick<ImportReads, 'byValues'>,
  job: Job,
  drafts: readonly Draft[],
  what: 'ignore' | 'tell' | 'leave-out',
  own: ReadonlySet<string>,
): Promise<readonly Draft[]> {
  if (what === 'ignore') return drafts;
  const similar = new Set<Draft>();
  for (const field of tellingFields(job.context.object, job.context.fields)) {
    const fresh = drafts.filter((draft) => draft.present === null && !similar.has(draft) && valueOf(draft, field) !== '');
    const there = await reads.byValues(job.context.workspace, job.context.object, field, [...new Set(fresh.map((draft) => valueOf(draft, field)))]);
    const taken = new Set(there.filter(({ id }) => !own.has(id)).map(({ value }) => value.trim().toLowerCase()));
    for (const draft of fresh) {
      const value = valueOf(draft, field);
      if (!taken.has(value)) continue;
      similar.add(draft);
      tell(job, draft, field, what === 'leave-out');
    }
  }
  return what === 'leave-out' ? drafts.filter((draft) => !similar.has(draft)) : drafts;
}

function tell(job: Job, draft: Draft, field: string, leavesOut: boolean): void {
  const { line } = draft.row;
  const problem = {
    code: 'row.similar',
    at: `/fields/${field}`,
    text: {
      en: 'A record with the same value is there already, with another key or none: left out as asked.',
      'zh-CN': '已有相同值的记录,但键不同或没有键:已按要求略过。',
    },
  } as const;
  const column = columnOf(job.map.columns, problem);
  job.report.find({ code: 'record.similar', column, field, got: draft.values[field] ?? null, suggestion: null }, line);
  if (leavesOut) job.report.fail({ line, key: draft.key, column, problem });
}

/** E-mail addresses tell more than a name does. */
function tellingFields(object: string, fields: Readonly<Record<string, FieldDefinition>>): readonly string[] {
  const mails = Object.keys(fields).filter((name) => fields[name]?.type === 'email');
  return [...new Set([...mails, CORE_OBJECTS.get(object)?.nameField ?? 'name'])];
}

function valueOf(draft: Draft, field: string): string {
  const value = draft.values[field];
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
