import type { JsonObject } from '#kernel';
import { defineEntity, p } from '@mikro-orm/core';
import { instant, json, workspaceKey } from './columns.js';

/** A saved way to put records into segments; `version` is the one in use, 0 before the first. */
export const SegmentSets = defineEntity({
  name: 'SegmentSet',
  tableName: 'segment_sets',
  properties: {
    workspaceId: workspaceKey(),
    key: p.text().primary(),
    object: p.text(),
    title: p.text(),
    definition: json<JsonObject>(),
    version: p.integer(),
    updatedAt: instant(),
    origin: p.text().nullable(),
  },
});

/** What a training found: `result` is shown, `model` gives new records their segment. */
export const SegmentVersions = defineEntity({
  name: 'SegmentVersion',
  tableName: 'segment_versions',
  properties: {
    workspaceId: workspaceKey(),
    setKey: p.text().primary(),
    version: p.integer().primary(),
    result: json<JsonObject>(),
    model: json<JsonObject>(),
    trainedAt: instant(),
  },
});

/** In which segment of a version a record is; -1 is noise. */
export const SegmentMembers = defineEntity({
  name: 'SegmentMember',
  tableName: 'segment_members',
  properties: {
    workspaceId: workspaceKey(),
    setKey: p.text().primary(),
    version: p.integer().primary(),
    recordId: p.uuid().primary(),
    segment: p.integer(),
  },
});
