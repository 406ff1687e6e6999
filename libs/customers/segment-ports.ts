import type { Instant, Text, WorkspaceId } from '#kernel';
import type { KeptModel, SegmentHow } from './tasks/segments.js';

/** How a set puts records into segments, as it was asked for. */
export interface SegmentDefinition {
  readonly object: string;
  readonly filter?: string | undefined;
  readonly columns: readonly string[];
  readonly method?: 'k-means' | 'dbscan' | undefined;
  readonly k?: number | undefined;
  readonly kFrom?: number | undefined;
  readonly kTo?: number | undefined;
  readonly eps?: number | undefined;
  readonly minPts?: number | undefined;
  readonly scale?: SegmentHow['scale'] | undefined;
  readonly missing?: SegmentHow['missing'] | undefined;
  readonly logColumns?: readonly string[] | undefined;
  readonly seed?: number | undefined;
}

export interface SegmentShown {
  /** 0 for the largest; -1 is noise. */
  readonly segment: number;
  readonly name: string;
  readonly records: number;
  readonly share: number;
  readonly summary: Text;
  readonly traits: readonly { readonly column: string; readonly mean: number; readonly overall: number; readonly deviations: number }[];
}

/** What a training found; plain JSON. */
export interface SegmentResult {
  readonly version: number;
  readonly trainedAt: Instant;
  readonly method: 'k-means' | 'dbscan';
  readonly records: number;
  readonly leftOut: number;
  readonly segments: readonly SegmentShown[];
  readonly silhouette: number | null;
  readonly inertia: number | null;
  readonly tried: readonly { readonly k: number; readonly inertia: number; readonly silhouette: number }[];
  readonly map: {
    readonly share: readonly number[];
    readonly axes: readonly (readonly { readonly column: string; readonly weight: number }[])[];
    readonly points: readonly { readonly id: string; readonly x: number; readonly y: number; readonly segment: number }[];
    readonly isSampled: boolean;
  };
}

export interface SegmentSetRow {
  readonly key: string;
  readonly title: string;
  readonly definition: SegmentDefinition;
  /** 0 before the first training. */
  readonly version: number;
  readonly updatedAt: Instant;
}

export interface SegmentVersionRow {
  readonly version: number;
  readonly result: SegmentResult;
  readonly model: KeptModel;
}

export interface Membership {
  readonly recordId: string;
  readonly segment: number;
}

export interface SegmentStore {
  list(workspace: WorkspaceId, object: string | null): Promise<readonly (SegmentSetRow & { readonly result: SegmentResult | null })[]>;
  get(workspace: WorkspaceId, key: string): Promise<SegmentSetRow | null>;
  /** False when the key is taken. */
  insert(workspace: WorkspaceId, set: { readonly key: string; readonly title: string; readonly definition: SegmentDefinition }): Promise<boolean>;
  rename(workspace: WorkspaceId, key: string, title: string): Promise<void>;
  remove(workspace: WorkspaceId, key: string): Promise<boolean>;
  version(workspace: WorkspaceId, key: string, version: number): Promise<SegmentVersionRow | null>;
  versions(
    workspace: WorkspaceId,
    key: string,
  ): Promise<
    readonly {
      readonly version: number;
      readonly trainedAt: Instant;
      readonly records: number;
      readonly segments: number;
      readonly silhouette: number | null;
      /** Whether its members are still kept. */
      readonly hasMembers: boolean;
    }[]
  >;
  /** Keeps a new version with its members and puts it in use; its number is one more than the newest. `isFirst`: only where there is none yet. In one transaction. */
  addVersion(
    workspace: WorkspaceId,
    key: string,
    found: { readonly result: Omit<SegmentResult, 'version'>; readonly model: KeptModel; readonly members: readonly Membership[]; readonly isFirst: boolean },
  ): Promise<number>;
  /** Replaces result and members of a version. */
  replace(
    workspace: WorkspaceId,
    key: string,
    version: number,
    found: { readonly result: SegmentResult; readonly members: readonly Membership[] | null },
  ): Promise<void>;
  /** Puts an older version in use; false when there is none. */
  activate(workspace: WorkspaceId, key: string, version: number): Promise<boolean>;
  /** Records of a version, by id; up to `limit` + 1. */
  members(
    workspace: WorkspaceId,
    key: string,
    of: { readonly version: number; readonly segment: number | null; readonly offset: number; readonly limit: number },
  ): Promise<readonly Membership[]>;
  /** In which segment of the versions in use a record is. */
  segmentsOf(
    workspace: WorkspaceId,
    record: string,
  ): Promise<readonly { readonly set: string; readonly title: string; readonly segment: number; readonly result: SegmentResult }[]>;
  /** Trained sets that nobody has brought up to date since a moment, of all workspaces; whoever asks first has them: they count as up to date from then on. */
  claimStale(before: Instant): Promise<readonly { readonly workspace: WorkspaceId; readonly key: string }[]>;
  /** Notes the segment of one record in the version in use. */
  put(workspace: WorkspaceId, key: string, version: number, member: Membership): Promise<void>;
}

/** Numbers of records, read through a cursor. */
export interface NumberReads {
  /**
   * `values[row * columns.length + c]`, NaN where a record has no number. Throws UserError for an unknown object, field or
   * filter, and `segment.column` for a field that holds no numbers. With `only`: this record alone, the filter aside.
   */
  numbers(
    workspace: WorkspaceId,
    of: { readonly object: string; readonly filter: string; readonly columns: readonly string[]; readonly only: string | null },
  ): Promise<{ readonly ids: readonly string[]; readonly values: Float64Array; readonly titles: Readonly<Record<string, Text>> }>;
}
