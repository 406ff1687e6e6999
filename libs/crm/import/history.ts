import { type Instant, type JsonObject, type Problem, type RecordId, type Result, type RunId } from '#kernel';
import type { DoorAnswer, PlayedRun, RecordCommand, RecordCommandBody } from '../ports.js';
import { assertObject } from '../records/records.js';
import type { CsvRow } from './csv.js';
import { columnOf, type Draft, draftRows } from './draft.js';
import { headOf, type ImportParts, type ImportRequest, type Job, openJob } from './import-job.js';
import { chunks, command, differing, importDeferred, problemsOf, withoutRepeats } from './importer.js';
import { readMoment } from './local-time.js';
import type { EventMap } from './map.js';
import type { ImportReport } from './report.js';

export interface HistoryRequest extends Omit<ImportRequest, 'object'> {
  readonly pipeline: string;
  /** The pipeline's object. */
  readonly object: string;
  /** When runs of rows without any date start; null = now. */
  readonly asOf: Instant | null;
}

/** An event of a row, read and checked. */
interface DatedEvent {
  readonly event: string;
  readonly at: Instant;
  readonly fields: JsonObject;
}

interface Story extends Draft {
  readonly startAt: Instant | null; // null: undated
  readonly events: readonly DatedEvent[];
}

/**
 * Plays the dated events of a CSV file through a pipeline, each at its own time, as history: everything is journaled,
 * nothing is sent. A row makes its record, starts its run at its first date (rows without one: at `asOf`) and sends
 * its events in order of time. What an earlier import has played already is not played again. A row whose event is
 * refused keeps what happened before it and is reported with the reasons.
 */
export async function importHistory(parts: ImportParts, request: HistoryRequest): Promise<ImportReport> {
  assertObject(request.object);
  const job = await openJob(parts, request, true);
  await job.reader.open(allColumns(job));
  for await (const rows of chunks(job.file, job.report, request)) {
    await job.reader.prepare(rows, allColumns(job));
    for (const part of withoutRepeats(job, rows)) await playPart(parts, request, job, part);
    request.onProgress?.(job.report.counts.rows);
  }
  await importDeferred(parts, request, job, request.dryRun ? new Set() : null);
  job.reader.reportUnreferenced();
  return job.report.report(headOf(request.pipeline, request, job), true);
}

const allColumns = (job: Job): readonly (readonly [string, string])[] => [...job.map.columns, ...job.map.events.flatMap((event) => [...event.fields])];

async function playPart(parts: ImportParts, request: HistoryRequest, job: Job, rows: readonly CsvRow[]): Promise<void> {
  const stories = (await draftRows(parts, job, rows)).flatMap((draft) => storyOf(job, draft) ?? []);
  const present = stories.flatMap((story) => (story.present ? [story.present.id] : []));
  const played = present.length > 0 ? await parts.reads.played(request.workspace, request.pipeline, present) : new Map<RecordId, PlayedRun>();
  const plays = stories.map((story) => play(parts, request, job, story, story.present ? (played.get(story.present.id) ?? null) : null));
  const answers = request.dryRun ? null : await parts.door.submitMany(plays.flatMap((one) => one.commands));
  let from = 0;
  for (const one of plays) {
    count(job, one, answers === null ? null : answers.slice(from, from + one.commands.length));
    from += one.commands.length;
  }
}

function storyOf(job: Job, draft: Draft): Story | null {
  const events: DatedEvent[] = [];
  for (const map of job.map.events) {
    if (!happened(job, draft.row, map)) continue;
    const event = readEvent(job, draft, map);
    if (event === null) return null;
    events.push(event);
  }
  events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const start = startOf(job, draft, events);
  if (start === undefined) return null;
  if (start === null) job.report.find({ code: 'row.undated', column: null, field: null, got: null, suggestion: null }, draft.row.line);
  return { ...draft, events, startAt: start };
}

function happened(job: Job, row: CsvRow, map: EventMap): boolean {
  if (job.reader.cell(row, map.at) === '') return false;
  return [...map.when].every(([column, values]) => values.has(job.reader.cell(row, column)));
}

/** Null = the row has a problem, which is told to the report. */
function readEvent(job: Job, draft: Draft, map: EventMap): DatedEvent | null {
  const at = momentOf(job, draft, map.at);
  if (at === null) return null;
  const fields = job.reader.fieldsOf(draft.row, draft.key, map.fields, map.constants);
  const problems = job.reader.problems(fields, { ...draft.present?.fields, ...draft.values });
  for (const problem of problems) job.report.fail({ line: draft.row.line, key: draft.key, column: columnOf(map.fields, problem), problem });
  return problems.length > 0 ? null : { event: map.event, at, fields };
}

/** Undefined = the row has a problem; null = it has no date at all. */
function startOf(job: Job, draft: Draft, events: readonly DatedEvent[]): Instant | null | undefined {
  const { startAt } = job.map;
  if (startAt === null || job.reader.cell(draft.row, startAt) === '') return events[0]?.at ?? null;
  return momentOf(job, draft, startAt) ?? undefined;
}

function momentOf(job: Job, draft: Draft, column: string): Instant | null {
  const text = job.reader.cell(draft.row, column);
  const at = readMoment(text, job.map.dates, job.map.timeZone);
  if (at === null) {
    const problem: Problem = {
      code: 'row.date',
      at: '',
      text: { en: `\`${text.slice(0, 80)}\` is no date (${column}).`, 'zh-CN': `\`${text.slice(0, 80)}\` 不是日期(${column})。` },
      got: text.slice(0, 80),
    };
    job.report.fail({ line: draft.row.line, key: draft.key, column, problem });
  }
  return at;
}

/** The commands of a row, in order, and which of them are events. */
interface Play {
  readonly story: Story;
  readonly commands: readonly RecordCommand[];
  readonly alreadyPlayed: number;
}

function play(parts: ImportParts, request: HistoryRequest, job: Job, story: Story, run: PlayedRun | null): Play {
  const { present } = story;
  const startAt = story.startAt ?? request.asOf;
  const recordId = present?.id ?? (parts.ids.next() as RecordId);
  const runId = run?.runId ?? (parts.ids.next() as RunId);
  const remaining = run ? notYetPlayed(story.events, run) : story.events;
  const bodies: { readonly body: RecordCommandBody; readonly at: Instant | null }[] = [];
  if (!present)
    bodies.push({
      body: { kind: 'record.create', recordId, object: request.object, fields: story.values, externalKey: story.key, ownerId: null },
      at: startAt,
    });
  // An edit of a record that is there already happens now: its history goes on from where it stands.
  const changed = present ? differing(story.values, present.fields) : {};
  if (present && Object.keys(changed).length > 0)
    bodies.push({ body: { kind: 'record.change', recordId, fields: changed, expectedVersion: null }, at: run ? null : startAt });
  if (!run) bodies.push({ body: { kind: 'run.start', runId, recordId, pipeline: request.pipeline, vars: {}, at: null }, at: startAt });
  for (const { event, at, fields } of remaining) bodies.push({ body: { kind: 'run.event', runId, event, payload: null, fields }, at });
  // Backdated events come before an edit of now.
  bodies.sort((a, b) => Number(a.at === null) - Number(b.at === null));
  return { story, alreadyPlayed: story.events.length - remaining.length, commands: bodies.map(({ body, at }) => command(request, body, { at })) };
}

/** Events that the run has not seen, by name and time. */
function notYetPlayed(events: readonly DatedEvent[], run: PlayedRun): readonly DatedEvent[] {
  const seen = run.events.map(({ event, at }) => `${event}\n${at}`);
  return events.filter(({ event, at }) => {
    const index = seen.indexOf(`${event}\n${at}`);
    if (index >= 0) seen.splice(index, 1);
    return index < 0;
  });
}

/** `null` answers: a dry run. */
function count(job: Job, { story, commands, alreadyPlayed }: Play, answers: readonly Result<DoorAnswer, unknown>[] | null): void {
  const { report } = job;
  report.events.alreadyPlayed += alreadyPlayed;
  if (commands.length === 0) {
    report.counts.unchanged += 1;
    return;
  }
  let stopped = false;
  commands.forEach(({ body }, i) => {
    const answer = answers?.[i];
    const problems = answer ? problemsOf(answer) : [];
    if (body.kind === 'run.event' && problems.length === 0) report.events.played += 1;
    if (body.kind === 'run.event' && answer?.ok && answer.value.kind === 'refused') report.events.refused += 1;
    // What follows the first failure only fails because of it.
    if (problems.length > 0 && !stopped)
      for (const problem of problems) report.fail({ line: story.row.line, key: story.key, column: eventColumn(job, body), problem: named(body, problem) });
    stopped ||= problems.length > 0;
  });
  if (!stopped) report.counts[story.present ? 'updated' : 'created'] += 1;
}

const eventColumn = (job: Job, body: RecordCommandBody): string | null =>
  body.kind === 'run.event' ? (job.map.events.find((map) => map.event === body.event)?.at ?? null) : null;

/** The problem with the event it belongs to in front. */
const named = (body: RecordCommandBody, problem: Problem): Problem =>
  body.kind === 'run.event'
    ? { ...problem, text: { en: `Event \`${body.event}\`: ${problem.text.en}`, 'zh-CN': `事件 \`${body.event}\`:${problem.text['zh-CN'] ?? problem.text.en}` } }
    : problem;
