import type { Instant, Json, JsonObject, RecordId, Result, RunId, TaskId, Text, WorkspaceId } from '#kernel';
import type { Actor, FieldDefinition, Refusal } from '#pipeline';
import type { PlannedWork } from './records/planned-work.js';
import type { ListQuery, RecordRow, SummaryQuery, SummaryRow } from './records/query.js';

/** A field that an admin added to an object. */
export interface AddedField {
  readonly object: string;
  readonly name: string;
  readonly definition: FieldDefinition;
  /** Since when it takes no new values; null while in use. */
  readonly retiredAt: Instant | null;
}

/** How many records stand how to a field; those in the bin count too, for they can come back. */
export interface FieldFigures {
  readonly filled: number;
  readonly unfilled: number;
  /** Records, not in the bin, whose value another one has as well; null for a type that cannot be unique. */
  readonly repeated: number | null;
  /** `choice`, `choices`: by value, also values that are no option any more. */
  readonly held: ReadonlyMap<string, number>;
}

/** What may name fields: documents as they are stored. */
export type NamingDocument =
  | { readonly kind: 'pipeline'; readonly key: string; readonly document: Json; readonly isDraft: boolean }
  | { readonly kind: 'rules'; readonly key: string; readonly rules: readonly Json[] }
  | {
      readonly kind: 'view';
      readonly key: string;
      readonly name: string;
      readonly object: string;
      readonly filter: string;
      readonly sort: string;
      readonly columns: readonly JsonObject[];
      readonly mayName: boolean;
    }
  | { readonly kind: 'report'; readonly key: string; readonly name: string; readonly definition: JsonObject; readonly mayName: boolean }
  | { readonly kind: 'segment-set'; readonly key: string; readonly name: string; readonly definition: JsonObject }
  | { readonly kind: 'model'; readonly key: string; readonly definition: JsonObject; readonly features: readonly string[] }
  | { readonly kind: 'webhook'; readonly key: string; readonly pipeline: string; readonly map: JsonObject };

/** Reads what may name fields. */
export interface NamingReads {
  /** Newest and still running versions, drafts and attached rules of pipelines; views, reports, segment sets, models, webhooks. `mayName`: shared, or of `reader`. */
  documents(workspace: WorkspaceId, reader: string): Promise<readonly NamingDocument[]>;
}

export interface FieldStore {
  /** The workspace's currency, its added fields, and the `fields` of the newest version of each published pipeline. */
  load(workspace: WorkspaceId): Promise<{
    readonly currency: string;
    readonly added: readonly AddedField[];
    readonly ofPipelines: readonly { readonly pipeline: string; readonly object: string; readonly fields: JsonObject }[];
  }>;
  /** False, and nothing is done, where the object has a field of the name, in use or retired. */
  make(workspace: WorkspaceId, field: Pick<AddedField, 'object' | 'name' | 'definition'>): Promise<boolean>;
  /** Replaces the definition. */
  save(workspace: WorkspaceId, field: Pick<AddedField, 'object' | 'name' | 'definition'>): Promise<void>;
  /** Takes a field out of use (idempotent: the first moment stays) or brings it back. Answers since when it is retired. */
  setRetired(workspace: WorkspaceId, object: string, name: string, retired: boolean): Promise<Instant | null>;
  figures(workspace: WorkspaceId, object: string, name: string, definition: FieldDefinition): Promise<FieldFigures>;
  /**
   * Makes the field's index what the definition is marked: unique, plain or none, without locking writers out.
   * Idempotent. Throws UserError `field.duplicates` when a unique index cannot be.
   */
  syncIndex(workspace: WorkspaceId, object: string, name: string, definition: FieldDefinition): Promise<void>;
}

/** Reads records as they are now. Every answer is of the one workspace only. */
export interface RecordReads {
  get(workspace: WorkspaceId, object: string, id: RecordId): Promise<RecordRow | null>;
  /** Up to `limit` + 1 rows, so that the caller knows whether there are more; each with its sort values. */
  list(
    workspace: WorkspaceId,
    query: ListQuery,
  ): Promise<readonly { readonly row: RecordRow; readonly sortValues: readonly (string | number | boolean | null)[] }[]>;
  /** Names of records by their object's name field, and of the workspace's people; ids that mean neither are left out. */
  names(workspace: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** For each of the records: the open task due first, and the last event from outside. */
  work(workspace: WorkspaceId, records: readonly RecordId[]): Promise<ReadonlyMap<RecordId, PlannedWork>>;
  /** Up to `limit` + 1 groups, in order of the group values, unfilled last. */
  summary(workspace: WorkspaceId, query: SummaryQuery): Promise<readonly SummaryRow[]>;
  /** Keys of the pipelines in which records of the object have runs. */
  pipelinesWithRuns(workspace: WorkspaceId, object: string): Promise<readonly string[]>;
}

/** What checks before a write ask of the database. */
export interface WriteChecks {
  /** Those of the ids that are no (undeleted) record of their object. */
  missing(
    workspace: WorkspaceId,
    references: readonly { readonly object: string; readonly id: string }[],
  ): Promise<readonly { readonly object: string; readonly id: string }[]>;
  /** Those ids that are no member of the workspace. */
  strangers(workspace: WorkspaceId, people: readonly string[]): Promise<readonly string[]>;
  /** Whether another undeleted record of the object holds this value in a unique field. */
  taken(workspace: WorkspaceId, object: string, field: string, value: Json, except: RecordId | null): Promise<boolean>;
}

/** A record whose field holds the id of another. */
export interface Referrer {
  readonly id: RecordId;
  readonly field: string;
}

/** What a merge has to know of the record that goes. */
export interface MergeReads {
  /** Other records, deleted ones too, that name it in one of these fields; at most `limit`. */
  referrers(
    workspace: WorkspaceId,
    record: RecordId,
    fields: readonly { readonly object: string; readonly field: string }[],
    limit: number,
  ): Promise<readonly Referrer[]>;
  /** At most `limit`. */
  openTasks(workspace: WorkspaceId, record: RecordId, limit: number): Promise<readonly string[]>;
  /** Where it went, and its version; null while it is merged into none. */
  wentTo(workspace: WorkspaceId, record: RecordId): Promise<{ readonly into: RecordId; readonly version: number } | null>;
  /** What was merged into it, newest first; at most `limit`. */
  mergedInto(
    workspace: WorkspaceId,
    record: RecordId,
    limit: number,
  ): Promise<readonly { readonly id: RecordId; readonly name: string | null; readonly at: Instant }[]>;
}

export interface TaskRow {
  readonly id: string;
  readonly recordId: RecordId;
  readonly runId: RunId | null;
  readonly title: string;
  readonly due: Instant | null;
  readonly assignee: JsonObject | null;
  readonly approval: { readonly approve: string; readonly reject: string } | null;
  readonly status: 'open' | 'done';
  readonly answer: string | null;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  /** Object and name of the record, to show beside the task. */
  readonly record: { readonly object: string; readonly name: string | null };
}

export interface TaskQuery {
  readonly status: 'open' | 'done' | 'all';
  readonly recordId: RecordId | null;
  /** Only tasks of this person or of one of these roles; null = everybody's. */
  readonly forPerson: { readonly person: string; readonly roles: readonly string[] } | null;
  readonly approvals: 'only' | 'without' | 'with';
  readonly dueBefore: Instant | null;
  readonly after: { readonly due: Instant | null; readonly id: string } | null;
  readonly limit: number;
}

export interface NoteRow {
  readonly id: string;
  readonly recordId: RecordId;
  readonly runId: RunId | null;
  readonly text: string;
  readonly actor: Actor;
  readonly at: Instant;
}

/** One line of a record's timeline; `id` is unique in the timeline and orders lines of one moment. */
export type TimelineItem = { readonly id: string; readonly at: Instant } & (
  | { readonly kind: 'event'; readonly runId: RunId; readonly pipeline: string; readonly seq: number; readonly entry: JsonObject }
  | { readonly kind: 'note'; readonly note: NoteRow }
  | { readonly kind: 'task-created' | 'task-closed'; readonly task: JsonObject }
  /** Done outside of any run; by field, the value before and after; `$owner` and `$tags` stand for those. */
  | {
      readonly kind: 'edit';
      readonly what: 'created' | 'changed' | 'tagged' | 'deleted' | 'restored';
      readonly actor: Actor;
      readonly changes: Readonly<Record<string, readonly [before: Json, after: Json]>>;
    }
  | { readonly kind: 'refusal'; readonly runId: RunId; readonly event: string; readonly actor: Actor; readonly reasons: readonly Refusal[] }
);

export interface ActivityReads {
  /** By due time (none last), then id; up to `limit` + 1. */
  tasks(workspace: WorkspaceId, query: TaskQuery): Promise<readonly TaskRow[]>;
  task(workspace: WorkspaceId, id: TaskId | string): Promise<TaskRow | null>;
  /** Newest first; up to `limit` + 1. */
  notes(workspace: WorkspaceId, record: RecordId, before: { readonly at: Instant; readonly id: string } | null, limit: number): Promise<readonly NoteRow[]>;
  /** Journal, edits, notes, tasks and refused attempts, newest first; up to `limit` + 1. */
  timeline(
    workspace: WorkspaceId,
    record: RecordId,
    before: { readonly at: Instant; readonly id: string } | null,
    limit: number,
  ): Promise<readonly TimelineItem[]>;
  /** Tags in use on an object's records with their counts, most used first. */
  tags(workspace: WorkspaceId, object: string, limit: number): Promise<readonly { readonly tag: string; readonly count: number }[]>;
}

/** A record as an import meets it. */
export interface ImportedRecord {
  readonly id: RecordId;
  readonly version: number;
  readonly fields: JsonObject;
  readonly deleted: boolean;
}

/** What an earlier import has already played into a record's run. */
export interface PlayedRun {
  readonly runId: RunId;
  readonly open: boolean;
  /** The run's `sent` events in order. */
  readonly events: readonly { readonly event: string; readonly at: Instant }[];
}

export interface ImportReads {
  byExternalKeys(workspace: WorkspaceId, object: string, keys: readonly string[]): Promise<ReadonlyMap<string, ImportedRecord>>;
  /** Every undeleted record's value of a text field, or null when there are more than `limit`. */
  allValues(workspace: WorkspaceId, object: string, field: string, limit: number): Promise<readonly { readonly id: RecordId; readonly value: string }[] | null>;
  /** Records whose text field is one of the values, case and outer blanks aside. */
  byValues(
    workspace: WorkspaceId,
    object: string,
    field: string,
    values: readonly string[],
  ): Promise<readonly { readonly id: RecordId; readonly value: string }[]>;
  /** The newest run of each record in the pipeline with what was sent to it. */
  played(workspace: WorkspaceId, pipeline: string, records: readonly RecordId[]): Promise<ReadonlyMap<RecordId, PlayedRun>>;
  /** Members by e-mail, lower case. */
  membersByEmail(workspace: WorkspaceId): Promise<ReadonlyMap<string, string>>;
}

/** The commands that crm sends through the runtime's one door (a part of the runtime's own `Command`). */
export interface RecordCommand {
  readonly workspace: WorkspaceId;
  readonly actor: Actor;
  readonly source: string;
  readonly key: string | null;
  readonly occurredAt: Instant | null;
  readonly history: boolean;
  readonly origin: string | null;
  readonly body: RecordCommandBody;
}

export type RecordCommandBody =
  | {
      readonly kind: 'record.create';
      readonly recordId: RecordId;
      readonly object: string;
      readonly fields: JsonObject;
      readonly externalKey: string | null;
      readonly ownerId: string | null;
    }
  | {
      readonly kind: 'record.change';
      readonly recordId: RecordId;
      readonly fields: JsonObject;
      readonly ownerId?: string | null;
      readonly expectedVersion: number | null;
      /** Puts back values from before, be their field or option retired since. */
      readonly takesRetired?: boolean;
    }
  | { readonly kind: 'record.delete'; readonly recordId: RecordId; readonly expectedVersion: number | null }
  | { readonly kind: 'record.restore'; readonly recordId: RecordId }
  | { readonly kind: 'record.tag'; readonly recordId: RecordId; readonly add: readonly string[]; readonly remove: readonly string[] }
  | {
      readonly kind: 'run.start';
      readonly runId: RunId;
      readonly recordId: RecordId;
      readonly pipeline: string;
      readonly vars: JsonObject;
      readonly at: readonly string[] | null;
    }
  | { readonly kind: 'run.event'; readonly runId: RunId; readonly event: string; readonly payload: Json; readonly fields: JsonObject };

/** What became of a command (a part of the runtime's own `Answer`). */
export type DoorAnswer =
  | { readonly kind: 'applied'; readonly recordId: RecordId | null; readonly recordVersion: number | null; readonly repeated: boolean }
  | { readonly kind: 'refused'; readonly reasons: readonly Refusal[] }
  | { readonly kind: 'late' };

/**
 * The runtime's door, as crm needs it. Commands of one record are applied in the order given; each is answered for
 * itself, in that order, with the error that stopped it where there was one.
 */
export interface Door {
  submitMany(commands: readonly RecordCommand[]): Promise<readonly Result<DoorAnswer, unknown>[]>;
}

/** A saved view. Empty texts = nothing chosen; no columns = the usual ones. */
export interface ViewRow {
  readonly id: string;
  readonly object: string;
  readonly pipeline: string | null;
  readonly name: string;
  readonly filter: string;
  readonly q: string;
  readonly sort: string;
  readonly columns: readonly JsonObject[];
  readonly shared: boolean;
  /** The person or API key that made it. */
  readonly ownerId: string;
  readonly updatedAt: Instant;
}

export interface ViewStore {
  /** The owner's and the shared ones, by name. */
  list(workspace: WorkspaceId, owner: string, at: { readonly object: string | null; readonly pipeline: string | null }): Promise<readonly ViewRow[]>;
  get(workspace: WorkspaceId, id: string): Promise<ViewRow | null>;
  count(workspace: WorkspaceId, owner: string, object: string): Promise<number>;
  insert(workspace: WorkspaceId, view: Omit<ViewRow, 'updatedAt'>): Promise<ViewRow>;
  /** Null when there is none. */
  update(workspace: WorkspaceId, id: string, view: Pick<ViewRow, 'name' | 'filter' | 'q' | 'sort' | 'columns' | 'shared'>): Promise<ViewRow | null>;
  /** False when there was none. */
  remove(workspace: WorkspaceId, id: string): Promise<boolean>;
}

/** A message of a pipeline, or about a model, as one reader sees it. */
export interface NotificationRow {
  readonly id: string;
  readonly text: string;
  /** The same in both languages, where the product itself says it. */
  readonly words: Text | null;
  readonly at: Instant;
  readonly record: { readonly id: RecordId; readonly object: string; readonly name: string | null } | null;
  readonly model: { readonly key: string; readonly title: Text } | null;
  readonly isRead: boolean;
}

/** Who reads notifications; `*` among the roles stands for every role. */
export interface NotificationReader {
  readonly workspace: WorkspaceId;
  /** Person or API key. */
  readonly id: string;
  readonly roles: readonly string[];
}

export interface NotificationStore {
  /** What is meant for the reader, newest first; not of removed records. */
  newest(reader: NotificationReader, limit: number): Promise<readonly NotificationRow[]>;
  /** Idempotent; passes over what is not meant for the reader. */
  markRead(reader: NotificationReader, ids: readonly string[]): Promise<void>;
}

export interface CalendarRow {
  readonly key: string;
  readonly title: JsonObject;
  readonly document: JsonObject;
  readonly revision: number;
  readonly updatedAt: Instant;
}

export interface CalendarStore {
  all(workspace: WorkspaceId): Promise<readonly CalendarRow[]>;
  get(workspace: WorkspaceId, key: string): Promise<CalendarRow | null>;
  /** Inserts (`expectedRevision` 0) or replaces; null when the revision is no longer the expected one. */
  save(
    workspace: WorkspaceId,
    calendar: { readonly key: string; readonly title: JsonObject; readonly document: JsonObject },
    expectedRevision: number | null,
  ): Promise<CalendarRow | null>;
  /** False when there was none. */
  remove(workspace: WorkspaceId, key: string): Promise<boolean>;
  /** Keys of published pipelines that name the calendar. */
  usedBy(workspace: WorkspaceId, key: string): Promise<readonly string[]>;
}
