import { Migration0001Schema } from './0001-schema.js';
import { Migration0002WorkByKind } from './0002-work-by-kind.js';
import { Migration0003Views } from './0003-views.js';
import { Migration0004ImportUndo } from './0004-import-undo.js';
import { Migration0005Models } from './0005-models.js';
import { Migration0006Segments } from './0006-segments.js';
import { Migration0007Reports } from './0007-reports.js';
import { Migration0008NotificationReads } from './0008-notification-reads.js';
import { Migration0009RecordDeletions } from './0009-record-deletions.js';
import { Migration0010RecordEdits } from './0010-record-edits.js';
import { Migration0011ModelWatch } from './0011-model-watch.js';
import { Migration0012Merges } from './0012-merges.js';
import { Migration0014SentWebhooks } from './0014-sent-webhooks.js';
import type { migrationNames } from './names.js';

/** Every migration in order. A released one is never edited; a change of the schema is a new one. */
const classes = {
  '0001-schema': Migration0001Schema,
  '0002-work-by-kind': Migration0002WorkByKind,
  '0003-views': Migration0003Views,
  '0004-import-undo': Migration0004ImportUndo,
  '0005-models': Migration0005Models,
  '0006-segments': Migration0006Segments,
  '0007-reports': Migration0007Reports,
  '0008-notification-reads': Migration0008NotificationReads,
  '0009-record-deletions': Migration0009RecordDeletions,
  '0010-record-edits': Migration0010RecordEdits,
  '0011-model-watch': Migration0011ModelWatch,
  '0012-merges': Migration0012Merges,
  '0014-sent-webhooks': Migration0014SentWebhooks,
} satisfies Record<(typeof migrationNames)[number], unknown>;

export const migrationsList = Object.entries(classes).map(([name, migration]) => ({ name, class: migration }));
