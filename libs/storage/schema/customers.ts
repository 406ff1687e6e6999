import { defineEntity, p } from '@mikro-orm/core';
import { instant, workspaceKey } from './columns.js';

/** Two records that people looked at and found to be two, the smaller id first. */
export const DistinctPairs = defineEntity({
  name: 'DistinctPair',
  tableName: 'distinct_pairs',
  properties: {
    workspaceId: workspaceKey(),
    firstId: p.uuid().primary(),
    secondId: p.uuid().primary(),
    /** The person or API key. */
    decidedBy: p.text(),
    decidedAt: instant(),
  },
});
